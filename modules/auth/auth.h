/* SPDX-License-Identifier: MIT */
/*
 * auth.h: the worker that says who is asking, never what they may do.
 *
 * Handlers of routes.c, and the state that a process of this worker keeps.
 * Rights are read by the other workers, in their own transactions.
 */
#ifndef AUTH_AUTH_H
#define AUTH_AUTH_H

#include "common/http.h"
#include "common/route.h"

#include "auth/password.h"

struct auth_state {
	struct auth_hasher	hasher;
};

extern const struct gs_route auth_routes[];
extern const size_t auth_nroutes;

/* GET /_auth, from nginx alone: whose is the credential GS_CREDENTIAL? */
enum gs_status auth_resolve(struct gs_req *req, struct gs_res *res);

/* GET /login, POST /login, POST /logout. */
enum gs_status auth_login_page(struct gs_req *req, struct gs_res *res);
enum gs_status auth_login(struct gs_req *req, struct gs_res *res);
enum gs_status auth_logout(struct gs_req *req, struct gs_res *res);

/* /api/v1/keys: keys of the account that asks. */
enum gs_status auth_key_list(struct gs_req *req, struct gs_res *res);
enum gs_status auth_key_create(struct gs_req *req, struct gs_res *res);
enum gs_status auth_key_delete(struct gs_req *req, struct gs_res *res);
enum gs_status auth_key_revoke_form(struct gs_req *req, struct gs_res *res);

#endif
