/* SPDX-License-Identifier: MIT */
/* common.c: answers, addresses, pages and bodies; see common.h. */
#include "common/base.h"

#include "upload/api/common.h"

#define ANSWER_MAX	(16u << 20)
#define FIELDS_MAX	64
#define BODY_MAX	(64u << 10)

struct gs_json *
api_begin(struct api_answer *a, struct gs_req *req)
{
	gs_buf_init_arena(&a->buf, req->arena, ANSWER_MAX);
	gs_out_init_buf(&a->out, &a->buf);
	gs_json_init(&a->json, &a->out);
	gs_json_object(&a->json);
	return &a->json;
}

enum gs_status
api_send(struct api_answer *a, struct gs_res *res, int status)
{
	gs_json_finish(&a->json);
	gs_puts(&a->out, "\n");
	if (a->buf.failed)
		return gs_fail(&res->req->err, GS_EINTERNAL,
		    "an answer is longer than %u bytes", ANSWER_MAX);
	return gs_res_send(res, status, "application/json",
	    gs_buf_str(&a->buf));
}

/* -- addresses ----------------------------------------------------------- */

char *
api_url(const struct gs_req *req, const char *const *parts)
{
	struct gs_buf b;
	struct gs_out o;

	gs_buf_init_arena(&b, req->arena, 16 << 10);
	gs_out_init_buf(&o, &b);
	for (; *parts != NULL; parts++) {
		gs_puts(&o, "/");
		gs_put_url(&o, gs_str_of(*parts));
	}
	return gs_req_url(req, "%s", b.ptr);
}

static char *
full_name(const struct gs_req *req, gs_str slug, const struct gs_jval *layer)
{
	return gs_printf(req->arena, "%.*s.%.*s", GS_FMT(slug),
	    GS_FMT(gs_jget_str(layer, "name")));
}

static bool
drawn(const struct gs_jval *layer)
{
	return !gs_str_eqc(gs_jget_str(layer, "geometry_type"), "NONE");
}

void
api_urls(struct gs_json *j, const struct gs_req *req, gs_str slug,
    const struct gs_jval *layers, gs_str file)
{
	const char *name = gs_str_dup(req->arena, slug);

	gs_json_key(j, "urls");
	gs_json_object(j);
	gs_json_kcstr(j, "page", api_url(req,
	    (const char *const[]){ "dataset", name, NULL }));
	gs_json_kcstr(j, "features", gs_req_url(req, "/ogc/features"));
	gs_json_kcstr(j, "wms", gs_req_url(req, "/wms"));
	gs_json_key(j, "tiles");
	gs_json_object(j);
	for (const struct gs_jval *l = layers ? layers->first : NULL; l;
	    l = l->next) {
		char *full = full_name(req, slug, l);

		if (drawn(l))
			gs_json_kcstr(j, full, api_url(req,
			    (const char *const[]){ "tiles", full,
			    "tilejson.json", NULL }));
	}
	gs_json_end(j);
	if (file.ptr != NULL)
		gs_json_kcstr(j, "download", api_url(req,
		    (const char *const[]){ "download", name, "latest",
		    gs_str_dup(req->arena, file), NULL }));
	gs_json_end(j);
}

void
api_layers(struct gs_json *j, const struct gs_req *req, gs_str slug,
    const struct gs_jval *layers)
{
	int64_t n;

	gs_json_key(j, "layers");
	gs_json_array(j);
	for (const struct gs_jval *l = layers ? layers->first : NULL; l;
	    l = l->next) {
		gs_json_object(j);
		gs_json_kcstr(j, "name", full_name(req, slug, l));
		gs_json_kstr(j, "title", gs_jget_str(l,
		    req->lang == GS_FR ? "title_fr" : "title_en"));
		gs_json_kstr(j, "geometry_type",
		    gs_jget_str(l, "geometry_type"));
		if (gs_jget_int(l, "srid", &n) && n != 0)
			gs_json_kint(j, "srid", n);
		if (gs_jget_int(l, "features", &n))
			gs_json_kint(j, "features", n);
		gs_json_end(j);
	}
	gs_json_end(j);
}

enum gs_status
api_uuid(struct gs_req *req, gs_str *id)
{
	gs_str s = gs_req_var(req, "job");

	for (size_t i = 0; i < s.len && s.len == 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? s.ptr[i] != '-' : !((s.ptr[i] >= '0' &&
		    s.ptr[i] <= '9') || (s.ptr[i] >= 'a' && s.ptr[i] <= 'f')))
			s.len = 0;
	}
	if (s.len != 36)
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is no such job");
	*id = s;
	return GS_OK;
}

