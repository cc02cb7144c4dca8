/* SPDX-License-Identifier: MIT */
/* db.c: statements of the auth worker; see db.h. */
#include "common/base.h"

#include <arpa/inet.h>

#include "auth/db.h"
#include "queries_auth.h"

/* One statement in a transaction without identity. */
static enum gs_status
alone(struct gs_req *req, const struct gs_stmt *stmt,
    const struct gs_param *p, struct gs_rows *rows)
{
	enum gs_status st, end;

	if ((st = gs_db_begin(req->db, 0, false, &req->err)) != GS_OK)
		return st;
	st = gs_db_query(req->db, stmt, p, req->arena, rows, &req->err);
	end = gs_db_end(req->db, st == GS_OK, &req->err);
	return st != GS_OK ? st : end;
}

/* The client's address, or NULL where there is none (a Unix socket). */
static struct gs_param
address(struct gs_req *req)
{
	char *text = gs_str_dup(req->arena, gs_req_env(req, "REMOTE_ADDR"));
	unsigned char bin[16];

	if (text == NULL || (inet_pton(AF_INET, text, bin) != 1 &&
	    inet_pton(AF_INET6, text, bin) != 1))
		return GS_PNULL;
	return gs_p_cstr(text);
}

static struct gs_param
digest(struct gs_req *req, gs_str secret)
{
	unsigned char *d = gs_alloc(req->arena, GS_DIGEST);

	gs_secret_digest(d, secret);
	return gs_p_bytes(d, GS_DIGEST);
}

enum gs_status
auth_db_resolve_session(struct gs_req *req, gs_str secret,
    struct auth_db_identity *who)
{
	struct gs_param p[] = { digest(req, secret),
	    gs_p_int(req->arena, req->conf->session_idle_seconds) };
	struct gs_rows r;
	enum gs_status st = alone(req, &Q_RESOLVE_SESSION, p, &r);

	*who = (struct auth_db_identity){ 0 };
	if (st != GS_OK || r.n == 0)
		return st;
	*who = (struct auth_db_identity){ .known = true, .write = true,
	    .account = gs_row_int(&r, 0, 0), .login = gs_row_str(&r, 0, 1),
	    .csrf = gs_row_str(&r, 0, 2), .alive = gs_row_bool(&r, 0, 3) };
	return GS_OK;
}

enum gs_status
auth_db_resolve_key(struct gs_req *req, gs_str secret,
    struct auth_db_identity *who)
{
	struct gs_param p[] = { digest(req, secret) };
	struct gs_rows r;
	enum gs_status st = alone(req, &Q_RESOLVE_KEY, p, &r);

	*who = (struct auth_db_identity){ 0 };
	if (st != GS_OK || r.n == 0)
		return st;
	*who = (struct auth_db_identity){ .known = true,
	    .account = gs_row_int(&r, 0, 0), .login = gs_row_str(&r, 0, 1),
	    .write = gs_str_eqc(gs_row_str(&r, 0, 2), "write"),
	    .alive = gs_row_bool(&r, 0, 3) };
	return GS_OK;
}

enum gs_status
auth_db_sign_in_begin(struct gs_req *req, gs_str login,
    struct auth_db_account *acc)
{
	struct gs_param p[] = { gs_p_str(req->arena, login), address(req) };
	struct gs_rows r;
	enum gs_status st = alone(req, &Q_SIGN_IN_BEGIN, p, &r);

	if (st != GS_OK)
		return st;
	*acc = (struct auth_db_account){ .blocked = gs_row_bool(&r, 0, 0),
	    .id = gs_row_int(&r, 0, 1),
	    .hash = gs_row_null(&r, 0, 2) ? NULL :
	        gs_str_dup(req->arena, gs_row_str(&r, 0, 2)) };
	return GS_OK;
}

enum gs_status
auth_db_sign_in_failed(struct gs_req *req, gs_str login)
{
	struct gs_param p[] = { gs_p_str(req->arena, login), address(req) };

	return alone(req, &Q_SIGN_IN_FAILED, p, NULL);
}

enum gs_status
auth_db_sign_in_done(struct gs_req *req, const struct auth_db_account *acc,
    const char *rehashed)
{
	struct gs_param p[] = { gs_p_int(req->arena, acc->id),
	    gs_p_cstr(acc->hash), gs_p_cstr(rehashed) };

	return alone(req, &Q_SIGN_IN_DONE, p, NULL);
}

enum gs_status
auth_db_session_create(struct gs_req *req, int64_t account, gs_str secret,
    const char *csrf)
{
	struct gs_param p[] = { gs_p_int(req->arena, account),
	    digest(req, secret), gs_p_cstr(csrf),
	    gs_p_int(req->arena, req->conf->session_seconds) };

	return alone(req, &Q_SESSION_CREATE, p, NULL);
}

/* As the account that asks ----------------------------------------------- */

static enum gs_status
mine(struct gs_req *req, const struct gs_stmt *stmt,
    const struct gs_param *p, struct gs_rows *rows)
{
	enum gs_status st = gs_req_db(req);

	if (st != GS_OK)
		return st;
	return gs_db_query(req->db, stmt, p, req->arena, rows, &req->err);
}

enum gs_status
auth_db_session_delete(struct gs_req *req, gs_str csrf)
{
	struct gs_param p[] = { gs_p_str(req->arena, csrf) };

	return mine(req, &Q_SESSION_DELETE, p, NULL);
}

enum gs_status
auth_db_key_create(struct gs_req *req, struct auth_db_key *k, gs_str secret,
    int64_t days)
{
	struct gs_param p[] = { gs_p_str(req->arena, k->label),
	    digest(req, secret), gs_p_str(req->arena, k->scope),
	    days ? gs_p_int(req->arena, days) : GS_PNULL };
	struct gs_rows r;
	enum gs_status st = mine(req, &Q_KEY_CREATE, p, &r);

	if (st != GS_OK)
		return st;
	if (r.n == 0)
		return gs_fail(&req->err, GS_ECONFLICT, "This account holds "
		    "100 valid keys, the most there can be: revoke one first");
	k->id = gs_row_int(&r, 0, 0);
	k->created = gs_row_str(&r, 0, 1);
	k->expires = gs_row_str(&r, 0, 2);
	return GS_OK;
}

enum gs_status
auth_db_key_list(struct gs_req *req, struct auth_db_key **keys, int *n)
{
	struct gs_rows r;
	enum gs_status st = mine(req, &Q_KEY_LIST, NULL, &r);

	if (st != GS_OK)
		return st;
	*n = r.n;
	*keys = GS_NEWN(req->arena, (size_t)r.n, struct auth_db_key);
	for (int i = 0; i < r.n; i++)
		(*keys)[i] = (struct auth_db_key){ .id = gs_row_int(&r, i, 0),
		    .label = gs_row_str(&r, i, 1),
		    .scope = gs_row_str(&r, i, 2),
		    .created = gs_row_str(&r, i, 3),
		    .expires = gs_row_str(&r, i, 4),
		    .used = gs_row_str(&r, i, 5) };
	return GS_OK;
}

enum gs_status
auth_db_key_revoke(struct gs_req *req, int64_t id)
{
	struct gs_param p[] = { gs_p_int(req->arena, id) };
	struct gs_rows r;
	enum gs_status st = mine(req, &Q_KEY_REVOKE, p, &r);

	if (st == GS_OK && r.affected == 0)
		st = gs_fail(&req->err, GS_ENOTFOUND,
		    "No key %lld of this account: GET /api/v1/keys lists them",
		    (long long)id);
	return st;
}
