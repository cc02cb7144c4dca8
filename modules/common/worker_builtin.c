/* SPDX-License-Identifier: MIT */
/* worker_builtin.c: what every worker answers about itself. */
#include "common/base.h"

#include "common/worker_child.h"

static void
plain(struct gs_res *res, int status, const char *text)
{
	gs_res_header(res, "Cache-Control", "no-store");
	gs_res_send(res, status, "text/plain; charset=utf-8",
	    gs_str_of(text));
}

static void
healthz(GS_UNUSED const struct gs_worker *w, GS_UNUSED struct gs_req *req,
    struct gs_res *res, GS_UNUSED const struct gs_worker_stats *stats)
{
	plain(res, 200, "ok\n");
}

static void
readyz(const struct gs_worker *w, struct gs_req *req, struct gs_res *res,
    GS_UNUSED const struct gs_worker_stats *stats)
{
	struct gs_err err = { 0 };

	if (!gs_db_ping(req->db))
		plain(res, 503, gs_printf(req->arena,
		    "%s: the database does not answer\n", w->name));
	else if (w->ready && w->ready(req->worker, &err) != GS_OK)
		plain(res, 503, gs_printf(req->arena, "%s: %s\n", w->name,
		    err.text));
	else
		plain(res, 200, gs_printf(req->arena, "%s: ready\n", w->name));
}

/* OpenMetrics 1.0 text. */
static void
metrics(const struct gs_worker *w, struct gs_req *req, struct gs_res *res,
    const struct gs_worker_stats *stats)
{
	struct gs_buf b;

	gs_buf_init_arena(&b, req->arena, 16 << 10);
	gs_buf_puts(&b, "# TYPE geosocle_requests counter\n");
	for (int i = 0; i < 6; i++)
		gs_buf_printf(&b, "geosocle_requests_total{worker=\"%s\","
		    "status=\"%s\"} %llu\n", w->name,
		    (const char *const[]){ "cut", "1xx", "2xx", "3xx", "4xx",
		    "5xx" }[i], (unsigned long long)stats->requests[i]);
	gs_buf_printf(&b, "# TYPE geosocle_request_seconds counter\n"
	    "geosocle_request_seconds_total{worker=\"%s\"} %.6f\n"
	    "# TYPE geosocle_sent_bytes counter\n"
	    "geosocle_sent_bytes_total{worker=\"%s\"} %llu\n"
	    "# TYPE geosocle_restarts counter\n"
	    "geosocle_restarts_total{worker=\"%s\"} %llu\n"
	    "# TYPE geosocle_start_time_seconds gauge\n"
	    "geosocle_start_time_seconds{worker=\"%s\"} %lld\n# EOF\n",
	    w->name, (double)stats->microseconds / 1e6, w->name,
	    (unsigned long long)stats->bytes, w->name,
	    (unsigned long long)stats->restarts, w->name,
	    (long long)stats->started);
	gs_res_header(res, "Cache-Control", "no-store");
	gs_res_send(res, 200, "application/openmetrics-text; version=1.0.0; "
	    "charset=utf-8", gs_buf_str(&b));
}

bool
gs_worker_builtin(const struct gs_worker *w, struct gs_req *req,
    struct gs_res *res, const struct gs_worker_stats *stats)
{
	static const struct {
		const char	*path;
		void		(*answer)(const struct gs_worker *,
				    struct gs_req *, struct gs_res *,
				    const struct gs_worker_stats *);
	} table[] = { { "/healthz", healthz }, { "/readyz", readyz },
	    { "/metrics", metrics } };

	for (size_t i = 0; i < GS_COUNTOF(table); i++) {
		if (!gs_str_eqc(req->path, table[i].path))
			continue;
		table[i].answer(w, req, res, stats);
		return true;
	}
	return false;
}
