/* SPDX-License-Identifier: MIT */
/* job_act.c: POST /api/v1/jobs/{job}/cancel and /answers. */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/api/db.h"
#include "upload/api/publication_params.h"

/* The job's state in JSON, or back to its page. */
static enum gs_status
answer(struct gs_req *req, struct gs_res *res, gs_str id, const char *state)
{
	const char *job = gs_str_dup(req->arena, id);
	struct api_answer a;
	struct gs_json *j;

	if (api_wants_page(req))
		return gs_res_redirect(res, 303, gs_printf(req->arena,
		    "%s/publish/%s", req->lang_prefix, job));
	j = api_begin(&a, req);
	gs_json_kcstr(j, "job", job);
	gs_json_kcstr(j, "state", state);
	gs_json_kcstr(j, "url", api_url(req, (const char *const[]){ "api",
	    "v1", "jobs", job, NULL }));
	gs_res_header(res, "Cache-Control", "no-store");
	return api_send(&a, res, 202);
}

enum gs_status
api_job_cancel(struct gs_req *req, struct gs_res *res)
{
	gs_str id, state = GS_NOSTR;
	struct gs_kv *kv;
	enum gs_status st;
	int n;

	if ((st = api_fields(req, &kv, &n)) != GS_OK ||
	    (st = api_uuid(req, &id)) != GS_OK ||
	    (st = api_db_job_cancel(&state, req, id)) != GS_OK)
		return st;
	return answer(req, res, id, gs_str_dup(req->arena, state));
}

enum gs_status
api_job_answer(struct gs_req *req, struct gs_res *res)
{
	struct api_publication p;
	struct gs_kv *kv;
	enum gs_status st;
	gs_str id;
	int n;

	if ((st = api_fields(req, &kv, &n)) != GS_OK ||
	    (st = api_answers_params(&p, kv, n, &req->err)) != GS_OK ||
	    (st = api_uuid(req, &id)) != GS_OK ||
	    (st = api_db_job_answer(req, id, api_answers_json(req->arena,
	    &p))) != GS_OK)
		return st;
	return answer(req, res, id, "queued");
}
