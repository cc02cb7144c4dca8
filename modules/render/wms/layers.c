/* SPDX-License-Identifier: MIT */
/* layers.c: names in LAYERS to layers that the sender may read. */
#include "common/base.h"

#include "render/wms/wms.h"

static enum gs_status
absent(struct gs_req *req, struct wms_params *par, gs_str name)
{
	par->code = "LayerNotDefined";
	gs_err_clear(&req->err);
	return gs_fail(&req->err, GS_ENOTFOUND, "there is no layer '%.*s'",
	    GS_FMT(name));
}

static enum gs_status
add(struct gs_req *req, struct wms_params *par,
    const struct render_layer **out, int *n, const struct render_layer *l)
{
	if (*n == WMS_DRAWN_MAX) {
		par->code = "InvalidParameterValue";
		return gs_fail(&req->err, GS_EINVAL,
		    "LAYERS: more than %d layers in all", WMS_DRAWN_MAX);
	}
	out[(*n)++] = l;
	return GS_OK;
}

/* All layers with a geometry of dataset ${slug}. */
static enum gs_status
add_dataset(struct gs_req *req, struct wms_params *par,
    const struct render_layer **out, int *n, gs_str slug)
{
	const struct render_layer **list;
	int count, before = *n;
	enum gs_status st;

	st = render_layer_list(req, slug, 0, WMS_DRAWN_MAX * 2, &list, &count,
	    NULL);
	if (st != GS_OK)
		return st;
	for (int i = 0; i < count && st == GS_OK; i++)
		if (list[i]->geometry != RENDER_NONE)
			st = add(req, par, out, n, list[i]);
	if (st == GS_OK && *n == before)
		return absent(req, par, slug);
	if (st == GS_OK)
		st = render_layer_load(req, out + before, *n - before);
	return st;
}

/* The names that follow each other and are layers', in one statement. */
static enum gs_status
add_layers(struct gs_req *req, struct wms_params *par,
    const struct render_layer **out, int *n, const gs_str *names, int count)
{
	const struct render_layer **found;
	enum gs_status st;
	int bad = -1;

	st = render_layer_find_all(req, names, count, &found, &bad);
	if (st != GS_OK) {
		if (st == GS_ENOTFOUND && bad >= 0)
			return absent(req, par, names[bad]);
		return st;
	}
	for (int i = 0; i < count && st == GS_OK; i++) {
		if (found[i]->geometry == RENDER_NONE)
			return absent(req, par, names[i]);
		st = add(req, par, out, n, found[i]);
	}
	return st;
}

enum gs_status
wms_layers(struct gs_req *req, struct wms_params *par, const gs_str *names,
    int nnames, const struct render_layer ***layers, int *n)
{
	const struct render_layer **out = GS_NEWN(req->arena, WMS_DRAWN_MAX,
	    const struct render_layer *);
	enum gs_status st = GS_OK;

	*n = 0;
	for (int i = 0, end; i < nnames && st == GS_OK; i = end) {
		end = i;
		while (end < nnames && memchr(names[end].ptr, '.',
		    names[end].len))
			end++;
		if (end > i)
			st = add_layers(req, par, out, n, names + i, end - i);
		else
			st = add_dataset(req, par, out, n, names[end++]);
	}
	*layers = out;
	return st;
}
