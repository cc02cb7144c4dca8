/* SPDX-License-Identifier: MIT */
/* tiles.c: see tiles.h. */
#include "common/base.h"

#include <inttypes.h>

#include "common/log.h"
#include "render/layer.h"
#include "render/tiles/mvt.h"
#include "render/tiles/png_tiles.h"
#include "render/tiles/tiles.h"
#include "render/tiles/tree.h"

/* Digits as we write them: one address per tile. */
static bool
coordinate(gs_str s, int64_t *n)
{
	return gs_str_int_in(s, 0, INT32_MAX, n) &&
	    (s.len == 1 || s.ptr[0] != '0') && s.ptr[0] != '+';
}

static enum gs_status
parse(struct gs_req *req, struct tiles_id *t)
{
	gs_str y, rest = gs_req_var(req, "file");
	int64_t z;

	y = gs_str_split(&rest, '.');
	if (gs_str_eqc(rest, "png"))
		t->ext = "png";
	else if (gs_str_eqc(rest, "mvt"))
		t->ext = "mvt.gz";
	else
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "tiles are .png or .mvt");
	if (!coordinate(gs_req_var(req, "z"), &z) ||
	    !coordinate(gs_req_var(req, "x"), &t->x) ||
	    !coordinate(y, &t->y) || !gs_tile_ok(z, t->x, t->y))
		return gs_fail(&req->err, GS_ENOTFOUND, "there is no such "
		    "tile: zooms go from 0 to %d, x and y from 0 to 2^zoom - 1",
		    GS_TILE_ZMAX);
	t->z = (int)z;
	return GS_OK;
}

/* A vector tile, found in the tree (then only its length is told) or made
 * and put there. */
static enum gs_status
vector_tile(struct gs_req *req, const struct tiles_id *t, gs_str *bytes,
    bool *found)
{
	enum gs_status st;

	if ((*found = tiles_tree_has(req, t, &bytes->len)))
		return GS_OK;
	if (!tiles_png_touches(t->layer, t->z, t->x, t->y))
		return tiles_mvt(req, t->layer, t->z, t->x, t->y, bytes);
	st = tiles_tree_lock(req, tiles_tree_name(req, t));
	if (st != GS_OK)
		return st;
	if ((*found = tiles_tree_has(req, t, &bytes->len)))
		return GS_OK;		/* made while we waited */
	st = tiles_mvt(req, t->layer, t->z, t->x, t->y, bytes);
	if (st != GS_OK)
		return st;
	if (tiles_tree_write(req, t, *bytes) != GS_OK) {
		gs_warn("tiles of %s: %s", t->layer->full_name, req->err.text);
		gs_err_clear(&req->err);
	}
	return GS_OK;
}

static const char *
cache_of(const struct render_layer *layer, bool versioned)
{
	/* A right that is withdrawn is obeyed by the next request. */
	if (!layer->is_public)
		return "private, no-cache";
	return versioned ? "public, max-age=31536000, immutable" : "no-cache";
}

static enum gs_status
answer(struct gs_req *req, struct gs_res *res, const struct tiles_id *t,
    gs_str bytes, bool found)
{
	bool png = strcmp(t->ext, "png") == 0;
	const char *media = png ? "image/png" : TILES_MVT_MEDIA;
	bool versioned = memchr(gs_req_var(req, "layer").ptr, '@',
	    gs_req_var(req, "layer").len) != NULL;
	char *name;

	if (gs_res_unchanged(res, tiles_tree_etag(req, t->layer, bytes.len),
	    cache_of(t->layer, versioned)))
		return GS_OK;
	if (found) {
		/* nginx adds .gz by itself. */
		name = tiles_tree_name(req, t);
		if (!png)
			name[strlen(name) - 3] = '\0';
		return gs_res_accel(res, media, gs_printf(req->arena,
		    "/_tiles/%s", name));
	}
	if (!png)
		gs_res_header(res, "Content-Encoding", "gzip");
	return gs_res_send(res, 200, media, bytes);
}

enum gs_status
tiles_tile(struct gs_req *req, struct gs_res *res)
{
	struct tiles_id t = { 0 };
	enum gs_status st;
	bool found;
	gs_str bytes = GS_NOSTR;

	if ((st = parse(req, &t)) != GS_OK ||
	    (st = render_layer_find(req, gs_req_var(req, "layer"), &t.layer))
	    != GS_OK)
		return st;
	if (t.layer->geometry == RENDER_NONE)
		return gs_fail(&req->err, GS_ENOTFOUND, "layer '%s' has no "
		    "geometry, hence no tiles", t.layer->full_name);
	if (strcmp(t.ext, "png") == 0)
		st = tiles_png(req, t.layer, t.z, t.x, t.y, &bytes, &found);
	else
		st = vector_tile(req, &t, &bytes, &found);
	if (st != GS_OK)
		return st;
	return answer(req, res, &t, bytes, found);
}
