/* SPDX-License-Identifier: MIT */
/*
 * retire.h: taking away what no longer serves. Each may be cut anywhere and
 * run again: rows that name a thing go after the thing.
 */
#ifndef UPLOAD_JOBS_RETIRE_H
#define UPLOAD_JOBS_RETIRE_H

#include "upload/jobs/run.h"

/* A request that has looked up a version reads its tables within: */
#define JOBS_GRACE_S	5

/* Tables and file of a job that failed or was cancelled. */
enum gs_status jobs_retire_job(struct jobs_run *run, gs_str job)
    GS_MUST_CHECK;
/* Old versions of a dataset beyond the retention. ${*wait}: seconds until
 * there is more to do, negative for never. */
enum gs_status jobs_retire_versions(struct jobs_run *run, int64_t dataset,
    double *wait) GS_MUST_CHECK;
/* Tables, tiles and files of a deleted dataset: {"slug", "layers", "tables",
 * "digests"}. */
enum gs_status jobs_retire_dataset(struct jobs_run *run,
    const struct gs_jval *what) GS_MUST_CHECK;
/* Stored files that nothing refers to (an answer that was cut between the
 * store and the commit leaves one), when they are a day old. */
void jobs_retire_strays(struct jobs_run *run);

#endif
