/* SPDX-License-Identifier: MIT */
/* job.c: GET /api/v1/jobs/{job} -- how far a job is. */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/api/db.h"

enum column { ID, KIND, STATE, STEP, PROGRESS, MESSAGE, FILE_NAME, CREATED,
    STARTED, FINISHED, NAME, DATASET, VERSION, LAYERS, DOWNLOAD, REPORT,
    QUESTIONS, REASONS, CANCEL, LOG, UPDATED, LAST_LOG };

/* null or a JSON value of the database. */
static void
raw(struct gs_json *j, const char *key, const struct gs_rows *r, int col)
{
	gs_str s = gs_row_str(r, 0, col);

	gs_json_kraw(j, key, s.ptr ? s : GS_STR("null"));
}

static void
published(struct gs_json *j, const struct gs_req *req,
    const struct gs_rows *r)
{
	const struct gs_jval *layers = gs_row_json(req->arena, r, 0, LAYERS);
	gs_str slug = gs_row_str(r, 0, DATASET);

	gs_json_kstr(j, "dataset", slug);
	gs_json_key(j, "version");
	if (gs_row_null(r, 0, VERSION))
		gs_json_null(j);
	else
		gs_json_int(j, gs_row_int(r, 0, VERSION));
	if (slug.ptr == NULL || gs_row_null(r, 0, VERSION))
		return;
	api_layers(j, req, slug, layers);
	api_urls(j, req, slug, layers, gs_row_str(r, 0, DOWNLOAD));
}

static void
write_job(struct gs_json *j, const struct gs_req *req,
    const struct gs_rows *r)
{
	static const struct {
		const char	*key;
		int		 col;
	} texts[] = { { "id", ID }, { "kind", KIND }, { "state", STATE },
	    { "step", STEP }, { "message", MESSAGE }, { "file", FILE_NAME },
	    { "name", NAME }, { "created", CREATED }, { "started", STARTED },
	    { "finished", FINISHED } };

	for (size_t i = 0; i < GS_COUNTOF(texts); i++)
		gs_json_kstr(j, texts[i].key, gs_row_str(r, 0,
		    texts[i].col));
	gs_json_kdouble(j, "progress", gs_row_double(r, 0, PROGRESS));
	gs_json_kbool(j, "cancelling", gs_row_bool(r, 0, CANCEL) &&
	    gs_row_null(r, 0, FINISHED));
	published(j, req, r);
	raw(j, "report", r, REPORT);
	raw(j, "questions", r, QUESTIONS);
	raw(j, "reasons", r, REASONS);
	raw(j, "log", r, LOG);
}

enum gs_status
api_job_show(struct gs_req *req, struct gs_res *res)
{
	struct api_answer a;
	struct gs_rows r;
	enum gs_status st;
	gs_str id;

	if ((st = api_uuid(req, &id)) != GS_OK ||
	    (st = api_db_job_get(&r, req, id)) != GS_OK)
		return st;
	gs_res_header(res, "Vary", "Accept-Language");
	if (gs_res_unchanged(res, gs_printf(req->arena, "%.*s-%.*s-%.*s-%s",
	    GS_FMT(gs_row_str(&r, 0, UPDATED)),
	    GS_FMT(gs_row_str(&r, 0, LAST_LOG)),
	    GS_FMT(gs_row_str(&r, 0, DATASET)),
	    req->lang == GS_FR ? "fr" : "en"), "private, no-cache"))
		return GS_OK;
	write_job(api_begin(&a, req), req, &r);
	return api_send(&a, res, 200);
}
