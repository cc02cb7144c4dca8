/* SPDX-License-Identifier: MIT */
/*
 * sql.c: the one place of this worker that composes SQL.
 *
 * Its text is made of constants of this file, of numbers that are ours
 * (srid, decimals) and of identifiers from our own catalogue, quoted by
 * gs_sql_ident(). Every value of a client is a parameter.
 */
#include "common/base.h"

#include <assert.h>

#include "render/feature/query.h"

#define SQL_MAX		((size_t)1 << 20)
/* A side of a box has so many points when it is put through a projection. */
#define DENSIFY		16

static void
start(struct feature_sql *s, struct gs_arena *a)
{
	s->arena = a;
	s->nparams = 0;
	gs_buf_init_arena(&s->text, a, SQL_MAX);
}

static void
put(struct feature_sql *s, const char *text)
{
	gs_buf_puts(&s->text, text);
}

static void
finish(struct feature_sql *s)
{
	assert(!s->text.failed);
}

/* The next parameter, written as "$n". */
static void
param(struct feature_sql *s, struct gs_param p)
{
	assert(s->nparams < FEATURE_PARAMS_MAX);
	s->params[s->nparams++] = p;
	gs_buf_printf(&s->text, "$%d", s->nparams);
}

static void
param_int(struct feature_sql *s, int64_t n)
{
	param(s, gs_p_int(s->arena, n));
	put(s, "::bigint");
}

static void
column(struct feature_sql *s, const struct render_column *c)
{
	put(s, "t.");
	gs_sql_ident(&s->text, gs_str_of(c->name));
}

static void
from_table(struct feature_sql *s, const struct render_layer *l)
{
	put(s, " FROM data.");
	gs_sql_ident(&s->text, gs_str_of(l->table));
	put(s, " t");
}

/* -- conditions -------------------------------------------------------------- */

/* A box as a polygon in the layer's own system. */
static void
envelope(struct feature_sql *s, const int n[4], int srid, double step,
    int to_srid)
{
	if (srid != to_srid)
		put(s, "ST_Transform(ST_Segmentize(");
	gs_buf_printf(&s->text, "ST_MakeEnvelope($%d::float8, $%d::float8, "
	    "$%d::float8, $%d::float8, %d)", n[0], n[1], n[2], n[3], srid);
	if (srid != to_srid)
		gs_buf_printf(&s->text, ", %.17g), %d)", step, to_srid);
}

static void
where_box(struct feature_sql *s, const struct gs_bbox *b, int srid,
    int to_srid)
{
	const double v[4] = { b->xmin, b->ymin, b->xmax, b->ymax };
	double step = GS_MAX(b->xmax - b->xmin, b->ymax - b->ymin) / DENSIFY;
	int n[4];

	assert(s->nparams + 4 <= FEATURE_PARAMS_MAX);
	for (int i = 0; i < 4; i++) {
		s->params[s->nparams++] = gs_p_double(s->arena, v[i]);
		n[i] = s->nparams;
	}
	put(s, "t.geom && ");
	envelope(s, n, srid, step, to_srid);
	put(s, " AND ST_Intersects(t.geom, ");
	envelope(s, n, srid, step, to_srid);
	put(s, ")");
}

static void
where_bbox(struct feature_sql *s, const struct feature_query *q)
{
	struct gs_bbox area[2];
	int n = feature_area(q->layer, q->bbox, q->bbox_crs, area);

	if (n == 0) {
		put(s, " AND false");
		return;
	}
	put(s, " AND (");
	for (int i = 0; i < n; i++) {
		put(s, i ? " OR " : "");
		where_box(s, &area[i], q->bbox_crs->srid, q->layer->srid);
	}
	put(s, ")");
}

static void
compare(struct feature_sql *s, const struct feature_filter *f,
    const char *operator, gs_str value)
{
	static const char *const casts[RENDER_TYPE__COUNT] = {
		[RENDER_TEXT] = "::text", [RENDER_INTEGER] = "::bigint",
		[RENDER_NUMBER] = "::float8", [RENDER_BOOLEAN] = "::boolean",
		[RENDER_DATE] = "::date", [RENDER_DATETIME] = "::timestamptz",
		[RENDER_JSON] = "::jsonb",
	};

	put(s, " AND ");
	column(s, f->column);
	put(s, operator);
	param(s, gs_p_str(s->arena, value));
	put(s, casts[f->column->type]);
}

