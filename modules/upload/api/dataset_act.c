/* SPDX-License-Identifier: MIT */
/* dataset_act.c: PATCH and DELETE /api/v1/datasets/{name}. */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/api/db.h"
#include "upload/store/links.h"

struct change {
	gs_str	title, abstract, access;
};

static enum gs_status
parse(struct change *c, struct gs_req *req)
{
	struct gs_kv *kv;
	enum gs_status st;
	int n;

	*c = (struct change){ 0 };
	if ((st = api_fields(req, &kv, &n)) != GS_OK)
		return st;
	for (int i = 0; i < n; i++) {
		gs_str v = kv[i].value;

		if (gs_str_eqc(kv[i].name, "title") && v.len > 0 &&
		    v.len <= 1000 && gs_utf8_ok(v))
			c->title = v;
		else if (gs_str_eqc(kv[i].name, "abstract") &&
		    v.len <= 20000 && gs_utf8_ok(v))
			c->abstract = v;
		else if (gs_str_eqc(kv[i].name, "access") &&
		    (gs_str_eqc(v, "public") ||
		    gs_str_eqc(v, "organisation")))
			c->access = v;
		else if (!gs_str_eqc(kv[i].name, "csrf"))
			return gs_fail(&req->err, GS_EINVAL, "%.*s: expected "
			    "title (not empty, at most 1000 bytes), abstract "
			    "(at most 20000) or access (public or "
			    "organisation)", (int)GS_MIN(kv[i].name.len, 100),
			    kv[i].name.ptr);
	}
	if (c->title.ptr == NULL && c->abstract.ptr == NULL &&
	    c->access.ptr == NULL)
		return gs_fail(&req->err, GS_EINVAL,
		    "Nothing to change: give title, abstract or access");
	return GS_OK;
}

/*
 * The row is locked first, then the links to drawn tiles go, then it
 * commits: at no moment does a link show what is restricted. They come back,
 * when they may, by the outbox.
 */
enum gs_status
api_dataset_change(struct gs_req *req, struct gs_res *res)
{
	gs_str slug = gs_req_var(req, "name");
	struct change c;
	enum gs_status st;

	if ((st = parse(&c, req)) != GS_OK ||
	    (st = api_db_dataset_change(req, slug, c.title, c.abstract,
	    c.access)) != GS_OK)
		return st;
	if (gs_str_eqc(c.access, "organisation") && (st = store_links_remove(
	    req->arena, req->conf, slug, &req->err)) != GS_OK)
		return st;
	return api_dataset_show(req, res);
}

enum gs_status
api_dataset_delete(struct gs_req *req, struct gs_res *res)
{
	gs_str slug = gs_req_var(req, "name");
	struct gs_kv *kv;
	enum gs_status st;
	int n;

	if ((st = api_fields(req, &kv, &n)) != GS_OK ||
	    (st = api_db_dataset_delete(req, slug)) != GS_OK ||
	    (st = store_links_remove(req->arena, req->conf, slug,
	    &req->err)) != GS_OK)
		return st;
	return gs_res_send(res, 204, NULL, GS_STR(""));
}
