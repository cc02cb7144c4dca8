/* SPDX-License-Identifier: MIT */
/*
 * ogcapi.h: the operations of OGC API - Features (OGC 17-069r4, 18-058r1),
 * one file each, and what they share (common.c).
 */
#ifndef RENDER_OGCAPI_OGCAPI_H
#define RENDER_OGCAPI_OGCAPI_H

#include "common/http.h"

enum gs_status ogcapi_landing(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_conformance(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_api(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_collections(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_collection(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_schema(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_queryables(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_items(struct gs_req *req, struct gs_res *res);
enum gs_status ogcapi_item(struct gs_req *req, struct gs_res *res);

/* Problem details, or a page when the client asked for HTML. */
enum gs_status ogcapi_error(struct gs_req *req, struct gs_res *res,
    enum gs_status st);

#endif
