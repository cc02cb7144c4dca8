/* SPDX-License-Identifier: MIT */
/* verify.c: step "verify": the stored bytes are those that were received. */
#include "common/base.h"

#include "upload/jobs/db.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/reasons.h"
#include "upload/jobs/steps.h"
#include "upload/store/store.h"

enum jobs_outcome
jobs_verify(struct jobs_run *run)
{
	struct store_file f;
	enum gs_status st;

	/* A disk that reads slowly: 5 MB/s at least. */
	jobs_heart_alive(run->heart, JOBS_ALIVE_S +
	    (int)GS_MIN(run->size / 5000000, 3600));
	st = store_measure(&f, store_path(run->arena, run->conf, run->digest),
	    &run->err);
	jobs_heart_alive(run->heart, JOBS_ALIVE_S);
	if (st != GS_OK)
		return jobs_outcome(run, st);
	if (strcmp(f.hex, run->digest) != 0 || f.size != run->size)
		return jobs_reason(run, JOBS_REASON_DAMAGED);
	if ((st = jobs_begin(run)) != GS_OK ||
	    (st = jobs_db_step(run, "verify")) != GS_OK ||
	    (st = jobs_commit(run)) != GS_OK)
		return jobs_outcome(run, st);
	return JOBS_DONE;
}
