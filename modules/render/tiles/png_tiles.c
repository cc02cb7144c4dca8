/* SPDX-License-Identifier: MIT */
/* png_tiles.c: see png_tiles.h. */
#include "common/base.h"

#include <inttypes.h>

#include "common/log.h"
#include "render/draw.h"
#include "render/png.h"
#include "render/render.h"
#include "render/tiles/png_tiles.h"
#include "render/tiles/tree.h"

#define TILE		256
#define SIDE		4	/* tiles of a metatile's side */
#define MARGIN		80	/* pixels; wider than half a label */

struct metatile {
	int64_t	x, y;		/* its first tile */
	int	side;		/* tiles; fewer than SIDE at zooms 0 and 1 */
};

static gs_str
blank_tile(struct gs_arena *a)
{
	static unsigned char pixels[TILE * TILE * 4];
	struct draw_image empty = { pixels, TILE, TILE, TILE * 4, false };

	return png_encode(&empty, 0, 0, TILE, TILE, a);
}

static struct metatile
metatile_of(int z, int64_t x, int64_t y)
{
	struct metatile m;

	m.side = (int)GS_MIN((int64_t)SIDE, (int64_t)1 << z);
	m.x = x - x % m.side;
	m.y = y - y % m.side;
	return m;
}

bool
tiles_png_touches(const struct render_layer *layer, int z, int64_t x,
    int64_t y)
{
	struct gs_bbox t = gs_tile_bbox(z, x, y), e = layer->extent, m;
	double margin = (t.xmax - t.xmin) * MARGIN / TILE;

	if (!layer->has_extent)
		return false;
	gs_merc_from_lonlat(e.xmin, e.ymin, &m.xmin, &m.ymin);
	gs_merc_from_lonlat(e.xmax, e.ymax, &m.xmax, &m.ymax);
	return m.xmin <= t.xmax + margin && m.xmax >= t.xmin - margin &&
	    m.ymin <= t.ymax + margin && m.ymax >= t.ymin - margin;
}

static enum gs_status
draw(struct gs_req *req, const struct render_layer *layer, int z,
    const struct metatile *mt, struct draw_image *image)
{
	struct render *r = req->worker;
	struct gs_bbox from = gs_tile_bbox(z, mt->x, mt->y);
	double tile = from.xmax - from.xmin;
	double margin = tile * MARGIN / TILE;
	struct draw_map m = {
		.layers = &layer,
		.nlayers = 1,
		.srid = 3857,
		.bbox = {
			.xmin = from.xmin - margin,
			.ymin = from.ymax - mt->side * tile - margin,
			.xmax = from.xmin + mt->side * tile + margin,
			.ymax = from.ymax + margin,
		},
		.width = mt->side * TILE + 2 * MARGIN,
		.height = mt->side * TILE + 2 * MARGIN,
		.transparent = true,
		.tile = true,
	};

	return draw_pixels(r->draw, &m, req->arena, image, &req->err);
}

/* Cut tile (${col}, ${row}) of the metatile out and write it. */
static enum gs_status
cut(struct gs_req *req, const struct draw_image *image,
    const struct tiles_id *id, const struct metatile *mt, gs_str *bytes)
{
	int x = MARGIN + (int)(id->x - mt->x) * TILE;
	int y = MARGIN + (int)(id->y - mt->y) * TILE;

	if (png_blank(image, x, y, TILE, TILE)) {
		*bytes = blank_tile(req->arena);
		return tiles_tree_share(req, id, *bytes);
	}
	*bytes = png_encode(image, x, y, TILE, TILE, req->arena);
	return tiles_tree_write(req, id, *bytes);
}

static enum gs_status
draw_all(struct gs_req *req, const struct tiles_id *asked,
    const struct metatile *mt, gs_str *bytes)
{
	struct draw_image image;
	bool stored = true;
	enum gs_status st;

	if ((st = draw(req, asked->layer, asked->z, mt, &image)) != GS_OK)
		return st;
	for (int i = 0; i < mt->side * mt->side; i++) {
		struct tiles_id id = *asked;
		gs_str tile;

		id.x = mt->x + i % mt->side;
		id.y = mt->y + i / mt->side;
		if (cut(req, &image, &id, mt, &tile) != GS_OK)
			stored = false;
		if (id.x == asked->x && id.y == asked->y)
			*bytes = tile;
	}
	if (!stored) {
		/* The picture is good all the same. */
		gs_warn("tiles of %s: %s", asked->layer->full_name,
		    req->err.text);
		gs_err_clear(&req->err);
	}
	return GS_OK;
}

enum gs_status
tiles_png(struct gs_req *req, const struct render_layer *layer, int z,
    int64_t x, int64_t y, gs_str *bytes, bool *found)
{
	struct metatile mt = metatile_of(z, x, y);
	struct tiles_id id = { layer, z, x, y, "png" };
	enum gs_status st;

	if ((*found = tiles_tree_has(req, &id, &bytes->len)))
		return GS_OK;
	if (!tiles_png_touches(layer, z, x, y)) {
		*bytes = blank_tile(req->arena);
		return GS_OK;
	}
	st = tiles_tree_lock(req, gs_printf(req->arena, "%s@%" PRId64
	    "/%d/%" PRId64 "/%" PRId64, layer->full_name, layer->version, z,
	    mt.x, mt.y));
	if (st != GS_OK)
		return st;
	*found = tiles_tree_has(req, &id, &bytes->len);
	return *found ? GS_OK : draw_all(req, &id, &mt, bytes);
}
