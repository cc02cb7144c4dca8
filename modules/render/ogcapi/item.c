/* SPDX-License-Identifier: MIT */
/* item.c: GET /ogc/features/collections/{collectionId}/items/{featureId} */
#include "common/base.h"

#include "common/page.h"
#include "render/feature/query.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/items_html.h"
#include "render/ogcapi/items_params.h"
#include "render/ogcapi/ogcapi.h"

static enum gs_status
item_json(struct gs_req *req, struct gs_res *res,
    const struct feature_query *q, const struct gs_rows *r)
{
	const struct render_layer *l = q->layer;
	struct ogcapi_document d;
	struct gs_json *j = ogcapi_document_begin(&d, req);
	char *path = gs_printf(req->arena, "%s/%lld", ogcapi_path(req, l,
	    "/items"), (long long)q->fid);

	gs_json_object(j);
	feature_geojson_members(j, q, r, 0, NULL);
	gs_json_key(j, "links");
	gs_json_array(j);
	ogcapi_self_links(j, req, path, OGCAPI_JSON, OGCAPI_GEOJSON);
	ogcapi_link(j, gs_req_url(req, "%s", ogcapi_path(req, l, "")),
	    "collection", "application/json",
	    gs_str_of(render_layer_title(req, l)));
	gs_res_header(res, "Content-Crs", "<%s>", q->crs->uri);
	return ogcapi_document_send(&d, res, OGCAPI_GEOJSON);
}

static enum gs_status
query(struct gs_req *req, const struct feature_query *q,
    struct gs_rows *rows)
{
	struct feature_sql s;
	enum gs_status st;

	feature_sql_items(&s, req->arena, q);
	st = gs_db_query_text(req->db, s.text.ptr, s.params, s.nparams,
	    req->arena, rows, &req->err);
	if (st == GS_OK && rows->n == 0)
		st = gs_fail(&req->err, GS_ENOTFOUND, "There is no feature "
		    "%lld in '%s'", (long long)q->fid, q->layer->full_name);
	return st;
}

enum gs_status
ogcapi_item(struct gs_req *req, struct gs_res *res)
{
	static const char *const known[] = { "crs", NULL };
	struct feature_query *q = GS_NEW(req->arena, struct feature_query);
	gs_str fid = gs_req_var(req, "featureId");
	gs_str crs = gs_req_param(req, "crs");
	enum ogcapi_format format;
	struct gs_rows rows;
	enum gs_status st;

	if ((st = ogcapi_known(req, known)) != GS_OK ||
	    (st = ogcapi_format(req, OGCAPI_GEOJSON, &format)) != GS_OK ||
	    (st = render_layer_find(req, gs_req_var(req, "collectionId"),
	    &q->layer)) != GS_OK ||
	    (st = ogcapi_items_crs(q->layer, crs.ptr ? crs :
	    GS_STR("CRS:84"), "crs", &q->crs, &req->err)) != GS_OK)
		return st;
	q->limit = 1;
	if (!gs_str_int_in(fid, 1, INT64_MAX, &q->fid))
		return gs_fail(&req->err, GS_ENOTFOUND, "There is no such "
		    "feature in '%s': ids are integers from 1",
		    q->layer->full_name);
	if ((st = query(req, q, &rows)) != GS_OK)
		return st;
	return format == OGCAPI_HTML ? ogcapi_item_html(req, res, q, &rows) :
	    item_json(req, res, q, &rows);
}
