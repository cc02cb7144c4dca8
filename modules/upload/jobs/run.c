/* SPDX-License-Identifier: MIT */
/* run.c: what the steps of a job share; see run.h. */
#include "common/base.h"

#include "common/log.h"
#include "upload/jobs/db.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/reasons.h"

char *
jobs_table_name(struct gs_arena *a, const char *job, int k)
{
	return gs_printf(a, "p%.8s%.4s_%d", job, job + 9, k);
}

enum jobs_outcome
jobs_outcome(struct jobs_run *run, enum gs_status st)
{
	enum jobs_outcome said = jobs_heart_ask(run->heart);

	if (gs_db_in_transaction(run->db) &&
	    gs_db_end(run->db, false, NULL) != GS_OK)
		st = GS_EBUSY;
	if (said != JOBS_DONE)
		return said;
	if (st == GS_OK)
		return JOBS_DONE;
	gs_warn("step after \"%s\": %s", run->step, run->err.text);
	if (st == GS_EDENIED)
		return jobs_reason(run, JOBS_REASON_DENIED);
	return JOBS_FAULT;
}

enum gs_status
jobs_begin(struct jobs_run *run)
{
	gs_err_clear(&run->err);
	return gs_db_begin(run->db, run->account, false, &run->err);
}

enum gs_status
jobs_commit(struct jobs_run *run)
{
	return gs_db_end(run->db, true, &run->err);
}

void
jobs_log(struct jobs_run *run, const char *level, const char *fr,
    const char *en)
{
	enum gs_status st = jobs_begin(run);

	if (st == GS_OK) {
		st = jobs_db_log(run, level, jobs_text(run->arena, fr, en));
		if (gs_db_end(run->db, st == GS_OK, &run->err) != GS_OK)
			st = GS_EBUSY;
	}
	if (st != GS_OK)
		gs_warn("job log: %s", run->err.text);
	gs_err_clear(&run->err);
}
