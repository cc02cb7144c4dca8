/* SPDX-License-Identifier: MIT */
/* common.c: what the operations share; see common.h. */
#include "common/base.h"

#include "common/page.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/ogcapi.h"

#define DOCUMENT_MAX	((size_t)64 << 20)
#define HREF_MAX	((size_t)256 << 10)

enum gs_status
ogcapi_format(struct gs_req *req, const char *media,
    enum ogcapi_format *format)
{
	const char *const offered[] = { media ? media : "application/json",
	    "application/json", "text/html", NULL };
	gs_str f = gs_req_param(req, "f");
	const char *best;

	*format = OGCAPI_JSON;
	if (gs_str_eqc(f, "json"))
		return GS_OK;
	if (gs_str_eqc(f, "html")) {
		*format = OGCAPI_HTML;
		return GS_OK;
	}
	if (f.ptr != NULL)
		return gs_fail(&req->err, GS_EINVAL,
		    "f: expected json or html");
	if ((best = gs_req_negotiate(req, offered)) == NULL)
		return gs_fail(&req->err, GS_ENOTACCEPTABLE, "This address "
		    "answers in %s or text/html", offered[0]);
	if (best == offered[2])
		*format = OGCAPI_HTML;
	return GS_OK;
}

enum gs_status
ogcapi_known(struct gs_req *req, const char *const *names)
{
	for (int i = 0; i < req->nquery; i++) {
		gs_str name = req->query[i].name;
		bool known = gs_str_eqc(name, "f");

		for (int k = 0; names != NULL && names[k] != NULL; k++)
			known |= gs_str_eqc(name, names[k]);
		if (!known)
			return gs_fail(&req->err, GS_EINVAL, "Unknown "
			    "parameter '%.*s'", (int)GS_MIN(name.len, 100u),
			    name.ptr);
		for (int k = 0; k < i; k++)
			if (gs_str_eq(name, req->query[k].name))
				return gs_fail(&req->err, GS_EINVAL,
				    "'%.*s' is given more than once",
				    GS_FMT(name));
	}
	return GS_OK;
}

/* -- links ------------------------------------------------------------------- */

static const char *const *
find_set(const char *const *set, gs_str name)
{
	for (; set != NULL && set[0] != NULL; set += 2)
		if (gs_str_eqc(name, set[0]))
			return set;
	return NULL;
}

static void
put_pair(struct gs_out *o, char *sep, gs_str name, gs_str value)
{
	gs_put(o, sep, 1);
	gs_put_url(o, name);
	gs_puts(o, "=");
	gs_put_url(o, value);
	*sep = '&';
}

char *
ogcapi_href(const struct gs_req *req, const char *path,
    const char *const *set)
{
	struct gs_buf b;
	struct gs_out o;
	char sep = '?';

	gs_buf_init_arena(&b, req->arena, HREF_MAX);
	gs_out_init_buf(&o, &b);
	gs_puts(&o, gs_req_url(req, "%s", path));
	for (int i = 0; i < req->nquery; i++)
		if (find_set(set, req->query[i].name) == NULL)
			put_pair(&o, &sep, req->query[i].name,
			    req->query[i].value);
	for (; set != NULL && set[0] != NULL; set += 2)
		if (set[1] != NULL)
			put_pair(&o, &sep, gs_str_of(set[0]),
			    gs_str_of(set[1]));
	return b.ptr;
}

void
ogcapi_link(struct gs_json *j, const char *href, const char *rel,
    const char *type, gs_str title)
{
	gs_json_object(j);
	gs_json_kcstr(j, "href", href);
	gs_json_kcstr(j, "rel", rel);
	if (type != NULL)
		gs_json_kcstr(j, "type", type);
	if (title.ptr != NULL)
		gs_json_kstr(j, "title", title);
	gs_json_end(j);
}

void
ogcapi_self_links(struct gs_json *j, const struct gs_req *req,
    const char *path, enum ogcapi_format format, const char *media)
{
	const char *const as_json[] = { "f", "json", NULL };
	const char *const as_html[] = { "f", "html", NULL };
	bool html = format == OGCAPI_HTML;

	ogcapi_link(j, ogcapi_href(req, path, as_json),
	    html ? "alternate" : "self", media,
	    gs_text(req, "ogcapi.this_json"));
	ogcapi_link(j, ogcapi_href(req, path, as_html),
	    html ? "self" : "alternate", "text/html",
	    gs_text(req, "ogcapi.this_html"));
}

char *
ogcapi_path(const struct gs_req *req, const struct render_layer *l,
    const char *rest)
{
	return gs_printf(req->arena, OGCAPI_ROOT "/collections/%s%s",
	    l->full_name, rest);
}

/* -- documents ----------------------------------------------------------------- */

struct gs_json *
ogcapi_document_begin(struct ogcapi_document *d, struct gs_req *req)
{
	gs_buf_init_arena(&d->buf, req->arena, DOCUMENT_MAX);
	gs_out_init_buf(&d->out, &d->buf);
	gs_json_init(&d->json, &d->out);
	return &d->json;
}

/* FNV-1a, 64 bits: tells versions apart, guards nothing. */
char *
ogcapi_etag(struct gs_arena *a, gs_str text)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < text.len; i++)
		h = (h ^ (unsigned char)text.ptr[i]) * 0x100000001b3;
	return gs_printf(a, "%016llx", (unsigned long long)h);
}

const char *
ogcapi_cache_control(const struct gs_req *req)
{
	return req->account != 0 ? "private, no-cache" : "no-cache";
}

void
ogcapi_vary(struct gs_res *res)
{
	gs_res_header(res, "Vary", "Accept, Accept-Language");
	gs_res_header(res, "Content-Language", "%s",
	    res->req->lang == GS_FR ? "fr" : "en");
}

enum gs_status
ogcapi_document_send(struct ogcapi_document *d, struct gs_res *res,
    const char *media)
{
	gs_json_finish(&d->json);
	if (d->buf.failed)
		return gs_fail(&res->req->err, GS_ETOOLARGE, "This document "
		    "is too large: ask for parts of it by limit and offset");
	ogcapi_vary(res);
	if (gs_res_unchanged(res, ogcapi_etag(res->req->arena,
	    gs_buf_str(&d->buf)), ogcapi_cache_control(res->req)))
		return GS_OK;
	return gs_res_send(res, 200, media, gs_buf_str(&d->buf));
}

enum gs_status
ogcapi_document_tree(struct ogcapi_document *d, struct gs_req *req,
    struct gs_jval **tree)
{
	gs_json_finish(&d->json);
	return gs_json_parse(tree, req->arena, gs_buf_str(&d->buf),
	    DOCUMENT_MAX, &req->err);
}

enum gs_status
ogcapi_error(struct gs_req *req, struct gs_res *res, enum gs_status st)
{
	gs_str f = gs_req_param(req, "f");

	if (gs_str_eqc(f, "html"))
		return gs_error_html(req, res, st);
	if (gs_str_eqc(f, "json"))
		return gs_error_json(req, res, st);
	return gs_error_auto(req, res, st);
}
