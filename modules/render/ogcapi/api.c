/* SPDX-License-Identifier: MIT */
/*
 * api.c: GET /ogc/features/api, the definition in OpenAPI 3.0.
 *
 * The paths are the rows of the route table; parameters and schemas are in
 * openapi.json beside this file. Each collection also gets its own path of
 * items, where the properties that filter are parameters with their types.
 */
#include "common/base.h"

#include "common/page.h"
#include "common/template.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/items_params.h"
#include "render/ogcapi/ogcapi.h"
#include "render/ogcapi/schema.h"
#include "render/render.h"
#include "render_documents.inc"

/* Collections that get a path of their own; any is in the generic ones. */
#define COLLECTIONS_MAX	200

static const char *const p_none[] = { "f", NULL };
static const char *const p_json[] = { NULL };
static const char *const p_page[] = { "pageLimit", "pageOffset", "f", NULL };
static const char *const p_items[] = { "limit", "offset", "after", "before",
    "bbox", "bbox-crs", "crs", "datetime", "properties", "f", NULL };
static const char *const p_item[] = { "crs", "f", NULL };

/* What the route table does not say of an operation. */
static const struct operation {
	gs_handler		 handler;
	const char		*id;		/* operationId */
	const char *const	*params;
	const char		*media, *schema;
	bool			 html;
} operations[] = {
	{ ogcapi_landing, "getLandingPage", p_none, "application/json",
	    "landingPage", true },
	{ ogcapi_conformance, "getConformance", p_none, "application/json",
	    "confClasses", true },
	{ ogcapi_api, "getDefinition", p_none, OGCAPI_OPENAPI, NULL, true },
	{ ogcapi_collections, "getCollections", p_page, "application/json",
	    "collections", true },
	{ ogcapi_collection, "describeCollection", p_none, "application/json",
	    "collection", true },
	{ ogcapi_schema, "getSchema", p_json, OGCAPI_SCHEMA, "jsonSchema",
	    false },
	{ ogcapi_queryables, "getQueryables", p_json, OGCAPI_SCHEMA,
	    "jsonSchema", false },
	{ ogcapi_items, "getFeatures", p_items, OGCAPI_GEOJSON,
	    "featureCollectionGeoJSON", true },
	{ ogcapi_item, "getFeature", p_item, OGCAPI_GEOJSON, "featureGeoJSON",
	    true },
};

static const struct operation *
operation_of(gs_handler handler)
{
	for (size_t i = 0; i < GS_COUNTOF(operations); i++)
		if (operations[i].handler == handler)
			return &operations[i];
	return NULL;
}

/* -- the parts of an operation ------------------------------------------------- */

static void
ref(struct gs_json *j, const char *group, const char *name)
{
	char text[96];

	snprintf(text, sizeof(text), "#/components/%s/%s", group, name);
	gs_json_object(j);
	gs_json_kcstr(j, "$ref", text);
	gs_json_end(j);
}

/* The {variables} of a pattern. */
static void
path_params(struct gs_json *j, const char *pattern)
{
	char name[64];
	const char *p, *end;

	for (p = pattern; (p = strchr(p, '{')) != NULL; p = end) {
		end = strchr(p, '}');
		snprintf(name, sizeof(name), "%.*s", (int)(end - p - 1), p + 1);
		ref(j, "parameters", name);
	}
}

static void
filter_params(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l)
{
	for (int i = 0; i < l->ncolumns; i++) {
		const struct render_column *c = &l->columns[i];

		if (!ogcapi_items_queryable(c))
			continue;
		gs_json_object(j);
		gs_json_kcstr(j, "name", c->name);
		gs_json_kcstr(j, "in", "query");
		gs_json_kbool(j, "required", false);
		gs_json_kcstr(j, "description", req->lang == GS_FR ?
		    c->title_fr : c->title_en);
		gs_json_key(j, "schema");
		gs_json_object(j);
		ogcapi_schema_type(j, c->type);
		gs_json_end(j);
		gs_json_end(j);
	}
}

