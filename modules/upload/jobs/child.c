/* SPDX-License-Identifier: MIT */
/* child.c: one runner: claim a job, run its steps, say how it ended. */
#include "common/base.h"

#include "common/log.h"
#include "common/worker.h"
#include "upload/jobs/db.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/reasons.h"
#include "upload/jobs/runner.h"
#include "upload/jobs/steps.h"

#define IDLE_MS	400	/* between two looks at an empty queue */

static size_t
first_step(const struct jobs_run *run)
{
	for (size_t i = 0; i < jobs_nsteps; i++)
		if (strcmp(run->step, jobs_steps[i].name) == 0)
			return i + 1;
	return 0;
}

static enum jobs_outcome
run_steps(struct jobs_run *run)
{
	enum jobs_outcome o = JOBS_DONE;

	for (size_t i = first_step(run); i < jobs_nsteps; i++) {
		const struct jobs_step *s = &jobs_steps[i];

		if (s->fr[0] != '\0') {
			jobs_heart_progress(run->heart, s->progress, s->fr,
			    s->en);
			jobs_log(run, "info", s->fr, s->en);
		}
		gs_err_clear(&run->err);
		if ((o = s->run(run)) != JOBS_DONE)
			return o;
		run->step = s->name;
		gs_fault(gs_printf(run->arena, "job.%s", s->name));
		if (run->heart != NULL && jobs_stopping())
			return JOBS_STOPPED;
	}
	return o;
}

/* -- the end of an attempt ----------------------------------------------- */

static enum gs_status
end_asked(struct jobs_run *run)
{
	enum gs_status st;

	if ((st = jobs_begin(run)) != GS_OK ||
	    (st = jobs_db_ask(run)) != GS_OK)
		return st;
	return jobs_commit(run);
}

static enum gs_status
end_failed(struct jobs_run *run)
{
	jobs_log(run, "error", "Publication refusée", "Publication refused");
	return jobs_db_give_up(run, "failed", run->reasons);
}

static enum gs_status
end_fault(struct jobs_run *run)
{
	return jobs_db_fault(run, false);
}

static enum gs_status
end_cancelled(struct jobs_run *run)
{
	jobs_log(run, "warn", "Annulée", "Cancelled");
	return jobs_db_give_up(run, "cancelled", NULL);
}

static enum gs_status
end_stopped(struct jobs_run *run)
{
	return jobs_db_give_back(run);
}

static enum gs_status
end_nothing(GS_UNUSED struct jobs_run *run)
{
	return GS_OK;
}

static void
end(struct jobs_run *run, enum jobs_outcome o)
{
	static const struct {
		const char	*name;
		enum gs_status	(*say)(struct jobs_run *);
	} table[] = {
		[JOBS_DONE] = { "done", end_nothing },
		[JOBS_ASKED] = { "asked", end_asked },
		[JOBS_FAILED] = { "refused", end_failed },
		[JOBS_FAULT] = { "fault", end_fault },
		[JOBS_CANCELLED] = { "cancelled", end_cancelled },
		[JOBS_STOPPED] = { "stopped", end_stopped },
		[JOBS_LOST] = { "lost", end_nothing },
	};

	jobs_heart_stop(run->heart);
	run->heart = NULL;
	if (gs_db_in_transaction(run->db) &&
	    gs_db_end(run->db, false, NULL) != GS_OK)
		gs_warn("rollback failed");
	gs_err_clear(&run->err);
	/* What is not said now is found out when the lease lapses. */
	if (table[o].say(run) != GS_OK) {
		gs_warn("job %s: %s was not recorded: %s", run->job,
		    table[o].name, run->err.text);
		if (gs_db_in_transaction(run->db) &&
		    gs_db_end(run->db, false, NULL) != GS_OK)
			gs_warn("rollback failed");
	}
	gs_info("job %s attempt %lld: %s", run->job,
	    (long long)run->attempt, table[o].name);
}

static void
run_job(struct jobs_run *run)
{
	char *session = jobs_session_name(run->arena, run->job, run->attempt);
	enum jobs_outcome o = JOBS_FAULT;

	gs_log_request(run->job);
	gs_info("job %s attempt %lld begins after \"%s\"", run->job,
	    (long long)run->attempt, run->step);
	if (jobs_heart_start(run) == GS_OK &&
	    jobs_db_take_over(run, session) == GS_OK)
		o = run_steps(run);
	end(run, o);
	gs_log_request(NULL);
}

/* -- the loop ------------------------------------------------------------ */

/* The one before in this place died while it ran a job. */
static void
bury(const struct gs_conf *conf, struct gs_db *db, struct jobs_slot *slot)
{
	while (slot->job[0] != '\0' && !jobs_stopping()) {
		struct jobs_run run = { .conf = conf, .db = db,
		    .arena = gs_arena_new(), .job = slot->job,
		    .attempt = slot->attempt };

		if (jobs_db_fault(&run, true) == GS_OK)
			slot->job[0] = '\0';
		else
			jobs_pause(1000);
		gs_arena_free(run.arena);
	}
}

/* False when there was nothing to do. */
static bool
one_job(const struct gs_conf *conf, struct gs_db *db, struct gs_arena *a,
    struct jobs_slot *slot)
{
	struct jobs_run run = { .arena = a, .conf = conf, .db = db };
	bool found;

	if (jobs_db_claim(&run, &found) != GS_OK || !found)
		return false;
	slot->attempt = run.attempt;
	memcpy(slot->job, run.job, GS_MIN(strlen(run.job) + 1,
	    sizeof(slot->job)));
	run_job(&run);
	slot->job[0] = '\0';
	return true;
}

void
jobs_child(const struct gs_conf *conf, struct jobs_slot *slot)
{
	struct gs_db *db = gs_db_new(conf->db_host, conf->db_name,
	    "gs_runner");
	struct gs_arena *a = gs_arena_new();

	bury(conf, db, slot);
	while (!jobs_stopping()) {
		if (!one_job(conf, db, a, slot))
			jobs_pause(IDLE_MS);
		gs_arena_reset(a);
	}
	gs_arena_free(a);
	gs_db_free(db);
}
