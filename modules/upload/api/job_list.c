/* SPDX-License-Identifier: MIT */
/* job_list.c: GET /api/v1/jobs -- the jobs one may see, newest first. */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/api/db.h"

enum column { ID, KIND, STATE, STEP, PROGRESS, MESSAGE, FILE_NAME, CREATED,
    STARTED, FINISHED, NAME, DATASET, VERSION, MICROS };

static const char *const states[] = { "queued", "running", "asked",
    "succeeded", "failed", "cancelled" };

/* state=queued,running as a PostgreSQL array; all without it. */
static enum gs_status
parse_states(const char **array, struct gs_req *req)
{
	gs_str asked = gs_req_param(req, "state");
	const char *list = "";

	*array = "{queued,running,asked,succeeded,failed,cancelled}";
	if (asked.len == 0)
		return GS_OK;
	while (asked.ptr != NULL) {
		gs_str one = gs_str_split(&asked, ',');
		size_t i = 0;

		while (i < GS_COUNTOF(states) && !gs_str_eqc(one, states[i]))
			i++;
		if (i == GS_COUNTOF(states))
			return gs_fail(&req->err, GS_EINVAL, "state: expected "
			    "queued, running, asked, succeeded, failed or "
			    "cancelled, several separated by commas");
		list = gs_printf(req->arena, "%s%s%s", list, *list ? "," : "",
		    states[i]);
		if (strlen(list) > 200)
			break;
	}
	*array = gs_printf(req->arena, "{%s}", list);
	return GS_OK;
}

static void
write_row(struct gs_json *j, const struct gs_req *req,
    const struct gs_rows *r, int row)
{
	static const struct {
		const char	*key;
		int		 col;
	} texts[] = { { "id", ID }, { "kind", KIND }, { "state", STATE },
	    { "step", STEP }, { "message", MESSAGE }, { "file", FILE_NAME },
	    { "name", NAME }, { "created", CREATED }, { "started", STARTED },
	    { "finished", FINISHED }, { "dataset", DATASET } };
	const char *id = gs_str_dup(req->arena, gs_row_str(r, row, ID));

	gs_json_object(j);
	for (size_t i = 0; i < GS_COUNTOF(texts); i++)
		gs_json_kstr(j, texts[i].key, gs_row_str(r, row,
		    texts[i].col));
	gs_json_key(j, "version");
	if (gs_row_null(r, row, VERSION))
		gs_json_null(j);
	else
		gs_json_int(j, gs_row_int(r, row, VERSION));
	gs_json_kdouble(j, "progress", gs_row_double(r, row, PROGRESS));
	gs_json_kcstr(j, "url", api_url(req, (const char *const[]){ "api",
	    "v1", "jobs", id, NULL }));
	gs_json_kcstr(j, "page", api_url(req, (const char *const[]){
	    "publish", id, NULL }));
	gs_json_end(j);
}

enum gs_status
api_job_list(struct gs_req *req, struct gs_res *res)
{
	struct api_answer a;
	struct api_page page;
	struct gs_rows r;
	struct gs_json *j;
	const char *array;
	enum gs_status st;
	int64_t total;
	int n;

	if ((st = parse_states(&array, req)) != GS_OK ||
	    (st = api_page(&page, req,
	    "ffffffff-ffff-ffff-ffff-ffffffffffff")) != GS_OK ||
	    (st = api_db_job_list(&r, req, array, &page)) != GS_OK ||
	    (st = api_db_job_count(&total, req, array)) != GS_OK)
		return st;
	n = (int)GS_MIN((int64_t)r.n, page.limit);
	j = api_begin(&a, req);
	gs_json_key(j, "jobs");
	gs_json_array(j);
	for (int i = 0; i < n; i++)
		write_row(j, req, &r, i);
	gs_json_end(j);
	api_page_end(j, req, total, r.n > n, n == 0 ? "" : gs_printf(
	    req->arena, "%.*s.%.*s", GS_FMT(gs_row_str(&r, n - 1, MICROS)),
	    GS_FMT(gs_row_str(&r, n - 1, ID))));
	gs_res_header(res, "Cache-Control", "private, no-cache");
	gs_res_header(res, "Vary", "Accept-Language");
	return api_send(&a, res, 200);
}