static void
where_filters(struct feature_sql *s, const struct feature_query *q)
{
	put(s, " WHERE true");
	if (q->fid != 0) {
		put(s, " AND t.id = ");
		param_int(s, q->fid);
	}
	for (int i = 0; i < q->nfilters; i++) {
		const struct feature_filter *f = &q->filters[i];

		if (!f->range) {
			compare(s, f, " = ", f->low);
			continue;
		}
		if (f->low.ptr != NULL)
			compare(s, f, " >= ", f->low);
		if (f->high.ptr != NULL)
			compare(s, f, f->closed ? " <= " : " < ", f->high);
	}
	if (q->has_bbox)
		where_bbox(s, q);
}

/* -- what is selected -------------------------------------------------------- */

/* Geometry in the srid asked, cut where that projection ends. */
static void
projected(struct feature_sql *s, const struct render_layer *l, int srid)
{
	bool clip = srid == 3857 && l->srid != 3857 &&
	    feature_beyond_mercator(l);
	bool multi = clip && strncmp(l->geometry_type, "MULTI", 5) == 0;

	if (srid == l->srid) {
		put(s, "t.geom");
		return;
	}
	put(s, multi ? "ST_Multi(" : "");
	put(s, clip ? "ST_Transform(ST_ClipByBox2D(ST_Transform(t.geom, 4326), "
	    "ST_MakeEnvelope(-180, -85.06, 180, 85.06, 4326))" :
	    "ST_Transform(t.geom");
	gs_buf_printf(&s->text, multi ? ", %d))" : ", %d)", srid);
}

/* Rings as RFC 7946 wants them are made before the axes are exchanged. */
static void
geometry(struct feature_sql *s, const struct feature_query *q)
{
	bool ccw = q->layer->geometry == RENDER_POLYGON ||
	    q->layer->geometry == RENDER_ANY;

	if (q->layer->geometry == RENDER_NONE || q->no_geometry) {
		put(s, "NULL");
		return;
	}
	put(s, "ST_AsGeoJSON(");
	put(s, q->crs->lat_first ? "ST_FlipCoordinates(" : "");
	put(s, ccw ? "ST_ForcePolygonCCW(" : "");
	projected(s, q->layer, q->crs->srid);
	put(s, ccw ? ")" : "");
	put(s, q->crs->lat_first ? ")" : "");
	put(s, q->crs->degrees ? ", 7, 0)" : ", 3, 0)");
}

/* Times in RFC 3339, UTC. */
static void
value(struct feature_sql *s, const struct render_column *c)
{
	if (c->type != RENDER_DATETIME) {
		column(s, c);
		return;
	}
	put(s, "(to_json(");
	column(s, c);
	put(s, " AT TIME ZONE 'UTC') #>> '{}') || 'Z'");
}

static void
select_items(struct feature_sql *s, const struct feature_query *q)
{
	put(s, "SELECT t.id, ");
	geometry(s, q);
	for (int i = 0; i < q->layer->ncolumns; i++) {
		if (q->only != NULL && !q->only[i])
			continue;
		put(s, ", ");
		value(s, &q->layer->columns[i]);
	}
	if (q->page == FEATURE_BEFORE)
		put(s, ", count(*) OVER ()");
}

/*
 * A page going back: its ids first, then the rows in rising order.
 */
static void
from_before(struct feature_sql *s, const struct feature_query *q)
{
	from_table(s, q->layer);
	put(s, " JOIN (SELECT t.id");
	from_table(s, q->layer);
	where_filters(s, q);
	put(s, " AND t.id < ");
	param_int(s, q->cursor);
	put(s, " ORDER BY t.id DESC LIMIT ");
	param_int(s, q->limit + 1);
	put(s, ") p ON p.id = t.id ORDER BY t.id");
}

/* "distance, " in the layer's own units. */
static void
distance(struct feature_sql *s, const struct feature_query *q)
{
	put(s, "ST_Distance(t.geom, ST_Transform(ST_SetSRID(ST_MakePoint(");
	param(s, gs_p_double(s->arena, q->x));
	put(s, "::float8, ");
	param(s, gs_p_double(s->arena, q->y));
	gs_buf_printf(&s->text, "::float8), %d), %d)), ", q->bbox_crs->srid,
	    q->layer->srid);
}

void
feature_sql_items(struct feature_sql *s, struct gs_arena *a,
    const struct feature_query *q)
{
	start(s, a);
	select_items(s, q);
	if (q->page == FEATURE_BEFORE) {
		from_before(s, q);
		finish(s);
		return;
	}
	from_table(s, q->layer);
	where_filters(s, q);
	if (q->page == FEATURE_AFTER) {
		put(s, " AND t.id > ");
		param_int(s, q->cursor);
	}
	put(s, " ORDER BY ");
	if (q->by_distance)
		distance(s, q);
	put(s, "t.id LIMIT ");
	param_int(s, q->limit + 1);
	if (q->page == FEATURE_OFFSET && q->offset > 0) {
		put(s, " OFFSET ");
		param_int(s, q->offset);
	}
	finish(s);
}

