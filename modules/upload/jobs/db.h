/* SPDX-License-Identifier: MIT */
/*
 * db.h: the statements of the runner (sql/queries/runner).
 *
 * Those marked "alone" are a transaction of their own, without identity:
 * functions of the database that know a job by its attempt. The others run
 * in the transaction that jobs_begin() opened. "Fenced" ones return
 * GS_ECONFLICT when the attempt no longer has the job.
 */
#ifndef UPLOAD_JOBS_DB_H
#define UPLOAD_JOBS_DB_H

#include "upload/jobs/run.h"
#include "upload/store/links.h"

/* -- the job itself ------------------------------------------------------ */

/* Alone. ${*found} false: nothing to do. Fills all but heart. */
enum gs_status jobs_db_claim(struct jobs_run *run, bool *found)
    GS_MUST_CHECK;
/* Alone. */
enum gs_status jobs_db_beat(struct jobs_run *run, bool *ours, bool *cancel)
    GS_MUST_CHECK;
enum gs_status jobs_db_fault(struct jobs_run *run, bool died) GS_MUST_CHECK;
enum gs_status jobs_db_give_back(struct jobs_run *run) GS_MUST_CHECK;
enum gs_status jobs_db_give_up(struct jobs_run *run, const char *outcome,
    const char *reasons) GS_MUST_CHECK;
enum gs_status jobs_db_finished(struct jobs_run *run, gs_str job)
    GS_MUST_CHECK;
enum gs_status jobs_db_expire(struct jobs_run *run) GS_MUST_CHECK;
/* Alone: name this session, and end those of earlier attempts. */
enum gs_status jobs_db_take_over(struct jobs_run *run, const char *session)
    GS_MUST_CHECK;
enum gs_status jobs_db_interrupt(struct jobs_run *run, const char *session)
    GS_MUST_CHECK;
/* A transaction of its own as the job's account. */
enum gs_status jobs_db_progress(struct jobs_run *run, double progress,
    const char *message) GS_MUST_CHECK;

enum gs_status jobs_db_log(struct jobs_run *run, const char *level,
    const char *message) GS_MUST_CHECK;
/* Fenced. */
enum gs_status jobs_db_step(struct jobs_run *run, const char *step)
    GS_MUST_CHECK;
enum gs_status jobs_db_step_read(struct jobs_run *run, const char *staged)
    GS_MUST_CHECK;
enum gs_status jobs_db_report(struct jobs_run *run) GS_MUST_CHECK;
enum gs_status jobs_db_ask(struct jobs_run *run) GS_MUST_CHECK;

/* -- tables -------------------------------------------------------------- */

struct jobs_table {
	const char	*name;
	gs_str		 geometry_type;	/* "NONE" without geometry */
	int64_t		 srid;
	const char	*columns;	/* JSON */
};
enum gs_status jobs_db_table_make(struct jobs_run *run,
    const struct jobs_table *t) GS_MUST_CHECK;
enum gs_status jobs_db_table_index(struct jobs_run *run, gs_str name,
    bool geometry) GS_MUST_CHECK;
/* Fenced. */
enum gs_status jobs_db_table_measure(struct jobs_run *run, int layer,
    gs_str name, bool geometry) GS_MUST_CHECK;
/* Alone. */
enum gs_status jobs_db_table_drop(struct jobs_run *run, gs_str name)
    GS_MUST_CHECK;
enum gs_status jobs_db_srid_known(struct jobs_run *run, int64_t srid,
    bool *known) GS_MUST_CHECK;

/* -- links, outbox, remains: all alone ----------------------------------- */

/* Make the links to drawn tiles of a dataset what they should be; it cannot
 * change meanwhile. */
enum gs_status jobs_db_links(struct jobs_run *run, gs_str slug)
    GS_MUST_CHECK;
enum gs_status jobs_db_public_slugs(struct jobs_run *run,
    struct gs_rows *rows) GS_MUST_CHECK;

struct jobs_outbox {
	int64_t			 id, dataset, attempts;
	gs_str			 kind;
	const struct gs_jval	*payload;
};
enum gs_status jobs_db_outbox_take(struct jobs_run *run,
    struct jobs_outbox *o, bool *found) GS_MUST_CHECK;
enum gs_status jobs_db_outbox_done(struct jobs_run *run, int64_t id)
    GS_MUST_CHECK;
enum gs_status jobs_db_outbox_later(struct jobs_run *run, int64_t id,
    double seconds) GS_MUST_CHECK;

#endif
