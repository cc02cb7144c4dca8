/* SPDX-License-Identifier: MIT */
/* feature.c: run a query of the feature engine. */
#include "common/base.h"

#include "render/feature/query.h"

enum gs_status
feature_count(struct gs_req *req, const struct feature_query *q, int64_t *n)
{
	struct feature_sql s;
	struct gs_rows rows;
	enum gs_status st;

	*n = q->layer->features;
	if (q->nfilters == 0 && !q->has_bbox && q->fid == 0)
		return GS_OK;
	feature_sql_count(&s, req->arena, q);
	if ((st = gs_db_query_text(req->db, s.text.ptr, s.params, s.nparams,
	    req->arena, &rows, &req->err)) != GS_OK)
		return st;
	*n = gs_row_int(&rows, 0, 0);
	return GS_OK;
}

enum gs_status
feature_stream(struct gs_req *req, const struct feature_query *q,
    enum gs_status (*row)(void *ctx, const struct gs_rows *r), void *ctx)
{
	struct feature_sql s;

	feature_sql_items(&s, req->arena, q);
	return gs_db_stream_text(req->db, s.text.ptr, s.params, s.nparams,
	    row, ctx, &req->err);
}
