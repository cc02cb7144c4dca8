/* SPDX-License-Identifier: MIT */
/* items_html.h: features as pages for people: a table, or one's properties. */
#ifndef RENDER_OGCAPI_ITEMS_HTML_H
#define RENDER_OGCAPI_ITEMS_HTML_H

#include "common/json.h"
#include "render/ogcapi/items_page.h"

/* Run the query of ${page} and send its table. */
enum gs_status ogcapi_items_html(struct gs_req *req, struct gs_res *res,
    const struct ogcapi_items_page *page) GS_MUST_CHECK;
/* The page of the one feature in row 0 of ${r}. */
enum gs_status ogcapi_item_html(struct gs_req *req, struct gs_res *res,
    const struct feature_query *q, const struct gs_rows *r) GS_MUST_CHECK;

#endif
