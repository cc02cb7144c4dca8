/* SPDX-License-Identifier: MIT */
/* index.c: step "index": what makes the staged tables quick to read. */
#include "common/base.h"

#include "upload/jobs/db.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/steps.h"

static enum gs_status
index_layer(struct jobs_run *run, const struct gs_jval *layer, int k)
{
	gs_str table = gs_jget_str(layer, "table");
	bool geometry = !gs_str_eqc(gs_jget_str(layer, "geometry_type"),
	    "NONE");
	enum gs_status st;

	jobs_heart_alive(run->heart, JOBS_SQL_S);
	if ((st = jobs_db_table_index(run, table, geometry)) != GS_OK)
		return st;
	jobs_heart_alive(run->heart, JOBS_SQL_S);
	return jobs_db_table_measure(run, k, table, geometry);
}

enum jobs_outcome
jobs_index(struct jobs_run *run)
{
	const struct gs_jval *layers = gs_jget(run->staged, "layers");
	enum gs_status st = jobs_begin(run);
	int k = 0;

	for (const struct gs_jval *l = layers ? layers->first : NULL;
	    l != NULL && st == GS_OK; l = l->next)
		st = index_layer(run, l, k++);
	if (st == GS_OK)
		st = jobs_db_step(run, "index");
	if (st == GS_OK)
		st = jobs_commit(run);
	jobs_heart_alive(run->heart, JOBS_ALIVE_S);
	return jobs_outcome(run, st);
}
