/* SPDX-License-Identifier: MIT */
/*
 * db.h: the statements of sql/queries/auth, one function each.
 *
 * The first group establishes an identity, so it runs without one, each
 * function in a transaction of its own. The second runs as the account that
 * asks, in the request's transaction.
 */
#ifndef AUTH_DB_H
#define AUTH_DB_H

#include "common/http.h"

#include "common/secret.h"

/* Who a session or a key stands for. */
struct auth_db_identity {
	bool	 known;			/* else nothing below is set */
	bool	 alive;			/* not past its time */
	int64_t	 account;
	gs_str	 login;
	gs_str	 csrf;			/* of a session */
	bool	 write;			/* scope of a key */
};

enum gs_status auth_db_resolve_session(struct gs_req *req, gs_str secret,
    struct auth_db_identity *who) GS_MUST_CHECK;
enum gs_status auth_db_resolve_key(struct gs_req *req, gs_str secret,
    struct auth_db_identity *who) GS_MUST_CHECK;

struct auth_db_account {
	bool		 blocked;	/* too many failures */
	int64_t		 id;		/* 0: no such account */
	const char	*hash;		/* NULL: none to compare with */
};

enum gs_status auth_db_sign_in_begin(struct gs_req *req, gs_str login,
    struct auth_db_account *acc) GS_MUST_CHECK;
enum gs_status auth_db_sign_in_failed(struct gs_req *req, gs_str login)
    GS_MUST_CHECK;
/* ${rehashed} replaces the hash of ${acc}, unless NULL. */
enum gs_status auth_db_sign_in_done(struct gs_req *req,
    const struct auth_db_account *acc, const char *rehashed) GS_MUST_CHECK;
enum gs_status auth_db_session_create(struct gs_req *req, int64_t account,
    gs_str secret, const char *csrf) GS_MUST_CHECK;

/* -- as the account that asks -------------------------------------------- */

enum gs_status auth_db_session_delete(struct gs_req *req, gs_str csrf)
    GS_MUST_CHECK;

struct auth_db_key {
	int64_t	id;
	gs_str	label, scope;
	gs_str	created, expires, used;	/* ISO 8601; GS_NOSTR: never */
};

/* ${days} 0: no end. Fills id, created and expires of ${k}. */
enum gs_status auth_db_key_create(struct gs_req *req, struct auth_db_key *k,
    gs_str secret, int64_t days) GS_MUST_CHECK;
enum gs_status auth_db_key_list(struct gs_req *req, struct auth_db_key **keys,
    int *n) GS_MUST_CHECK;
/* GS_ENOTFOUND when it is not a key of theirs. */
enum gs_status auth_db_key_revoke(struct gs_req *req, int64_t id)
    GS_MUST_CHECK;

#endif
