/* SPDX-License-Identifier: MIT */
/* http.c: the request side of http.h: parameters, body, identity. */
#include "common/base.h"

#include <assert.h>
#include <stdarg.h>

#include "common/file.h"
#include "common/http.h"
#include "common/http_io.h"

#define QUERY_MAX	(64 << 10)
#define PAIRS_MAX	200
#define FORM_MAX	(256 << 10)

static const struct {
	const char	*name;
	enum gs_method	 method;
} methods[] = {
	{ "GET", GS_GET }, { "HEAD", GS_HEAD }, { "POST", GS_POST },
	{ "PUT", GS_PUT }, { "PATCH", GS_PATCH }, { "DELETE", GS_DELETE },
	{ "OPTIONS", GS_OPTIONS },
};

const char *
gs_method_names(struct gs_arena *a, unsigned set)
{
	const char *text = "";

	if (set & GS_GET)
		set |= GS_HEAD;
	for (size_t i = 0; i < GS_COUNTOF(methods); i++)
		if (set & methods[i].method)
			text = gs_printf(a, "%s%s%s", text, *text ? ", " : "",
			    methods[i].name);
	return text;
}

gs_str
gs_req_env(const struct gs_req *req, const char *name)
{
	struct gs_io *io = req->priv;

	return gs_str_of(io->env(io, name));
}

/* A parameter that nginx leaves empty is absent. */
static gs_str
env(const struct gs_req *req, const char *name)
{
	gs_str s = gs_req_env(req, name);

	return s.len ? s : GS_NOSTR;
}

/* Identity, as the auth worker told nginx. */
static void
init_identity(struct gs_req *req)
{
	gs_str auth = env(req, "GS_AUTH");
	bool session = gs_str_eqc(env(req, "GS_VIA"), "session");
	int64_t account;

	req->auth = GS_AUTH_NONE;
	if (gs_str_eqc(auth, "ok") &&
	    gs_str_int_in(env(req, "GS_USER"), 1, INT64_MAX, &account)) {
		req->auth = session ? GS_AUTH_SESSION : GS_AUTH_KEY;
		req->account = account;
		req->login = env(req, "GS_LOGIN");
		req->csrf = env(req, "GS_CSRF");
		req->read_only = !gs_str_eqc(env(req, "GS_SCOPE"), "write");
	} else if (auth.len && !session) {
		/* A stale cookie is only anonymous; a wrong key is told so. */
		req->auth = gs_str_eqc(auth, "expired") ? GS_AUTH_EXPIRED :
		    GS_AUTH_INVALID;
	}
}

/* Quality of "fr" or "en" in Accept-Language, -1 when absent. */
static double
language_quality(gs_str header, const char *lang)
{
	double q;

	while (header.ptr != NULL) {
		gs_str item = gs_str_split(&header, ','), tag;

		tag = gs_str_trim(gs_str_split(&item, ';'));
		if (!gs_str_ieqc(tag, lang) &&
		    !(tag.len > 2 && tag.ptr[2] == '-' &&
		    gs_str_ieqc((gs_str){ tag.ptr, 2 }, lang)))
			continue;
		item = gs_str_trim(item);
		if (gs_str_starts(item, "q=") && gs_str_double(
		    (gs_str){ item.ptr + 2, item.len - 2 }, &q))
			return q;
		return 1;
	}
	return -1;
}

/* Prefix of the path, else the visitor's cookie, else the browser's wish;
 * French is the platform's first language. */
static void
init_language(struct gs_req *req)
{
	gs_str wish = env(req, "HTTP_ACCEPT_LANGUAGE");
	static const char *const prefixes[] = { "/fr", "/en" };

	req->lang_prefix = "";
	for (int i = 0; i < 2; i++) {
		size_t n = 3;

		if (!gs_str_starts(req->path, prefixes[i]) ||
		    (req->path.len > n && req->path.ptr[n] != '/'))
			continue;
		req->lang = i == 0 ? GS_FR : GS_EN;
		req->lang_prefix = prefixes[i];
		req->path = req->path.len > n ? (gs_str){ req->path.ptr + n,
		    req->path.len - n } : GS_STR("/");
		return;
	}
	if (gs_str_eqc(env(req, "GS_LANG_COOKIE"), "en"))
		req->lang = GS_EN;
	else if (gs_str_eqc(env(req, "GS_LANG_COOKIE"), "fr"))
		req->lang = GS_FR;
	else
		req->lang = language_quality(wish, "en") >
		    GS_MAX(language_quality(wish, "fr"), 0) ? GS_EN : GS_FR;
}

static void
init_id(struct gs_req *req)
{
	gs_str id = env(req, "GS_REQUEST_ID");
	size_t n = 0;

	for (; n < id.len && n < sizeof(req->id) - 1; n++) {
		char c = id.ptr[n];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
			break;
		req->id[n] = c;
	}
	req->id[n] = '\0';
}

