/* SPDX-License-Identifier: MIT */
/*
 * schema.c: GET …/collections/{collectionId}/schema and …/queryables, JSON
 * Schemas of what a feature holds and of what it can be filtered by.
 */
#include "common/base.h"

#include "common/page.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/items_params.h"
#include "render/ogcapi/ogcapi.h"
#include "render/ogcapi/schema.h"

/* RENDER_JSON holds any value: no type. */
static const struct {
	const char	*type, *format;
} types[RENDER_TYPE__COUNT] = {
	[RENDER_TEXT] = { "string", NULL },
	[RENDER_INTEGER] = { "integer", NULL },
	[RENDER_NUMBER] = { "number", NULL },
	[RENDER_BOOLEAN] = { "boolean", NULL },
	[RENDER_DATE] = { "string", "date" },
	[RENDER_DATETIME] = { "string", "date-time" },
};

static const struct {
	const char	*type, *format;
} geometries[] = {
	{ "POINT", "geometry-point" }, { "MULTIPOINT", "geometry-multipoint" },
	{ "LINESTRING", "geometry-linestring" },
	{ "MULTILINESTRING", "geometry-multilinestring" },
	{ "POLYGON", "geometry-polygon" },
	{ "MULTIPOLYGON", "geometry-multipolygon" },
	{ "GEOMETRY", "geometry-any" },
};

void
ogcapi_schema_type(struct gs_json *j, enum render_type type)
{
	if (types[type].type != NULL)
		gs_json_kcstr(j, "type", types[type].type);
	if (types[type].format != NULL)
		gs_json_kcstr(j, "format", types[type].format);
}

/* Key of a member that is no column: a column of that name keeps it. */
static void
key(struct gs_json *j, const struct gs_req *req, const struct render_layer *l,
    const char *name)
{
	while (render_layer_column(l, gs_str_of(name)) != NULL)
		name = gs_printf(req->arena, "_%s", name);
	gs_json_key(j, name);
}

static void
geometry_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l)
{
	const char *format = "geometry-any";

	if (l->geometry == RENDER_NONE)
		return;
	for (size_t i = 0; i < GS_COUNTOF(geometries); i++)
		if (strcmp(l->geometry_type, geometries[i].type) == 0)
			format = geometries[i].format;
	key(j, req, l, "geometry");
	gs_json_object(j);
	gs_json_kcstr(j, "format", format);
	gs_json_kcstr(j, "x-ogc-role", "primary-geometry");
	gs_json_end(j);
}

static void
columns_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l, bool queryables)
{
	for (int i = 0; i < l->ncolumns; i++) {
		const struct render_column *c = &l->columns[i];

		if (queryables && !ogcapi_items_queryable(c))
			continue;
		gs_json_key(j, c->name);
		gs_json_object(j);
		gs_json_kcstr(j, "title", req->lang == GS_FR ? c->title_fr :
		    c->title_en);
		ogcapi_schema_type(j, c->type);
		if (!queryables)
			gs_json_kint(j, "x-ogc-propertySeq", i + 1);
		gs_json_end(j);
	}
}

static void
schema_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l, bool queryables)
{
	gs_json_object(j);
	gs_json_kcstr(j, "$schema",
	    "https://json-schema.org/draft/2019-09/schema");
	gs_json_kcstr(j, "$id", gs_req_url(req, "%s", ogcapi_path(req, l,
	    queryables ? "/queryables" : "/schema")));
	gs_json_kcstr(j, "type", "object");
	gs_json_kcstr(j, "title", render_layer_title(req, l));
	gs_json_key(j, "properties");
	gs_json_object(j);
	if (!queryables) {
		key(j, req, l, "id");
		gs_json_object(j);
		gs_json_kcstr(j, "type", "integer");
		gs_json_kcstr(j, "x-ogc-role", "id");
		gs_json_end(j);
	}
	geometry_write(j, req, l);
	columns_write(j, req, l, queryables);
	gs_json_end(j);
	gs_json_kbool(j, "additionalProperties", false);
}

static enum gs_status
answer(struct gs_req *req, struct gs_res *res, bool queryables)
{
	static const char *const offered[] = { OGCAPI_SCHEMA,
	    "application/json", NULL };
	const struct render_layer *layer;
	struct ogcapi_document d;
	gs_str f = gs_req_param(req, "f");
	enum gs_status st;

	if ((st = ogcapi_known(req, NULL)) != GS_OK)
		return st;
	if (f.ptr != NULL && !gs_str_eqc(f, "json"))
		return gs_fail(&req->err, GS_EINVAL, "f: expected json");
	if (f.ptr == NULL && gs_req_negotiate(req, offered) == NULL)
		return gs_fail(&req->err, GS_ENOTACCEPTABLE,
		    "This address answers in %s", OGCAPI_SCHEMA);
	if ((st = render_layer_find(req, gs_req_var(req, "collectionId"),
	    &layer)) != GS_OK)
		return st;
	schema_write(ogcapi_document_begin(&d, req), req, layer, queryables);
	return ogcapi_document_send(&d, res, OGCAPI_SCHEMA);
}

enum gs_status
ogcapi_schema(struct gs_req *req, struct gs_res *res)
{
	return answer(req, res, false);
}

enum gs_status
ogcapi_queryables(struct gs_req *req, struct gs_res *res)
{
	return answer(req, res, true);
}
