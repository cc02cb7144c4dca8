/* SPDX-License-Identifier: MIT */
/*
 * render.h: what a render process keeps between requests (req->worker).
 *
 * Rights and the current version of a dataset are never kept: they are read
 * in each request's own transaction (layer.h). Only what cannot change is.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "common/worker.h"

struct render_layer_cache;	/* layer.c: columns and styles by layer id */
struct draw_state;		/* draw.c: prepared map layers */

struct render {
	const struct gs_conf		*conf;
	struct render_layer_cache	*layers;
	struct draw_state		*draw;
};

/* routes.c: the table of contents of this worker. */
extern const struct gs_route render_routes[];
extern const size_t render_nroutes;

#endif
