/* SPDX-License-Identifier: MIT */
/* exception.c: faults as a service exception, or as a picture. */
#include "common/base.h"

#include "common/log.h"
#include "common/xml.h"
#include "render/draw.h"
#include "render/render.h"
#include "render/wms/wms.h"

#define DOCUMENT_MAX	((size_t)16 * 1024)

static enum gs_status
write_document(struct gs_req *req, struct gs_res *res,
    const struct wms_params *par, enum gs_status st)
{
	bool old = par->version == WMS_111;
	struct gs_buf b;
	struct gs_out o;
	struct gs_xml x;

	gs_buf_init_arena(&b, req->arena, DOCUMENT_MAX);
	gs_out_init_buf(&o, &b);
	gs_xml_init(&x, &o);
	gs_xml_open(&x, "ServiceExceptionReport");
	gs_xml_attr(&x, "version", old ? GS_STR("1.1.1") : GS_STR("1.3.0"));
	if (!old) {
		gs_xml_attr(&x, "xmlns",
		    GS_STR("http://www.opengis.net/ogc"));
		gs_xml_attr(&x, "xmlns:xsi", GS_STR(
		    "http://www.w3.org/2001/XMLSchema-instance"));
		gs_xml_attr(&x, "xsi:schemaLocation", GS_STR(
		    "http://www.opengis.net/ogc http://schemas.opengis.net"
		    "/wms/1.3.0/exceptions_1_3_0.xsd"));
	}
	gs_xml_open(&x, "ServiceException");
	if (par->code)
		gs_xml_attr(&x, "code", gs_str_of(par->code));
	gs_xml_text(&x, gs_str_of(gs_error_text(req, st)));
	gs_xml_finish(&x);
	gs_error_headers(req, res, st);
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_send(res, gs_status_http(st), old ?
	    "application/vnd.ogc.se_xml" : "text/xml; charset=utf-8",
	    gs_buf_str(&b));
}

enum gs_status
wms_exception(struct gs_req *req, struct gs_res *res,
    const struct wms_params *par, enum gs_status st)
{
	struct render *r = req->worker;
	struct draw_map m = {
		.width = par->width,
		.height = par->height,
		.transparent = par->transparent,
		.bgcolor = par->bgcolor,
	};
	struct gs_err err = { 0 };
	gs_str file;

	if (par->exceptions == WMS_XML || par->width <= 0 || par->height <= 0)
		return write_document(req, res, par, st);
	if (draw_message(r->draw, &m, par->exceptions == WMS_INIMAGE ?
	    gs_error_text(req, st) : NULL, (enum draw_format)par->format,
	    req->arena, &file, &err) != GS_OK) {
		gs_error("%s", err.text);
		return write_document(req, res, par, st);
	}
	/* A picture under an error status would not be shown. */
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_send(res, 200, wms_params_media(par->format), file);
}
