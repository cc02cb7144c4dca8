/* SPDX-License-Identifier: MIT */
/*
 * main.c: the render worker: features, maps and tiles of published layers.
 */
#include "common/base.h"

#include "common/worker.h"
#include "render/draw.h"
#include "render/layer.h"
#include "render/render.h"

static struct render state;

static enum gs_status
render_init(const struct gs_conf *c, struct gs_db *db, void **out,
    struct gs_err *err)
{
	state.conf = c;
	state.layers = render_layer_cache_new();
	state.draw = draw_new(c->mapfiles, gs_db_conninfo(db));
	*out = &state;
	return draw_prepare(state.draw, err);
}

int
main(int argc, char **argv)
{
	const struct gs_worker w = {
		.name = "render",
		.db_role = "gs_render",
		.routes = render_routes,
		.nroutes = render_nroutes,
		.processes_offset = offsetof(struct gs_conf, render_processes),
		.max_requests = 100000,
		.init = render_init,
	};

	return gs_worker_run(&w, argc, argv);
}
