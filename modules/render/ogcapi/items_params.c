/* SPDX-License-Identifier: MIT */
/* items_params.c: see items_params.h. */
#include "common/base.h"

#include "render/ogcapi/items_params.h"

struct parse {
	struct feature_query		*q;
	struct gs_arena			*arena;
	const struct render_layer	*layer;
	struct gs_err			*err;
	gs_str				 bbox;	/* waits for bbox-crs */
};

/* -- one parameter each ------------------------------------------------------ */

static enum gs_status
p_limit(struct parse *p, gs_str value)
{
	if (!gs_str_int_in(value, 1, INT64_MAX, &p->q->limit))
		return gs_fail(p->err, GS_EINVAL, "limit: expected an integer "
		    "from 1 to %d", OGCAPI_LIMIT_MAX);
	/* A larger one is no error (OGC 17-069r4, 7.15.2). */
	p->q->limit = GS_MIN(p->q->limit, OGCAPI_LIMIT_MAX);
	return GS_OK;
}

static enum gs_status
p_offset(struct parse *p, gs_str value)
{
	if (!gs_str_int_in(value, 0, OGCAPI_OFFSET_MAX, &p->q->offset))
		return gs_fail(p->err, GS_EINVAL, "offset: expected an "
		    "integer from 0 to %d", OGCAPI_OFFSET_MAX);
	return GS_OK;
}

static bool
cursor(gs_str text, int64_t *version, int64_t *id)
{
	gs_str rest = text, first = gs_str_split(&rest, '.');

	return rest.ptr != NULL && gs_str_int_in(first, 1, INT32_MAX, version)
	    && gs_str_int_in(rest, 0, INT64_MAX, id);
}

static enum gs_status
p_page(struct parse *p, gs_str value, enum feature_page page,
    const char *what)
{
	int64_t version;

	if (!cursor(value, &version, &p->q->cursor))
		return gs_fail(p->err, GS_EINVAL, "%s: expected "
		    "<version>.<id>, as the links of a page give it", what);
	if (p->q->page != FEATURE_OFFSET)
		return gs_fail(p->err, GS_EINVAL,
		    "after and before exclude each other");
	p->q->page = page;
	return GS_OK;
}

static enum gs_status
p_after(struct parse *p, gs_str value)
{
	return p_page(p, value, FEATURE_AFTER, "after");
}

static enum gs_status
p_before(struct parse *p, gs_str value)
{
	return p_page(p, value, FEATURE_BEFORE, "before");
}

static enum gs_status
p_bbox(struct parse *p, gs_str value)
{
	p->bbox = value;
	return GS_OK;
}

static enum gs_status
p_bbox_crs(struct parse *p, gs_str value)
{
	/* Any: where the box lies, and not the layer, must fit it. */
	return ogcapi_items_crs(NULL, value, "bbox-crs", &p->q->bbox_crs,
	    p->err);
}

static enum gs_status
p_crs(struct parse *p, gs_str value)
{
	return ogcapi_items_crs(p->layer, value, "crs", &p->q->crs, p->err);
}

static enum gs_status
p_datetime(struct parse *p, gs_str value)
{
	struct feature_filter f = { 0 };
	enum gs_status st;

	for (int i = 0; i < p->layer->ncolumns && f.column == NULL; i++)
		if (p->layer->columns[i].type == RENDER_DATE ||
		    p->layer->columns[i].type == RENDER_DATETIME)
			f.column = &p->layer->columns[i];
	st = feature_interval(p->arena, &f, value, p->err);
	if (st == GS_OK && f.column != NULL)
		p->q->filters[p->q->nfilters++] = f;
	return st;
}

static enum gs_status
p_properties(struct parse *p, gs_str value)
{
	const struct render_layer *l = p->layer;
	bool *only = GS_NEWN(p->arena, (size_t)l->ncolumns + 1, bool);

	while (value.ptr != NULL) {
		gs_str name = gs_str_split(&value, ',');
		const struct render_column *c = render_layer_column(l, name);

		if (name.len == 0)
			continue;
		if (c == NULL)
			return gs_fail(p->err, GS_EINVAL, "properties: no "
			    "property '%.*s' in this collection",
			    (int)GS_MIN(name.len, 100u), name.ptr);
		only[c - l->columns] = true;
	}
	p->q->only = only;
	return GS_OK;
}

static enum gs_status
p_f(struct parse *p GS_UNUSED, gs_str value GS_UNUSED)
{
	return GS_OK;		/* ogcapi_format() */
}

