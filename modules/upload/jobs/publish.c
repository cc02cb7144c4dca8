/* SPDX-License-Identifier: MIT */
/*
 * publish.c: step "publish": one transaction makes the new version the
 * current one, with its metadata, and ends the job.
 *
 * Links to drawn tiles of the old version are removed when everything is
 * ready and locked, just before the commit; only what comes after the commit
 * sets them again (links.h).
 */
#include "common/base.h"

#include "common/worker.h"
#include "queries_runner.h"
#include "upload/jobs/db.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/reasons.h"
#include "upload/jobs/steps.h"
#include "upload/receive/filename.h"
#include "upload/store/links.h"

struct publication {
	struct jobs_run	*run;
	gs_str		 name;		/* of the dataset */
	int64_t		 dataset, version;
	bool		 exists, refused;
};

static enum gs_status
query(struct publication *p, const struct gs_stmt *stmt,
    const struct gs_param *params, struct gs_rows *rows)
{
	return gs_db_query(p->run->db, stmt, params, p->run->arena, rows,
	    &p->run->err);
}

/* A member of the publication's parameters, NULL when not given. */
static struct gs_param
asked(struct publication *p, const char *key)
{
	return gs_p_str(p->run->arena, gs_jget_str(p->run->params, key));
}

/* Is the name still free, or still a dataset that may be replaced? */
static enum gs_status
find_target(struct publication *p)
{
	struct gs_param name[] = { gs_p_str(p->run->arena, p->name) };
	struct gs_param wish[] = { name[0], gs_p_cstr(p->run->job) };
	struct gs_rows r;
	enum gs_status st = query(p, &Q_PUBLISH_TARGET, name, &r);

	if (st != GS_OK || r.n == 0)
		return st;
	if (gs_jget_bool(p->run->params, "fresh")) {
		if ((st = query(p, &Q_PUBLISH_FREE_SLUG, wish, &r)) == GS_OK)
			p->name = gs_row_str(&r, 0, 0);
		return st;
	}
	p->exists = true;
	p->dataset = gs_row_int(&r, 0, 0);
	if (!gs_row_bool(&r, 0, 2)) {
		p->refused = true;
		return gs_fail(&p->run->err, GS_EDENIED,
		    "the name belongs to others");
	}
	return GS_OK;
}

static enum gs_status
make_dataset(struct publication *p, struct gs_param kind)
{
	struct jobs_run *run = p->run;
	gs_str title = gs_jget_str(run->params, "title");
	struct gs_param lock[] = { gs_p_int(run->arena, p->dataset) };
	struct gs_param make[] = { gs_p_cstr(run->job),
	    gs_p_str(run->arena, p->name),
	    gs_p_str(run->arena, title.ptr ? title :
	    receive_filename_stem(gs_str_of(run->file_name))), kind,
	    asked(p, "access") };
	struct gs_rows r;
	enum gs_status st;

	st = p->exists ? query(p, &Q_DATASET_LOCK, lock, &r) :
	    query(p, &Q_DATASET_INSERT, make, &r);
	if (st != GS_OK)
		return st;
	if (r.n == 0)
		return gs_fail(&run->err, GS_EDENIED,
		    "the right to write was withdrawn");
	p->dataset = gs_row_int(&r, 0, 0);
	return GS_OK;
}

static enum gs_status
make_version(struct publication *p)
{
	struct jobs_run *run = p->run;
	struct gs_param dataset = gs_p_int(run->arena, p->dataset);
	struct gs_param v[] = { dataset, gs_p_cstr(run->job) };
	struct gs_rows r;
	enum gs_status st;

	if ((st = query(p, &Q_VERSION_INSERT, v, &r)) != GS_OK)
		return st;
	p->version = gs_row_int(&r, 0, 0);
	{
		struct gs_param id = gs_p_int(run->arena, p->version);
		struct gs_param layers[] = { id, dataset,
		    gs_p_cstr(run->job) };
		struct gs_param file[] = { id, gs_p_cstr(run->job),
		    gs_p_cstr(receive_filename_media(
		    gs_str_of(run->file_name))) };

		if ((st = query(p, &Q_LAYERS_INSERT, layers, NULL)) != GS_OK)
			return st;
		return query(p, &Q_VERSION_FILE_INSERT, file, NULL);
	}
}

