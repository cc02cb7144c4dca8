/* SPDX-License-Identifier: MIT */
/*
 * common.h: what the operations of OGC API - Features share: choice of the
 * representation, links, and sending a document that is held whole.
 */
#ifndef RENDER_OGCAPI_COMMON_H
#define RENDER_OGCAPI_COMMON_H

#include "common/http.h"
#include "common/json.h"
#include "render/layer.h"

#define OGCAPI_ROOT		"/ogc/features"
#define OGCAPI_GEOJSON		"application/geo+json"
#define OGCAPI_OPENAPI		"application/vnd.oai.openapi+json;version=3.0"
#define OGCAPI_SCHEMA		"application/schema+json"
#define OGCAPI_REL		"http://www.opengis.net/def/rel/ogc/1.0/"

enum ogcapi_format { OGCAPI_JSON, OGCAPI_HTML };

/*
 * The representation asked: ?f=json|html, else the Accept header, where
 * ${media} (or "application/json", when NULL) is the JSON one. GS_EINVAL on
 * another f, GS_ENOTACCEPTABLE when nothing fits.
 */
enum gs_status ogcapi_format(struct gs_req *req, const char *media,
    enum ogcapi_format *format) GS_MUST_CHECK;
/* GS_EINVAL for a query parameter that is not in ${names} (NULL-ended; NULL:
 * none) and not f, or one that is given twice. */
enum gs_status ogcapi_known(struct gs_req *req, const char *const *names)
    GS_MUST_CHECK;

/*
 * Absolute link to ${path} (ours, already percent-encoded) with the request's
 * query, where the parameters of ${set} (name, value, …, NULL) are replaced;
 * a NULL value drops one. NULL ${set}: the query as it is.
 */
char *ogcapi_href(const struct gs_req *req, const char *path,
    const char *const *set);
/* {"href","rel","type","title"}; a NULL member is left out. */
void ogcapi_link(struct gs_json *j, const char *href, const char *rel,
    const char *type, gs_str title);
/* Links self and alternate of a document at ${path}. */
void ogcapi_self_links(struct gs_json *j, const struct gs_req *req,
    const char *path, enum ogcapi_format format, const char *media);
/* "/ogc/features/collections/<id>" + ${rest}. */
char *ogcapi_path(const struct gs_req *req, const struct render_layer *l,
    const char *rest);

/* A JSON document built in memory: begin, write to the json, then send. */
struct ogcapi_document {
	struct gs_buf	buf;
	struct gs_out	out;
	struct gs_json	json;
};
struct gs_json *ogcapi_document_begin(struct ogcapi_document *d,
    struct gs_req *req);
/* Closes and sends it with an ETag of its bytes (304 when it is known). */
enum gs_status ogcapi_document_send(struct ogcapi_document *d,
    struct gs_res *res, const char *media) GS_MUST_CHECK;
/* Closes it and gives it as a tree, for a page that shows the same. */
enum gs_status ogcapi_document_tree(struct ogcapi_document *d,
    struct gs_req *req, struct gs_jval **tree) GS_MUST_CHECK;

/* ETag of an answer that ${text} determines. */
char *ogcapi_etag(struct gs_arena *a, gs_str text);
/* "no-cache", private when the answer depends on who asks. */
const char *ogcapi_cache_control(const struct gs_req *req);
void ogcapi_vary(struct gs_res *res);

/* -- collection.c ---------------------------------------------------------- */

/* The Collection object of a layer. */
void ogcapi_collection_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l, enum ogcapi_format format);

#endif
