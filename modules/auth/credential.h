/* SPDX-License-Identifier: MIT */
/*
 * credential.h: what nginx hands over in GS_CREDENTIAL. Pure.
 *
 * Four fields, "authorization|x-api-key|session cookie|path key". None of
 * them may hold a '|' itself: with more than three separators nobody can say
 * which field is which, and the whole is bad. A credential shown on purpose
 * (path, then Authorization, then X-Api-Key) is used instead of the session,
 * and when it is bad nothing else is tried.
 */
#ifndef AUTH_CREDENTIAL_H
#define AUTH_CREDENTIAL_H

#include "common/arena.h"
#include "common/str.h"

enum auth_kind { AUTH_NONE, AUTH_BAD, AUTH_SESSION, AUTH_KEY, AUTH_PASSWORD };

struct auth_credential {
	enum auth_kind	 kind;
	gs_str		 secret;	/* session id, key or password */
	gs_str		 login;		/* for AUTH_PASSWORD */
	bool		 read_only;	/* a key of the path, at most reading */
	bool		 basic;		/* browsers repeat it by themselves */
	bool		 stale;		/* bad, and only a cookie */
};

/* Never fails: what makes no sense is AUTH_BAD. */
void auth_credential_parse(struct auth_credential *c, gs_str raw,
    struct gs_arena *a);

/* A login as it is kept: blanks around it cut, A-Z to a-z. */
gs_str auth_login_fold(struct gs_arena *a, gs_str login);

/* A path of this platform to go to after signing in: begins with one '/',
 * has no backslash, control byte or scheme, and is not longer than 2000. */
bool auth_next_ok(gs_str next);

#endif
