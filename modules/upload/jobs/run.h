/* SPDX-License-Identifier: MIT */
/*
 * run.h: one attempt at a job, as its steps see it.
 *
 * A job belongs to the attempt whose number its row holds. Every transaction
 * of a step changes that row under the condition (id, attempt, running), and
 * commits only if it did: whoever lost the job writes nothing more. Steps
 * run with the identity of the job's account, so that its rights are those
 * of the moment.
 */
#ifndef UPLOAD_JOBS_RUN_H
#define UPLOAD_JOBS_RUN_H

#include "common/arena.h"
#include "common/conf.h"
#include "common/db.h"
#include "common/json.h"

struct jobs_heart;

/* How a step, and so the attempt, ended. */
enum jobs_outcome {
	JOBS_DONE,		/* go on */
	JOBS_ASKED,		/* run->questions and report say what */
	JOBS_FAILED,		/* for good: run->reasons say why */
	JOBS_FAULT,		/* ours: try again later */
	JOBS_CANCELLED,		/* its author asked */
	JOBS_STOPPED,		/* the runner is told to stop */
	JOBS_LOST,		/* another attempt has it */
};

struct jobs_run {
	struct gs_arena		*arena;
	const struct gs_conf	*conf;
	struct gs_db		*db;
	struct jobs_heart	*heart;
	struct gs_err		 err;

	const char		*job;		/* uuid */
	int64_t			 attempt, account, size;
	const char		*step;		/* last one finished, or "" */
	const char		*digest;	/* hex */
	const char		*file_name;
	const struct gs_jval	*params;	/* of the publication */
	const struct gs_jval	*staged;	/* NULL before read */

	const char		*reasons;	/* JSON, with JOBS_FAILED */
	const char		*report;	/* JSON, when known */
	const char		*questions;	/* JSON, with JOBS_ASKED */
	gs_str			 published;	/* slug, from publish on */
};

/* "p" and the first 12 hexadecimal digits of the job, "_" and ${k}. */
char *jobs_table_name(struct gs_arena *a, const char *job, int k);

/* What a failed call means for the attempt: cancelled, stopped and lost come
 * first, then faults; rights that were withdrawn end the job. A transaction
 * still open is rolled back. */
enum jobs_outcome jobs_outcome(struct jobs_run *run, enum gs_status st);

/* Begin a transaction as the job's account; end it by committing. */
enum gs_status jobs_begin(struct jobs_run *run) GS_MUST_CHECK;
enum gs_status jobs_commit(struct jobs_run *run) GS_MUST_CHECK;

/* A line in the job's log, in its own transaction; a failure is ignored. */
void jobs_log(struct jobs_run *run, const char *level, const char *fr,
    const char *en);

#endif
