/* SPDX-License-Identifier: MIT */
/*
 * png_tiles.h: image tiles, drawn sixteen at a time.
 */
#ifndef RENDER_TILES_PNG_TILES_H
#define RENDER_TILES_PNG_TILES_H

#include "common/http.h"
#include "render/layer.h"

/*
 * Tile ${z}/${x}/${y} (already checked) of ${layer}, which has a geometry.
 * The 4 x 4 tiles around it are drawn as one picture with a margin, so that
 * labels and symbols cross their edges, and all are written to the tree.
 * Requests for tiles of one picture wait for each other, and it is drawn
 * once; ${*found} tells that the tile was in the tree, and then ${*bytes} has
 * only its length. A tile away from all data is the same empty one, and is
 * not stored: a crawler fills no disk.
 */
enum gs_status tiles_png(struct gs_req *req, const struct render_layer *layer,
    int z, int64_t x, int64_t y, gs_str *bytes, bool *found) GS_MUST_CHECK;

/* true when tile ${z}/${x}/${y} may show something of ${layer}. Pure. */
bool tiles_png_touches(const struct render_layer *layer, int z, int64_t x,
    int64_t y);

#endif