void
gs_req_init(struct gs_req *req, struct gs_arena *a, const struct gs_conf *conf,
    struct gs_db *db, struct gs_io *io)
{
	gs_str method;

	*req = (struct gs_req){ .arena = a, .conf = conf, .db = db,
	    .priv = io, .body_length = -1 };
	init_id(req);
	method = env(req, "REQUEST_METHOD");
	for (size_t i = 0; i < GS_COUNTOF(methods); i++)
		if (gs_str_eqc(method, methods[i].name))
			req->method = methods[i].method;
	req->raw_path = req->path = env(req, "GS_PATH");
	req->query_string = env(req, "QUERY_STRING");
	req->accept = env(req, "HTTP_ACCEPT");
	req->if_none_match = env(req, "HTTP_IF_NONE_MATCH");
	req->if_match = env(req, "HTTP_IF_MATCH");
	req->range = env(req, "HTTP_RANGE");
	req->origin = env(req, "HTTP_ORIGIN");
	req->content_type = env(req, "CONTENT_TYPE");
	req->user_agent = env(req, "HTTP_USER_AGENT");
	req->body_file = env(req, "GS_BODY_FILE");
	if (!gs_str_int(env(req, "GS_BODY_LENGTH"), &req->body_length) &&
	    !gs_str_int(env(req, "CONTENT_LENGTH"), &req->body_length))
		req->body_length = -1;
	init_language(req);
	init_identity(req);
	if (req->path.len == 0 || req->path.ptr[0] != '/' ||
	    !gs_utf8_ok(req->path))
		gs_fail(&req->err, GS_EINVAL,
		    "The path of the address is not valid UTF-8");
	else if (gs_query_parse(&req->query, &req->nquery, a,
	    req->query_string, &req->err) != GS_OK)
		req->nquery = 0;
}

gs_str
gs_req_var(const struct gs_req *req, const char *name)
{
	for (int i = 0; i < req->nvars; i++)
		if (gs_str_eqc(req->vars[i].name, name))
			return req->vars[i].value;
	assert(!"no such variable in the route's pattern");
	return GS_NOSTR;
}

gs_str
gs_kv_get(const struct gs_kv *kv, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (gs_str_eqc(kv[i].name, name))
			return kv[i].value;
	return GS_NOSTR;
}

gs_str
gs_req_param(const struct gs_req *req, const char *name)
{
	return gs_kv_get(req->query, req->nquery, name);
}

enum gs_status
gs_req_kvp(struct gs_req *req, const char *name, gs_str *out)
{
	bool seen = false;

	*out = GS_NOSTR;
	for (int i = 0; i < req->nquery; i++) {
		if (!gs_str_ieqc(req->query[i].name, name))
			continue;
		if (seen)
			return gs_fail(&req->err, GS_EINVAL,
			    "%s is given more than once", name);
		*out = req->query[i].value;
		seen = true;
	}
	return GS_OK;
}

enum gs_status
gs_query_parse(struct gs_kv **kv, int *n, struct gs_arena *a, gs_str raw,
    struct gs_err *err)
{
	*n = 0;
	*kv = NULL;
	if (raw.len == 0)
		return GS_OK;
	if (raw.len > QUERY_MAX)
		return gs_fail(err, GS_ETOOLARGE,
		    "The query is longer than %d bytes", QUERY_MAX);
	*kv = GS_NEWN(a, PAIRS_MAX, struct gs_kv);
	while (raw.ptr != NULL) {
		gs_str value = gs_str_split(&raw, '&'), name;
		struct gs_kv *p = &(*kv)[*n];

		if (value.len == 0)
			continue;
		if (*n == PAIRS_MAX)
			return gs_fail(err, GS_ETOOLARGE,
			    "The query has more than %d parameters", PAIRS_MAX);
		name = gs_str_split(&value, '=');
		if (value.ptr == NULL)
			value = GS_STR("");
		if (!gs_percent_decode(a, name, true, &p->name) ||
		    !gs_percent_decode(a, value, true, &p->value))
			return gs_fail(err, GS_EINVAL, "The query's parameter "
			    "%d is not well-formed percent-encoded UTF-8",
			    *n + 1);
		(*n)++;
	}
	return GS_OK;
}

enum gs_status
gs_req_body(struct gs_req *req, size_t max, gs_str *body)
{
	struct gs_io *io = req->priv;
	struct gs_buf b;
	char chunk[8192];
	ssize_t n;

	if (req->body_length > 0 && (uint64_t)req->body_length > max)
		goto toolarge;
	if (req->body_file.len)
		return gs_file_read(gs_str_dup(req->arena, req->body_file),
		    max, req->arena, body, &req->err);
	gs_buf_init_arena(&b, req->arena, max);
	while ((n = io->read(io, chunk, sizeof(chunk))) > 0) {
		gs_buf_put(&b, chunk, (size_t)n);
		if (b.failed)
			goto toolarge;
	}
	if (n < 0)
		return gs_fail(&req->err, GS_EINVAL, "The body was cut");
	*body = gs_buf_str(&b);
	return GS_OK;
toolarge:
	return gs_fail(&req->err, GS_ETOOLARGE,
	    "The body is longer than %zu bytes", max);
}

