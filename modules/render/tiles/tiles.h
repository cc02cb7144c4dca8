/* SPDX-License-Identifier: MIT */
/*
 * tiles.h: GET /tiles/{layer}/{z}/{x}/{y}.png and .mvt, when nginx has no
 * file for it: not drawn yet, or of a layer that is not public.
 *
 * {layer} is "name" (the current version; Cache-Control no-cache) or
 * "name@version" (never changes; immutable). A tile found in the tree is
 * handed back to nginx by X-Accel-Redirect; one just made is in memory.
 */
#ifndef RENDER_TILES_TILES_H
#define RENDER_TILES_TILES_H

#include "common/http.h"

enum gs_status tiles_tile(struct gs_req *req, struct gs_res *res);

#endif
