/* SPDX-License-Identifier: MIT */
/* outbox.c: what must happen outside the database after a commit. */
#include "common/base.h"

#include "common/log.h"
#include "upload/jobs/db.h"
#include "upload/jobs/retire.h"
#include "upload/jobs/runner.h"

#define IDLE_MS		400
#define HOUR_S		3600
#define DAY_S		86400

/* Links to tiles of a dataset; the last step of the job that published it,
 * if that was cut. */
static enum gs_status
do_tiles(struct jobs_run *run, const struct jobs_outbox *o,
    GS_UNUSED double *wait)
{
	gs_str job = gs_jget_str(o->payload, "job");
	enum gs_status st = jobs_db_links(run, gs_jget_str(o->payload,
	    "slug"));

	return st == GS_OK && job.ptr != NULL ? jobs_db_finished(run, job) :
	    st;
}

static enum gs_status
do_retire(struct jobs_run *run, const struct jobs_outbox *o, double *wait)
{
	gs_str job = gs_jget_str(o->payload, "job");

	if (job.ptr != NULL)
		return jobs_retire_job(run, job);
	if (gs_jget(o->payload, "slug") != NULL)
		return jobs_retire_dataset(run, o->payload);
	return jobs_retire_versions(run, o->dataset, wait);
}

static const struct {
	const char	*kind;
	enum gs_status	(*run)(struct jobs_run *, const struct jobs_outbox *,
			    double *wait);
} kinds[] = {
	{ "tiles", do_tiles },
	{ "retire", do_retire },
};

static void
effect(struct jobs_run *run, const struct jobs_outbox *o)
{
	enum gs_status st = GS_EINTERNAL;
	double wait = -1;

	for (size_t i = 0; i < GS_COUNTOF(kinds); i++)
		if (gs_str_eqc(o->kind, kinds[i].kind))
			st = kinds[i].run(run, o, &wait);
	if (st != GS_OK) {
		wait = GS_MIN(600, 5 << GS_MIN(o->attempts, 10));
		gs_warn("outbox %lld (%.*s), attempt %lld: %s",
		    (long long)o->id, GS_FMT(o->kind),
		    (long long)o->attempts, run->err.text);
	}
	gs_err_clear(&run->err);
	st = wait < 0 ? jobs_db_outbox_done(run, o->id) :
	    jobs_db_outbox_later(run, o->id, wait);
	if (st != GS_OK)
		gs_warn("outbox %lld: %s", (long long)o->id, run->err.text);
}

/* -- at start, and now and then ------------------------------------------ */

static void
repair_one(void *ctx, gs_str slug)
{
	struct jobs_run *run = ctx;

	gs_err_clear(&run->err);
	if (jobs_db_links(run, slug) != GS_OK)
		gs_warn("links of %.*s: %s", GS_FMT(slug), run->err.text);
}

/* The folder is as the last process left it, wherever that was cut. */
static bool
repair(struct jobs_run *run)
{
	struct gs_rows r;

	if (jobs_db_public_slugs(run, &r) != GS_OK)
		return false;
	for (int i = 0; i < r.n && !jobs_stopping(); i++)
		repair_one(run, gs_row_str(&r, i, 0));
	store_links_each(run->arena, run->conf, repair_one, run);
	return true;
}

struct rounds {
	bool	repaired;
	time_t	hourly, daily;
};

static void
keep_house(struct jobs_run *run, struct rounds *d)
{
	time_t now = time(NULL);

	if (!d->repaired)
		d->repaired = repair(run);
	if (now - d->hourly >= HOUR_S) {
		d->hourly = now;
		if (jobs_db_expire(run) != GS_OK)
			gs_warn("expiry: %s", run->err.text);
	}
	if (now - d->daily >= DAY_S) {
		d->daily = now;
		jobs_retire_strays(run);
	}
}

void
jobs_outbox(const struct gs_conf *conf)
{
	struct jobs_run run = { .conf = conf, .arena = gs_arena_new(),
	    .db = gs_db_new(conf->db_host, conf->db_name, "gs_runner") };
	struct rounds rounds = { 0 };
	struct jobs_outbox o;
	bool found;

	while (!jobs_stopping()) {
		keep_house(&run, &rounds);
		gs_err_clear(&run.err);
		if (jobs_db_outbox_take(&run, &o, &found) == GS_OK && found)
			effect(&run, &o);
		else
			jobs_pause(IDLE_MS);
		gs_err_clear(&run.err);
		gs_arena_reset(run.arena);
	}
	gs_arena_free(run.arena);
	gs_db_free(run.db);
}
