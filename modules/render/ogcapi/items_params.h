/* SPDX-License-Identifier: MIT */
/*
 * items_params.h: the parameters of …/items, from text to a query. Pure.
 *
 *	limit		1 to 10000 (more counts as 10000), 100 when absent
 *	offset		features to skip; not together with after or before
 *	after, before	<version>.<id>: the page that follows or precedes that
 *			feature, in that version; links next and prev carry it
 *	bbox, bbox-crs	features that touch the box
 *	crs		of the geometries; CRS84 when absent
 *	datetime	instant or interval; applies to the first column that
 *			holds dates or times, else every feature matches
 *	properties	names of columns to give, comma-separated
 *	f		json, html
 *	<column>	that value, by the column's type
 *
 * Anything else is refused, with the name.
 */
#ifndef RENDER_OGCAPI_ITEMS_PARAMS_H
#define RENDER_OGCAPI_ITEMS_PARAMS_H

#include "render/feature/query.h"

#define OGCAPI_LIMIT_DEFAULT	100
#define OGCAPI_LIMIT_MAX	10000
#define OGCAPI_OFFSET_MAX	1000000000

/* Version that the cursor among ${kv} names; 0: none, the current one. */
enum gs_status ogcapi_items_version(const struct gs_kv *kv, int n,
    int64_t *version, struct gs_err *err) GS_MUST_CHECK;
/* All of them, for a layer. ${q} is filled whole. */
enum gs_status ogcapi_items_params(struct feature_query *q,
    struct gs_arena *a, const struct render_layer *layer,
    const struct gs_kv *kv, int n, struct gs_err *err) GS_MUST_CHECK;
/* The value of a parameter ${what} that names a reference system; one that
 * geometries of ${layer} can be given in, unless that is NULL. */
enum gs_status ogcapi_items_crs(const struct render_layer *layer, gs_str text,
    const char *what, const struct gs_crs **crs, struct gs_err *err)
    GS_MUST_CHECK;
/* Can features be filtered by this column? */
bool ogcapi_items_queryable(const struct render_column *c);

#endif
