/* SPDX-License-Identifier: MIT */
/* reasons.h: why a publication failed, said to its author. */
#ifndef UPLOAD_JOBS_REASONS_H
#define UPLOAD_JOBS_REASONS_H

#include "common/json.h"
#include "upload/jobs/run.h"

enum jobs_reason {
	JOBS_REASON_DAMAGED,	/* the stored bytes are not those received */
	JOBS_REASON_CRASHED,	/* the reader stopped */
	JOBS_REASON_TIMEOUT,
	JOBS_REASON_TOO_LARGE,	/* what it holds, not what was sent */
	JOBS_REASON_DATA,	/* a value that cannot be stored */
	JOBS_REASON_REFUSED,	/* without a finding that says why */
	JOBS_REASON_DENIED,	/* the account lost the right meanwhile */
	JOBS_REASON_TAKEN,	/* the name, by another organisation */
	JOBS_REASON__COUNT
};

/* Set run->reasons; returns JOBS_FAILED. */
enum jobs_outcome jobs_reason(struct jobs_run *run, enum jobs_reason why);
/* The same from the errors of the reader's report (at most 50). */
enum jobs_outcome jobs_reason_report(struct jobs_run *run,
    const struct gs_jval *report);
/* {"fr": …, "en": …}, as jobs.job.message and jobs.log.message hold it. */
char *jobs_text(struct gs_arena *a, const char *fr, const char *en);

#endif
