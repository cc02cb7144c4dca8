/* SPDX-License-Identifier: MIT */
/* db.c: the statements of the runner; see db.h. */
#include "common/base.h"

#include "queries_runner.h"
#include "upload/jobs/db.h"

/* -- helpers ------------------------------------------------------------- */

static enum gs_status
query(struct jobs_run *run, const struct gs_stmt *stmt,
    const struct gs_param *p, struct gs_rows *rows)
{
	return gs_db_query(run->db, stmt, p, run->arena, rows, &run->err);
}

/* A transaction without identity around one statement. */
static enum gs_status
alone(struct jobs_run *run, const struct gs_stmt *stmt,
    const struct gs_param *p, struct gs_rows *rows)
{
	enum gs_status st, end;

	if ((st = gs_db_begin(run->db, 0, false, &run->err)) != GS_OK)
		return st;
	st = query(run, stmt, p, rows);
	end = gs_db_end(run->db, st == GS_OK, &run->err);
	return st == GS_OK ? end : st;
}

static enum gs_status
fenced(struct jobs_run *run, const struct gs_stmt *stmt,
    const struct gs_param *p)
{
	struct gs_rows r;
	enum gs_status st = query(run, stmt, p, &r);

	if (st == GS_OK && r.affected != 1)
		return gs_fail(&run->err, GS_ECONFLICT,
		    "another attempt has this job");
	return st;
}

#define JOB(run)	gs_p_cstr((run)->job), \
			gs_p_int((run)->arena, (run)->attempt)

/* -- the job itself ------------------------------------------------------ */

enum gs_status
jobs_db_claim(struct jobs_run *run, bool *found)
{
	struct gs_arena *a = run->arena;
	struct gs_rows r;
	enum gs_status st = alone(run, &Q_CLAIM, NULL, &r);

	*found = st == GS_OK && r.n == 1;
	if (!*found)
		return st;
	run->job = gs_str_dup(a, gs_row_str(&r, 0, 0));
	run->account = gs_row_int(&r, 0, 1);
	run->attempt = gs_row_int(&r, 0, 2);
	run->step = gs_str_dup(a, gs_row_str(&r, 0, 3));
	run->digest = gs_str_dup(a, gs_row_str(&r, 0, 4));
	run->size = gs_row_int(&r, 0, 5);
	run->file_name = gs_str_dup(a, gs_row_str(&r, 0, 6));
	run->params = gs_row_json(a, &r, 0, 7);
	run->staged = gs_row_json(a, &r, 0, 8);
	return GS_OK;
}

enum gs_status
jobs_db_beat(struct jobs_run *run, bool *ours, bool *cancel)
{
	struct gs_param p[] = { JOB(run) };
	struct gs_rows r;
	enum gs_status st = alone(run, &Q_BEAT, p, &r);

	if (st != GS_OK)
		return st;
	*ours = r.n == 1;
	*cancel = *ours && gs_row_bool(&r, 0, 0);
	return GS_OK;
}

enum gs_status
jobs_db_fault(struct jobs_run *run, bool died)
{
	struct gs_param p[] = { JOB(run), gs_p_bool(died) };

	return alone(run, &Q_FAULT, p, NULL);
}

enum gs_status
jobs_db_give_back(struct jobs_run *run)
{
	struct gs_param p[] = { JOB(run) };

	return alone(run, &Q_GIVE_BACK, p, NULL);
}

enum gs_status
jobs_db_give_up(struct jobs_run *run, const char *outcome,
    const char *reasons)
{
	struct gs_param p[] = { JOB(run), gs_p_cstr(outcome),
	    gs_p_cstr(reasons) };

	return alone(run, &Q_GIVE_UP, p, NULL);
}

enum gs_status
jobs_db_finished(struct jobs_run *run, gs_str job)
{
	struct gs_param p[] = { gs_p_str(run->arena, job) };

	return alone(run, &Q_JOB_FINISH, p, NULL);
}

enum gs_status
jobs_db_expire(struct jobs_run *run)
{
	return alone(run, &Q_EXPIRE, NULL, NULL);
}

enum gs_status
jobs_db_take_over(struct jobs_run *run, const char *session)
{
	struct gs_param name[] = { gs_p_cstr(session) };
	struct gs_param others[] = { gs_p_cstr(gs_printf(run->arena,
	    "runner %s %%", run->job)) };
	enum gs_status st;

	if ((st = alone(run, &Q_BE_CALLED, name, NULL)) != GS_OK ||
	    run->job == NULL)
		return st;
	return alone(run, &Q_EVICT, others, NULL);
}

enum gs_status
jobs_db_interrupt(struct jobs_run *run, const char *session)
{
	struct gs_param p[] = { gs_p_cstr(session) };

	return alone(run, &Q_INTERRUPT, p, NULL);
}

enum gs_status
jobs_db_progress(struct jobs_run *run, double progress, const char *message)
{
	struct gs_param p[] = { JOB(run), gs_p_double(run->arena, progress),
	    gs_p_cstr(message) };
	enum gs_status st;

	if ((st = gs_db_begin(run->db, run->account, false, &run->err)) !=
	    GS_OK)
		return st;
	st = query(run, &Q_PROGRESS, p, NULL);
	if (st != GS_OK) {
		enum gs_status end = gs_db_end(run->db, false, NULL);

		return end == GS_OK ? st : end;
	}
	return gs_db_end(run->db, true, &run->err);
}

