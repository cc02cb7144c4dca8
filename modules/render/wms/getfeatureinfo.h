/* SPDX-License-Identifier: MIT */
/*
 * getfeatureinfo.h: what lies under a pixel, as the writers see it.
 *
 * Each layer asked is one answer: the features that touch the pixel's place,
 * the nearest first. A thin thing counts when it is within a few pixels.
 */
#ifndef RENDER_WMS_GETFEATUREINFO_H
#define RENDER_WMS_GETFEATUREINFO_H

#include "render/feature/query.h"
#include "render/wms/wms.h"

struct wms_info {
	struct feature_query	 q;
	struct gs_rows		 rows;
	int			 n;	/* of these rows, features to show */
};

/* Media types of INFO_FORMAT, NULL-ended, the default first; capabilities
 * list them. */
extern const char *const wms_info_formats[];

/* The box around pixel i, j that a layer's features must touch. Pure. */
struct gs_bbox wms_info_box(const struct wms_params *par,
    const struct render_layer *layer, double *x, double *y);

/* getfeatureinfo_write.c */
enum gs_status wms_info_text(struct gs_req *req, struct gs_res *res,
    const struct wms_info *info, int n, const char *media) GS_MUST_CHECK;
enum gs_status wms_info_html(struct gs_req *req, struct gs_res *res,
    const struct wms_info *info, int n, const char *media) GS_MUST_CHECK;
enum gs_status wms_info_json(struct gs_req *req, struct gs_res *res,
    const struct wms_info *info, int n, const char *media) GS_MUST_CHECK;

#endif
