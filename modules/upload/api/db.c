/* SPDX-License-Identifier: MIT */
/* db.c: the statements of /api/v1; see db.h. */
#include "common/base.h"

#include "queries_upload.h"
#include "upload/api/db.h"

#define LAST_UUID	"ffffffff-ffff-ffff-ffff-ffffffffffff"

static enum gs_status
query(struct gs_req *req, const struct gs_stmt *stmt,
    const struct gs_param *p, struct gs_rows *rows)
{
	enum gs_status st;

	if ((st = gs_req_db(req)) != GS_OK)
		return st;
	return gs_db_query(req->db, stmt, p, req->arena, rows, &req->err);
}

static struct gs_param
text(struct gs_req *req, gs_str s)
{
	return gs_p_str(req->arena, s);
}

static struct gs_param
language(const struct gs_req *req)
{
	return gs_p_cstr(req->lang == GS_FR ? "fr" : "en");
}

/* -- publications -------------------------------------------------------- */

enum gs_status
api_db_target(struct api_target *t, struct gs_req *req, gs_str name)
{
	struct gs_param p[] = { text(req, name) };
	struct gs_rows r;
	enum gs_status st = query(req, &Q_PUBLISH_TARGET, p, &r);

	*t = (struct api_target){ 0 };
	if (st != GS_OK || r.n == 0)
		return st;
	*t = (struct api_target){ true, gs_row_bool(&r, 0, 2),
	    gs_row_bool(&r, 0, 3), gs_row_int(&r, 0, 0),
	    gs_row_str(&r, 0, 1) };
	return GS_OK;
}

enum gs_status
api_db_organisation(int64_t *id, struct gs_req *req, gs_str slug)
{
	struct gs_param p[] = { text(req, slug) };
	struct gs_rows r;
	enum gs_status st = query(req, &Q_PUBLISH_ORGANISATION, p, &r);

	if (st == GS_OK)
		*id = gs_row_int(&r, 0, 0);
	return st;
}

enum gs_status
api_db_free_slug(gs_str *found, struct gs_req *req, const char *wish)
{
	struct gs_param p[] = { gs_p_cstr(wish) };
	struct gs_rows r;
	enum gs_status st = query(req, &Q_FREE_SLUG, p, &r);

	if (st == GS_OK)
		*found = gs_row_str(&r, 0, 0);
	return st;
}

enum gs_status
api_db_store_hold(struct gs_req *req, const struct store_file *f)
{
	struct gs_param p[] = { gs_p_bytes(f->digest, sizeof(f->digest)) };

	return query(req, &Q_STORE_HOLD, p, NULL);
}

enum gs_status
api_db_file_insert(struct gs_req *req, const struct store_file *f)
{
	struct gs_param p[] = { gs_p_bytes(f->digest, sizeof(f->digest)),
	    gs_p_int(req->arena, f->size) };

	return query(req, &Q_FILE_INSERT, p, NULL);
}

enum gs_status
api_db_job_insert(gs_str *id, struct gs_req *req, const struct api_new_job *j)
{
	struct gs_param p[] = { gs_p_int(req->arena, j->organisation),
	    gs_p_bytes(j->file->digest, sizeof(j->file->digest)),
	    gs_p_cstr(j->file_name), gs_p_cstr(j->params) };
	struct gs_rows r;
	enum gs_status st = query(req, &Q_JOB_INSERT, p, &r);

	if (st == GS_OK)
		*id = gs_row_str(&r, 0, 0);
	return st;
}

/* -- jobs ---------------------------------------------------------------- */

enum gs_status
api_db_job_get(struct gs_rows *rows, struct gs_req *req, gs_str id)
{
	struct gs_param p[] = { text(req, id), language(req) };
	enum gs_status st = query(req, &Q_JOB_GET, p, rows);

	if (st == GS_OK && rows->n == 0)
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is no such job");
	return st;
}