static const struct {
	const char	*name;
	enum gs_status	(*parse)(struct parse *p, gs_str value);
} names[] = {
	{ "limit", p_limit }, { "offset", p_offset }, { "after", p_after },
	{ "before", p_before }, { "bbox", p_bbox },
	{ "bbox-crs", p_bbox_crs }, { "crs", p_crs },
	{ "datetime", p_datetime }, { "properties", p_properties },
	{ "f", p_f },
};

/* -- the whole --------------------------------------------------------------- */

bool
ogcapi_items_queryable(const struct render_column *c)
{
	for (size_t i = 0; i < GS_COUNTOF(names); i++)
		if (strcmp(c->name, names[i].name) == 0)
			return false;
	return c->type != RENDER_JSON;
}

enum gs_status
ogcapi_items_crs(const struct render_layer *layer, gs_str text,
    const char *what, const struct gs_crs **crs, struct gs_err *err)
{
	*crs = gs_crs_find(text);
	if (*crs == NULL)
		return gs_fail(err, GS_EINVAL, "%s: unknown reference system; "
		    "the collection's member crs lists those it knows", what);
	if (layer != NULL && !feature_crs_ok(layer, *crs))
		return gs_fail(err, GS_EINVAL, "%s: this collection reaches "
		    "past the area of %s", what, (*crs)->code);
	return GS_OK;
}

static enum gs_status
filter(struct parse *p, const struct gs_kv *kv)
{
	const struct render_column *c = render_layer_column(p->layer,
	    kv->name);
	struct feature_filter *f = &p->q->filters[p->q->nfilters];
	char what[80];

	snprintf(what, sizeof(what), "%.*s", (int)GS_MIN(kv->name.len, 70u),
	    kv->name.ptr);
	if (c == NULL)
		return gs_fail(p->err, GS_EINVAL, "Unknown parameter '%s': it "
		    "is neither one of the standard nor a property of this "
		    "collection", what);
	*f = (struct feature_filter){ .column = c };
	p->q->nfilters++;
	return feature_value(p->arena, c, what, kv->value, &f->low, p->err);
}

static enum gs_status
one(struct parse *p, const struct gs_kv *kv)
{
	if (p->q->nfilters == FEATURE_FILTERS_MAX)
		return gs_fail(p->err, GS_EINVAL, "More than %d filters",
		    FEATURE_FILTERS_MAX);
	for (size_t i = 0; i < GS_COUNTOF(names); i++)
		if (gs_str_eqc(kv->name, names[i].name))
			return names[i].parse(p, kv->value);
	return filter(p, kv);
}

static enum gs_status
bbox(struct parse *p)
{
	if (p->bbox.ptr == NULL)
		return GS_OK;
	if (!gs_bbox_parse(p->bbox, p->q->bbox_crs, true, true, &p->q->bbox))
		return gs_fail(p->err, GS_EINVAL, "bbox: expected 4 or 6 "
		    "numbers, the lower corner before the upper one, in the "
		    "axis order of %s", p->q->bbox_crs->uri);
	p->q->has_bbox = true;
	return GS_OK;
}

enum gs_status
ogcapi_items_version(const struct gs_kv *kv, int n, int64_t *version,
    struct gs_err *err)
{
	gs_str text = gs_kv_get(kv, n, "after");
	int64_t id;

	*version = 0;
	if (text.ptr == NULL)
		text = gs_kv_get(kv, n, "before");
	if (text.ptr == NULL || cursor(text, version, &id))
		return GS_OK;
	return gs_fail(err, GS_EINVAL, "after, before: expected "
	    "<version>.<id>, as the links of a page give it");
}

enum gs_status
ogcapi_items_params(struct feature_query *q, struct gs_arena *a,
    const struct render_layer *layer, const struct gs_kv *kv, int n,
    struct gs_err *err)
{
	struct parse p = { .q = q, .arena = a, .layer = layer, .err = err };
	enum gs_status st;

	*q = (struct feature_query){ .layer = layer,
	    .limit = OGCAPI_LIMIT_DEFAULT };
	q->crs = q->bbox_crs = gs_crs_find(GS_STR("CRS:84"));
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < i; k++)
			if (gs_str_eq(kv[i].name, kv[k].name))
				return gs_fail(err, GS_EINVAL, "'%.*s' is "
				    "given more than once",
				    (int)GS_MIN(kv[i].name.len, 100u),
				    kv[i].name.ptr);
		if ((st = one(&p, &kv[i])) != GS_OK)
			return st;
	}
	if (q->page != FEATURE_OFFSET && q->offset != 0)
		return gs_fail(err, GS_EINVAL,
		    "offset excludes after and before");
	return bbox(&p);
}