static void
response_ok(struct gs_json *j, const struct operation *o)
{
	gs_json_key(j, "200");
	gs_json_object(j);
	gs_json_kcstr(j, "description", "The document asked for");
	gs_json_key(j, "content");
	gs_json_object(j);
	gs_json_key(j, o->media);
	gs_json_object(j);
	gs_json_key(j, "schema");
	if (o->schema != NULL) {
		ref(j, "schemas", o->schema);
	} else {
		gs_json_object(j);
		gs_json_kcstr(j, "type", "object");
		gs_json_end(j);
	}
	gs_json_end(j);
	if (o->html)
		gs_json_kraw(j, "text/html",
		    GS_STR("{\"schema\":{\"type\":\"string\"}}"));
	gs_json_end(j);
	gs_json_end(j);
}

static void
responses(struct gs_json *j, const struct operation *o, bool variables)
{
	static const char *const codes[] = { "400", "406", "500", "503" };

	gs_json_key(j, "responses");
	gs_json_object(j);
	response_ok(j, o);
	for (size_t i = 0; i < GS_COUNTOF(codes); i++) {
		gs_json_key(j, codes[i]);
		ref(j, "responses", "Problem");
	}
	if (variables) {
		gs_json_key(j, "404");
		ref(j, "responses", "Problem");
	}
	if (o->handler == ogcapi_items) {
		gs_json_key(j, "410");
		ref(j, "responses", "Problem");
	}
	gs_json_end(j);
}

/* Path ${path} of ${o}; of one collection when ${l} is not NULL. */
static void
path_write(struct gs_json *j, const struct gs_req *req, const char *path,
    const struct gs_route *r, const struct render_layer *l)
{
	const struct operation *o = operation_of(r->handler);

	gs_json_key(j, path);
	gs_json_object(j);
	gs_json_key(j, "get");
	gs_json_object(j);
	gs_json_kcstr(j, "summary", l ? render_layer_title(req, l) :
	    r->summary);
	gs_json_kcstr(j, "operationId", l ? gs_printf(req->arena, "%s.%s",
	    o->id, l->full_name) : o->id);
	gs_json_key(j, "parameters");
	gs_json_array(j);
	path_params(j, path);
	for (int i = 0; o->params[i] != NULL; i++)
		ref(j, "parameters", o->params[i]);
	if (l != NULL)
		filter_params(j, req, l);
	gs_json_end(j);
	responses(j, o, strchr(path, '{') != NULL || l != NULL);
	gs_json_end(j);
	gs_json_end(j);
}

/* Row ${i} of the route table when it is ours, with its path from the root. */
static const struct gs_route *
route_at(size_t i, const char **path)
{
	const struct gs_route *r = &render_routes[i];

	if (operation_of(r->handler) == NULL)
		return NULL;
	*path = r->pattern + strlen(OGCAPI_ROOT);
	if (**path == '\0')
		*path = "/";
	return r;
}

/* -- the document ---------------------------------------------------------------- */

static void
paths_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer **layers, int n)
{
	const struct gs_route *r, *items = NULL;
	const char *path;

	gs_json_key(j, "paths");
	gs_json_object(j);
	for (size_t i = 0; i < render_nroutes; i++) {
		if ((r = route_at(i, &path)) == NULL)
			continue;
		path_write(j, req, path, r, NULL);
		if (r->handler == ogcapi_items)
			items = r;
	}
	for (int i = 0; i < n && items != NULL; i++)
		path_write(j, req, gs_printf(req->arena,
		    "/collections/%s/items", layers[i]->full_name), items,
		    layers[i]);
	gs_json_end(j);
}

