/* SPDX-License-Identifier: MIT */
/* items.c: GET /ogc/features/collections/{collectionId}/items */
#include "common/base.h"

#include "common/page.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/items_html.h"
#include "render/ogcapi/items_page.h"
#include "render/ogcapi/items_params.h"
#include "render/ogcapi/ogcapi.h"

/* An answer in GeoJSON, opened when its first row is there. */
struct collection {
	struct gs_req			*req;
	struct gs_res			*res;
	struct ogcapi_items_page	 page;
	struct gs_json			 json;
};

static void
collection_open(struct collection *c)
{
	struct gs_json *j = &c->json;
	char stamp[32];
	time_t now = time(NULL);
	struct tm tm;

	if (c->res->status != 0)
		return;
	gmtime_r(&now, &tm);
	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &tm);
	gs_json_init(j, gs_res_open(c->res, 200, OGCAPI_GEOJSON));
	gs_json_object(j);
	gs_json_kcstr(j, "type", "FeatureCollection");
	gs_json_kcstr(j, "timeStamp", stamp);
	gs_json_kint(j, "numberMatched", c->page.matched);
	gs_json_key(j, "features");
	gs_json_array(j);
}

static enum gs_status
collection_row(void *ctx, const struct gs_rows *r)
{
	struct collection *c = ctx;

	collection_open(c);
	if (ogcapi_items_page_row(&c->page, r))
		feature_geojson(&c->json, c->page.q, r, 0, NULL);
	return gs_out_status(&c->res->out);
}

static void
collection_close(struct collection *c)
{
	struct gs_json *j = &c->json;
	const char *next = ogcapi_items_page_next(&c->page, c->req);
	const char *prev = ogcapi_items_page_prev(&c->page, c->req);
	const struct render_layer *l = c->page.q->layer;

	collection_open(c);
	gs_json_end(j);
	gs_json_kint(j, "numberReturned", c->page.rows);
	gs_json_key(j, "links");
	gs_json_array(j);
	ogcapi_self_links(j, c->req, ogcapi_path(c->req, l, "/items"),
	    OGCAPI_JSON, OGCAPI_GEOJSON);
	if (next != NULL)
		ogcapi_link(j, next, "next", OGCAPI_GEOJSON,
		    gs_text(c->req, "ogcapi.next"));
	if (prev != NULL)
		ogcapi_link(j, prev, "prev", OGCAPI_GEOJSON,
		    gs_text(c->req, "ogcapi.prev"));
	ogcapi_link(j, gs_req_url(c->req, "%s", ogcapi_path(c->req, l, "")),
	    "collection", "application/json",
	    gs_str_of(render_layer_title(c->req, l)));
	gs_json_finish(j);
}

static void
json_release(void *ctx)
{
	gs_json_finish(ctx);	/* of an answer that was cut; else nothing */
}

static enum gs_status
items_json(struct gs_req *req, struct gs_res *res,
    const struct ogcapi_items_page *page)
{
	struct collection *c = GS_NEW(req->arena, struct collection);
	enum gs_status st;

	*c = (struct collection){ .req = req, .res = res, .page = *page };
	gs_arena_defer(req->arena, json_release, &c->json);
	gs_res_header(res, "Content-Crs", "<%s>", page->q->crs->uri);
	st = feature_stream(req, page->q, collection_row, c);
	if (st == GS_OK)
		collection_close(c);
	return st;
}

/* A page is made of the version, the query and the form: no row is needed to
 * know that a client has it already. */
static bool
unchanged(struct gs_req *req, struct gs_res *res,
    const struct render_layer *layer, enum ogcapi_format format)
{
	gs_str seed = gs_str_of(gs_printf(req->arena, "%lld %d %d %s%.*s",
	    (long long)layer->id, format, req->lang, req->conf->public_url,
	    GS_FMT(req->query_string)));

	ogcapi_vary(res);
	return gs_res_unchanged(res, ogcapi_etag(req->arena, seed),
	    ogcapi_cache_control(req));
}

enum gs_status
ogcapi_items(struct gs_req *req, struct gs_res *res)
{
	struct feature_query *q = GS_NEW(req->arena, struct feature_query);
	gs_str name = gs_req_var(req, "collectionId");
	const struct render_layer *layer;
	struct ogcapi_items_page page;
	enum ogcapi_format format;
	int64_t version, matched;
	enum gs_status st;

	if ((st = ogcapi_format(req, OGCAPI_GEOJSON, &format)) != GS_OK ||
	    (st = ogcapi_items_version(req->query, req->nquery, &version,
	    &req->err)) != GS_OK)
		return st;
	st = version ? render_layer_find_version(req, name, version, &layer) :
	    render_layer_find(req, name, &layer);
	if (st != GS_OK ||
	    (st = ogcapi_items_params(q, req->arena, layer, req->query,
	    req->nquery, &req->err)) != GS_OK)
		return st;
	if (format == OGCAPI_JSON && unchanged(req, res, layer, format))
		return GS_OK;
	if ((st = feature_count(req, q, &matched)) != GS_OK)
		return st;
	ogcapi_items_page_init(&page, q, matched);
	return format == OGCAPI_HTML ? ogcapi_items_html(req, res, &page) :
	    items_json(req, res, &page);
}
