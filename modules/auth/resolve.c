/* SPDX-License-Identifier: MIT */
/*
 * resolve.c: GET /_auth: who is asking?
 *
 * nginx asks before each request that shows a credential, and passes the
 * answer's headers on to the worker. The answer is always 204, unless the
 * database is away: refusing is the worker's business, in its own protocol.
 */
#include "common/base.h"

#include "auth/auth.h"
#include "auth/credential.h"
#include "auth/db.h"

struct answer {
	const char	*auth;		/* ok, invalid, expired */
	const char	*via;		/* session, key, basic, password */
	bool		 write;
	int64_t		 account;
	gs_str		 login, csrf;
};

/* Length limits of auth_password_check() say it is no login of ours. */
static enum gs_status
by_password(struct gs_req *req, const struct auth_credential *c,
    struct answer *a)
{
	struct auth_state *state = req->worker;
	gs_str login = auth_login_fold(req->arena, c->login);
	enum gs_status st = auth_password_check(req, &state->hasher, login,
	    c->secret, &a->account);

	if (st != GS_OK)
		return st == GS_EAUTH || st == GS_ETOOMANY ? GS_OK : st;
	a->auth = "ok";
	a->via = "password";
	a->login = login;
	a->write = true;
	return GS_OK;
}

static enum gs_status
by_secret(struct gs_req *req, const struct auth_credential *c,
    struct answer *a)
{
	bool session = c->kind == AUTH_SESSION;
	struct auth_db_identity who;
	enum gs_status st;

	a->via = session ? "session" : c->basic ? "basic" : "key";
	st = session ? auth_db_resolve_session(req, c->secret, &who) :
	    auth_db_resolve_key(req, c->secret, &who);
	if (st != GS_OK || !who.known)
		return st;
	a->auth = who.alive ? "ok" : "expired";
	a->account = who.account;
	a->login = who.login;
	a->csrf = who.csrf;
	a->write = who.write && !c->read_only;
	return GS_OK;
}

static enum gs_status
answer(struct gs_res *res, const struct answer *a)
{
	gs_res_header(res, "Cache-Control", "no-store");
	gs_res_header(res, "X-Gs-Auth", "%s", a->auth);
	gs_res_header(res, "X-Gs-Via", "%s", a->via);
	if (strcmp(a->auth, "ok") == 0) {
		gs_res_header(res, "X-Gs-User", "%lld", (long long)a->account);
		gs_res_header(res, "X-Gs-Login", "%.*s", GS_FMT(a->login));
		gs_res_header(res, "X-Gs-Scope", "%s",
		    a->write ? "write" : "read");
		if (a->csrf.len)
			gs_res_header(res, "X-Gs-Csrf", "%.*s",
			    GS_FMT(a->csrf));
	}
	return gs_res_send(res, 204, NULL, GS_STR(""));
}

enum gs_status
auth_resolve(struct gs_req *req, struct gs_res *res)
{
	struct answer a = { .auth = "invalid", .via = "key" };
	gs_str raw = gs_req_env(req, "GS_CREDENTIAL");
	struct auth_credential c;
	enum gs_status st = GS_OK;

	auth_credential_parse(&c, raw, req->arena);
	switch (c.kind) {
	case AUTH_NONE:
		return gs_res_send(res, 204, NULL, GS_STR(""));
	case AUTH_BAD:
		/* A cookie that is not ours is no credential shown on purpose. */
		if (c.stale)
			a.via = "session";
		break;
	case AUTH_SESSION:
	case AUTH_KEY:
		st = by_secret(req, &c, &a);
		break;
	case AUTH_PASSWORD:
		st = by_password(req, &c, &a);
		break;
	}
	return st == GS_OK ? answer(res, &a) : st;
}
