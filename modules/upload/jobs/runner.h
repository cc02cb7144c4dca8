/* SPDX-License-Identifier: MIT */
/*
 * runner.h: the processes behind "upload --jobs".
 *
 * A master keeps runner_processes children, each running one job at a time,
 * and one that empties the outbox. Signals as in worker.h; after SIGTERM a
 * running job is handed back to the queue. Each child notes the job it runs
 * in shared memory: when it dies, the one that takes its place says so to the
 * database at once, instead of waiting for the lease to lapse.
 */
#ifndef UPLOAD_JOBS_RUNNER_H
#define UPLOAD_JOBS_RUNNER_H

#include "common/conf.h"

/* In shared memory. The job is empty when none runs. */
struct jobs_slot {
	char	job[37];
	int64_t	attempt;
};

/* Run jobs until SIGTERM or SIGINT, both blocked here, is pending. */
void jobs_child(const struct gs_conf *conf, struct jobs_slot *slot);
/* Do what the outbox says until then. */
void jobs_outbox(const struct gs_conf *conf);

/* Is a signal to stop pending? */
bool jobs_stopping(void);
/* Wait, at most; returns early when told to stop. */
void jobs_pause(int ms);

#endif
