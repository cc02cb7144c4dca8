/* SPDX-License-Identifier: MIT */
/* wms.c: GET /wms: parameters, then the operation that REQUEST names. */
#include "common/base.h"

#include "render/wms/wms.h"

static enum gs_status (*const operations[WMS_OPERATION__COUNT])
    (struct gs_req *, struct gs_res *, struct wms_params *) = {
	[WMS_GETCAPABILITIES] = wms_getcapabilities,
	[WMS_GETMAP] = wms_getmap,
	[WMS_GETFEATUREINFO] = wms_getfeatureinfo,
	[WMS_GETLEGENDGRAPHIC] = wms_getlegendgraphic,
};

enum gs_status
wms(struct gs_req *req, struct gs_res *res)
{
	struct wms_params *par = GS_NEW(req->arena, struct wms_params);
	enum gs_status st;

	st = wms_params_parse(par, req->query, req->nquery, &req->err);
	if (st == GS_OK)
		st = operations[par->operation](req, res, par);
	/* Faults of ours go the dispatcher's way, which rolls back and logs
	 * before it calls wms_error(). */
	if (st == GS_OK || res->status != 0 || gs_status_http(st) >= 500)
		return st;
	return wms_exception(req, res, par, st);
}

enum gs_status
wms_error(struct gs_req *req, struct gs_res *res, enum gs_status st)
{
	struct wms_params *par = GS_NEW(req->arena, struct wms_params);
	struct gs_err ignored = { 0 };

	if (wms_params_parse(par, req->query, req->nquery, &ignored) == GS_OK)
		par->code = NULL;
	return wms_exception(req, res, par, st);
}
