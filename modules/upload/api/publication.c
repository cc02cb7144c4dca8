/* SPDX-License-Identifier: MIT */
/*
 * publication.c: POST /api/v1/publications -- a file to publish.
 *
 * 202 means that the file and its job survive a power cut: the file is in
 * the store, synced, before the transaction that makes the job commits, and
 * the answer leaves after that.
 */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/api/db.h"
#include "upload/api/publication_params.h"
#include "upload/receive/filename.h"
#include "upload/receive/receive.h"
#include "upload/upload.h"

/* Where it goes: an existing dataset that one may write, or a new one. */
struct destination {
	int64_t	organisation;
	gs_str	name;
	bool	fresh;		/* the name is our choice, and may change */
};

static enum gs_status
replace(struct destination *d, struct gs_req *req,
    const struct api_publication *p, const struct api_target *t)
{
	enum gs_status st;

	/* That a hidden name is taken is told to those who may take one. */
	if (!t->readable && (st = api_db_organisation(&d->organisation, req,
	    p->organisation)) != GS_OK)
		return st;
	if (!t->readable)
		return gs_fail(&req->err, GS_ECONFLICT, "name: \"%.*s\" is "
		    "taken already; choose another", GS_FMT(p->name));
	if (!t->writable)
		return gs_fail(&req->err, GS_EDENIED, "name: you may read "
		    "the dataset \"%.*s\", not replace it; choose another "
		    "name", GS_FMT(p->name));
	if (p->organisation.ptr != NULL &&
	    !gs_str_eq(p->organisation, t->organisation_slug))
		return gs_fail(&req->err, GS_ECONFLICT, "organisation: "
		    "the dataset \"%.*s\" is of \"%.*s\"", GS_FMT(p->name),
		    GS_FMT(t->organisation_slug));
	*d = (struct destination){ t->organisation, p->name, false };
	return GS_OK;
}

static enum gs_status
find_destination(struct destination *d, struct gs_req *req,
    const struct api_publication *p, const char *file_name)
{
	struct api_target t;
	enum gs_status st;
	gs_str wish = p->title.ptr ? p->title :
	    receive_filename_stem(gs_str_of(file_name));

	*d = (struct destination){ .name = p->name };
	if (p->name.ptr != NULL) {
		if ((st = api_db_target(&t, req, p->name)) != GS_OK)
			return st;
		if (t.exists)
			return replace(d, req, p, &t);
	}
	if ((st = api_db_organisation(&d->organisation, req,
	    p->organisation)) != GS_OK || p->name.ptr != NULL)
		return st;
	d->fresh = true;
	return api_db_free_slug(&d->name, req, gs_slug_of(req->arena, wish));
}

static char *
params_json(struct gs_req *req, const struct api_publication *p,
    const struct destination *d)
{
	struct api_answer a;
	struct gs_json *j = api_begin(&a, req);

	gs_json_kstr(j, "name", d->name);
	gs_json_kbool(j, "fresh", d->fresh);
	if (p->title.ptr != NULL)
		gs_json_kstr(j, "title", p->title);
	if (p->access.ptr != NULL)
		gs_json_kstr(j, "access", p->access);
	gs_json_kraw(j, "answers", gs_str_of(api_answers_json(req->arena,
	    p)));
	gs_json_finish(j);
	return a.buf.ptr;
}

static enum gs_status
enqueue(gs_str *job, struct gs_req *req, const struct receive *r,
    const struct api_publication *p)
{
	struct destination d;
	struct api_new_job n = { .file = &r->file, .file_name = r->name };
	enum gs_status st;

	if ((st = find_destination(&d, req, p, r->name)) != GS_OK ||
	    (st = api_db_store_hold(req, &r->file)) != GS_OK ||
	    (st = store_put(&r->file, req->arena, req->conf, r->path,
	    &req->err)) != GS_OK ||
	    (st = api_db_file_insert(req, &r->file)) != GS_OK)
		return st;
	n.organisation = d.organisation;
	n.params = params_json(req, p, &d);
	return api_db_job_insert(job, req, &n);
}

static enum gs_status
accepted(struct gs_req *req, struct gs_res *res, const char *job)
{
	struct api_answer a;
	struct gs_json *j;
	char *url = api_url(req, (const char *const[]){ "api", "v1", "jobs",
	    job, NULL });

	if (api_wants_page(req))
		return gs_res_redirect(res, 303, gs_printf(req->arena,
		    "%s/publish/%s", req->lang_prefix, job));
	j = api_begin(&a, req);
	gs_json_kcstr(j, "job", job);
	gs_json_kcstr(j, "url", url);
	gs_json_kcstr(j, "page", api_url(req,
	    (const char *const[]){ "publish", job, NULL }));
	gs_res_header(res, "Location", "%s", url);
	gs_res_header(res, "Cache-Control", "no-store");
	return api_send(&a, res, 202);
}

enum gs_status
api_publication_create(struct gs_req *req, struct gs_res *res)
{
	struct receive r;
	struct api_publication p;
	enum gs_status st;
	gs_str job;

	if ((st = upload_sandbox(req->conf, &req->err)) != GS_OK ||
	    (st = receive_body(&r, req)) != GS_OK ||
	    (st = api_publication_params(&p, r.fields, r.nfields,
	    &req->err)) != GS_OK ||
	    (st = gs_req_csrf(req, p.csrf)) != GS_OK ||
	    (st = enqueue(&job, req, &r, &p)) != GS_OK)
		return st;
	return accepted(req, res, gs_str_dup(req->arena, job));
}
