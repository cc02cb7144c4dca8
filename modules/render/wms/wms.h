/* SPDX-License-Identifier: MIT */
/*
 * wms.h: the operations of the Web Map Service (OGC 01-068r3, OGC 06-042),
 * one file each. GET /wms comes to wms(), which parses the parameters
 * (params.h) and hands them to the operation that REQUEST names.
 *
 * An operation that fails sets par->code to the standard's exception code
 * when it has one ("LayerNotDefined", "InvalidFormat", "LayerNotQueryable",
 * "InvalidPoint"…), returns its status, and wms() dresses the fault.
 */
#ifndef RENDER_WMS_WMS_H
#define RENDER_WMS_WMS_H

#include "common/http.h"
#include "render/layer.h"
#include "render/wms/params.h"

/* Drawing order; more than this in all after datasets became layers is
 * refused. */
#define WMS_DRAWN_MAX		100

enum gs_status wms(struct gs_req *req, struct gs_res *res);
/* The route's error writer, for faults before wms() is called. */
enum gs_status wms_error(struct gs_req *req, struct gs_res *res,
    enum gs_status st);
/* The fault in req->err, in the form that ${par} asks for. */
enum gs_status wms_exception(struct gs_req *req, struct gs_res *res,
    const struct wms_params *par, enum gs_status st);

enum gs_status wms_getcapabilities(struct gs_req *req, struct gs_res *res,
    struct wms_params *par);
enum gs_status wms_getmap(struct gs_req *req, struct gs_res *res,
    struct wms_params *par);
enum gs_status wms_getfeatureinfo(struct gs_req *req, struct gs_res *res,
    struct wms_params *par);
enum gs_status wms_getlegendgraphic(struct gs_req *req, struct gs_res *res,
    struct wms_params *par);

/*
 * ${names} (of layers, or of datasets: their layers with a geometry, lowest
 * position first) to layers with columns and style, at most WMS_DRAWN_MAX.
 * A layer without geometry is as absent as one that does not exist:
 * GS_ENOTFOUND, code LayerNotDefined.
 */
enum gs_status wms_layers(struct gs_req *req, struct wms_params *par,
    const gs_str *names, int nnames, const struct render_layer ***layers,
    int *n) GS_MUST_CHECK;

#endif