enum gs_status
api_db_job_list(struct gs_rows *rows, struct gs_req *req, const char *states,
    const struct api_page *page)
{
	struct gs_param p[] = { gs_p_cstr(states), text(req, page->micros),
	    text(req, page->id.len ? page->id : GS_STR(LAST_UUID)),
	    gs_p_int(req->arena, page->limit + 1), language(req) };

	return query(req, &Q_JOB_LIST, p, rows);
}

static enum gs_status
count(int64_t *n, struct gs_req *req, const struct gs_stmt *stmt,
    const struct gs_param *p)
{
	struct gs_rows r;
	enum gs_status st = query(req, stmt, p, &r);

	if (st == GS_OK)
		*n = gs_row_int(&r, 0, 0);
	return st;
}

enum gs_status
api_db_job_count(int64_t *n, struct gs_req *req, const char *states)
{
	struct gs_param p[] = { gs_p_cstr(states) };

	return count(n, req, &Q_JOB_COUNT, p);
}

enum gs_status
api_db_job_cancel(gs_str *state, struct gs_req *req, gs_str id)
{
	struct gs_param p[] = { text(req, id) };
	struct gs_rows r;
	enum gs_status st = query(req, &Q_JOB_CANCEL, p, &r);

	if (st == GS_OK)
		*state = gs_row_str(&r, 0, 0);
	return st;
}

enum gs_status
api_db_job_answer(struct gs_req *req, gs_str id, const char *answers)
{
	struct gs_param p[] = { text(req, id), gs_p_cstr(answers) };
	struct gs_rows r;
	enum gs_status st = query(req, &Q_JOB_ANSWER, p, &r);

	if (st != GS_OK || r.n == 1)
		return st;
	if ((st = query(req, &Q_JOB_STATE, p, &r)) != GS_OK)
		return st;
	if (r.n == 0)
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is no such job");
	return gs_fail(&req->err, GS_ECONFLICT,
	    "This job asks nothing (%.*s)", GS_FMT(gs_row_str(&r, 0, 0)));
}

/* -- datasets ------------------------------------------------------------ */

enum gs_status
api_db_dataset_list(struct gs_rows *rows, struct gs_req *req,
    const struct api_page *page)
{
	struct gs_param p[] = { text(req, page->micros),
	    text(req, page->id), gs_p_int(req->arena, page->limit + 1) };

	return query(req, &Q_DATASET_LIST, p, rows);
}

enum gs_status
api_db_dataset_count(int64_t *n, struct gs_req *req)
{
	return count(n, req, &Q_DATASET_COUNT, NULL);
}

static enum gs_status
one_dataset(struct gs_rows *rows, struct gs_req *req,
    const struct gs_stmt *stmt, gs_str slug)
{
	struct gs_param p[] = { text(req, slug) };
	enum gs_status st = query(req, stmt, p, rows);

	if (st == GS_OK && rows->n == 0)
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is no dataset of this name");
	return st;
}

enum gs_status
api_db_dataset_get(struct gs_rows *rows, struct gs_req *req, gs_str slug)
{
	return one_dataset(rows, req, &Q_DATASET_GET, slug);
}

enum gs_status
api_db_dataset_report(struct gs_rows *rows, struct gs_req *req, gs_str slug)
{
	return one_dataset(rows, req, &Q_DATASET_REPORT, slug);
}

enum gs_status
api_db_dataset_change(struct gs_req *req, gs_str slug, gs_str title,
    gs_str abstract, gs_str access)
{
	struct gs_param p[] = { text(req, slug), text(req, title),
	    text(req, abstract), text(req, access) };

	return query(req, &Q_DATASET_CHANGE, p, NULL);
}

enum gs_status
api_db_dataset_delete(struct gs_req *req, gs_str slug)
{
	struct gs_param p[] = { text(req, slug) };

	return query(req, &Q_DATASET_DELETE, p, NULL);
}
