/* SPDX-License-Identifier: MIT */
/*
 * login.c: the sign-in page, signing in, signing out.
 *
 * The template "login" is given {error?, login?, next}: a
 * sentence in the reader's language, what was typed, where to go afterwards.
 */
#include "common/base.h"

#include "common/page.h"

#include "auth/auth.h"
#include "auth/credential.h"
#include "auth/session.h"

/* What the page says when it is shown again. */
static const struct {
	enum gs_status	 st;
	const char	*fr, *en;
} reasons[] = {
	{ GS_EAUTH, "L’identifiant ou le mot de passe est faux.",
	    "The login or the password is wrong." },
	{ GS_ETOOMANY, "Trop d’essais ont échoué pour ce compte ou cette "
	    "adresse. Réessayez dans 15 minutes.",
	    "Too many tries have failed for this account or address. Try "
	    "again in 15 minutes." },
	{ GS_EBUSY, "Le service est momentanément occupé. Réessayez dans un "
	    "instant.", "The service is busy. Try again in a moment." },
	{ GS_EDENIED, "Ce formulaire a été envoyé depuis une autre adresse. "
	    "Connectez-vous à l’adresse publique de la plateforme : ",
	    "This form was sent from another address. Sign in at the "
	    "platform's public address: " },
};

static const char *
reason(struct gs_req *req, enum gs_status st)
{
	for (size_t i = 0; i < GS_COUNTOF(reasons); i++)
		if (reasons[i].st == st)
			return gs_printf(req->arena, "%s%s",
			    req->lang == GS_FR ? reasons[i].fr : reasons[i].en,
			    st == GS_EDENIED ? req->conf->public_url : "");
	return NULL;
}

static enum gs_status
show(struct gs_req *req, struct gs_res *res, enum gs_status why, gs_str login,
    gs_str next)
{
	struct gs_jval *data = gs_jobject(req->arena);

	if (why != GS_OK)
		gs_jset_str(req->arena, data, "error",
		    gs_str_of(reason(req, why)));
	if (login.len && login.len <= AUTH_LOGIN_MAX)
		gs_jset_str(req->arena, data, "login", login);
	gs_jset_str(req->arena, data, "next", next);
	/* RFC 9110 wants a challenge with a 401; browsers show the page. */
	if (why == GS_EAUTH)
		gs_res_header(res, "WWW-Authenticate", "Cookie "
		    "realm=\"geosocle\", form-action=\"/login\"");
	if (why == GS_ETOOMANY || why == GS_EBUSY)
		gs_res_header(res, "Retry-After", why == GS_EBUSY ? "2" :
		    "900");
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_page(req, res, why == GS_OK ? 200 : gs_status_http(why),
	    "login", data);
}

/* Where to go after signing in: a page of ours, never the sign-in itself. */
static gs_str
destination(struct gs_req *req, gs_str next)
{
	if (auth_next_ok(next) && !gs_str_starts(next, "/login") &&
	    !gs_str_starts(next, "/logout"))
		return next;
	return gs_str_of(gs_printf(req->arena, "%s/", req->lang_prefix));
}

enum gs_status
auth_login_page(struct gs_req *req, struct gs_res *res)
{
	gs_str next = destination(req, gs_req_param(req, "next"));

	if (req->auth != GS_AUTH_SESSION)
		return show(req, res, GS_OK, GS_NOSTR, next);
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_redirect(res, 303, gs_str_dup(req->arena, next));
}

/* There is no session to hold a token yet: the browser's own word on where
 * the form came from is the check. A client that says neither is no browser. */
static bool
same_origin(const struct gs_req *req)
{
	gs_str site = gs_req_env(req, "HTTP_SEC_FETCH_SITE");

	if (site.len)
		return gs_str_eqc(site, "same-origin");
	return req->origin.len == 0 ||
	    gs_str_eqc(req->origin, req->conf->public_url);
}

enum gs_status
auth_login(struct gs_req *req, struct gs_res *res)
{
	struct auth_state *state = req->worker;
	gs_str login, password, next;
	struct gs_kv *form;
	int64_t account = 0;
	enum gs_status st;
	int n;

	if ((st = gs_req_form(req, &form, &n)) != GS_OK)
		return st;
	login = auth_login_fold(req->arena, gs_kv_get(form, n, "login"));
	password = gs_kv_get(form, n, "password");
	next = destination(req, gs_kv_get(form, n, "next"));
	if (!same_origin(req))
		return show(req, res, GS_EDENIED, login, next);
	st = auth_password_check(req, &state->hasher, login, password,
	    &account);
	if (st == GS_OK)
		st = auth_session_open(req, res, account);
	if (reason(req, st) != NULL)
		return show(req, res, st, login, next);
	if (st != GS_OK)
		return st;
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_redirect(res, 303, gs_str_dup(req->arena, next));
}

enum gs_status
auth_logout(struct gs_req *req, struct gs_res *res)
{
	struct gs_kv *form;
	enum gs_status st;
	int n;

	if ((st = gs_req_form(req, &form, &n)) != GS_OK ||
	    (st = gs_req_csrf(req, gs_kv_get(form, n, "csrf"))) != GS_OK ||
	    (st = auth_session_close(req, res)) != GS_OK)
		return st;
	gs_res_header(res, "Cache-Control", "no-store");
	return gs_res_redirect(res, 303, gs_printf(req->arena, "%s/",
	    req->lang_prefix));
}
