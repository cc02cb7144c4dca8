/* SPDX-License-Identifier: MIT */
/*
 * worker.h: a prefork FastCGI server over libfcgi.
 *
 * The master listens on VAR/run/<name>.sock (0660), forks ${processes}
 * children and replaces one that dies within 200 ms (with a pause of 1 s
 * after five deaths in a second, so that a broken build does not spin).
 *	SIGTERM, SIGINT	stop accepting at once, finish the running request; one
 *		still running after 5 s is cut so that its client sees it
 *	SIGHUP	re-read the configuration, replace each child when its request
 *		is finished
 *	SIGUSR1	reopen nothing (logs are standard error); ignored
 * A child polls the listening socket together with its signal descriptor
 * before accepting, so no signal is lost in accept(). Each request has a
 * fresh arena. A child ends after ${max_requests} requests (0: never).
 *
 * Answered here for every worker: GET /healthz (200, no database), /readyz
 * (database and ready() of the worker), /metrics (OpenMetrics text: requests
 * by status class, seconds, bytes, restarts; shared memory of the master).
 * nginx exposes them as /healthz/<worker> and so on.
 *
 * Options of every worker: --routes (prints method, pattern, test, summary),
 * --help, --version.
 */
#ifndef GS_WORKER_H
#define GS_WORKER_H

#include "common/conf.h"
#include "common/db.h"
#include "common/route.h"

struct gs_worker {
	const char		*name;		/* "render" */
	const char		*db_role;	/* "gs_render" */
	const struct gs_route	*routes;
	size_t			 nroutes;
	size_t			 processes_offset; /* in struct gs_conf, int64 */
	unsigned		 max_requests;
	/* In each child, before its first request; *state goes to
	 * req->worker. May be NULL. */
	enum gs_status		(*init)(const struct gs_conf *c,
				    struct gs_db *db, void **state,
				    struct gs_err *err);
	/* Extra readiness check, NULL for none: a sentence in err if not. */
	enum gs_status		(*ready)(void *state, struct gs_err *err);
};

/* Runs until told to stop; returns the exit status (sysexits.h). */
int gs_worker_run(const struct gs_worker *w, int argc, char **argv);

/*
 * Test builds (-DGS_FAULTS) only: GS_FAULT="point" (or "point:N", the Nth
 * time) in the environment kills this process with SIGKILL when it reaches
 * gs_fault("point"). Compiles to nothing otherwise.
 */
#ifdef GS_FAULTS
void gs_fault(const char *point);
#else
#define gs_fault(point)	((void)0)
#endif

#endif
