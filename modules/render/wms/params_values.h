/* SPDX-License-Identifier: MIT */
/*
 * params_values.h: one value each, for params.c, which knows what operation
 * takes which. Private to both.
 */
#ifndef RENDER_WMS_PARAMS_VALUES_H
#define RENDER_WMS_PARAMS_VALUES_H

#include "render/wms/params.h"

enum key { K_SERVICE, K_VERSION, K_WMTVER, K_REQUEST, K_LAYERS, K_STYLES,
    K_CRS, K_SRS, K_BBOX, K_WIDTH, K_HEIGHT, K_FORMAT, K_TRANSPARENT,
    K_BGCOLOR, K_EXCEPTIONS, K_QUERY_LAYERS, K_INFO_FORMAT, K_FEATURE_COUNT,
    K_I, K_J, K_X, K_Y, K_LAYER, K_STYLE, K_SLD, K_SLD_BODY, K_MAP,
    K__COUNT };

/* The pairs by key; absent ones are GS_NOSTR. */
struct pairs {
	gs_str	v[K__COUNT];
};

extern const char *const wms_key_names[K__COUNT];

/* Faults with the codes of OWS Common; ${expected} completes a sentence. */
enum gs_status wms_missing(struct wms_params *p, struct gs_err *err,
    enum key k);
enum gs_status wms_invalid(struct wms_params *p, struct gs_err *err,
    enum key k, const char *expected);

/* Each reads its keys into ${p}, or says what is wrong with them. */
enum gs_status wms_value_format(struct wms_params *p, gs_str text,
    struct gs_err *err);
enum gs_status wms_value_size(struct wms_params *p, const struct pairs *in,
    enum key k, int *out, struct gs_err *err);
enum gs_status wms_value_layers(struct wms_params *p, const struct pairs *in,
    enum key k, gs_str *out, int *n, struct gs_err *err);
enum gs_status wms_value_styles(struct wms_params *p, gs_str styles,
    struct gs_err *err);
enum gs_status wms_value_crs(struct wms_params *p, const struct pairs *in,
    struct gs_err *err);
enum gs_status wms_value_bbox(struct wms_params *p, const struct pairs *in,
    struct gs_err *err);
enum gs_status wms_value_background(struct wms_params *p,
    const struct pairs *in, struct gs_err *err);

#endif
