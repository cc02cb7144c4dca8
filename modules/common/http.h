/* SPDX-License-Identifier: MIT */
/*
 * http.h: one request as our nginx hands it over, and its answer.
 *
 * Requests come with an allow-list of FastCGI parameters (nginx/snippets/params.conf):
 * REQUEST_METHOD, GS_PATH (decoded path without query, after /k/<key>),
 * QUERY_STRING, CONTENT_TYPE, CONTENT_LENGTH, HTTP_ACCEPT,
 * HTTP_ACCEPT_LANGUAGE, HTTP_IF_NONE_MATCH, HTTP_IF_MATCH, HTTP_RANGE,
 * HTTP_ORIGIN, HTTP_SEC_FETCH_SITE, HTTP_USER_AGENT, GS_LANG_COOKIE,
 * GS_REQUEST_ID, GS_BODY_FILE, GS_BODY_LENGTH, GS_LINK_PREFIX and, from the auth worker
 * alone, GS_USER, GS_AUTH, GS_SCOPE, GS_VIA, GS_LOGIN, GS_CSRF. Identity never comes
 * from a header that a client can send.
 *
 * A handler is parse → query → write. It decides the status before the first
 * byte by gs_res_open(), or returns an error status and lets the route's
 * error writer answer. After the first byte an error cuts the answer so that
 * the client sees it (8 bytes 0xFF on the FastCGI socket, see worker.c).
 */
#ifndef GS_HTTP_H
#define GS_HTTP_H

#include "common/arena.h"
#include "common/conf.h"
#include "common/db.h"
#include "common/err.h"
#include "common/out.h"
#include "common/str.h"

enum gs_method { GS_GET = 1, GS_HEAD = 2, GS_POST = 4, GS_PUT = 8,
    GS_PATCH = 16, GS_DELETE = 32, GS_OPTIONS = 64 };

enum gs_lang { GS_FR, GS_EN };

/* How the identity was established. */
enum gs_auth { GS_AUTH_NONE, GS_AUTH_SESSION, GS_AUTH_KEY, GS_AUTH_INVALID,
    GS_AUTH_EXPIRED };

struct gs_kv {
	gs_str	name, value;	/* decoded; valid UTF-8 */
};

struct gs_req {
	struct gs_arena		*arena;
	struct gs_err		 err;		/* for gs_fail() of handlers */
	const struct gs_conf	*conf;
	struct gs_db		*db;		/* in the request's transaction
						   once gs_req_db() is called */
	char			 id[33];	/* request id, hexadecimal */

	enum gs_method		 method;
	gs_str			 path;		/* decoded, '/'-normalised,
						   without language prefix */
	gs_str			 raw_path;	/* with it, as links need it */
	const char		*lang_prefix;	/* "", "/fr" or "/en" */
	enum gs_lang		 lang;
	struct gs_kv		 vars[8];	/* {name} of the pattern */
	int			 nvars;
	struct gs_kv		*query;		/* in order; repeated kept */
	int			 nquery;
	gs_str			 query_string;	/* raw */

	gs_str			 accept, if_none_match, if_match, range, origin,
				 content_type, user_agent;
	gs_str			 body_file;	/* nginx's temporary file */
	int64_t			 body_length;	/* -1 unknown */

	enum gs_auth		 auth;
	int64_t			 account;	/* 0 anonymous */
	gs_str			 login;		/* its login name, for display */
	bool			 read_only;	/* key with read scope, /k/… */
	gs_str			 csrf;		/* token of the session */
	bool			 csrf_checked;

	void			*worker;	/* worker's own state */
	void			*priv;		/* worker.c */
};

struct gs_res {
	struct gs_req	*req;
	int		 status;		/* 0 until opened */
	struct gs_out	 out;
	struct gs_buf	 headers;
	bool		 head_only;		/* HEAD: body counted, not sent */
	void		*priv;
};

/* -- request ------------------------------------------------------------- */

/* Value of {name} in the route's pattern; asserts that it exists. */
gs_str gs_req_var(const struct gs_req *req, const char *name);
/* Raw FastCGI parameter ${name} of nginx/snippets/params.conf, else GS_NOSTR. */
gs_str gs_req_env(const struct gs_req *req, const char *name);
/* First query parameter of that name, else GS_NOSTR. */
gs_str gs_req_param(const struct gs_req *req, const char *name);
/* The same, ASCII case ignored (OGC key-value pairs, OWS 1.1 §11.5.2). A
 * parameter given twice is GS_EINVAL. */
enum gs_status gs_req_kvp(struct gs_req *req, const char *name, gs_str *out)
    GS_MUST_CHECK;