void
feature_sql_count(struct feature_sql *s, struct gs_arena *a,
    const struct feature_query *q)
{
	start(s, a);
	put(s, "SELECT count(*)");
	from_table(s, q->layer);
	where_filters(s, q);
	finish(s);
}

/* -- vector tiles ------------------------------------------------------------ */

/* A name that no column of the layer has. */
static const char *
free_name(struct gs_arena *a, const struct render_layer *l, const char *name)
{
	while (render_layer_column(l, gs_str_of(name)) != NULL)
		name = gs_printf(a, "_%s", name);
	return name;
}

/*
 * Geometry of a tile. A line or polygon that is smaller than the grid would
 * vanish from it: a grid cell at its place stands for it, so that a layer
 * of small things is there at low zooms too.
 */
static void
tile_geometry(struct feature_sql *s, const struct render_layer *l)
{
	bool shrinks = l->geometry != RENDER_POINT;

	put(s, shrinks ? "coalesce(ST_AsMVTGeom(" : "ST_AsMVTGeom(");
	projected(s, l, 3857);
	put(s, ", e.box, 4096, 64, true)");
	if (!shrinks)
		return;
	put(s, ", ST_AsMVTGeom(");
	put(s, l->geometry == RENDER_LINE ? "ST_BoundingDiagonal(" : "");
	put(s, "ST_Expand(ST_PointOnSurface(");
	projected(s, l, 3857);
	put(s, "), 0.75 * (ST_XMax(e.box) - ST_XMin(e.box)) / 4096)");
	put(s, l->geometry == RENDER_LINE ? ")" : "");
	put(s, ", e.box, 4096, 64, true))");
}

static void
select_tile(struct feature_sql *s, const struct render_layer *l,
    const char *fid, const char *geom)
{
	put(s, "SELECT t.id AS ");
	gs_sql_ident(&s->text, gs_str_of(fid));
	put(s, ", ");
	tile_geometry(s, l);
	put(s, " AS ");
	gs_sql_ident(&s->text, gs_str_of(geom));
	for (int i = 0; i < l->ncolumns; i++) {
		const struct render_column *c = &l->columns[i];

		put(s, ", ");
		if (c->type == RENDER_JSON) {
			column(s, c);
			put(s, "::text");
		} else {
			value(s, c);
		}
		put(s, " AS ");
		gs_sql_ident(&s->text, gs_str_of(c->name));
	}
}

/* The tile with its buffer of 64/4096, where the layer can have features. */
static void
where_tile(struct feature_sql *s, const struct render_layer *l, int z,
    int64_t x, int64_t y)
{
	struct gs_bbox b = gs_tile_bbox(z, x, y), area[2];
	double margin = (b.xmax - b.xmin) * 64 / 4096;
	const struct gs_crs *mercator = gs_crs_by_srid(3857);

	b = (struct gs_bbox){ b.xmin - margin, b.ymin - margin,
	    b.xmax + margin, b.ymax + margin };
	put(s, " WHERE ");
	if (feature_area(l, b, mercator, area) == 0)
		put(s, "false");
	else
		where_box(s, &area[0], 3857, l->srid);
}

void
feature_sql_mvt(struct feature_sql *s, struct gs_arena *a,
    const struct render_layer *layer, int z, int64_t x, int64_t y)
{
	const char *fid = free_name(a, layer, "fid");
	const char *geom = free_name(a, layer, "geom");

	assert(gs_tile_ok(z, x, y) && layer->geometry != RENDER_NONE);
	start(s, a);
	put(s, "SELECT coalesce(ST_AsMVT(q, ");
	param(s, gs_p_cstr(layer->full_name));
	put(s, "::text, 4096, ");
	param(s, gs_p_cstr(geom));
	put(s, "::text, ");
	param(s, gs_p_cstr(fid));
	put(s, "::text), '') FROM (");
	select_tile(s, layer, fid, geom);
	from_table(s, layer);
	put(s, ", (SELECT ST_TileEnvelope(");
	param(s, gs_p_int(a, z));
	put(s, "::int, ");
	param(s, gs_p_int(a, x));
	put(s, "::int, ");
	param(s, gs_p_int(a, y));
	put(s, "::int) AS box) e");
	where_tile(s, layer, z, x, y);
	put(s, " ORDER BY t.id) q WHERE q.");
	gs_sql_ident(&s->text, gs_str_of(geom));
	put(s, " IS NOT NULL");
	finish(s);
}
