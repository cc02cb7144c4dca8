/* SPDX-License-Identifier: MIT */
/*
 * fcgi.h: ask a worker directly, over its socket, as nginx would: whether it
 * is ready does not depend on nginx.
 */
#ifndef GEOSOCLECTL_FCGI_H
#define GEOSOCLECTL_FCGI_H

#include "common/arena.h"

struct fcgi_answer {
	int	 status;	/* of HTTP; 0: nobody listens or no answer */
	char	*body;		/* at most 4 KiB */
};

/* GET ${path} of the worker listening on ${socket}; at most 5 s. */
struct fcgi_answer fcgi_get(struct gs_arena *a, const char *socket,
    const char *path);

#endif