/* Parse "a=1&b=2" into ${*kv}; at most 200 pairs, 64 KiB. */
enum gs_status gs_query_parse(struct gs_kv **kv, int *n, struct gs_arena *a,
    gs_str raw, struct gs_err *err) GS_MUST_CHECK;
/* Body of at most ${max} bytes, read whole (stream or body file). */
enum gs_status gs_req_body(struct gs_req *req, size_t max, gs_str *body)
    GS_MUST_CHECK;
/* Body as application/x-www-form-urlencoded pairs. */
enum gs_status gs_req_form(struct gs_req *req, struct gs_kv **kv, int *n)
    GS_MUST_CHECK;
gs_str gs_kv_get(const struct gs_kv *kv, int n, const char *name);
/* Begin the request's transaction with its identity, if not begun. GET and
 * HEAD are read-only. The worker loop commits after the handler returns
 * GS_OK and before the last bytes go out, else rolls back. */
enum gs_status gs_req_db(struct gs_req *req) GS_MUST_CHECK;
/* GS_EAUTH unless there is a valid identity; GS_EDENIED when it is read-only
 * and the method is not GET/HEAD. */
enum gs_status gs_req_need_account(struct gs_req *req) GS_MUST_CHECK;
/* For unsafe methods under a session cookie: same origin (Sec-Fetch-Site, or
 * Origin equal to public_url) and ${token} equal to req->csrf; else
 * GS_EDENIED. Keys need none, but one given as Basic, which browsers repeat
 * by themselves, is refused in a request that another site made. */
enum gs_status gs_req_csrf(struct gs_req *req, gs_str token) GS_MUST_CHECK;
/* Best of ${media} (NULL-ended) for the Accept header, RFC 9110 §12.5.1;
 * no header: the first. NULL when none is acceptable. */
const char *gs_req_negotiate(const struct gs_req *req,
    const char *const *media);
/* Absolute public link: public_url + path; ${fmt} gives the path. Under
 * /k/<key>/ (GS_LINK_PREFIX) links keep the key, so that a client who has
 * only that address can follow them. */
char *gs_req_url(const struct gs_req *req, const char *fmt, ...)
    GS_PRINTF(2, 3);

/* -- answer -------------------------------------------------------------- */

/* Add a header before gs_res_open(). Value bytes are checked: CR, LF, NUL
 * and other controls assert when of ours, and are dropped otherwise. */
void gs_res_header(struct gs_res *res, const char *name, const char *fmt, ...)
    GS_PRINTF(3, 4);
/* Open the answer: status, Content-Type, headers so far, then X-Request-Id,
 * nosniff. Returns the body's sink. Asserts when opened twice. */
struct gs_out *gs_res_open(struct gs_res *res, int status, const char *media);
/* The same with a known body, and its Content-Length. */
enum gs_status gs_res_send(struct gs_res *res, int status, const char *media,
    gs_str body);
/* 303 See Other (or ${status}) to a path of ours or an absolute URL. */
enum gs_status gs_res_redirect(struct gs_res *res, int status,
    const char *location);
/* ETag ${etag} (without quotes) and, when If-None-Match holds it, answers
 * 304 and returns true. ${cache} is the Cache-Control value. */
bool gs_res_unchanged(struct gs_res *res, const char *etag, const char *cache);
/* Hand over a file under VAR by nginx (X-Accel-Redirect): ${internal} is a
 * path of an internal location, percent-encoded here. */
enum gs_status gs_res_accel(struct gs_res *res, const char *media,
    const char *internal);

/*
 * Error writers, one per protocol form; a route names its own.
 * gs_error_json: RFC 9457 application/problem+json {type,title,status,
 * detail,instance}. gs_error_html: page through template "error". Both add
 * WWW-Authenticate to a 401 (Basic and Bearer; HTML links to /login) and
 * CORS headers when the route has them.
 */
typedef enum gs_status (*gs_error_writer)(struct gs_req *req,
    struct gs_res *res, enum gs_status st);
enum gs_status gs_error_json(struct gs_req *req, struct gs_res *res,
    enum gs_status st);
enum gs_status gs_error_html(struct gs_req *req, struct gs_res *res,
    enum gs_status st);
/* HTML when the client prefers it (a browser), else JSON. */
enum gs_status gs_error_auto(struct gs_req *req, struct gs_res *res,
    enum gs_status st);
/* The headers that go with a status, for writers of other forms:
 * WWW-Authenticate with 401, Retry-After with 429 and 503. */
void gs_error_headers(struct gs_req *req, struct gs_res *res,
    enum gs_status st);
/* Text for the client: err.text for 4xx, and 503/507; else a sentence with the
 * request id. */
const char *gs_error_text(const struct gs_req *req, enum gs_status st);

#endif
