/* SPDX-License-Identifier: MIT */
/* http_res.c: the answer side of http.h. */
#include "common/base.h"

#include <assert.h>
#include <stdarg.h>

#include "common/http.h"
#include "common/http_io.h"
#include "common/log.h"

#define HEADERS_MAX	(64 << 10)
#define HELD_MAX	(16 << 20)

/* Behind gs_res.priv. */
struct res_state {
	struct gs_buf	held;		/* head and body waiting for commit */
	bool		hold;
	bool		sent;		/* bytes have left the process */
	size_t		mark;		/* headers to go back to */
};

static enum gs_status
res_write(void *ctx, const void *p, size_t n)
{
	struct gs_res *res = ctx;
	struct res_state *s = res->priv;
	struct gs_io *io = res->req->priv;

	if (s->hold) {
		gs_buf_put(&s->held, p, n);
		return s->held.failed ? GS_ETOOLARGE : GS_OK;
	}
	s->sent = true;
	return io->write(io, p, n);
}

/* The body's sink: nothing of it leaves for a HEAD. */
static enum gs_status
body_write(void *ctx, const void *p, size_t n)
{
	struct gs_res *res = ctx;

	return res->head_only ? GS_OK : res_write(ctx, p, n);
}

void
gs_res_init(struct gs_res *res, struct gs_req *req)
{
	struct res_state *s = GS_NEW(req->arena, struct res_state);

	*res = (struct gs_res){ .req = req, .priv = s };
	res->head_only = req->method == GS_HEAD;
	s->hold = !(req->method & (GS_GET | GS_HEAD | GS_OPTIONS));
	gs_buf_init_arena(&res->headers, req->arena, HEADERS_MAX);
	gs_buf_init_arena(&s->held, req->arena, HELD_MAX);
	res->out.write = body_write;
	res->out.ctx = res;
}

void
gs_res_mark(struct gs_res *res)
{
	struct res_state *s = res->priv;

	s->mark = res->headers.len;
}

bool
gs_res_reset(struct gs_res *res)
{
	struct res_state *s = res->priv;

	if (s->sent)
		return false;
	gs_buf_clear(&s->held);
	res->headers.len = GS_MIN(res->headers.len, s->mark);
	res->headers.ptr[res->headers.len] = '\0';
	res->headers.failed = false;
	res->status = 0;
	res->out.count = 0;
	res->out.status = GS_OK;
	return true;
}

enum gs_status
gs_res_flush(struct gs_res *res)
{
	struct res_state *s = res->priv;
	struct gs_io *io = res->req->priv;

	if (!s->hold)
		return gs_out_status(&res->out);
	s->hold = false;
	if (s->held.failed)
		return gs_fail(&res->req->err, GS_EINTERNAL,
		    "the answer is longer than %d bytes", HELD_MAX);
	s->sent = true;
	return io->write(io, s->held.ptr, s->held.len);
}

void
gs_res_header(struct gs_res *res, const char *name, const char *fmt, ...)
{
	va_list ap;
	char *value;

	va_start(ap, fmt);
	value = gs_vprintf(res->req->arena, fmt, ap);
	va_end(ap);
	gs_buf_printf(&res->headers, "%s: ", name);
	for (; *value; value++)
		if ((unsigned char)*value >= 0x20 && *value != 0x7f)
			gs_buf_putc(&res->headers, *value);
	gs_buf_puts(&res->headers, "\r\n");
}

struct gs_out *
gs_res_open(struct gs_res *res, int status, const char *media)
{
	static const char *const reasons[] = { [200] = "OK", [201] = "Created",
	    [202] = "Accepted", [204] = "No Content", [303] = "See Other",
	    [304] = "Not Modified" };
	const char *reason = status < (int)GS_COUNTOF(reasons) ?
	    reasons[status] : NULL;
	char line[64];

	assert(res->status == 0);
	res->status = status;
	if (res->headers.failed)
		gs_error("headers longer than %d bytes were dropped",
		    HEADERS_MAX);
	snprintf(line, sizeof(line), "Status: %d %s\r\n", status,
	    reason ? reason : "");
	res_write(res, line, strlen(line));
	if (media != NULL) {
		res_write(res, "Content-Type: ", 14);
		res_write(res, media, strlen(media));
		res_write(res, "\r\n", 2);
	}
	res_write(res, res->headers.ptr, res->headers.len);
	res_write(res, "X-Content-Type-Options: nosniff\r\n", 33);
	snprintf(line, sizeof(line), "X-Request-Id: %s\r\n\r\n", res->req->id);
	res_write(res, line, strlen(line));
	return &res->out;
}

enum gs_status
gs_res_send(struct gs_res *res, int status, const char *media, gs_str body)
{
	if (status != 204 && status != 304)
		gs_res_header(res, "Content-Length", "%zu", body.len);
	gs_put_str(gs_res_open(res, status, media), body);
	return gs_out_status(&res->out);
}

enum gs_status
gs_res_redirect(struct gs_res *res, int status, const char *location)
{
	/* A path stays one: the browser keeps the address it came by, and
	 * "form-action 'self'" follows the redirection. */
	gs_res_header(res, "Location", "%s", location);
	return gs_res_send(res, status, "text/plain; charset=utf-8",
	    GS_STR(""));
}

/* RFC 9110 section 13.1.2: weak comparison with each member of the list. */
static bool
etag_listed(gs_str list, const char *etag)
{
	if (gs_str_eqc(gs_str_trim(list), "*"))
		return true;
	while (list.ptr != NULL) {
		gs_str t = gs_str_trim(gs_str_split(&list, ','));

		if (gs_str_starts(t, "W/"))
			t = (gs_str){ t.ptr + 2, t.len - 2 };
		if (t.len >= 2 && t.ptr[0] == '"' && t.ptr[t.len - 1] == '"' &&
		    gs_str_eqc((gs_str){ t.ptr + 1, t.len - 2 }, etag))
			return true;
	}
	return false;
}

bool
gs_res_unchanged(struct gs_res *res, const char *etag, const char *cache)
{
	gs_res_header(res, "ETag", "\"%s\"", etag);
	gs_res_header(res, "Cache-Control", "%s", cache);
	if (res->req->if_none_match.len == 0 ||
	    !etag_listed(res->req->if_none_match, etag))
		return false;
	gs_res_open(res, 304, NULL);
	return true;
}

enum gs_status
gs_res_accel(struct gs_res *res, const char *media, const char *internal)
{
	struct gs_buf b;
	struct gs_out o;
	gs_str rest = gs_str_of(internal);
	bool first = true;

	gs_buf_init_arena(&b, res->req->arena, 8192);
	gs_out_init_buf(&o, &b);
	while (rest.ptr != NULL) {
		if (!first)
			gs_puts(&o, "/");
		gs_put_url(&o, gs_str_split(&rest, '/'));
		first = false;
	}
	gs_res_header(res, "X-Accel-Redirect", "%s", b.ptr);
	gs_res_open(res, 200, media);
	return b.failed ? GS_EINTERNAL : GS_OK;
}
