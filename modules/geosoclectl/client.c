/* SPDX-License-Identifier: MIT */
/* client.c: the instance's HTTP API; see client.h. */
#include "common/base.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <signal.h>
#include <unistd.h>

#include "common/out.h"
#include "common/secret.h"
#include "geosoclectl/client.h"

#define ANSWER_MAX	((size_t)64 << 20)
#define KEY_DAYS	1

static volatile sig_atomic_t interrupted;

static void
on_signal(GS_UNUSED int sig)
{
	interrupted = 1;
}

bool
ctl_interrupted(void)
{
	return interrupted != 0;
}

bool
ctl_pause(int ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	if (!interrupted)
		nanosleep(&t, NULL);
	return interrupted != 0;
}

/* -- the key ------------------------------------------------------------- */

static enum gs_status
make_key(struct ctl_client *c, const char *user)
{
	struct ctl *ctl = c->ctl;
	unsigned char digest[GS_DIGEST];
	struct gs_param p[] = { gs_p_cstr(user),
	    gs_p_bytes(digest, sizeof(digest)),
	    gs_p_int(ctl->arena, KEY_DAYS) };
	struct gs_rows r;
	enum gs_status st;

	if ((st = gs_secret_init(&ctl->err)) != GS_OK)
		return st;
	gs_key_make(c->key);
	gs_secret_digest(digest, gs_str_of(c->key));
	if ((st = gs_db_begin(ctl_db(ctl), 0, false, &ctl->err)) != GS_OK)
		return st;
	st = gs_db_query_text(ctl->db, "INSERT INTO auth.api_key "
	    "(account_id, label, digest, scope, expires) "
	    "SELECT id, 'geosoclectl', $2::bytea, 'write', "
	    "now() + make_interval(days => $3::int) FROM auth.account "
	    "WHERE login = $1::text AND NOT disabled RETURNING id",
	    p, 3, ctl->arena, &r, &ctl->err);
	if (st == GS_OK && r.n == 0)
		st = gs_fail(&ctl->err, GS_EAUTH, ctl_say("pas de compte "
		    "« %s » : geosoclectl user list, ou --user",
		    "no account '%s': see geosoclectl user list, or --user"),
		    user);
	if (st != GS_OK) {
		(void)!gs_db_end(ctl->db, false, NULL);
		return st;
	}
	c->key_id = gs_row_int(&r, 0, 0);
	return gs_db_end(ctl->db, true, &ctl->err);
}

static void
delete_key(struct ctl_client *c)
{
	struct ctl *ctl = c->ctl;
	struct gs_param p[] = { gs_p_int(ctl->arena, c->key_id) };
	struct gs_err err = { 0 };
	enum gs_status st;

	if (c->key_id == 0)
		return;
	if ((st = gs_db_begin(ctl_db(ctl), 0, false, &err)) == GS_OK) {
		st = gs_db_query_text(ctl->db, "DELETE FROM auth.api_key "
		    "WHERE id = $1::bigint", p, 1, ctl->arena, NULL, &err);
		if (gs_db_end(ctl->db, st == GS_OK, &err) != GS_OK)
			st = GS_EBUSY;
	}
	if (st != GS_OK)
		fprintf(stderr, "geosoclectl: key %" PRId64 ": %s\n",
		    c->key_id, err.text);
	c->key_id = 0;
}

enum gs_status
ctl_client_open(struct ctl_client *c, struct ctl *ctl, const char *user)
{
	struct sigaction sa = { .sa_handler = on_signal };

	*c = (struct ctl_client){ .ctl = ctl };
	c->base = gs_printf(ctl->arena, "http://127.0.0.1:%" PRId64,
	    ctl->conf->http_port);
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	if ((c->curl = curl_easy_init()) == NULL)
		return gs_fail(&ctl->err, GS_EINTERNAL, "libcurl: no memory");
	return make_key(c, user ? user : "admin");
}

void
ctl_client_close(struct ctl_client *c)
{
	delete_key(c);
	if (c->curl != NULL)
		curl_easy_cleanup(c->curl);
	c->curl = NULL;
	curl_global_cleanup();
}

/* -- requests ------------------------------------------------------------ */

static size_t
take_body(char *p, size_t size, size_t n, void *ctx)
{
	struct gs_buf *b = ctx;

	gs_buf_put(b, p, size * n);
	return b->failed ? 0 : size * n;
}

static size_t
give_file(char *p, size_t size, size_t n, void *ctx)
{
	return fread(p, size, n, ctx);
}

static int
on_transfer(void *ctx, GS_UNUSED curl_off_t dltotal,
    GS_UNUSED curl_off_t dlnow, GS_UNUSED curl_off_t ultotal, curl_off_t sent)
{
	struct ctl_upload *up = ctx;

	if (up != NULL && up->progress != NULL)
		up->progress(up->ctx, sent, up->size);
	return interrupted != 0;
}

