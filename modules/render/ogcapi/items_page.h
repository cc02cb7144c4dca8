/* SPDX-License-Identifier: MIT */
/*
 * items_page.h: a page of items while its rows come by: which rows belong to
 * it, and the links to its neighbours.
 */
#ifndef RENDER_OGCAPI_ITEMS_PAGE_H
#define RENDER_OGCAPI_ITEMS_PAGE_H

#include "render/feature/query.h"
#include "render/ogcapi/common.h"

struct ogcapi_items_page {
	const struct feature_query	*q;
	int64_t				 matched;
	int64_t				 rows;		/* of this page */
	int64_t				 first, last;	/* their ids */
	bool				 more_before, more_after;
};

void ogcapi_items_page_init(struct ogcapi_items_page *p,
    const struct feature_query *q, int64_t matched);
/* Does row 0 of ${r} belong to the page? Else it only told that there is
 * another page. */
bool ogcapi_items_page_row(struct ogcapi_items_page *p,
    const struct gs_rows *r);
/* Absolute links, NULL when there is no such page. Both keep every parameter
 * of the request, and name the version. */
char *ogcapi_items_page_next(const struct ogcapi_items_page *p,
    const struct gs_req *req);
char *ogcapi_items_page_prev(const struct ogcapi_items_page *p,
    const struct gs_req *req);

#endif
