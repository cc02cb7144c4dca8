/* SPDX-License-Identifier: MIT */
/*
 * mvt.h: one vector tile (Mapbox Vector Tile 2.1) of one layer.
 */
#ifndef RENDER_TILES_MVT_H
#define RENDER_TILES_MVT_H

#include "common/http.h"
#include "render/layer.h"

#define TILES_MVT_MEDIA		"application/vnd.mapbox-vector-tile"

/*
 * Tile ${z}/${x}/${y} (WebMercatorQuad, already checked with gs_tile_ok())
 * of ${layer}, gzipped as the tile tree keeps it; the same bytes each time
 * for a version. The MVT layer has the layer's full name, extent 4096,
 * buffer 64; the feature id is the feature's id, and every column is an
 * attribute (json as text). A tile without features is a valid empty tile.
 * The layer has a geometry (else GS_ENOTFOUND).
 */
enum gs_status tiles_mvt(struct gs_req *req, const struct render_layer *layer,
    int z, int64_t x, int64_t y, gs_str *bytes) GS_MUST_CHECK;

#endif
