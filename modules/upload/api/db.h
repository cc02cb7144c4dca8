/* SPDX-License-Identifier: MIT */
/*
 * db.h: the statements of /api/v1 (sql/queries/upload), one function each.
 * Columns of what comes back as rows are listed in each statement's file.
 * All begin the request's transaction when it is not begun.
 */
#ifndef UPLOAD_API_DB_H
#define UPLOAD_API_DB_H

#include "common/http.h"
#include "upload/api/common.h"
#include "upload/store/store.h"

/* What a publication under a name would replace. */
struct api_target {
	bool	exists, readable, writable;
	int64_t	organisation;
	gs_str	organisation_slug;
};

enum gs_status api_db_target(struct api_target *t, struct gs_req *req,
    gs_str name) GS_MUST_CHECK;
enum gs_status api_db_organisation(int64_t *id, struct gs_req *req,
    gs_str slug) GS_MUST_CHECK;
enum gs_status api_db_free_slug(gs_str *found, struct gs_req *req,
    const char *wish) GS_MUST_CHECK;
/* The row of a stored file, and keeps it until the end of the transaction. */
enum gs_status api_db_store_hold(struct gs_req *req,
    const struct store_file *f) GS_MUST_CHECK;
enum gs_status api_db_file_insert(struct gs_req *req,
    const struct store_file *f) GS_MUST_CHECK;

struct api_new_job {
	int64_t			 organisation;
	const struct store_file	*file;
	const char		*file_name;
	const char		*params;	/* JSON */
};
enum gs_status api_db_job_insert(gs_str *id, struct gs_req *req,
    const struct api_new_job *j) GS_MUST_CHECK;

enum gs_status api_db_job_get(struct gs_rows *rows, struct gs_req *req,
    gs_str id) GS_MUST_CHECK;
/* ${states}: a PostgreSQL array, "{queued,running}". */
enum gs_status api_db_job_list(struct gs_rows *rows, struct gs_req *req,
    const char *states, const struct api_page *page) GS_MUST_CHECK;
enum gs_status api_db_job_count(int64_t *n, struct gs_req *req,
    const char *states) GS_MUST_CHECK;
enum gs_status api_db_job_cancel(gs_str *state, struct gs_req *req,
    gs_str id) GS_MUST_CHECK;
/* GS_ENOTFOUND, or GS_ECONFLICT when the job asks nothing. */
enum gs_status api_db_job_answer(struct gs_req *req, gs_str id,
    const char *answers) GS_MUST_CHECK;

enum gs_status api_db_dataset_list(struct gs_rows *rows, struct gs_req *req,
    const struct api_page *page) GS_MUST_CHECK;
enum gs_status api_db_dataset_count(int64_t *n, struct gs_req *req)
    GS_MUST_CHECK;
/* GS_ENOTFOUND when it is absent or hidden. */
enum gs_status api_db_dataset_get(struct gs_rows *rows, struct gs_req *req,
    gs_str slug) GS_MUST_CHECK;
enum gs_status api_db_dataset_report(struct gs_rows *rows,
    struct gs_req *req, gs_str slug) GS_MUST_CHECK;
/* ptr NULL leaves a property as it is. */
enum gs_status api_db_dataset_change(struct gs_req *req, gs_str slug,
    gs_str title, gs_str abstract, gs_str access) GS_MUST_CHECK;
enum gs_status api_db_dataset_delete(struct gs_req *req, gs_str slug)
    GS_MUST_CHECK;

#endif
