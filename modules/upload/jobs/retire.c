/* SPDX-License-Identifier: MIT */
/* retire.c: tables, tiles and files that are no longer wanted. */
#include "common/base.h"

#include <unistd.h>

#include "common/file.h"
#include "common/log.h"
#include "queries_runner.h"
#include "upload/jobs/db.h"
#include "upload/jobs/retire.h"
#include "upload/store/store.h"

#define STRAY_S	86400

static enum gs_status
query(struct jobs_run *run, const struct gs_stmt *stmt,
    const struct gs_param *p, struct gs_rows *rows)
{
	return gs_db_query(run->db, stmt, p, run->arena, rows, &run->err);
}

static enum gs_status
begin(struct jobs_run *run)
{
	return gs_db_begin(run->db, 0, false, &run->err);
}

/* Commit, or roll back and keep ${st}. */
static enum gs_status
end(struct jobs_run *run, enum gs_status st)
{
	enum gs_status e = gs_db_end(run->db, st == GS_OK, &run->err);

	return st == GS_OK ? e : st;
}

static enum gs_status
drop_tables(struct jobs_run *run, const struct gs_jval *tables)
{
	enum gs_status st = GS_OK;

	for (const struct gs_jval *t = tables ? tables->first : NULL;
	    t != NULL && st == GS_OK; t = t->next)
		st = jobs_db_table_drop(run, t->text);
	return st;
}

static enum gs_status
drop_tiles(struct jobs_run *run, const char *rel)
{
	return gs_remove_tree(gs_printf(run->arena, "%s/tiles",
	    run->conf->var), rel, &run->err);
}

/* In a transaction: the lock of store.forget() is held until its end. */
static enum gs_status
forget_file(struct jobs_run *run, gs_str hex)
{
	struct gs_param p[] = { gs_p_str(run->arena, hex) };
	struct gs_rows r;
	enum gs_status st = query(run, &Q_FORGET_FILE, p, &r);

	if (st != GS_OK || !gs_row_bool(&r, 0, 0))
		return st;
	return store_remove(run->arena, run->conf, gs_str_dup(run->arena,
	    hex), &run->err);
}

/* -- a job --------------------------------------------------------------- */

static enum gs_status
job_remains(struct jobs_run *run, gs_str job, gs_str *name)
{
	struct gs_param p[] = { gs_p_str(run->arena, job) };
	const struct gs_jval *tables;
	struct gs_rows r;
	enum gs_status st = query(run, &Q_LEFTOVERS, p, &r);

	if (st != GS_OK || r.n == 0)
		return st;
	*name = gs_row_str(&r, 0, 1);
	tables = gs_row_json(run->arena, &r, 0, 2);
	for (const struct gs_jval *t = tables ? tables->first : NULL;
	    t != NULL && st == GS_OK; t = t->next) {
		struct gs_param table[] = { gs_p_str(run->arena, t->text) };

		st = query(run, &Q_TABLE_DROP, table, NULL);
	}
	if (st == GS_OK && !gs_row_null(&r, 0, 0))
		st = forget_file(run, gs_row_str(&r, 0, 0));
	return st;
}

enum gs_status
jobs_retire_job(struct jobs_run *run, gs_str job)
{
	gs_str name = GS_NOSTR;
	enum gs_status st;

	if ((st = begin(run)) != GS_OK ||
	    (st = end(run, job_remains(run, job, &name))) != GS_OK ||
	    name.ptr == NULL)
		return st;
	/* It may have died between removing links and committing. */
	return jobs_db_links(run, name);
}

/* -- old versions -------------------------------------------------------- */

static enum gs_status
forget_version(struct jobs_run *run, int64_t version)
{
	struct gs_param p[] = { gs_p_int(run->arena, version) };
	struct gs_rows r;
	enum gs_status st = query(run, &Q_FORGET_VERSION, p, &r);

	for (int i = 0; i < r.n && st == GS_OK; i++)
		st = forget_file(run, gs_row_str(&r, i, 0));
	return st;
}

