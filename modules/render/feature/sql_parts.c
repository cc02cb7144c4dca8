/* SPDX-License-Identifier: MIT */
/* sql_parts.c: see sql_parts.h. */
#include "common/base.h"

#include <assert.h>

#include "render/feature/sql_parts.h"

#define SQL_MAX		((size_t)1 << 20)
/* A side of a box has so many points when it is put through a projection. */
#define DENSIFY		16

void
feature_sql_start(struct feature_sql *s, struct gs_arena *a)
{
	s->arena = a;
	s->nparams = 0;
	gs_buf_init_arena(&s->text, a, SQL_MAX);
}

void
feature_sql_put(struct feature_sql *s, const char *text)
{
	gs_buf_puts(&s->text, text);
}

void
feature_sql_finish(struct feature_sql *s)
{
	assert(!s->text.failed);
}

/* The number of the next parameter. */
static int
add_param(struct feature_sql *s, struct gs_param p)
{
	assert(s->nparams < FEATURE_PARAMS_MAX);
	s->params[s->nparams++] = p;
	return s->nparams;
}

void
feature_sql_param(struct feature_sql *s, struct gs_param p)
{
	gs_buf_printf(&s->text, "$%d", add_param(s, p));
}

void
feature_sql_param_int(struct feature_sql *s, int64_t n)
{
	gs_buf_printf(&s->text, "$%d::bigint", add_param(s, gs_p_int(s->arena,
	    n)));
}

void
feature_sql_column(struct feature_sql *s, const struct render_column *c)
{
	feature_sql_put(s, "t.");
	gs_sql_ident(&s->text, gs_str_of(c->name));
}

void
feature_sql_value(struct feature_sql *s, const struct render_column *c)
{
	if (c->type != RENDER_DATETIME) {
		feature_sql_column(s, c);
		return;
	}
	feature_sql_put(s, "(to_json(");
	feature_sql_column(s, c);
	feature_sql_put(s, " AT TIME ZONE 'UTC') #>> '{}') || 'Z'");
}

void
feature_sql_from(struct feature_sql *s, const struct render_layer *l)
{
	feature_sql_put(s, " FROM data.");
	gs_sql_ident(&s->text, gs_str_of(l->table));
	feature_sql_put(s, " t");
}

void
feature_sql_projected(struct feature_sql *s, const struct render_layer *l,
    int srid, const char *expr)
{
	bool clip = srid == 3857 && l->srid != 3857 &&
	    feature_beyond_mercator(l);
	bool multi = clip && strncmp(l->geometry_type, "MULTI", 5) == 0;

	if (srid == l->srid) {
		feature_sql_put(s, expr);
		return;
	}
	if (!clip) {
		gs_buf_printf(&s->text, "ST_Transform(%s, %d)", expr, srid);
		return;
	}
	gs_buf_printf(&s->text, "%sST_Transform(ST_ClipByBox2D("
	    "ST_Transform(%s, 4326), ST_MakeEnvelope(-180, -85.06, 180, 85.06, "
	    "4326)), %d)%s", multi ? "ST_Multi(" : "", expr, srid,
	    multi ? ")" : "");
}

/* -- boxes ------------------------------------------------------------------- */

/* The box of four parameters as a polygon in the layer's own system. */
static void
envelope(struct feature_sql *s, const int n[4], int srid, double step,
    int to_srid)
{
	if (srid != to_srid)
		feature_sql_put(s, "ST_Transform(ST_Segmentize(");
	gs_buf_printf(&s->text, "ST_MakeEnvelope($%d::float8, $%d::float8, "
	    "$%d::float8, $%d::float8, %d)", n[0], n[1], n[2], n[3], srid);
	if (srid != to_srid)
		gs_buf_printf(&s->text, ", %.17g), %d)", step, to_srid);
}

/* A box that holds the whole layer needs no look at its geometries. */
static void
touches_one(struct feature_sql *s, const struct gs_bbox *b, int srid,
    int to_srid, bool all)
{
	const double v[4] = { b->xmin, b->ymin, b->xmax, b->ymax };
	double step = GS_MAX(b->xmax - b->xmin, b->ymax - b->ymin) / DENSIFY;
	int n[4];

	for (int i = 0; i < 4; i++)
		n[i] = add_param(s, gs_p_double(s->arena, v[i]));
	feature_sql_put(s, "t.geom && ");
	envelope(s, n, srid, step, to_srid);
	if (all)
		return;
	feature_sql_put(s, " AND ST_Intersects(t.geom, ");
	envelope(s, n, srid, step, to_srid);
	feature_sql_put(s, ")");
}

void
feature_sql_touches(struct feature_sql *s, const struct render_layer *l,
    struct gs_bbox box, const struct gs_crs *crs)
{
	bool all = feature_area_is_all(l, box, crs);
	struct gs_bbox area[2];
	int n = feature_area(l, box, crs, area);

	if (n == 0) {
		feature_sql_put(s, "false");
		return;
	}
	for (int i = 0; i < n; i++) {
		feature_sql_put(s, i ? " OR " : "(");
		touches_one(s, &area[i], crs->srid, l->srid, all);
	}
	feature_sql_put(s, ")");
}
