/* SPDX-License-Identifier: MIT */
/* session.c: opening and closing sessions; see session.h. */
#include "common/base.h"

#include "common/secret.h"

#include "auth/db.h"
#include "auth/session.h"

char *
auth_session_cookie(struct gs_arena *a, const struct gs_conf *conf,
    const char *secret)
{
	return gs_printf(a,
	    "%sgs_session=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
	    conf->cookie_secure ? "__Host-" : "", secret ? secret : "",
	    secret ? (long long)conf->session_seconds : 0LL,
	    conf->cookie_secure ? "; Secure" : "");
}

enum gs_status
auth_session_open(struct gs_req *req, struct gs_res *res, int64_t account)
{
	char secret[GS_SECRET_LEN + 1], csrf[GS_SECRET_LEN + 1];
	enum gs_status st;

	gs_secret_make(secret);
	gs_secret_make(csrf);
	st = auth_db_session_create(req, account, gs_str_of(secret), csrf);
	/* Last, because it opens the request's own transaction. */
	if (st == GS_OK && req->auth == GS_AUTH_SESSION)
		st = auth_db_session_delete(req, req->csrf);
	if (st == GS_OK)
		gs_res_header(res, "Set-Cookie", "%s",
		    auth_session_cookie(req->arena, req->conf, secret));
	return st;
}

enum gs_status
auth_session_close(struct gs_req *req, struct gs_res *res)
{
	enum gs_status st = GS_OK;

	if (req->auth == GS_AUTH_SESSION)
		st = auth_db_session_delete(req, req->csrf);
	if (st == GS_OK)
		gs_res_header(res, "Set-Cookie", "%s",
		    auth_session_cookie(req->arena, req->conf, NULL));
	return st;
}
