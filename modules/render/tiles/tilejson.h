/* SPDX-License-Identifier: MIT */
/*
 * tilejson.h: GET /tiles/{layer}/tilejson.json, TileJSON 3.0.0.
 *
 * {layer} is "name" (the current version) or "name@version". The tile URLs
 * name the version, so that they never change under a reader. ?f=mvt (the
 * default) describes the vector tiles with their fields, ?f=png the images.
 */
#ifndef RENDER_TILES_TILEJSON_H
#define RENDER_TILES_TILEJSON_H

#include "common/http.h"

enum gs_status tiles_tilejson(struct gs_req *req, struct gs_res *res);

#endif
