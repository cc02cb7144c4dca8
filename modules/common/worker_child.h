/* SPDX-License-Identifier: MIT */
/*
 * worker_child.h: between the master (worker.c) and a child
 * (worker_child.c). Private to common.
 */
#ifndef GS_WORKER_CHILD_H
#define GS_WORKER_CHILD_H

#include <stdatomic.h>

#include "common/worker.h"

/* Shared by the master and all its children. */
struct gs_worker_stats {
	atomic_ullong	requests[6];	/* by status class; [0] cut answers */
	atomic_ullong	microseconds;
	atomic_ullong	bytes;
	atomic_ullong	restarts;	/* children that died */
	time_t		started;
};

/* Serve until told to stop; never returns. ${listener} is non-blocking. */
GS_NORETURN void gs_worker_child(const struct gs_worker *w,
    const struct gs_conf *conf, int listener, struct gs_worker_stats *stats);

/* /healthz, /readyz, /metrics; false when the path is none of them. */
bool gs_worker_builtin(const struct gs_worker *w, struct gs_req *req,
    struct gs_res *res, const struct gs_worker_stats *stats);

#endif