static enum gs_status
document_write(struct gs_json *j, struct gs_req *req,
    const struct render_layer **layers, int n)
{
	const struct gs_jval *info;
	struct gs_jval *fixed;
	enum gs_status st;

	if ((st = gs_json_parse(&fixed, req->arena,
	    (gs_str){ render_documents[0].text, render_documents[0].len }, 0,
	    &req->err)) != GS_OK)
		return st;
	gs_json_object(j);
	gs_json_kstr(j, "openapi", gs_jget_str(fixed, "openapi"));
	gs_json_key(j, "info");
	gs_json_object(j);
	gs_json_kcstr(j, "title", req->lang == GS_FR ?
	    req->conf->platform_title_fr : req->conf->platform_title_en);
	gs_json_kcstr(j, "version", GS_VERSION);
	info = gs_jget(fixed, "info");
	for (const struct gs_jval *m = info->first; m; m = m->next) {
		gs_json_key(j, m->key.ptr);
		gs_json_value(j, m);
	}
	gs_json_end(j);
	gs_json_key(j, "servers");
	gs_json_array(j);
	gs_json_object(j);
	gs_json_kcstr(j, "url", gs_req_url(req, OGCAPI_ROOT));
	gs_json_end(j);
	gs_json_end(j);
	paths_write(j, req, layers, n);
	gs_json_key(j, "components");
	gs_json_value(j, gs_jget(fixed, "components"));
	return GS_OK;
}

/* -- the page ------------------------------------------------------------------ */

static struct gs_jval *
parameters_data(struct gs_req *req, const struct operation *o,
    const struct gs_jval *known)
{
	struct gs_jval *list = gs_jarray(req->arena);

	for (int i = 0; o->params[i] != NULL; i++) {
		const struct gs_jval *p = gs_jget(known, o->params[i]);
		struct gs_jval *v = gs_jobject(req->arena);

		gs_jset_str(req->arena, v, "name", gs_jget_str(p, "name"));
		gs_jset_str(req->arena, v, "description",
		    gs_jget_str(p, "description"));
		gs_jpush(list, v);
	}
	return list;
}

static enum gs_status
page(struct gs_req *req, struct gs_res *res)
{
	struct gs_jval *data = gs_jobject(req->arena), *fixed;
	struct gs_jval *list = gs_jarray(req->arena), *v, *params;
	const struct gs_route *r;
	const char *path;
	enum gs_status st;

	if ((st = gs_json_parse(&fixed, req->arena,
	    (gs_str){ render_documents[0].text, render_documents[0].len }, 0,
	    &req->err)) != GS_OK)
		return st;
	for (size_t i = 0; i < render_nroutes; i++) {
		if ((r = route_at(i, &path)) == NULL)
			continue;
		v = gs_jobject(req->arena);
		params = parameters_data(req, operation_of(r->handler),
		    gs_jget(gs_jget(fixed, "components"), "parameters"));
		gs_jset_str(req->arena, v, "path", gs_str_of(r->pattern));
		gs_jset_str(req->arena, v, "summary", gs_str_of(r->summary));
		gs_jset_bool(req->arena, v, "any_parameters", params->n > 0);
		gs_jset(req->arena, v, "parameters", params);
		gs_jpush(list, v);
	}
	gs_jset(req->arena, data, "operations", list);
	gs_jset_str(req->arena, data, "title",
	    gs_text(req, "ogcapi.api_title"));
	return gs_page(req, res, 200, "ogcapi_api", data);
}

enum gs_status
ogcapi_api(struct gs_req *req, struct gs_res *res)
{
	const struct render_layer **layers;
	struct ogcapi_document d;
	enum ogcapi_format format;
	enum gs_status st;
	int n;

	if ((st = ogcapi_known(req, NULL)) != GS_OK ||
	    (st = ogcapi_format(req, OGCAPI_OPENAPI, &format)) != GS_OK)
		return st;
	if (format == OGCAPI_HTML)
		return page(req, res);
	if ((st = render_layer_list(req, GS_NOSTR, 0, COLLECTIONS_MAX,
	    &layers, &n, NULL)) != GS_OK ||
	    (st = render_layer_load(req, layers, n)) != GS_OK ||
	    (st = document_write(ogcapi_document_begin(&d, req), req, layers,
	    n)) != GS_OK)
		return st;
	return ogcapi_document_send(&d, res, OGCAPI_OPENAPI);
}
