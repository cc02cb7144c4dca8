/* SPDX-License-Identifier: MIT */
/* collection.c: GET /ogc/features/collections/{collectionId} */
#include "common/base.h"

#include "common/fmt.h"
#include "common/page.h"
#include "render/feature/query.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/ogcapi.h"

#define CRS_MAX		8

static void
extent_write(struct gs_json *j, const struct render_layer *l)
{
	const double v[] = { l->extent.xmin, l->extent.ymin, l->extent.xmax,
	    l->extent.ymax };

	if (!l->has_extent)
		return;
	gs_json_key(j, "extent");
	gs_json_object(j);
	gs_json_key(j, "spatial");
	gs_json_object(j);
	gs_json_key(j, "bbox");
	gs_json_array(j);
	gs_json_array(j);
	for (int i = 0; i < 4; i++)
		gs_json_double(j, v[i]);
	gs_json_end(j);
	gs_json_end(j);
	gs_json_kcstr(j, "crs",
	    "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
	gs_json_end(j);
	gs_json_end(j);
}

static void
crs_write(struct gs_json *j, const struct render_layer *l)
{
	const struct gs_crs *list[CRS_MAX], *storage;
	int n = feature_crs_list(l, list, CRS_MAX);

	gs_json_key(j, "crs");
	gs_json_array(j);
	for (int i = 0; i < n; i++)
		gs_json_str(j, gs_str_of(list[i]->uri));
	gs_json_end(j);
	/* Tables keep x before y: for degrees that is CRS84. */
	storage = l->srid == 4326 ? gs_crs_find(GS_STR("CRS:84")) :
	    gs_crs_by_srid(l->srid);
	if (storage != NULL && l->geometry != RENDER_NONE)
		gs_json_kcstr(j, "storageCrs", storage->uri);
}

static void
links_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l, enum ogcapi_format format)
{
	const char *items = gs_req_url(req, "%s", ogcapi_path(req, l,
	    "/items"));
	gs_str title = gs_str_of(render_layer_title(req, l));

	gs_json_key(j, "links");
	gs_json_array(j);
	ogcapi_link(j, gs_req_url(req, "%s?f=json", ogcapi_path(req, l, "")),
	    format == OGCAPI_HTML ? "alternate" : "self", "application/json",
	    title);
	ogcapi_link(j, gs_req_url(req, "%s?f=html", ogcapi_path(req, l, "")),
	    format == OGCAPI_HTML ? "self" : "alternate", "text/html", title);
	ogcapi_link(j, gs_printf(req->arena, "%s?f=json", items), "items",
	    OGCAPI_GEOJSON, gs_text(req, "ogcapi.items"));
	ogcapi_link(j, gs_printf(req->arena, "%s?f=html", items), "items",
	    "text/html", gs_text(req, "ogcapi.items"));
	ogcapi_link(j, gs_req_url(req, "%s", ogcapi_path(req, l,
	    "/queryables")), OGCAPI_REL "queryables", OGCAPI_SCHEMA,
	    gs_text(req, "ogcapi.queryables"));
	ogcapi_link(j, gs_req_url(req, "%s", ogcapi_path(req, l, "/schema")),
	    "describedby", OGCAPI_SCHEMA, gs_text(req, "ogcapi.schema"));
	ogcapi_link(j, gs_req_url(req, "/dataset/%s", l->slug), "describedby",
	    "text/html", gs_str_of(l->dataset_title));
	if (l->geometry != RENDER_NONE)
		ogcapi_link(j, gs_req_url(req, "/tiles/%s/tilejson.json",
		    l->full_name), OGCAPI_REL "tilesets-vector",
		    "application/json", gs_text(req, "ogcapi.tiles"));
	gs_json_end(j);
}

void
ogcapi_collection_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l, enum ogcapi_format format)
{
	gs_json_object(j);
	gs_json_kcstr(j, "id", l->full_name);
	gs_json_kcstr(j, "title", render_layer_title(req, l));
	if (l->abstract[0] != '\0')
		gs_json_kcstr(j, "description", l->abstract);
	extent_write(j, l);
	gs_json_kcstr(j, "itemType", "feature");
	gs_json_kint(j, "itemCount", l->features);
	gs_json_kcstr(j, "updated", l->published);
	crs_write(j, l);
	links_write(j, req, l, format);
	gs_json_end(j);
}

/* What the page says more than the document. */
static void
page_data(struct gs_req *req, struct gs_jval *tree,
    const struct render_layer *l)
{
	struct gs_arena *a = req->arena;

	gs_jset_str(a, tree, "slug", gs_str_of(l->slug));
	gs_jset_str(a, tree, "dataset_title", gs_str_of(l->dataset_title));
	gs_jset_str(a, tree, "published_day", gs_str_of(gs_fmt_date(a,
	    req->lang, gs_str_of(l->published))));
	if (l->has_extent)
		gs_jset_str(a, tree, "extent_text", gs_str_of(gs_printf(a,
		    "%.5f, %.5f, %.5f, %.5f", l->extent.xmin, l->extent.ymin,
		    l->extent.xmax, l->extent.ymax)));
}

enum gs_status
ogcapi_collection(struct gs_req *req, struct gs_res *res)
{
	const struct render_layer *layer;
	struct ogcapi_document d;
	enum ogcapi_format format;
	struct gs_jval *tree;
	enum gs_status st;

	if ((st = ogcapi_known(req, NULL)) != GS_OK ||
	    (st = ogcapi_format(req, NULL, &format)) != GS_OK ||
	    (st = render_layer_find(req, gs_req_var(req, "collectionId"),
	    &layer)) != GS_OK)
		return st;
	ogcapi_collection_write(ogcapi_document_begin(&d, req), req, layer,
	    format);
	if (format == OGCAPI_JSON)
		return ogcapi_document_send(&d, res, "application/json");
	if ((st = ogcapi_document_tree(&d, req, &tree)) != GS_OK)
		return st;
	page_data(req, tree, layer);
	return gs_page(req, res, 200, "ogcapi_collection", tree);
}