/* -- pages of a list ----------------------------------------------------- */

enum gs_status
api_page(struct api_page *p, struct gs_req *req, const char *last_id)
{
	gs_str limit = gs_req_param(req, "limit");
	gs_str after = gs_req_param(req, "after");
	int64_t n;

	*p = (struct api_page){ 20, GS_STR("9000000000000000"),
	    gs_str_of(last_id) };
	if (limit.ptr != NULL && !gs_str_int_in(limit, 1, 100, &p->limit))
		return gs_fail(&req->err, GS_EINVAL,
		    "limit: expected a number from 1 to 100");
	if (after.ptr == NULL)
		return GS_OK;
	p->micros = gs_str_split(&after, '.');
	p->id = after;
	if (!gs_str_int_in(p->micros, 0, INT64_C(9000000000000000), &n) ||
	    p->id.len == 0 || p->id.len > 36 ||
	    strspn(gs_str_dup(req->arena, p->id), "0123456789abcdef-") !=
	    p->id.len || (strlen(last_id) == 36) != (p->id.len == 36) ||
	    (p->id.len < 36 && !gs_str_int_in(p->id, 0, INT64_MAX, &n)))
		return gs_fail(&req->err, GS_EINVAL, "after: take it from "
		    "\"next\" of the page before");
	return GS_OK;
}

void
api_page_end(struct gs_json *j, struct gs_req *req, int64_t total, bool more,
    const char *after)
{
	struct gs_buf b;
	struct gs_out o;

	gs_json_kint(j, "total", total);
	if (!more) {
		gs_json_kstr(j, "next", GS_NOSTR);
		return;
	}
	gs_buf_init_arena(&b, req->arena, 16 << 10);
	gs_out_init_buf(&o, &b);
	gs_put_str(&o, gs_str_of(gs_req_url(req, "%.*s?",
	    GS_FMT(req->path))));
	for (int i = 0; i < req->nquery; i++) {
		if (gs_str_eqc(req->query[i].name, "after"))
			continue;
		gs_put_url(&o, req->query[i].name);
		gs_puts(&o, "=");
		gs_put_url(&o, req->query[i].value);
		gs_puts(&o, "&");
	}
	gs_puts(&o, "after=");
	gs_put_url(&o, gs_str_of(after));
	gs_json_kstr(j, "next", gs_buf_str(&b));
}

/* -- bodies -------------------------------------------------------------- */

static enum gs_status
json_fields(struct gs_req *req, struct gs_kv *kv, int *n)
{
	struct gs_jval *v;
	enum gs_status st;
	gs_str body;

	if ((st = gs_req_body(req, BODY_MAX, &body)) != GS_OK ||
	    (st = gs_json_parse(&v, req->arena, body, BODY_MAX,
	    &req->err)) != GS_OK)
		return st;
	if (v->type != GS_JOBJECT)
		return gs_fail(&req->err, GS_EINVAL,
		    "The body: expected a JSON object");
	for (v = v->first; v != NULL; v = v->next) {
		if (v->type == GS_JNULL)
			continue;
		if (v->type != GS_JSTRING)
			return gs_fail(&req->err, GS_EINVAL,
			    "%.*s: expected a text",
			    (int)GS_MIN(v->key.len, 100), v->key.ptr);
		if (*n == FIELDS_MAX)
			return gs_fail(&req->err, GS_ETOOLARGE,
			    "The body has more than %d members", FIELDS_MAX);
		kv[(*n)++] = (struct gs_kv){ v->key, v->text };
	}
	return GS_OK;
}

enum gs_status
api_fields(struct gs_req *req, struct gs_kv **kv, int *n)
{
	gs_str type = req->content_type, media;
	enum gs_status st = GS_OK;

	media = gs_str_trim(gs_str_split(&type, ';'));
	*n = 0;
	if (gs_str_ieqc(media, "application/json")) {
		*kv = GS_NEWN(req->arena, FIELDS_MAX, struct gs_kv);
		st = json_fields(req, *kv, n);
	} else if (media.len > 0) {
		st = gs_req_form(req, kv, n);
	}
	if (st == GS_OK)
		st = gs_req_csrf(req, gs_kv_get(*kv, *n, "csrf"));
	return st;
}

bool
api_wants_page(const struct gs_req *req)
{
	static const char *const media[] = { "application/json", "text/html",
	    NULL };
	const char *best = gs_req_negotiate(req, media);

	return best == media[1];
}