enum gs_status
gs_req_form(struct gs_req *req, struct gs_kv **kv, int *n)
{
	enum gs_status st;
	gs_str body;

	if (!gs_str_starts(req->content_type,
	    "application/x-www-form-urlencoded"))
		return gs_fail(&req->err, GS_EUNSUPPORTED,
		    "Expected a body of application/x-www-form-urlencoded");
	if ((st = gs_req_body(req, FORM_MAX, &body)) != GS_OK)
		return st;
	return gs_query_parse(kv, n, req->arena, body, &req->err);
}

enum gs_status
gs_req_db(struct gs_req *req)
{
	if (gs_db_in_transaction(req->db))
		return GS_OK;
	return gs_db_begin(req->db, req->account,
	    (req->method & (GS_GET | GS_HEAD)) != 0, &req->err);
}

enum gs_status
gs_req_need_account(struct gs_req *req)
{
	if (req->account == 0)
		return gs_fail(&req->err, GS_EAUTH, req->auth ==
		    GS_AUTH_EXPIRED ? "This key has expired: make a new one" :
		    req->auth == GS_AUTH_INVALID ? "This key is not known" :
		    "Sign in, or give an API key");
	if (req->read_only && !(req->method & (GS_GET | GS_HEAD)))
		return gs_fail(&req->err, GS_EDENIED,
		    "This key may only read: use one with the scope write");
	return GS_OK;
}

enum gs_status
gs_req_csrf(struct gs_req *req, gs_str token)
{
	gs_str site = env(req, "HTTP_SEC_FETCH_SITE");
	gs_str via = env(req, "GS_VIA");
	bool same;

	if (req->auth != GS_AUTH_SESSION) {
		/* A browser repeats Basic by itself, for any site's form. */
		if ((gs_str_eqc(via, "basic") || gs_str_eqc(via, "password")) &&
		    site.len && !gs_str_eqc(site, "same-origin") &&
		    !gs_str_eqc(site, "none"))
			return gs_fail(&req->err, GS_EDENIED,
			    "This form was sent from another site");
		return GS_OK;
	}
	req->csrf_checked = true;
	if (site.len)
		same = gs_str_eqc(site, "same-origin");
	else
		same = req->origin.len == 0 ||
		    gs_str_eqc(req->origin, req->conf->public_url);
	if (!same)
		return gs_fail(&req->err, GS_EDENIED,
		    "This form was sent from another site");
	if (req->csrf.len == 0 || !gs_str_eq_secret(token, req->csrf))
		return gs_fail(&req->err, GS_EDENIED,
		    "This form is too old: reload the page and send it again");
	return GS_OK;
}

/* Quality the Accept header gives to ${media} (its parameters ignored). */
static double
media_quality(gs_str accept, gs_str media)
{
	double best = -1, q;
	int rank = 0, r;

	while (accept.ptr != NULL) {
		gs_str item = gs_str_split(&accept, ','), range;

		range = gs_str_trim(gs_str_split(&item, ';'));
		if (gs_str_eqc(range, "*/*"))
			r = 1;
		else if (gs_str_ends(range, "/*") && media.len >= range.len &&
		    memcmp(range.ptr, media.ptr, range.len - 1) == 0)
			r = 2;
		else if (gs_str_eq(range, media))
			r = 3;
		else
			continue;
		q = 1;
		while (item.ptr != NULL) {
			gs_str p = gs_str_trim(gs_str_split(&item, ';'));

			if (gs_str_starts(p, "q=") && !gs_str_double(
			    (gs_str){ p.ptr + 2, p.len - 2 }, &q))
				q = 0;
		}
		if (r > rank) {
			rank = r;
			best = q;
		}
	}
	return best;
}

const char *
gs_req_negotiate(const struct gs_req *req, const char *const *media)
{
	const char *best = NULL;
	double high = 0;

	if (req->accept.len == 0)
		return media[0];
	for (; *media != NULL; media++) {
		gs_str all = gs_str_of(*media);
		double q = media_quality(req->accept, gs_str_split(&all, ';'));

		if (q > high) {
			high = q;
			best = *media;
		}
	}
	return best;
}

char *
gs_req_url(const struct gs_req *req, const char *fmt, ...)
{
	gs_str key = gs_req_env(req, "GS_LINK_PREFIX");
	va_list ap;
	char *path;

	va_start(ap, fmt);
	path = gs_vprintf(req->arena, fmt, ap);
	va_end(ap);
	return gs_printf(req->arena, "%s%.*s%s", req->conf->public_url,
	    GS_FMT(key), path);
}