static enum gs_status
remove_version(struct jobs_run *run, const struct gs_rows *r, int row)
{
	const struct gs_jval *layers = gs_row_json(run->arena, r, row, 3);
	enum gs_status st;

	for (const struct gs_jval *l = layers ? layers->first : NULL; l;
	    l = l->next)
		if ((st = drop_tiles(run, gs_printf(run->arena,
		    "%.*s.%.*s/v%lld", GS_FMT(gs_row_str(r, row, 2)),
		    GS_FMT(l->text), (long long)gs_row_int(r, row, 1)))) !=
		    GS_OK)
			return st;
	if ((st = drop_tables(run, gs_row_json(run->arena, r, row, 4))) !=
	    GS_OK || (st = begin(run)) != GS_OK)
		return st;
	return end(run, forget_version(run, gs_row_int(r, row, 0)));
}

/* Statement ${stmt} about a dataset in a transaction of its own. */
static enum gs_status
ask(struct jobs_run *run, const struct gs_stmt *stmt,
    const struct gs_param *p, struct gs_rows *rows)
{
	enum gs_status st = begin(run);

	return st == GS_OK ? end(run, query(run, stmt, p, rows)) : st;
}

enum gs_status
jobs_retire_versions(struct jobs_run *run, int64_t dataset, double *wait)
{
	struct gs_arena *a = run->arena;
	int64_t spell = GS_MAX(run->conf->retention_seconds, JOBS_GRACE_S);
	struct gs_param id = gs_p_int(a, dataset);
	struct gs_param grace = gs_p_int(a, JOBS_GRACE_S);
	struct gs_param keep[] = { id, gs_p_int(a,
	    run->conf->retention_versions), gs_p_int(a, spell), grace };
	struct gs_param gone[] = { id, grace };
	struct gs_rows r;
	enum gs_status st;

	*wait = -1;
	if ((st = ask(run, &Q_WITHDRAW, keep, NULL)) != GS_OK ||
	    (st = ask(run, &Q_WITHDRAWN, gone, &r)) != GS_OK)
		return st;
	if (r.n > 0 && (st = jobs_db_links(run, gs_row_str(&r, 0, 2))) !=
	    GS_OK)
		return st;
	for (int i = 0; i < r.n; i++)
		if ((st = remove_version(run, &r, i)) != GS_OK)
			return st;
	if ((st = ask(run, &Q_NEXT_WITHDRAWAL, keep, &r)) != GS_OK)
		return st;
	if (r.n == 1 && !gs_row_null(&r, 0, 0))
		*wait = GS_MAX(gs_row_double(&r, 0, 0), 1);
	return GS_OK;
}

/* -- a deleted dataset --------------------------------------------------- */

enum gs_status
jobs_retire_dataset(struct jobs_run *run, const struct gs_jval *what)
{
	const struct gs_jval *layers = gs_jget(what, "layers"),
	    *digests = gs_jget(what, "digests");
	gs_str slug = gs_jget_str(what, "slug");
	enum gs_status st;

	if ((st = jobs_db_links(run, slug)) != GS_OK ||
	    (st = drop_tables(run, gs_jget(what, "tables"))) != GS_OK)
		return st;
	/* Numbers of versions are not used again: a new dataset of this name
	 * has other folders. */
	for (const struct gs_jval *l = layers ? layers->first : NULL; l;
	    l = l->next) {
		int64_t last = 0;

		if (!gs_jget_int(what, "last_number", &last))
			last = 0;
		for (int64_t n = 1; n <= last; n++)
			if ((st = drop_tiles(run, gs_printf(run->arena,
			    "%.*s.%.*s/v%lld", GS_FMT(slug), GS_FMT(l->text),
			    (long long)n))) != GS_OK)
				return st;
		rmdir(gs_printf(run->arena, "%s/tiles/%.*s.%.*s",
		    run->conf->var, GS_FMT(slug), GS_FMT(l->text)));
	}
	for (const struct gs_jval *d = digests ? digests->first : NULL; d;
	    d = d->next)
		if ((st = begin(run)) != GS_OK ||
		    (st = end(run, forget_file(run, d->text))) != GS_OK)
			return st;
	return GS_OK;
}

/* -- strays -------------------------------------------------------------- */

static void
stray(void *ctx, const char *hex, const char *path)
{
	struct jobs_run *run = ctx;
	enum gs_status st;

	if (hex == NULL) {
		unlink(path);
		return;
	}
	gs_err_clear(&run->err);
	if ((st = begin(run)) == GS_OK)
		st = end(run, forget_file(run, gs_str_of(hex)));
	if (st != GS_OK)
		gs_warn("stored file %s: %s", hex, run->err.text);
}

void
jobs_retire_strays(struct jobs_run *run)
{
	store_each(run->arena, run->conf, STRAY_S, stray, run);
}
