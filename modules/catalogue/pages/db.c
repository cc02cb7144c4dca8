/* SPDX-License-Identifier: MIT */
/* db.c: statements of the pages; see db.h. */
#include "common/base.h"

#include "catalogue/pages/db.h"
#include "queries_catalogue.h"

#define TREE_MAX	((size_t)64 << 20)	/* our own JSON */

static struct gs_param
lang(const struct gs_req *req)
{
	return gs_p_cstr(req->lang == GS_FR ? "fr" : "en");
}

/* The one value of the one row of ${stmt}. */
static enum gs_status
tree(struct gs_req *req, const struct gs_stmt *stmt, const struct gs_param *p,
    struct gs_jval **v)
{
	struct gs_rows rows;
	enum gs_status st;

	*v = NULL;
	if ((st = gs_req_db(req)) != GS_OK ||
	    (st = gs_db_query(req->db, stmt, p, req->arena, &rows,
	    &req->err)) != GS_OK)
		return st;
	if (rows.n == 0 || gs_row_null(&rows, 0, 0))
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is nothing at this address");
	return gs_json_parse(v, req->arena, gs_row_str(&rows, 0, 0), TREE_MAX,
	    &req->err);
}

enum gs_status
pages_db_home_stats(struct gs_req *req, struct gs_jval **v)
{
	return tree(req, &Q_HOME_STATS, NULL, v);
}

enum gs_status
pages_db_home_datasets(struct gs_req *req, int64_t limit, int64_t skipped,
    struct gs_jval **v)
{
	struct gs_param p[] = { lang(req), gs_p_int(req->arena, limit),
	    gs_p_int(req->arena, skipped) };

	return tree(req, &Q_HOME_DATASETS, p, v);
}

enum gs_status
pages_db_base_layer(struct gs_req *req, bool *there)
{
	struct gs_param p[] = { gs_p_cstr(req->conf->base_layer) };
	struct gs_rows rows;
	enum gs_status st;

	*there = false;
	if (req->conf->base_layer[0] == '\0')
		return GS_OK;
	if ((st = gs_req_db(req)) != GS_OK ||
	    (st = gs_db_query(req->db, &Q_BASE_LAYER, p, req->arena, &rows,
	    &req->err)) != GS_OK)
		return st;
	*there = gs_row_bool(&rows, 0, 0);
	return GS_OK;
}

enum gs_status
pages_db_dataset(struct gs_req *req, gs_str slug, struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_str(req->arena, slug), lang(req) };

	return tree(req, &Q_DATASET, p, v);
}

enum gs_status
pages_db_versions(struct gs_req *req, gs_str slug, struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_str(req->arena, slug), lang(req) };

	return tree(req, &Q_DATASET_VERSIONS, p, v);
}

enum gs_status
pages_db_rows(struct gs_req *req, int64_t layer, int64_t skipped,
    int64_t limit, struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_int(req->arena, layer),
	    gs_p_int(req->arena, skipped), gs_p_int(req->arena, limit) };

	return tree(req, &Q_LAYER_ROWS, p, v);
}

enum gs_status
pages_db_gtfs_lines(struct gs_req *req, int64_t layer, int64_t limit,
    struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_int(req->arena, layer),
	    gs_p_int(req->arena, limit) };

	return tree(req, &Q_GTFS_LINES, p, v);
}

enum gs_status
pages_db_gtfs_days(struct gs_req *req, int64_t version, struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_int(req->arena, version) };

	return tree(req, &Q_GTFS_DAYS, p, v);
}

enum gs_status
pages_db_report(struct gs_req *req, gs_str slug, struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_str(req->arena, slug) };

	return tree(req, &Q_REPORT, p, v);
}

enum gs_status
pages_db_publish_form(struct gs_req *req, gs_str slug, struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_str(req->arena, slug) };

	return tree(req, &Q_PUBLISH_FORM, p, v);
}

enum gs_status
pages_db_job(struct gs_req *req, gs_str uuid, struct gs_jval **v)
{
	struct gs_param p[] = { gs_p_str(req->arena, uuid), lang(req) };

	return tree(req, &Q_JOB, p, v);
}

enum gs_status
pages_db_account(struct gs_req *req, struct gs_jval **v)
{
	return tree(req, &Q_ACCOUNT, NULL, v);
}
