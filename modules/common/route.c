/* SPDX-License-Identifier: MIT */
/* route.c: from a path to its handler; see route.h. */
#include "common/base.h"

#include "common/http_io.h"
#include "common/log.h"
#include "common/route.h"

/* Does ${pattern} take the request's path? Fills vars. ${score} counts
 * literal segments, so that "/x/all" wins over "/x/{id}". */
static bool
takes(gs_str pattern, gs_str path, struct gs_req *req, int *score)
{
	req->nvars = 0;
	*score = 0;
	while (pattern.ptr != NULL) {
		gs_str p = gs_str_split(&pattern, '/'), s;
		bool var = p.len > 2 && p.ptr[0] == '{';

		if (path.ptr == NULL)
			return false;
		if (var && gs_str_ends(p, "...}")) {
			s = path;
			path = GS_NOSTR;
			p.len -= 3;
		} else {
			s = gs_str_split(&path, '/');
		}
		if (var) {
			if (s.len == 0)
				return false;
			req->vars[req->nvars].name = (gs_str){ p.ptr + 1,
			    p.len - 1 - (p.ptr[p.len - 1] == '}') };
			req->vars[req->nvars++].value = s;
		} else if (!gs_str_eq(p, s)) {
			return false;
		} else {
			++*score;
		}
	}
	return path.ptr == NULL;
}

const struct gs_route *
gs_route_match(const struct gs_route *routes, size_t n, struct gs_req *req,
    unsigned *allow)
{
	const struct gs_route *best = NULL;
	int score, high = -1;
	unsigned method = req->method == GS_HEAD ? GS_GET : req->method;

	*allow = 0;
	for (size_t i = 0; i < n; i++) {
		if (!takes(gs_str_of(routes[i].pattern), req->path, req,
		    &score))
			continue;
		*allow |= routes[i].methods;
		/* Methods of a less literal pattern do not count against a
		 * better one, but a row that takes the method wins. */
		if ((routes[i].methods & method) && score > high) {
			high = score;
			best = &routes[i];
		}
	}
	if (best != NULL)
		takes(gs_str_of(best->pattern), req->path, req, &score);
	return best;
}

static void
cors(struct gs_res *res)
{
	gs_res_header(res, "Access-Control-Allow-Origin", "*");
	gs_res_header(res, "Access-Control-Expose-Headers",
	    "Content-Crs, ETag, Link, Location, X-Request-Id");
}

/* Row whose error writer and CORS speak for a path that no row takes with
 * this method: the first one that takes the path at all, else the first. */
static const struct gs_route *
nearest(const struct gs_route *routes, size_t n, struct gs_req *req)
{
	int score;

	for (size_t i = 0; i < n; i++)
		if (takes(gs_str_of(routes[i].pattern), req->path, req,
		    &score))
			return &routes[i];
	return &routes[0];
}

static enum gs_status
preflight(struct gs_req *req, struct gs_res *res, unsigned allow)
{
	const char *names = gs_method_names(req->arena, allow | GS_OPTIONS);

	gs_res_header(res, "Allow", "%s", names);
	gs_res_header(res, "Access-Control-Allow-Methods", "%s", names);
	gs_res_header(res, "Access-Control-Allow-Headers", "Authorization, "
	    "X-Api-Key, Content-Type, If-None-Match, If-Match, Range");
	gs_res_header(res, "Access-Control-Max-Age", "86400");
	gs_res_open(res, 204, NULL);
	return GS_OK;
}

static enum gs_status
need_admin(struct gs_req *req)
{
	struct gs_rows rows;
	enum gs_status st;

	if ((st = gs_req_need_account(req)) != GS_OK ||
	    (st = gs_req_db(req)) != GS_OK ||
	    (st = gs_db_query_text(req->db, "SELECT auth.am_admin()", NULL, 0,
	    req->arena, &rows, &req->err)) != GS_OK)
		return st;
	return gs_row_bool(&rows, 0, 0) ? GS_OK : gs_fail(&req->err,
	    GS_EDENIED, "Only an administrator may do that");
}

static enum gs_status
run(const struct gs_route *r, struct gs_req *req, struct gs_res *res,
    unsigned allow)
{
	enum gs_status st = GS_OK;

	if (req->err.status != GS_OK)
		return req->err.status;
	if (req->method == GS_OPTIONS && allow != 0)
		return preflight(req, res, allow);
	if (r == NULL && allow == 0)
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is nothing at this address");
	if (r == NULL) {
		gs_res_header(res, "Allow", "%s",
		    gs_method_names(req->arena, allow | GS_OPTIONS));
		gs_res_mark(res);
		return gs_fail(&req->err, GS_EMETHOD,
		    "This address does not take that method");
	}
	if (req->auth == GS_AUTH_INVALID || req->auth == GS_AUTH_EXPIRED ||
	    r->who == GS_ACCOUNT)
		st = gs_req_need_account(req);
	else if (r->who == GS_ADMIN)
		st = need_admin(req);
	return st == GS_OK ? r->handler(req, res) : st;
}

void
gs_route_dispatch(const struct gs_route *routes, size_t n, struct gs_req *req,
    struct gs_res *res)
{
	unsigned allow = 0;
	const struct gs_route *r = gs_route_match(routes, n, req, &allow), *e;
	enum gs_status st;

	e = r ? r : nearest(routes, n, req);
	if (e->flags & GS_CORS)
		cors(res);
	gs_res_mark(res);
	st = run(r, req, res, allow);
	if (gs_db_in_transaction(req->db)) {
		enum gs_status end = gs_db_end(req->db, st == GS_OK,
		    &req->err);

		st = st == GS_OK ? end : st;
	}
	if (st == GS_OK)
		return;
	if (!gs_res_reset(res)) {
		/* Too late for a status: worker.c cuts the answer. */
		res->out.status = st;
		return;
	}
	if (st == GS_EINTERNAL)
		gs_error("%s", req->err.text);
	if (e->error(req, res, st) != GS_OK && res->status == 0)
		gs_res_send(res, gs_status_http(st),
		    "text/plain; charset=utf-8",
		    gs_str_of(gs_error_text(req, st)));
}
