/* SPDX-License-Identifier: MIT */
/* layer_model.c: the pure part of layer.h: names, columns, titles. */
#include "common/base.h"

#include "render/layer.h"

static const char *const types[RENDER_TYPE__COUNT] = {
	[RENDER_TEXT] = "text", [RENDER_INTEGER] = "integer",
	[RENDER_NUMBER] = "number", [RENDER_BOOLEAN] = "boolean",
	[RENDER_DATE] = "date", [RENDER_DATETIME] = "datetime",
	[RENDER_JSON] = "json",
};

static const struct {
	const char		*name;
	enum render_geometry	 geometry;
} geometries[] = {
	{ "NONE", RENDER_NONE },
	{ "POINT", RENDER_POINT }, { "MULTIPOINT", RENDER_POINT },
	{ "LINESTRING", RENDER_LINE }, { "MULTILINESTRING", RENDER_LINE },
	{ "POLYGON", RENDER_POLYGON }, { "MULTIPOLYGON", RENDER_POLYGON },
};

enum render_geometry
render_geometry_of(gs_str geometry_type)
{
	for (size_t i = 0; i < GS_COUNTOF(geometries); i++)
		if (gs_str_eqc(geometry_type, geometries[i].name))
			return geometries[i].geometry;
	return RENDER_ANY;
}

/* As the CHECK of catalogue.layer.name: a letter, then letters, digits, _. */
static bool
layer_part_ok(gs_str s)
{
	if (s.len == 0 || s.len > 63 || s.ptr[0] < 'a' || s.ptr[0] > 'z')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '_')
			return false;
	}
	return true;
}

bool
render_layer_name_parse(gs_str text, gs_str *slug, gs_str *name,
    int64_t *version)
{
	gs_str rest = text, plain;

	*version = 0;
	plain = gs_str_split(&rest, '@');
	if (rest.ptr != NULL && !gs_str_int_in(rest, 1, INT32_MAX, version))
		return false;
	*slug = gs_str_split(&plain, '.');
	*name = plain;
	return plain.ptr != NULL && gs_slug_ok(*slug) && layer_part_ok(*name);
}

static enum gs_status
column_parse(struct gs_arena *a, const struct gs_jval *v,
    struct render_column *c, struct gs_err *err)
{
	gs_str name = gs_jget_str(v, "name"), type = gs_jget_str(v, "type");
	gs_str fr = gs_jget_str(v, "title_fr"), en = gs_jget_str(v, "title_en");

	if (v->type != GS_JOBJECT || name.len == 0 || name.len > 63)
		return gs_fail(err, GS_EINTERNAL, "layer: column without name");
	c->name = gs_str_dup(a, name);
	c->title_fr = fr.len ? gs_str_dup(a, fr) : c->name;
	c->title_en = en.len ? gs_str_dup(a, en) : c->name;
	for (int t = 0; t < RENDER_TYPE__COUNT; t++) {
		if (!gs_str_eqc(type, types[t]))
			continue;
		c->type = (enum render_type)t;
		return GS_OK;
	}
	return gs_fail(err, GS_EINTERNAL, "layer: column '%s' of unknown type",
	    c->name);
}

enum gs_status
render_layer_columns_parse(struct gs_arena *a, gs_str json,
    const struct render_column **columns, int *n, struct gs_err *err)
{
	struct render_column *c;
	struct gs_jval *v;
	enum gs_status st;
	int i = 0;

	if (gs_json_parse(&v, a, json, (size_t)8 << 20, NULL) != GS_OK ||
	    v->type != GS_JARRAY)
		return gs_fail(err, GS_EINTERNAL,
		    "layer: columns are not an array");
	c = GS_NEWN(a, v->n + 1, struct render_column);
	for (const struct gs_jval *e = v->first; e != NULL; e = e->next)
		if ((st = column_parse(a, e, &c[i++], err)) != GS_OK)
			return st;
	*columns = c;
	*n = i;
	return GS_OK;
}

const struct render_column *
render_layer_column(const struct render_layer *l, gs_str name)
{
	for (int i = 0; i < l->ncolumns; i++)
		if (gs_str_eqc(name, l->columns[i].name))
			return &l->columns[i];
	return NULL;
}

const char *
render_layer_title(const struct gs_req *req, const struct render_layer *l)
{
	const char *title = req->lang == GS_FR ? l->title_fr : l->title_en;

	if (title[0] == '\0' || strcmp(title, l->dataset_title) == 0)
		return l->dataset_title;
	return gs_printf(req->arena, "%s - %s", l->dataset_title, title);
}
