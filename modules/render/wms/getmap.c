/* SPDX-License-Identifier: MIT */
/* getmap.c: GetMap: a picture of layers. */
#include "common/base.h"

#include "render/draw.h"
#include "render/render.h"
#include "render/wms/common.h"

enum gs_status
wms_getmap(struct gs_req *req, struct gs_res *res, struct wms_params *par)
{
	struct render *r = req->worker;
	const struct render_layer **layers;
	struct draw_map m;
	enum gs_status st;
	gs_str file;
	int n;

	st = wms_layers(req, par, par->layers, par->nlayers, &layers, &n);
	if (st != GS_OK)
		return st;
	if (wms_unchanged(req, res, layers, n))
		return GS_OK;
	m = (struct draw_map){
		.layers = layers,
		.nlayers = n,
		.srid = par->crs->srid,
		.bbox = par->bbox,
		.width = par->width,
		.height = par->height,
		.transparent = par->transparent,
		.bgcolor = par->bgcolor,
	};
	st = draw_file(r->draw, &m, (enum draw_format)par->format, req->arena,
	    &file, &req->err);
	if (st != GS_OK)
		return st;
	return gs_res_send(res, 200, wms_params_media(par->format), file);
}
