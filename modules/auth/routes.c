/* SPDX-License-Identifier: MIT */
/* routes.c: table of contents of the auth worker. */
#include "common/base.h"

#include "auth/auth.h"

const struct gs_route auth_routes[] = {
	{ GS_GET, "/_auth", auth_resolve, GS_ANYONE, 0, gs_error_json,
	    "t4001-signin", "Whose credential is it? For nginx alone" },
	{ GS_GET, "/login", auth_login_page, GS_ANYONE, 0, gs_error_html,
	    "t4001-signin", "Sign-in page" },
	{ GS_POST, "/login", auth_login, GS_ANYONE, 0, gs_error_html,
	    "t4001-signin", "Sign in with a form: login, password, next" },
	{ GS_POST, "/logout", auth_logout, GS_ANYONE, 0, gs_error_html,
	    "t4001-signin", "Sign out with a form: csrf" },
	{ GS_GET, "/api/v1/keys", auth_key_list, GS_ACCOUNT, 0, gs_error_json,
	    "t4002-keys", "Keys of one's own account" },
	{ GS_POST, "/api/v1/keys", auth_key_create, GS_ACCOUNT, 0,
	    gs_error_auto, "t4002-keys", "Make a key, shown once" },
	{ GS_DELETE, "/api/v1/keys/{id}", auth_key_delete, GS_ACCOUNT, 0,
	    gs_error_json, "t4002-keys", "Revoke a key" },
	{ GS_POST, "/api/v1/keys/{id}/revoke", auth_key_revoke_form,
	    GS_ACCOUNT, 0, gs_error_auto, "t4002-keys",
	    "Revoke a key with a form, then back to /account" },
};
const size_t auth_nroutes = GS_COUNTOF(auth_routes);
