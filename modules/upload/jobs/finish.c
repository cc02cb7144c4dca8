/* SPDX-License-Identifier: MIT */
/*
 * finish.c: step "finish": the links to drawn tiles, at once. The outbox row
 * written with the publication does the same again, so that nothing depends
 * on this process living until here.
 */
#include "common/base.h"

#include "upload/jobs/db.h"
#include "upload/jobs/steps.h"

enum jobs_outcome
jobs_finish(struct jobs_run *run)
{
	enum gs_status st;

	if ((st = jobs_db_links(run, run->published)) != GS_OK ||
	    (st = jobs_db_finished(run, gs_str_of(run->job))) != GS_OK)
		return jobs_outcome(run, st);
	return JOBS_DONE;
}
