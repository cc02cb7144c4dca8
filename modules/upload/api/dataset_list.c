/* SPDX-License-Identifier: MIT */
/* dataset_list.c: GET /api/v1/datasets -- last modified first. */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/api/dataset.h"
#include "upload/api/db.h"

enum gs_status
api_dataset_list(struct gs_req *req, struct gs_res *res)
{
	struct api_answer a;
	struct api_page page;
	struct gs_rows r;
	struct gs_json *j;
	enum gs_status st;
	int64_t total;
	int n;

	if ((st = api_page(&page, req, "9223372036854775807")) != GS_OK ||
	    (st = api_db_dataset_list(&r, req, &page)) != GS_OK ||
	    (st = api_db_dataset_count(&total, req)) != GS_OK)
		return st;
	n = (int)GS_MIN((int64_t)r.n, page.limit);
	j = api_begin(&a, req);
	gs_json_key(j, "datasets");
	gs_json_array(j);
	for (int i = 0; i < n; i++) {
		gs_json_object(j);
		api_dataset_members(j, req, &r, i);
		gs_json_end(j);
	}
	gs_json_end(j);
	api_page_end(j, req, total, r.n > n, n == 0 ? "" : gs_printf(
	    req->arena, "%.*s.%.*s",
	    GS_FMT(gs_row_str(&r, n - 1, DATASET_MICROS)),
	    GS_FMT(gs_row_str(&r, n - 1, DATASET_ID))));
	gs_res_header(res, "Cache-Control", "private, no-cache");
	gs_res_header(res, "Vary", "Accept-Language");
	return api_send(&a, res, 200);
}
