/* SPDX-License-Identifier: MIT */
/* landing.c: GET /ogc/features, and /ogc/features/conformance */
#include "common/base.h"

#include "common/page.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/ogcapi.h"

#define CORE	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
#define PART2	"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/"
#define PART3	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/"

static const char *const classes[] = {
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	CORE "core", CORE "oas30", CORE "html", CORE "geojson",
	PART2 "crs",
	PART3 "queryables", PART3 "queryables-query-parameters",
};

/* Relation, address after the root, media type, key of its title. */
static const struct {
	const char	*rel, *path, *f, *media, *title;
} links[] = {
	{ "service-desc", "/api", "json", OGCAPI_OPENAPI, "ogcapi.api_json" },
	{ "service-doc", "/api", "html", "text/html", "ogcapi.api_html" },
	{ "conformance", "/conformance", NULL, "application/json",
	    "ogcapi.conformance" },
	{ "data", "/collections", NULL, "application/json",
	    "ogcapi.collections" },
};

static void
landing_write(struct gs_json *j, const struct gs_req *req,
    enum ogcapi_format format)
{
	gs_json_object(j);
	gs_json_kcstr(j, "title", req->lang == GS_FR ?
	    req->conf->platform_title_fr : req->conf->platform_title_en);
	gs_json_kstr(j, "description", gs_text(req, "ogcapi.description"));
	gs_json_key(j, "links");
	gs_json_array(j);
	ogcapi_self_links(j, req, OGCAPI_ROOT, format, "application/json");
	for (size_t i = 0; i < GS_COUNTOF(links); i++) {
		const char *f = links[i].f;
		char *href = gs_req_url(req, OGCAPI_ROOT "%s%s%s",
		    links[i].path, f ? "?f=" : "", f ? f : "");

		ogcapi_link(j, href, links[i].rel, links[i].media,
		    gs_text(req, links[i].title));
	}
}

/* Send ${d}, or page ${template} of the same content. */
static enum gs_status
answer(struct ogcapi_document *d, struct gs_req *req, struct gs_res *res,
    enum ogcapi_format format, const char *template)
{
	struct gs_jval *tree;
	enum gs_status st;

	if (format == OGCAPI_JSON)
		return ogcapi_document_send(d, res, "application/json");
	if ((st = ogcapi_document_tree(d, req, &tree)) != GS_OK)
		return st;
	return gs_page(req, res, 200, template, tree);
}

enum gs_status
ogcapi_landing(struct gs_req *req, struct gs_res *res)
{
	struct ogcapi_document d;
	enum ogcapi_format format;
	enum gs_status st;

	if ((st = ogcapi_known(req, NULL)) != GS_OK ||
	    (st = ogcapi_format(req, NULL, &format)) != GS_OK)
		return st;
	landing_write(ogcapi_document_begin(&d, req), req, format);
	return answer(&d, req, res, format, "ogcapi_landing");
}

enum gs_status
ogcapi_conformance(struct gs_req *req, struct gs_res *res)
{
	struct ogcapi_document d;
	enum ogcapi_format format;
	struct gs_json *j;
	enum gs_status st;

	if ((st = ogcapi_known(req, NULL)) != GS_OK ||
	    (st = ogcapi_format(req, NULL, &format)) != GS_OK)
		return st;
	j = ogcapi_document_begin(&d, req);
	gs_json_object(j);
	gs_json_kstr(j, "title", gs_text(req, "ogcapi.conformance"));
	gs_json_key(j, "conformsTo");
	gs_json_array(j);
	for (size_t i = 0; i < GS_COUNTOF(classes); i++)
		gs_json_str(j, gs_str_of(classes[i]));
	return answer(&d, req, res, format, "ogcapi_conformance");
}
