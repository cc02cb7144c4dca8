/* SPDX-License-Identifier: MIT */
/*
 * key.c: /api/v1/keys: the keys of the account that asks.
 *
 * A key is shown once, in the answer that makes it. It cannot make others:
 * one that leaked would outlive its own end.
 */
#include "common/base.h"

#include "common/json.h"
#include "common/page.h"

#include "auth/auth.h"
#include "auth/db.h"
#include "auth/key_params.h"

#define BODY_MAX	(16 << 10)
#define ANSWER_MAX	(256 << 10)

static void
members(struct gs_json *j, const struct auth_db_key *k)
{
	gs_json_kint(j, "id", k->id);
	gs_json_kstr(j, "label", k->label);
	gs_json_kstr(j, "scope", k->scope);
	gs_json_kstr(j, "created", k->created);
	gs_json_kstr(j, "expires", k->expires);
}

enum gs_status
auth_key_list(struct gs_req *req, struct gs_res *res)
{
	struct auth_db_key *keys;
	struct gs_buf b;
	struct gs_out o;
	struct gs_json j;
	enum gs_status st;
	int n;

	if ((st = auth_db_key_list(req, &keys, &n)) != GS_OK)
		return st;
	gs_buf_init_arena(&b, req->arena, ANSWER_MAX);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	gs_json_object(&j);
	gs_json_key(&j, "keys");
	gs_json_array(&j);
	for (int i = 0; i < n; i++) {
		gs_json_object(&j);
		members(&j, &keys[i]);
		gs_json_kstr(&j, "used", keys[i].used);
		gs_json_end(&j);
	}
	gs_json_finish(&j);
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_send(res, 200, "application/json", gs_buf_str(&b));
}

static enum gs_status
send_json(struct gs_req *req, struct gs_res *res, const struct auth_db_key *k,
    const char *secret)
{
	struct gs_buf b;
	struct gs_out o;
	struct gs_json j;

	gs_buf_init_arena(&b, req->arena, ANSWER_MAX);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	gs_json_object(&j);
	members(&j, k);
	gs_json_kcstr(&j, "key", secret);
	gs_json_finish(&j);
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_send(res, 201, "application/json", gs_buf_str(&b));
}

/* The only page that ever shows it: template "key". */
static enum gs_status
send_page(struct gs_req *req, struct gs_res *res, const struct auth_db_key *k,
    const char *secret)
{
	struct gs_jval *data = gs_jobject(req->arena);

	gs_jset_str(req->arena, data, "key", gs_str_of(secret));
	gs_jset_str(req->arena, data, "label", k->label);
	gs_jset_bool(req->arena, data, "write",
	    gs_str_eqc(k->scope, "write"));
	if (k->expires.len)
		gs_jset_str(req->arena, data, "expires", k->expires);
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_page(req, res, 201, "key", data);
}

static bool
is_form(const struct gs_req *req)
{
	return gs_str_starts(req->content_type,
	    "application/x-www-form-urlencoded");
}

static enum gs_status
read_params(struct gs_req *req, struct auth_key_params *p)
{
	struct gs_kv *form;
	enum gs_status st;
	gs_str body;
	int n;

	if (is_form(req)) {
		if ((st = gs_req_form(req, &form, &n)) != GS_OK)
			return st;
		return auth_key_params_form(p, form, n, &req->err);
	}
	if (!gs_str_starts(req->content_type, "application/json"))
		return gs_fail(&req->err, GS_EUNSUPPORTED, "Expected a body "
		    "of application/json or application/x-www-form-urlencoded");
	if ((st = gs_req_body(req, BODY_MAX, &body)) != GS_OK)
		return st;
	return auth_key_params_json(p, req->arena, body, &req->err);
}

enum gs_status
auth_key_create(struct gs_req *req, struct gs_res *res)
{
	static const char *const media[] = { "application/json", "text/html",
	    NULL };
	char secret[GS_KEY_LEN + 1];
	gs_str via = gs_req_env(req, "GS_VIA");
	struct auth_key_params p;
	struct auth_db_key k;
	enum gs_status st;
	const char *as;

	if ((st = read_params(req, &p)) != GS_OK ||
	    (st = gs_req_csrf(req, p.csrf)) != GS_OK)
		return st;
	if (!gs_str_eqc(via, "session") && !gs_str_eqc(via, "password"))
		return gs_fail(&req->err, GS_EDENIED, "A key cannot make "
		    "keys: sign in, or give your login and password");
	gs_key_make(secret);
	k = (struct auth_db_key){ .label = p.label, .scope = p.scope };
	st = auth_db_key_create(req, &k, gs_str_of(secret), p.days);
	if (st != GS_OK)
		return st;
	as = gs_req_negotiate(req, media);
	return is_form(req) && as == media[1] ?
	    send_page(req, res, &k, secret) : send_json(req, res, &k, secret);
}

static enum gs_status
revoke(struct gs_req *req)
{
	int64_t id;

	if (!gs_str_int_in(gs_req_var(req, "id"), 1, INT64_MAX, &id))
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "The id of a key is a number");
	return auth_db_key_revoke(req, id);
}

/* The token of a session comes as a form in the body. */
static enum gs_status
check_form(struct gs_req *req)
{
	struct gs_kv *form;
	enum gs_status st;
	int n;

	if (req->auth != GS_AUTH_SESSION)
		return gs_req_csrf(req, GS_NOSTR);
	if ((st = gs_req_form(req, &form, &n)) != GS_OK)
		return st;
	return gs_req_csrf(req, gs_kv_get(form, n, "csrf"));
}

enum gs_status
auth_key_delete(struct gs_req *req, struct gs_res *res)
{
	enum gs_status st;

	if ((st = check_form(req)) != GS_OK || (st = revoke(req)) != GS_OK)
		return st;
	return gs_res_send(res, 204, NULL, GS_STR(""));
}

enum gs_status
auth_key_revoke_form(struct gs_req *req, struct gs_res *res)
{
	enum gs_status st;

	if ((st = check_form(req)) != GS_OK || (st = revoke(req)) != GS_OK)
		return st;
	return gs_res_redirect(res, 303, gs_printf(req->arena, "%s/account",
	    req->lang_prefix));
}
