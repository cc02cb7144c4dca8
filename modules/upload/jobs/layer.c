/* SPDX-License-Identifier: MIT */
/* layer.c: checking a layer's description; see layer.h. */
#include "common/base.h"

#include "upload/jobs/layer.h"

#define COLUMNS_MAX	1000
#define TITLE_MAX	300

static bool
listed(gs_str s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (gs_str_eqc(s, *list))
			return true;
	return false;
}

static bool
name_ok(gs_str s)
{
	if (s.len == 0 || s.len > 63 || s.ptr[0] < 'a' || s.ptr[0] > 'z')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c == '_'))
			return false;
	}
	return true;
}

static bool
text_ok(gs_str s, size_t max)
{
	return s.ptr != NULL && s.len <= max && gs_utf8_ok(s);
}

static enum gs_status
column_check(const struct gs_jval *c, struct gs_err *err)
{
	static const char *const types[] = { "text", "integer", "number",
	    "boolean", "date", "datetime", "json", NULL };
	gs_str name = gs_jget_str(c, "name");

	if (name.len == 0 || name.len > 63 || !gs_utf8_ok(name) ||
	    gs_str_eqc(name, "id") || gs_str_eqc(name, "geom"))
		return gs_fail(err, GS_EUPSTREAM, "layer: bad column name");
	if (!listed(gs_jget_str(c, "type"), types))
		return gs_fail(err, GS_EUPSTREAM, "layer: bad type of column "
		    "%.*s", GS_FMT(name));
	if (!text_ok(gs_jget_str(c, "title_fr"), TITLE_MAX) ||
	    !text_ok(gs_jget_str(c, "title_en"), TITLE_MAX))
		return gs_fail(err, GS_EUPSTREAM, "layer: bad title of column "
		    "%.*s", GS_FMT(name));
	return GS_OK;
}

static enum gs_status
columns_check(const struct gs_jval *columns, struct gs_err *err)
{
	enum gs_status st;

	if (columns == NULL || columns->type != GS_JARRAY ||
	    columns->n > COLUMNS_MAX)
		return gs_fail(err, GS_EUPSTREAM, "layer: bad columns");
	for (const struct gs_jval *c = columns->first; c; c = c->next) {
		if ((st = column_check(c, err)) != GS_OK)
			return st;
		for (const struct gs_jval *b = columns->first; b != c;
		    b = b->next)
			if (gs_str_eq(gs_jget_str(b, "name"),
			    gs_jget_str(c, "name")))
				return gs_fail(err, GS_EUPSTREAM,
				    "layer: two columns have one name");
	}
	return GS_OK;
}

enum gs_status
jobs_layer_check(const struct gs_jval *v, struct gs_err *err)
{
	static const char *const geometries[] = { "NONE", "POINT",
	    "MULTIPOINT", "LINESTRING", "MULTILINESTRING", "POLYGON",
	    "MULTIPOLYGON", "GEOMETRY", NULL };
	const struct gs_jval *style = gs_jget(v, "style");
	gs_str geometry = gs_jget_str(v, "geometry_type");
	int64_t position, srid;

	if (!name_ok(gs_jget_str(v, "name")))
		return gs_fail(err, GS_EUPSTREAM, "layer: bad name");
	if (!text_ok(gs_jget_str(v, "title_fr"), TITLE_MAX) ||
	    !text_ok(gs_jget_str(v, "title_en"), TITLE_MAX))
		return gs_fail(err, GS_EUPSTREAM, "layer: bad title");
	if (!listed(geometry, geometries))
		return gs_fail(err, GS_EUPSTREAM, "layer: bad geometry type");
	if (!gs_jget_int(v, "position", &position) || position < 0 ||
	    position > 10000 || !gs_jget_int(v, "srid", &srid) ||
	    srid < 0 || srid > 998999 ||
	    (srid == 0) != gs_str_eqc(geometry, "NONE"))
		return gs_fail(err, GS_EUPSTREAM,
		    "layer: bad position or srid");
	if (style != NULL && style->type != GS_JOBJECT)
		return gs_fail(err, GS_EUPSTREAM, "layer: bad style");
	return columns_check(gs_jget(v, "columns"), err);
}
