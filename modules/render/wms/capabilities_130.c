/* SPDX-License-Identifier: MIT */
/* capabilities_130.c: the document of WMS 1.3.0 (OGC 06-042, annex E). */
#include "common/base.h"

#include "render/wms/capabilities.h"
#include "render/wms/getfeatureinfo.h"

static void
put_service(struct gs_xml *x, const struct wms_capabilities *c)
{
	const struct gs_conf *conf = c->req->conf;

	gs_xml_open(x, "Service");
	gs_xml_elemc(x, "Name", "WMS");
	gs_xml_elemc(x, "Title", c->req->lang == GS_EN ?
	    conf->platform_title_en : conf->platform_title_fr);
	wms_capabilities_link(x, c->req->conf->public_url);
	gs_xml_elemf(x, "LayerLimit", "%d", WMS_LAYERS_MAX);
	gs_xml_elemf(x, "MaxWidth", "%d", WMS_SIZE_MAX);
	gs_xml_elemf(x, "MaxHeight", "%d", WMS_SIZE_MAX);
	gs_xml_close(x);
}

static void
put_operations(struct gs_xml *x, const struct wms_capabilities *c)
{
	static const char *const xml[] = { "text/xml", NULL };

	gs_xml_open(x, "Request");
	wms_capabilities_operation(x, "GetCapabilities", xml, c->url);
	wms_capabilities_operation(x, "GetMap", wms_capabilities_images,
	    c->url);
	wms_capabilities_operation(x, "GetFeatureInfo", wms_info_formats,
	    c->url);
	wms_capabilities_operation(x, "sld:GetLegendGraphic",
	    wms_capabilities_images, c->url);
	gs_xml_close(x);
	gs_xml_open(x, "Exception");
	gs_xml_elemc(x, "Format", "XML");
	gs_xml_elemc(x, "Format", "INIMAGE");
	gs_xml_elemc(x, "Format", "BLANK");
	gs_xml_close(x);
}

static void
put_box(struct gs_xml *x, const char *crs, double x0, double y0, double x1,
    double y1)
{
	gs_xml_open(x, "BoundingBox");
	gs_xml_attr(x, "CRS", gs_str_of(crs));
	gs_xml_attrf(x, "minx", "%.9g", x0);
	gs_xml_attrf(x, "miny", "%.9g", y0);
	gs_xml_attrf(x, "maxx", "%.9g", x1);
	gs_xml_attrf(x, "maxy", "%.9g", y1);
	gs_xml_close(x);
}

static void
put_boxes(struct gs_xml *x, const struct wms_capabilities *c, int i, int end)
{
	double x0, y0, x1, y1;
	struct gs_bbox b;

	if (!wms_capabilities_box(c, i, end, &b))
		return;
	gs_xml_open(x, "EX_GeographicBoundingBox");
	gs_xml_elemf(x, "westBoundLongitude", "%.9g", b.xmin);
	gs_xml_elemf(x, "eastBoundLongitude", "%.9g", b.xmax);
	gs_xml_elemf(x, "southBoundLatitude", "%.9g", b.ymin);
	gs_xml_elemf(x, "northBoundLatitude", "%.9g", b.ymax);
	gs_xml_close(x);
	put_box(x, "CRS:84", b.xmin, b.ymin, b.xmax, b.ymax);
	/* Latitude comes first in this one. */
	put_box(x, "EPSG:4326", b.ymin, b.xmin, b.ymax, b.xmax);
	gs_merc_from_lonlat(b.xmin, b.ymin, &x0, &y0);
	gs_merc_from_lonlat(b.xmax, b.ymax, &x1, &y1);
	put_box(x, "EPSG:3857", x0, y0, x1, y1);
}

static void
put_style(struct gs_xml *x, const struct wms_capabilities *c,
    const char *name)
{
	gs_xml_open(x, "Style");
	gs_xml_elemc(x, "Name", "default");
	gs_xml_elemc(x, "Title", "default");
	gs_xml_open(x, "LegendURL");
	gs_xml_elemc(x, "Format", "image/png");
	wms_capabilities_link(x, wms_capabilities_legend(c, "1.3.0", name));
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
	gs_xml_open(x, "DataURL");
	gs_xml_elemc(x, "Format", "application/json");
	wms_capabilities_link(x, gs_req_url(c->req,
	    "/ogc/features/collections/%s", l->full_name));
	gs_xml_close(x);
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
wms_capabilities_130(struct gs_xml *x, const struct wms_capabilities *c)
{
	const struct gs_crs *crs;
	size_t ncrs;

	gs_xml_open(x, "WMS_Capabilities");
	gs_xml_attr(x, "version", GS_STR("1.3.0"));
	gs_xml_attr(x, "xmlns:xlink", GS_STR("http://www.w3.org/1999/xlink"));
	gs_xml_attr(x, "xmlns", GS_STR("http://www.opengis.net/wms"));
	gs_xml_attr(x, "xmlns:sld", GS_STR("http://www.opengis.net/sld"));
	gs_xml_attr(x, "xmlns:xsi",
	    GS_STR("http://www.w3.org/2001/XMLSchema-instance"));
	gs_xml_attr(x, "xsi:schemaLocation", GS_STR(
	    "http://www.opengis.net/wms http://schemas.opengis.net/wms/1.3.0/"
	    "capabilities_1_3_0.xsd http://www.opengis.net/sld "
	    "http://schemas.opengis.net/sld/1.1.0/sld_capabilities.xsd"));
	put_service(x, c);
	gs_xml_open(x, "Capability");
	put_operations(x, c);
	gs_xml_open(x, "Layer");
	gs_xml_elemc(x, "Title", c->req->lang == GS_EN ?
	    c->req->conf->platform_title_en : c->req->conf->platform_title_fr);
	crs = gs_crs_table(&ncrs);
	for (size_t i = 0; i < ncrs; i++)
		gs_xml_elemc(x, "CRS", crs[i].code);
	put_boxes(x, c, 0, c->n);
	for (int i = 0, end; i < c->n; i = end) {
		end = wms_capabilities_group(c, i);
		put_dataset(x, c, i, end);
	}
	gs_xml_close(x);
	gs_xml_close(x);
	gs_xml_close(x);
}