static struct curl_slist *
headers(const struct ctl_client *c, bool upload)
{
	char line[128];
	struct curl_slist *h = NULL;

	snprintf(line, sizeof(line), "X-Api-Key: %s", c->key);
	h = curl_slist_append(h, line);
	h = curl_slist_append(h, "Accept: application/json");
	h = curl_slist_append(h, ctl_say("Accept-Language: fr",
	    "Accept-Language: en"));
	h = curl_slist_append(h, "Expect:");
	if (upload)
		h = curl_slist_append(h,
		    "Content-Type: application/octet-stream");
	return h;
}

static void
set_upload(struct ctl_client *c, struct ctl_upload *up)
{
	curl_easy_setopt(c->curl, CURLOPT_POST, 1L);
	curl_easy_setopt(c->curl, CURLOPT_READFUNCTION, give_file);
	curl_easy_setopt(c->curl, CURLOPT_READDATA, up->file);
	curl_easy_setopt(c->curl, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)up->size);
}

/* What went wrong, from the HTTP status and the problem's detail. */
static enum gs_status
refused(struct ctl_client *c, const struct ctl_answer *a)
{
	enum gs_status st = a->status >= 500 ? GS_EBUSY : GS_EINVAL;
	gs_str detail = gs_jget_str(a->json, "detail");

	for (int i = GS_EINVAL; i < GS_STATUS__COUNT; i++)
		if (gs_status_http((enum gs_status)i) == a->status)
			st = (enum gs_status)i;
	if (detail.len == 0)
		return gs_fail(&c->ctl->err, st, "HTTP %d %s", a->status,
		    gs_status_reason(st));
	return gs_fail(&c->ctl->err, st, "%.*s", GS_FMT(detail));
}

static enum gs_status
transfer_failed(struct ctl_client *c, CURLcode rc)
{
	if (interrupted)
		return gs_fail(&c->ctl->err, GS_EBUSY, "%s",
		    ctl_say("interrompu", "interrupted"));
	if (rc == CURLE_COULDNT_CONNECT)
		return gs_fail(&c->ctl->err, GS_EBUSY, ctl_say(
		    "la plateforme ne répond pas à %s : make start",
		    "the platform does not answer at %s: make start"),
		    c->base);
	return gs_fail(&c->ctl->err, GS_EBUSY, "%s: %s", c->base,
	    curl_easy_strerror(rc));
}

static enum gs_status
perform(struct ctl_client *c, const char *method, const char *path,
    struct ctl_upload *up, struct ctl_answer *a)
{
	struct curl_slist *h = headers(c, up != NULL);
	struct gs_jval *v = NULL;
	struct gs_buf b;
	long status = 0;
	CURLcode rc;

	gs_buf_init_arena(&b, c->ctl->arena, ANSWER_MAX);
	curl_easy_reset(c->curl);
	curl_easy_setopt(c->curl, CURLOPT_URL, gs_printf(c->ctl->arena,
	    "%s%s", c->base, path));
	curl_easy_setopt(c->curl, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(c->curl, CURLOPT_PROXY, "");
	curl_easy_setopt(c->curl, CURLOPT_HTTPHEADER, h);
	curl_easy_setopt(c->curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c->curl, CURLOPT_WRITEDATA, &b);
	curl_easy_setopt(c->curl, CURLOPT_XFERINFOFUNCTION, on_transfer);
	curl_easy_setopt(c->curl, CURLOPT_XFERINFODATA, up);
	curl_easy_setopt(c->curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c->curl, CURLOPT_CONNECTTIMEOUT, 5L);
	curl_easy_setopt(c->curl, CURLOPT_NOSIGNAL, 1L);
	if (up != NULL)
		set_upload(c, up);
	else
		curl_easy_setopt(c->curl, CURLOPT_CUSTOMREQUEST, method);
	rc = curl_easy_perform(c->curl);
	curl_slist_free_all(h);
	if (rc != CURLE_OK)
		return transfer_failed(c, rc);
	curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &status);
	a->status = (int)status;
	a->body = gs_buf_str(&b);
	if (gs_json_parse(&v, c->ctl->arena, a->body, ANSWER_MAX, NULL) ==
	    GS_OK)
		a->json = v;
	return a->status >= 400 ? refused(c, a) : GS_OK;
}

enum gs_status
ctl_client_call(struct ctl_client *c, const char *method, const char *path,
    struct ctl_answer *a)
{
	*a = (struct ctl_answer){ 0 };
	return perform(c, method, path, NULL, a);
}

enum gs_status
ctl_client_upload(struct ctl_client *c, const char *path,
    struct ctl_upload *up, struct ctl_answer *a)
{
	*a = (struct ctl_answer){ 0 };
	return perform(c, "POST", path, up, a);
}
