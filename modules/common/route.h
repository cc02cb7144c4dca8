/* SPDX-License-Identifier: MIT */
/*
 * route.h: a worker's table of contents.
 *
 * routes.c holds one array and nothing else. The dispatcher answers 404, 405
 * (with Allow), OPTIONS (CORS preflight), HEAD (as GET without body) and 401
 * for an invalid or expired credential. A pattern is a literal path with
 * {name} segments; {name} takes one non-empty segment, {name...} at the end
 * takes the rest. A literal segment wins over a variable, rows are otherwise
 * tried in order.
 *
 * Every row names the e2e file that tests it (tests/e2e/<test>.t); the build
 * fails when the file is missing (tools/check-routes.sh, which reads the
 * strings of `build/<worker> --routes`).
 */
#ifndef GS_ROUTE_H
#define GS_ROUTE_H

#include "common/http.h"

typedef enum gs_status (*gs_handler)(struct gs_req *req, struct gs_res *res);

enum gs_who { GS_ANYONE, GS_ACCOUNT, GS_ADMIN };

enum gs_route_flags {
	GS_CORS = 1,	/* Access-Control-Allow-Origin: *, also on errors */
	GS_NO_SESSION = 2, /* ignores cookies: an expired session is anonymous */
	GS_OWS = 4,	/* unknown query parameters are allowed (OWS 1.1) */
};

struct gs_route {
	unsigned	 methods;	/* GS_GET | GS_POST …; GET implies HEAD */
	const char	*pattern;
	gs_handler	 handler;
	enum gs_who	 who;
	unsigned	 flags;
	gs_error_writer	 error;
	const char	*test;		/* "t5001-features": tests/e2e/ + ".t" */
	const char	*summary;	/* one English line; OpenAPI, --routes */
};

/* First route that takes the path; vars filled. NULL: none. ${allow} gets
 * the union of methods of all rows that take the path. Pure. */
const struct gs_route *gs_route_match(const struct gs_route *routes, size_t n,
    struct gs_req *req, unsigned *allow);
/* Match, check, run, and write errors. Never leaves the answer unopened. */
void gs_route_dispatch(const struct gs_route *routes, size_t n,
    struct gs_req *req, struct gs_res *res);

#endif