static enum gs_status
switch_over(struct publication *p, struct gs_param kind)
{
	struct jobs_run *run = p->run;
	struct gs_param dataset = gs_p_int(run->arena, p->dataset);
	struct gs_param version = gs_p_int(run->arena, p->version);
	struct gs_param old[] = { dataset };
	struct gs_param now[] = { dataset, version, kind, asked(p, "title"),
	    asked(p, "access") };
	struct gs_param after[] = { dataset, gs_p_str(run->arena, p->name),
	    gs_p_cstr(run->job) };
	enum gs_status st;

	if ((st = query(p, &Q_VERSION_REPLACE, old, NULL)) != GS_OK ||
	    (st = query(p, &Q_DATASET_SWITCH, now, NULL)) != GS_OK)
		return st;
	return query(p, &Q_OUTBOX_INSERT, after, NULL);
}

static enum gs_status
succeed(struct publication *p)
{
	struct jobs_run *run = p->run;
	struct gs_param end[] = { gs_p_cstr(run->job),
	    gs_p_int(run->arena, run->attempt),
	    gs_p_int(run->arena, p->dataset),
	    gs_p_int(run->arena, p->version) };
	struct gs_rows r;
	enum gs_status st;

	if ((st = jobs_db_log(run, "info", jobs_text(run->arena,
	    "Jeu de données publié", "Dataset published"))) != GS_OK ||
	    (st = query(p, &Q_JOB_SUCCEED, end, &r)) != GS_OK)
		return st;
	if (r.affected != 1)
		return gs_fail(&run->err, GS_ECONFLICT,
		    "cancelled, or another attempt has this job");
	return store_links_remove(run->arena, run->conf, p->name, &run->err);
}

static enum gs_status
publish(struct publication *p)
{
	struct jobs_run *run = p->run;
	struct gs_param kind = gs_p_str(run->arena,
	    gs_jget_str(run->staged, "kind"));
	enum gs_status st;

	if ((st = jobs_begin(run)) != GS_OK ||
	    (st = find_target(p)) != GS_OK ||
	    (st = make_dataset(p, kind)) != GS_OK ||
	    (st = make_version(p)) != GS_OK ||
	    (st = switch_over(p, kind)) != GS_OK ||
	    (st = succeed(p)) != GS_OK)
		return st;
	gs_fault("job.publish.unlinked");
	return jobs_commit(run);
}

/* Undone: the links that were removed are right again, as they were. */
static enum jobs_outcome
undone(struct publication *p, enum gs_status st)
{
	struct jobs_run *run = p->run;
	enum jobs_outcome o = jobs_outcome(run, st);
	bool ours = true, cancel = false;

	if (p->refused)
		o = jobs_reason(run, JOBS_REASON_TAKEN);
	if (o == JOBS_FAULT && jobs_db_beat(run, &ours, &cancel) == GS_OK)
		o = !ours ? JOBS_LOST : cancel ? JOBS_CANCELLED : o;
	gs_err_clear(&run->err);
	if (jobs_db_links(run, p->name) != GS_OK)
		gs_err_clear(&run->err);	/* the outbox tries again */
	return o;
}

enum jobs_outcome
jobs_publish(struct jobs_run *run)
{
	struct publication p = { .run = run,
	    .name = gs_jget_str(run->params, "name") };
	enum gs_status st;

	jobs_heart_alive(run->heart, JOBS_SQL_S);
	st = publish(&p);
	if (st != GS_OK)
		return undone(&p, st);
	run->published = p.name;
	/* The job has ended: there is no lease to keep. */
	jobs_heart_stop(run->heart);
	run->heart = NULL;
	return JOBS_DONE;
}
