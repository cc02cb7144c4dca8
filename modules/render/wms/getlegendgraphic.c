/* SPDX-License-Identifier: MIT */
/*
 * getlegendgraphic.c: GetLegendGraphic: the symbol of a layer, the colours
 * of its features when each has its own, or the symbols of a dataset.
 */
#include "common/base.h"

#include "render/draw.h"
#include "render/render.h"
#include "render/style.h"
#include "render/wms/common.h"

#define COLORS_MAX	40	/* beyond, a legend is not read */

/* Text beside a colour: the label of the style, else the short name that
 * lines of a GTFS have, else the colour stands alone. */
static const struct render_column *
text_column(const struct render_layer *l, const struct style *s)
{
	return s->label ? s->label :
	    render_layer_column(l, GS_STR("route_short_name"));
}

static enum gs_status
colored_items(struct gs_req *req, const struct render_layer *l,
    const struct style *s, struct draw_legend_item **items, int *n)
{
	struct wms_color *c;
	enum gs_status st;
	int count;

	st = wms_db_colors(req, l, s->color_column, text_column(l, s),
	    COLORS_MAX + 1, &c, &count);
	if (st != GS_OK || count == 0)
		return st;
	if (count > COLORS_MAX)
		c[COLORS_MAX].text = GS_STR("…");
	*items = GS_NEWN(req->arena, (size_t)count, struct draw_legend_item);
	for (int i = 0; i < count; i++) {
		struct draw_legend_item *it = &(*items)[i];

		*it = (struct draw_legend_item){ .layer = l, .own_color = true,
		    .text = c[i].text.len ? c[i].text.ptr : " " };
		if (!c[i].color.ptr || !style_color(c[i].color, &it->color))
			it->own_color = false;	/* the layer's */
	}
	*n = count;
	return GS_OK;
}

static enum gs_status
legend_items(struct gs_req *req, const struct render_layer **layers,
    int nlayers, struct draw_legend_item **items, int *n)
{
	struct gs_err ignored = { 0 };
	struct style s;

	*n = nlayers;
	*items = GS_NEWN(req->arena, (size_t)nlayers, struct draw_legend_item);
	for (int i = 0; i < nlayers; i++)	/* the highest first */
		(*items)[i] = (struct draw_legend_item){
		    .layer = layers[nlayers - 1 - i],
		    .text = nlayers == 1 ? NULL : req->lang == GS_EN ?
		    layers[nlayers - 1 - i]->title_en :
		    layers[nlayers - 1 - i]->title_fr };
	if (nlayers > 1)
		return GS_OK;
	for (int k = 0; k < STYLE_KIND__COUNT; k++)
		if ((style_kinds(layers[0]) & 1u << k) && k != STYLE_POLYGON &&
		    style_parse(&s, k, layers[0], &ignored) == GS_OK &&
		    s.color_column)
			return colored_items(req, layers[0], &s, items, n);
	return GS_OK;
}

enum gs_status
wms_getlegendgraphic(struct gs_req *req, struct gs_res *res,
    struct wms_params *par)
{
	struct render *r = req->worker;
	const struct render_layer **layers;
	struct draw_legend_item *items;
	enum gs_status st;
	gs_str file;
	int n;

	st = wms_layers(req, par, par->layers, par->nlayers, &layers, &n);
	if (st != GS_OK)
		return st;
	gs_res_header(res, "Vary", "Accept-Language");
	if (wms_unchanged(req, res, layers, n))
		return GS_OK;
	if ((st = legend_items(req, layers, n, &items, &n)) != GS_OK)
		return st;
	st = draw_legend(r->draw, items, n, par->width, par->height,
	    (enum draw_format)par->format, req->arena, &file, &req->err);
	if (st != GS_OK)
		return st;
	return gs_res_send(res, 200, wms_params_media(par->format), file);
}
