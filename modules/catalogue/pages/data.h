/* SPDX-License-Identifier: MIT */
/*
 * data.h: what the pages do to a template's data before they give it.
 */
#ifndef CATALOGUE_PAGES_DATA_H
#define CATALOGUE_PAGES_DATA_H

#include "common/http.h"
#include "common/json.h"

/*
 * Write numbers and dates of a tree for a reader. The key says how:
 *	x_int	12345 → "12 345"; x_one beside it: is the noun singular?
 *	x_size	bytes → "12,3 ko"
 *	x_date	"2025-12-22…" → "22 décembre 2025"
 *	x_ago	seconds → "il y a 3 jours"
 * Null and other types stay. Members of ${v} change in place.
 */
void pages_data_format(struct gs_req *req, struct gs_jval *v);

/* Mark the first element of an array of objects with ${key}: true, so that
 * a template can put separators between elements. */
void pages_data_first(struct gs_req *req, struct gs_jval *array,
    const char *key);
/* Member to change (NULL when absent, or not of that type). */
struct gs_jval *pages_data_member(struct gs_jval *v, const char *key,
    enum gs_json_type type);
/* obj.key = ${v}, which stays where it is: the head is copied, its members
 * are shared. */
void pages_data_share(struct gs_req *req, struct gs_jval *obj,
    const char *key, const struct gs_jval *v);
/* obj.key = printf(…) */
void pages_data_printf(struct gs_req *req, struct gs_jval *obj,
    const char *key, const char *fmt, ...) GS_PRINTF(4, 5);

/*
 * Set obj.key to the address of a WMS picture of the drawn layers of
 * ${layers} over the base layer, ${width} × ${height} pixels around
 * ${extent} (degrees). Nothing is set when nothing is drawn. A network's
 * small picture (${lines_only}) shows its lines without the stops.
 */
struct pages_picture {
	const struct gs_jval	*layers, *extent;
	bool			 base, lines_only;
	int			 width, height;
};
void pages_data_picture(struct gs_req *req, struct gs_jval *obj,
    const char *key, const struct pages_picture *p);

/* data.pager for a page of a list; none when everything is on one page. The
 * number of a page goes between ${link} and ${anchor}. */
struct pages_paging {
	int64_t		 page, size, total;
	const char	*link, *anchor;
};
void pages_data_pager(struct gs_req *req, struct gs_jval *data,
    const struct pages_paging *p);
/* Parameter page, from 1, which is also its default. */
enum gs_status pages_data_page(struct gs_req *req, int64_t *page)
    GS_MUST_CHECK;

#endif
