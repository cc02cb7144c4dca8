/* SPDX-License-Identifier: MIT */
/*
 * common.h: what the operations of WMS share. Private to modules/render/wms.
 */
#ifndef RENDER_WMS_COMMON_H
#define RENDER_WMS_COMMON_H

#include "render/wms/wms.h"

/*
 * Give the answer an ETag of the request and the versions of ${layers}, and
 * answer 304 (true) when the client has it: a picture of the same versions is
 * the same picture, and is not drawn again.
 */
bool wms_unchanged(struct gs_req *req, struct gs_res *res,
    const struct render_layer *const *layers, int n);

/* db.c: a name for what this identity sees now: it changes with the set of
 * layers, their versions and the titles of their datasets. */
enum gs_status wms_db_state(struct gs_req *req, gs_str *state) GS_MUST_CHECK;

/* A row of a legend: what the data holds for a colour, and its text; GS_NOSTR
 * where it holds nothing. */
struct wms_color {
	gs_str	color, text;
};
/* The colours of ${column} (of text) with the text of ${label} (or NULL), in
 * the order of the features, at most ${max}. ${layer} may be read. */
enum gs_status wms_db_colors(struct gs_req *req,
    const struct render_layer *layer, const struct render_column *column,
    const struct render_column *label, int max, struct wms_color **colors,
    int *n) GS_MUST_CHECK;

#endif
