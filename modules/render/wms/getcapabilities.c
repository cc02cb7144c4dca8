/* SPDX-License-Identifier: MIT */
/*
 * getcapabilities.c: GetCapabilities: what is served to this identity.
 *
 * All rows are read before the first byte, so that the document is whole or
 * a fault; its ETag is a digest made by the database, so that a client that
 * has it costs one statement.
 */
#include "common/base.h"

#include "render/wms/capabilities.h"

#define PAGE	2000

const char *const wms_capabilities_images[] = { "image/png",
    "image/png; mode=8bit", "image/jpeg", NULL };

static enum gs_status
read_layers(struct wms_capabilities *c)
{
	const struct render_layer **list, **all = NULL;
	enum gs_status st;
	int64_t total = 0;
	int n;

	for (int64_t from = 0; all == NULL || from < total; from += PAGE) {
		st = render_layer_list(c->req, GS_NOSTR, from, PAGE, &list, &n,
		    all ? NULL : &total);
		if (st != GS_OK)
			return st;
		if (!all)
			all = GS_NEWN(c->req->arena, (size_t)total + 1,
			    const struct render_layer *);
		for (int i = 0; i < n && c->n < total; i++)
			if (list[i]->geometry != RENDER_NONE)
				all[c->n++] = list[i];
	}
	c->layers = all;
	return GS_OK;
}

enum gs_status
wms_getcapabilities(struct gs_req *req, struct gs_res *res,
    struct wms_params *par)
{
	bool old = par->version == WMS_111;
	struct wms_capabilities c = { .req = req };
	enum gs_status st;
	struct gs_xml x;
	gs_str state;

	if ((st = wms_db_state(req, &state)) != GS_OK)
		return st;
	gs_res_header(res, "Vary", "Accept-Language");
	if (gs_res_unchanged(res, gs_printf(req->arena, "%.*s-%s-%s-%s",
	    GS_FMT(state), old ? "111" : "130", req->lang == GS_EN ? "en" :
	    "fr", GS_VERSION), req->account ? "private, no-cache" :
	    "no-cache"))
		return GS_OK;
	c.url = gs_req_url(req, "/wms?");
	if ((st = read_layers(&c)) != GS_OK)
		return st;
	gs_xml_init(&x, gs_res_open(res, 200, old ?
	    "application/vnd.ogc.wms_xml" : "text/xml; charset=utf-8"));
	if (old)
		wms_capabilities_111(&x, &c);
	else
		wms_capabilities_130(&x, &c);
	gs_xml_finish(&x);
	return gs_out_status(&res->out);
}

int
wms_capabilities_group(const struct wms_capabilities *c, int i)
{
	int end = i + 1;

	while (end < c->n &&
	    c->layers[end]->dataset_id == c->layers[i]->dataset_id)
		end++;
	return end;
}

/* A single point has a box, too, and clients divide by its size. */
static void
widen(double *lo, double *hi)
{
	if (*hi - *lo < 0.001) {
		*lo -= 0.001;
		*hi += 0.001;
	}
}

bool
wms_capabilities_box(const struct wms_capabilities *c, int i, int end,
    struct gs_bbox *box)
{
	bool any = false;

	for (; i < end; i++) {
		const struct gs_bbox *b = &c->layers[i]->extent;

		if (!c->layers[i]->has_extent)
			continue;
		if (!any)
			*box = *b;
		box->xmin = GS_MIN(box->xmin, b->xmin);
		box->ymin = GS_MIN(box->ymin, b->ymin);
		box->xmax = GS_MAX(box->xmax, b->xmax);
		box->ymax = GS_MAX(box->ymax, b->ymax);
		any = true;
	}
	if (!any)
		return false;
	widen(&box->xmin, &box->xmax);
	widen(&box->ymin, &box->ymax);
	box->xmin = GS_MAX(box->xmin, -180);
	box->ymin = GS_MAX(box->ymin, -90);
	box->xmax = GS_MIN(box->xmax, 180);
	box->ymax = GS_MIN(box->ymax, 90);
	return true;
}

void
wms_capabilities_link(struct gs_xml *x, const char *href)
{
	gs_xml_open(x, "OnlineResource");
	gs_xml_attr(x, "xlink:type", GS_STR("simple"));
	gs_xml_attr(x, "xlink:href", gs_str_of(href));
	gs_xml_close(x);
}

void
wms_capabilities_operation(struct gs_xml *x, const char *qname,
    const char *const *formats, const char *url)
{
	gs_xml_open(x, qname);
	for (; *formats; formats++)
		gs_xml_elemc(x, "Format", *formats);
	gs_xml_open(x, "DCPType");
	gs_xml_open(x, "HTTP");
	gs_xml_open(x, "Get");
	wms_capabilities_link(x, url);
	gs_xml_close(x);
	gs_xml_close(x);
	gs_xml_close(x);
	gs_xml_close(x);
}

char *
wms_capabilities_legend(const struct wms_capabilities *c, const char *version,
    const char *name)
{
	return gs_printf(c->req->arena, "%sSERVICE=WMS&VERSION=%s"
	    "&REQUEST=GetLegendGraphic&FORMAT=image%%2Fpng&LAYER=%s", c->url,
	    version, name);
}

const char *
wms_capabilities_title(const struct wms_capabilities *c,
    const struct render_layer *l)
{
	const char *t = c->req->lang == GS_EN ? l->title_en : l->title_fr;

	return t[0] ? t : l->dataset_title;
}
