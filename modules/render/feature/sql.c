/* SPDX-License-Identifier: MIT */
/* sql.c: pages of features and their number as SQL; see sql_parts.h. */
#include "common/base.h"

#include "render/feature/sql_parts.h"

#define put(s, text)	feature_sql_put(s, text)

/* -- conditions -------------------------------------------------------------- */

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
	feature_sql_column(s, f->column);
	put(s, operator);
	feature_sql_param(s, gs_p_str(s->arena, value));
	put(s, casts[f->column->type]);
}

static void
where(struct feature_sql *s, const struct feature_query *q, bool page)
{
	put(s, " WHERE true");
	if (q->fid != 0) {
		put(s, " AND t.id = ");
		feature_sql_param_int(s, q->fid);
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
	if (q->has_bbox) {
		put(s, " AND ");
		feature_sql_touches(s, q->layer, q->bbox, q->bbox_crs);
	}
	if (!page || q->page == FEATURE_OFFSET)
		return;
	put(s, q->page == FEATURE_AFTER ? " AND t.id > " : " AND t.id < ");
	feature_sql_param_int(s, q->cursor);
}

/* -- what is selected -------------------------------------------------------- */

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
	feature_sql_projected(s, q->layer, q->crs->srid, "t.geom");
	put(s, ccw ? ")" : "");
	put(s, q->crs->lat_first ? ")" : "");
	put(s, q->crs->degrees ? ", 7, 0)" : ", 3, 0)");
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
		feature_sql_value(s, &q->layer->columns[i]);
	}
	if (q->page == FEATURE_BEFORE)
		put(s, ", count(*) OVER ()");
}

/* "distance, " in the layer's own units. */
static void
distance(struct feature_sql *s, const struct feature_query *q)
{
	put(s, "ST_Distance(t.geom, ST_Transform(ST_SetSRID(ST_MakePoint(");
	feature_sql_param(s, gs_p_double(s->arena, q->x));
	put(s, "::float8, ");
	feature_sql_param(s, gs_p_double(s->arena, q->y));
	gs_buf_printf(&s->text, "::float8), %d), %d)), ", q->bbox_crs->srid,
	    q->layer->srid);
}

static void
order(struct feature_sql *s, const struct feature_query *q)
{
	put(s, " ORDER BY ");
	if (q->by_distance)
		distance(s, q);
	put(s, "t.id");
}

/* The rows of the page are chosen first: what is computed of a row is not
 * computed of those that an offset skips. */
static void
from_page(struct feature_sql *s, const struct feature_query *q)
{
	put(s, " FROM (SELECT t.*");
	feature_sql_from(s, q->layer);
	where(s, q, true);
	order(s, q);
	put(s, q->page == FEATURE_BEFORE ? " DESC LIMIT " : " LIMIT ");
	feature_sql_param_int(s, q->limit + 1);
	if (q->page == FEATURE_OFFSET && q->offset > 0) {
		put(s, " OFFSET ");
		feature_sql_param_int(s, q->offset);
	}
	put(s, ") t");
}

void
feature_sql_items(struct feature_sql *s, struct gs_arena *a,
    const struct feature_query *q)
{
	feature_sql_start(s, a);
	select_items(s, q);
	from_page(s, q);
	order(s, q);
	feature_sql_finish(s);
}

void
feature_sql_count(struct feature_sql *s, struct gs_arena *a,
    const struct feature_query *q)
{
	feature_sql_start(s, a);
	put(s, "SELECT count(*)");
	feature_sql_from(s, q->layer);
	where(s, q, false);
	feature_sql_finish(s);
}