enum gs_status
jobs_db_log(struct jobs_run *run, const char *level, const char *message)
{
	struct gs_param p[] = { gs_p_cstr(run->job), gs_p_cstr(level),
	    gs_p_cstr(message) };

	return query(run, &Q_LOG, p, NULL);
}

enum gs_status
jobs_db_step(struct jobs_run *run, const char *step)
{
	struct gs_param p[] = { JOB(run), gs_p_cstr(step) };

	return fenced(run, &Q_STEP, p);
}

enum gs_status
jobs_db_step_read(struct jobs_run *run, const char *staged)
{
	struct gs_param p[] = { JOB(run), gs_p_cstr(staged),
	    gs_p_cstr(run->report) };

	return fenced(run, &Q_STEP_READ, p);
}

enum gs_status
jobs_db_report(struct jobs_run *run)
{
	struct gs_param p[] = { JOB(run), gs_p_cstr(run->report) };

	return fenced(run, &Q_REPORT, p);
}

enum gs_status
jobs_db_ask(struct jobs_run *run)
{
	struct gs_param p[] = { JOB(run), gs_p_cstr(run->questions),
	    gs_p_cstr(run->report) };

	return fenced(run, &Q_ASK, p);
}

/* -- tables -------------------------------------------------------------- */

enum gs_status
jobs_db_table_make(struct jobs_run *run, const struct jobs_table *t)
{
	struct gs_param p[] = { gs_p_cstr(t->name),
	    gs_p_str(run->arena, t->geometry_type),
	    gs_p_int(run->arena, t->srid), gs_p_cstr(t->columns) };

	return query(run, &Q_TABLE_MAKE, p, NULL);
}

enum gs_status
jobs_db_table_index(struct jobs_run *run, gs_str name, bool geometry)
{
	struct gs_param p[] = { gs_p_str(run->arena, name),
	    gs_p_bool(geometry) };

	return query(run, &Q_TABLE_INDEX, p, NULL);
}

enum gs_status
jobs_db_table_measure(struct jobs_run *run, int layer, gs_str name,
    bool geometry)
{
	struct gs_param p[] = { JOB(run), gs_p_int(run->arena, layer),
	    gs_p_str(run->arena, name), gs_p_bool(geometry) };

	return fenced(run, &Q_TABLE_MEASURE, p);
}

enum gs_status
jobs_db_table_drop(struct jobs_run *run, gs_str name)
{
	struct gs_param p[] = { gs_p_str(run->arena, name) };

	return alone(run, &Q_TABLE_DROP, p, NULL);
}

enum gs_status
jobs_db_srid_known(struct jobs_run *run, int64_t srid, bool *known)
{
	struct gs_param p[] = { gs_p_int(run->arena, srid) };
	struct gs_rows r;
	enum gs_status st = query(run, &Q_SRID_KNOWN, p, &r);

	if (st == GS_OK)
		*known = gs_row_bool(&r, 0, 0);
	return st;
}

/* -- links and outbox ---------------------------------------------------- */

static enum gs_status
set_links(struct jobs_run *run, gs_str slug)
{
	struct gs_param p[] = { gs_p_str(run->arena, slug) };
	struct store_link *want;
	struct gs_rows r;
	enum gs_status st = query(run, &Q_TILE_LINKS, p, &r);

	if (st != GS_OK)
		return st;
	want = GS_NEWN(run->arena, (size_t)r.n + 1, struct store_link);
	for (int i = 0; i < r.n; i++)
		want[i] = (struct store_link){ gs_str_dup(run->arena,
		    gs_row_str(&r, i, 0)), gs_row_int(&r, i, 1),
		    gs_row_bool(&r, i, 2) };
	return store_links_set(run->arena, run->conf, slug, want,
	    (size_t)r.n, &run->err);
}

enum gs_status
jobs_db_links(struct jobs_run *run, gs_str slug)
{
	enum gs_status st, end;

	if ((st = gs_db_begin(run->db, 0, false, &run->err)) != GS_OK)
		return st;
	st = set_links(run, slug);
	end = gs_db_end(run->db, st == GS_OK, &run->err);
	return st == GS_OK ? end : st;
}

enum gs_status
jobs_db_public_slugs(struct jobs_run *run, struct gs_rows *rows)
{
	return alone(run, &Q_PUBLIC_SLUGS, NULL, rows);
}

enum gs_status
jobs_db_outbox_take(struct jobs_run *run, struct jobs_outbox *o, bool *found)
{
	struct gs_rows r;
	enum gs_status st = alone(run, &Q_OUTBOX_TAKE, NULL, &r);

	*found = st == GS_OK && r.n == 1;
	if (!*found)
		return st;
	*o = (struct jobs_outbox){ gs_row_int(&r, 0, 0),
	    gs_row_int(&r, 0, 2), gs_row_int(&r, 0, 4),
	    gs_row_str(&r, 0, 1), gs_row_json(run->arena, &r, 0, 3) };
	return GS_OK;
}

enum gs_status
jobs_db_outbox_done(struct jobs_run *run, int64_t id)
{
	struct gs_param p[] = { gs_p_int(run->arena, id) };

	return alone(run, &Q_OUTBOX_DONE, p, NULL);
}

enum gs_status
jobs_db_outbox_later(struct jobs_run *run, int64_t id, double seconds)
{
	struct gs_param p[] = { gs_p_int(run->arena, id),
	    gs_p_double(run->arena, seconds) };

	return alone(run, &Q_OUTBOX_LATER, p, NULL);
}
