/* SPDX-License-Identifier: MIT */
/* http_error.c: error answers that are not a protocol's own. */
#include "common/base.h"

#include "common/http.h"
#include "common/json.h"
#include "common/page.h"

const char *
gs_error_text(const struct gs_req *req, enum gs_status st)
{
	int http = gs_status_http(st);

	if (req->err.text[0] && (http < 500 || http == 501 || http == 503 ||
	    http == 507))
		return req->err.text;
	if (http < 500)
		return gs_status_reason(st);
	return gs_printf(req->arena, "Something failed on our side. "
	    "Say this reference when you report it: %s", req->id);
}

/* RFC 9110 section 11.6.1. A page's own script must not make the browser ask
 * for a password, so it is not offered Basic. */
void
gs_error_headers(struct gs_req *req, struct gs_res *res, enum gs_status st)
{
	if (st == GS_EBUSY)
		gs_res_header(res, "Retry-After", "2");
	if (st == GS_ETOOMANY)
		gs_res_header(res, "Retry-After", "900");
	if (st != GS_EAUTH)
		return;
	gs_res_header(res, "WWW-Authenticate", "Bearer realm=\"geosocle\"");
	if (gs_req_env(req, "HTTP_SEC_FETCH_SITE").len == 0)
		gs_res_header(res, "WWW-Authenticate",
		    "Basic realm=\"geosocle\", charset=\"UTF-8\"");
}

enum gs_status
gs_error_json(struct gs_req *req, struct gs_res *res, enum gs_status st)
{
	struct gs_json j;
	struct gs_buf b;
	struct gs_out o;
	int http = gs_status_http(st);

	gs_buf_init_arena(&b, req->arena, 16 << 10);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	gs_json_object(&j);
	gs_json_kcstr(&j, "type", "about:blank");
	gs_json_kcstr(&j, "title", gs_status_reason(st));
	gs_json_kint(&j, "status", http);
	gs_json_kcstr(&j, "detail", gs_error_text(req, st));
	gs_json_kcstr(&j, "instance", gs_printf(req->arena, "urn:request:%s",
	    req->id));
	gs_json_finish(&j);
	gs_error_headers(req, res, st);
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_send(res, http, "application/problem+json",
	    gs_buf_str(&b));
}

/* Signing in is the remedy: the page asked for comes after it. */
static enum gs_status
to_login(struct gs_req *req, struct gs_res *res)
{
	struct gs_buf b;
	struct gs_out o;

	gs_buf_init_arena(&b, req->arena, 16 << 10);
	gs_out_init_buf(&o, &b);
	gs_puts(&o, req->lang_prefix);
	gs_puts(&o, "/login?next=");
	gs_put_url(&o, req->raw_path);
	if (req->query_string.len) {
		gs_puts(&o, "%3F");
		gs_put_url(&o, req->query_string);
	}
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_redirect(res, 303, b.ptr);
}

enum gs_status
gs_error_html(struct gs_req *req, struct gs_res *res, enum gs_status st)
{
	struct gs_jval *data = gs_jobject(req->arena);
	int http = gs_status_http(st);
	const char *key;
	gs_str help;

	if (st == GS_EAUTH && (req->method & (GS_GET | GS_HEAD)) &&
	    req->auth == GS_AUTH_NONE)
		return to_login(req, res);
	gs_error_headers(req, res, st);
	gs_jset_int(req->arena, data, "status", http);
	gs_jset_str(req->arena, data, "title", gs_text(req,
	    gs_printf(req->arena, "error.s%d", http)));
	key = gs_printf(req->arena, "error.h%d", http);
	help = gs_text(req, key);
	if (!gs_str_eqc(help, key))
		gs_jset_str(req->arena, data, "help", help);
	gs_jset_str(req->arena, data, "detail",
	    gs_str_of(gs_error_text(req, st)));
	gs_jset_bool(req->arena, data, "not_found", st == GS_ENOTFOUND);
	gs_jset_bool(req->arena, data, "sign_in", req->account == 0 &&
	    (st == GS_EAUTH || st == GS_EDENIED || st == GS_ENOTFOUND));
	gs_jset_str(req->arena, data, "retry", req->method &
	    (GS_GET | GS_HEAD) ? req->raw_path : GS_STR("/"));
	gs_jset_str(req->arena, data, "request_id", gs_str_of(req->id));
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_page(req, res, http, "error", data);
}

enum gs_status
gs_error_auto(struct gs_req *req, struct gs_res *res, enum gs_status st)
{
	static const char *const media[] = { "application/json",
	    "application/problem+json", "text/html", NULL };
	const char *best = gs_req_negotiate(req, media);

	if (best != NULL && best == media[2])
		return gs_error_html(req, res, st);
	return gs_error_json(req, res, st);
}
