/* SPDX-License-Identifier: MIT */
/*
 * session.h: the cookie that carries a session.
 *
 * gs_session on plain http, __Host-gs_session with Secure on https; never
 * readable by scripts, never sent along with another site's form. Its value
 * is made at sign-in, so what a client had before is worth nothing after.
 */
#ifndef AUTH_SESSION_H
#define AUTH_SESSION_H

#include "common/http.h"

/* Value of Set-Cookie; ${secret} NULL takes the cookie back. Pure. */
char *auth_session_cookie(struct gs_arena *a, const struct gs_conf *conf,
    const char *secret);
/* A new session for ${account}: row and cookie. The one the request came
 * with, if any, ends. */
enum gs_status auth_session_open(struct gs_req *req, struct gs_res *res,
    int64_t account) GS_MUST_CHECK;
/* The request's session ends; the cookie goes. */
enum gs_status auth_session_close(struct gs_req *req, struct gs_res *res)
    GS_MUST_CHECK;

#endif
