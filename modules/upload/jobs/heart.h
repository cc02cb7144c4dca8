/* SPDX-License-Identifier: MIT */
/*
 * heart.h: a small process beside each running job that keeps its lease.
 *
 * It has a connection of its own, so that the lease is renewed and the
 * progress seen while the job's connection is inside one long statement or
 * one long transaction. It beats only as long as the runner says that it
 * lives: a runner that is stuck loses its job like one that has died.
 *
 * When the job is to be cancelled, was lost, or the runner is told to stop,
 * it cancels the statement the runner waits for and says why.
 */
#ifndef UPLOAD_JOBS_HEART_H
#define UPLOAD_JOBS_HEART_H

#include "upload/jobs/run.h"

#define JOBS_ALIVE_S	30	/* between two signs of life, by default */
#define JOBS_SQL_S	960	/* for one statement: its limit is 15 min */

/* Name of the session of an attempt. */
char *jobs_session_name(struct gs_arena *a, const char *job, int64_t attempt);

/* Start beating for run->job, and set run->heart. */
enum gs_status jobs_heart_start(struct jobs_run *run) GS_MUST_CHECK;
/* The runner lives, and will say so again within ${seconds}. */
void jobs_heart_alive(struct jobs_heart *h, int seconds);
/* The same, with how far the job is. Dropped when they come too fast. */
void jobs_heart_progress(struct jobs_heart *h, double progress,
    const char *fr, const char *en);
/* JOBS_DONE: nothing happened; else JOBS_CANCELLED, _LOST or _STOPPED. */
enum jobs_outcome jobs_heart_ask(struct jobs_heart *h);
/* Readable when jobs_heart_ask() has something to say. */
int jobs_heart_fd(const struct jobs_heart *h);
/* End it. NULL is fine. */
void jobs_heart_stop(struct jobs_heart *h);

#endif
