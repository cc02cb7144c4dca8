/* SPDX-License-Identifier: MIT */
/* sql_tile.c: a vector tile as SQL; see sql_parts.h. */
#include "common/base.h"

#include <assert.h>
#include <math.h>

#include "render/feature/sql_parts.h"

#define put(s, text)	feature_sql_put(s, text)
#define GRID		4096

/* A name that no column of the layer has. */
static const char *
free_name(struct gs_arena *a, const struct render_layer *l, const char *name)
{
	while (render_layer_column(l, gs_str_of(name)) != NULL)
		name = gs_printf(a, "_%s", name);
	return name;
}

/*
 * A size in the layer's own units that is surely below one cell of the
 * tile's grid; 0 when that is not known. Mercator stretches by 1/cos(lat).
 */
static double
tiny(const struct render_layer *l, int z)
{
	const struct gs_crs *crs = gs_crs_by_srid(l->srid);
	double cell = 2 * GS_MERC_HALF / (double)((int64_t)1 << z) / GRID;
	double lat = GS_MAX(fabs(l->extent.ymin), fabs(l->extent.ymax));

	if (crs == NULL || !l->has_extent || (l->geometry != RENDER_LINE &&
	    l->geometry != RENDER_POLYGON))
		return 0;
	if (crs->srid == 3857)
		return cell / 2;
	cell *= cos(GS_MIN(lat, 85) * M_PI / 180) / 2;
	return crs->degrees ? cell * 180 / GS_MERC_HALF : cell;
}

/*
 * Column g of m: the geometry in EPSG:3857; NULL for one that is smaller
 * than the grid, whose transformation would cost and say nothing.
 */
static void
from_projected(struct feature_sql *s, const struct render_layer *l, int z)
{
	double size = tiny(l, z);

	put(s, ", LATERAL (SELECT ");
	if (size > 0)
		gs_buf_printf(&s->text, "CASE WHEN ST_XMax(t.geom) - "
		    "ST_XMin(t.geom) > %.17g OR ST_YMax(t.geom) - "
		    "ST_YMin(t.geom) > %.17g THEN ", size, size);
	feature_sql_projected(s, l, 3857, "t.geom");
	put(s, size > 0 ? " END AS g OFFSET 0) m" : " AS g OFFSET 0) m");
}

/*
 * What stands for a line or polygon that vanishes between the points of the
 * grid: one cell at its corner. So a layer of small things is there, all of
 * it, at low zooms too.
 */
static void
stand_in(struct feature_sql *s, const struct render_layer *l)
{
	char corner[128];

	snprintf(corner, sizeof(corner), "ST_SetSRID(ST_MakePoint("
	    "ST_XMin(t.geom), ST_YMin(t.geom)), %d)", l->srid);
	put(s, l->geometry == RENDER_LINE ? "ST_BoundingDiagonal(" : "");
	put(s, "ST_Expand(");
	feature_sql_projected(s, l, 3857, corner);
	put(s, ", 0.75 * (ST_XMax(e.box) - ST_XMin(e.box)) / 4096)");
	put(s, l->geometry == RENDER_LINE ? ")" : "");
}

/* Of a layer of any type only areas vanish for good: their stand-ins must
 * not be put in the place of points. */
static void
tile_geometry(struct feature_sql *s, const struct render_layer *l)
{
	put(s, l->geometry == RENDER_POINT ? "ST_AsMVTGeom(m.g" :
	    "coalesce(ST_AsMVTGeom(m.g");
	put(s, ", e.box, 4096, 64, true)");
	if (l->geometry == RENDER_POINT)
		return;
	put(s, ", ");
	put(s, l->geometry == RENDER_ANY ?
	    "CASE WHEN ST_Dimension(t.geom) = 2 THEN " : "");
	put(s, "ST_AsMVTGeom(");
	stand_in(s, l);
	put(s, ", e.box, 4096, 64, true)");
	put(s, l->geometry == RENDER_ANY ? " END)" : ")");
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
			feature_sql_column(s, c);
			put(s, "::text");
		} else {
			feature_sql_value(s, c);
		}
		put(s, " AS ");
		gs_sql_ident(&s->text, gs_str_of(c->name));
	}
}

/* e.box: the tile. */
static void
from_tile(struct feature_sql *s, int z, int64_t x, int64_t y)
{
	put(s, ", (SELECT ST_TileEnvelope(");
	feature_sql_param(s, gs_p_int(s->arena, z));
	put(s, "::int, ");
	feature_sql_param(s, gs_p_int(s->arena, x));
	put(s, "::int, ");
	feature_sql_param(s, gs_p_int(s->arena, y));
	put(s, "::int) AS box) e");
}

/* The tile with its buffer of 64/4096. */
static struct gs_bbox
buffered(int z, int64_t x, int64_t y)
{
	struct gs_bbox b = gs_tile_bbox(z, x, y);
	double margin = (b.xmax - b.xmin) * 64 / GRID;

	return (struct gs_bbox){ b.xmin - margin, b.ymin - margin,
	    b.xmax + margin, b.ymax + margin };
}

void
feature_sql_mvt(struct feature_sql *s, struct gs_arena *a,
    const struct render_layer *layer, int z, int64_t x, int64_t y)
{
	const char *fid = free_name(a, layer, "fid");
	const char *geom = free_name(a, layer, "geom");

	assert(gs_tile_ok(z, x, y) && layer->geometry != RENDER_NONE);
	feature_sql_start(s, a);
	put(s, "SELECT coalesce(ST_AsMVT(q, ");
	feature_sql_param(s, gs_p_cstr(layer->full_name));
	put(s, "::text, 4096, ");
	feature_sql_param(s, gs_p_cstr(geom));
	put(s, "::text, ");
	feature_sql_param(s, gs_p_cstr(fid));
	put(s, "::text), '') FROM (");
	select_tile(s, layer, fid, geom);
	feature_sql_from(s, layer);
	from_tile(s, z, x, y);
	from_projected(s, layer, z);
	put(s, " WHERE ");
	feature_sql_touches(s, layer, buffered(z, x, y), gs_crs_by_srid(3857));
	/* OFFSET 0: or the planner makes each geometry twice, once for the
	 * condition below. */
	put(s, " ORDER BY t.id OFFSET 0) q WHERE q.");
	gs_sql_ident(&s->text, gs_str_of(geom));
	put(s, " IS NOT NULL");
	feature_sql_finish(s);
}
