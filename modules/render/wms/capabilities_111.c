/* SPDX-License-Identifier: MIT */
/* capabilities_111.c: the document of WMS 1.1.1 (OGC 01-068r3, annex A). */
#include "common/base.h"

#include "render/wms/capabilities.h"
#include "render/wms/getfeatureinfo.h"

static void
put_service(struct gs_xml *x, const struct wms_capabilities *c)
{
	const struct gs_conf *conf = c->req->conf;

	gs_xml_open(x, "Service");
	gs_xml_elemc(x, "Name", "OGC:WMS");
	gs_xml_elemc(x, "Title", c->req->lang == GS_EN ?
	    conf->platform_title_en : conf->platform_title_fr);
	wms_capabilities_link(x, c->req->conf->public_url);
	gs_xml_close(x);
}

static void
put_operations(struct gs_xml *x, const struct wms_capabilities *c)
{
	static const char *const xml[] = { "application/vnd.ogc.wms_xml",
	    NULL };

	gs_xml_open(x, "Request");
	wms_capabilities_operation(x, "GetCapabilities", xml, c->url);
	wms_capabilities_operation(x, "GetMap", wms_capabilities_images,
	    c->url);
	wms_capabilities_operation(x, "GetFeatureInfo", wms_info_formats,
	    c->url);
	wms_capabilities_operation(x, "GetLegendGraphic",
	    wms_capabilities_images, c->url);
	gs_xml_close(x);
	gs_xml_open(x, "Exception");
	gs_xml_elemc(x, "Format", "application/vnd.ogc.se_xml");
	gs_xml_elemc(x, "Format", "application/vnd.ogc.se_inimage");
	gs_xml_elemc(x, "Format", "application/vnd.ogc.se_blank");
	gs_xml_close(x);
}

static void
put_box(struct gs_xml *x, const char *element, const char *srs,
    const struct gs_bbox *b)
{
	gs_xml_open(x, element);
	if (srs)
		gs_xml_attr(x, "SRS", gs_str_of(srs));
	gs_xml_attrf(x, "minx", "%.9g", b->xmin);
	gs_xml_attrf(x, "miny", "%.9g", b->ymin);
	gs_xml_attrf(x, "maxx", "%.9g", b->xmax);
	gs_xml_attrf(x, "maxy", "%.9g", b->ymax);
	gs_xml_close(x);
}

/* x before y in every reference system of this version. */
static void
put_boxes(struct gs_xml *x, const struct wms_capabilities *c, int i, int end)
{
	struct gs_bbox b, m;

	if (!wms_capabilities_box(c, i, end, &b))
		return;
	put_box(x, "LatLonBoundingBox", NULL, &b);
	put_box(x, "BoundingBox", "EPSG:4326", &b);
	gs_merc_from_lonlat(b.xmin, b.ymin, &m.xmin, &m.ymin);
	gs_merc_from_lonlat(b.xmax, b.ymax, &m.xmax, &m.ymax);
	put_box(x, "BoundingBox", "EPSG:3857", &m);
}

static void
put_style(struct gs_xml *x, const struct wms_capabilities *c,
    const char *name)
{
	gs_xml_open(x, "Style");
	gs_xml_elemc(x, "Name", "default");
	gs_xml_elemc(x, "Title", "default");
	gs_xml_open(x, "LegendURL");
	gs_xml_attr(x, "width", GS_STR("24"));
	gs_xml_attr(x, "height", GS_STR("16"));
	gs_xml_elemc(x, "Format", "image/png");
	wms_capabilities_link(x, wms_capabilities_legend(c, "1.1.1", name));
	gs_xml_close(x);
	gs_xml_close(x);
}

static void
put_layer(struct gs_xml *x, const struct wms_capabilities *c, int i)
{
	const struct render_layer *l = c->layers[i];

	gs_xml_open(x, "Layer");
	gs_xml_attr(x, "queryable", GS_STR("1"));
	gs_xml_elemc(x, "Name", l->full_name);
	gs_xml_elemc(x, "Title", wms_capabilities_title(c, l));
	put_boxes(x, c, i, i + 1);
	put_style(x, c, l->full_name);
	gs_xml_close(x);
}

static void
put_dataset(struct gs_xml *x, const struct wms_capabilities *c, int i,
    int end)
{
	const struct render_layer *l = c->layers[i];

	gs_xml_open(x, "Layer");
	gs_xml_attr(x, "queryable", GS_STR("1"));
	gs_xml_elemc(x, "Name", l->slug);
	gs_xml_elemc(x, "Title", l->dataset_title);
	gs_xml_elem(x, "Abstract", gs_str_of(l->abstract));
	put_boxes(x, c, i, end);
	put_style(x, c, l->slug);
	for (; i < end; i++)
		put_layer(x, c, i);
	gs_xml_close(x);
}

void
wms_capabilities_111(struct gs_xml *x, const struct wms_capabilities *c)
{
	const struct gs_crs *crs;
	size_t ncrs;

	gs_xml_open(x, "WMT_MS_Capabilities");
	gs_xml_attr(x, "version", GS_STR("1.1.1"));
	gs_xml_attr(x, "xmlns:xlink", GS_STR("http://www.w3.org/1999/xlink"));
	put_service(x, c);
	gs_xml_open(x, "Capability");
	put_operations(x, c);
	gs_xml_open(x, "Layer");
	gs_xml_elemc(x, "Title", c->req->lang == GS_EN ?
	    c->req->conf->platform_title_en : c->req->conf->platform_title_fr);
	crs = gs_crs_table(&ncrs);
	for (size_t i = 0; i < ncrs; i++)
		if (gs_str_starts(gs_str_of(crs[i].code), "EPSG:"))
			gs_xml_elemc(x, "SRS", crs[i].code);
	put_boxes(x, c, 0, c->n);
	for (int i = 0, end; i < c->n; i = end) {
		end = wms_capabilities_group(c, i);
		put_dataset(x, c, i, end);
	}
	gs_xml_close(x);
	gs_xml_close(x);
	gs_xml_close(x);
}
