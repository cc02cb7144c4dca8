/* SPDX-License-Identifier: MIT */
/*
 * http_io.h: what is behind a request: FastCGI in worker.c, memory in unit
 * tests. Private to common and to tests.
 */
#ifndef GS_HTTP_IO_H
#define GS_HTTP_IO_H

#include "common/http.h"

struct gs_io {
	/* Parameter ${name}, NUL-ended, or NULL. */
	const char	*(*env)(struct gs_io *io, const char *name);
	/* Up to ${n} bytes of the body; 0 at its end, -1 on error. */
	ssize_t		 (*read)(struct gs_io *io, void *p, size_t n);
	enum gs_status	 (*write)(struct gs_io *io, const void *p, size_t n);
};

/* Fill ${req} from the parameters of ${io}. What is malformed is recorded in
 * req->err and answered by the dispatcher. */
void gs_req_init(struct gs_req *req, struct gs_arena *a,
    const struct gs_conf *conf, struct gs_db *db, struct gs_io *io);
void gs_res_init(struct gs_res *res, struct gs_req *req);
/* Forget an answer that was not sent: headers go back to what they were at
 * gs_res_mark(). false when bytes have left already. */
bool gs_res_reset(struct gs_res *res);
void gs_res_mark(struct gs_res *res);
/* Send what is held back (answers of unsafe methods wait for the commit). */
enum gs_status gs_res_flush(struct gs_res *res);

/* Answers: methods of the route as an Allow header value. */
const char *gs_method_names(struct gs_arena *a, unsigned methods);

#endif
