/* SPDX-License-Identifier: MIT */
/* dataset_act.c: PATCH and DELETE /api/v1/datasets/{name}. */
#include "common/base.h"

#include <stddef.h>

#include "upload/api/api.h"
#include "upload/api/dataset.h"
#include "upload/api/db.h"
#include "upload/api/publication_params.h"
#include "upload/api/publication_params.h"
#include "upload/store/links.h"

struct change {
	gs_str	title, abstract, access;
};

static bool
title_ok(gs_str s)
{
	return s.len > 0 && gs_utf8_ok(s) && api_title_ok(s);
}

static bool
abstract_ok(gs_str s)
{
	return s.len <= 20000 && gs_utf8_ok(s);
}

static bool
access_ok(gs_str s)
{
	return gs_str_eqc(s, "public") || gs_str_eqc(s, "organisation");
}

static const struct {
	const char	*name;
	size_t		 offset;
	bool		(*ok)(gs_str);
	const char	*rule;
} members[] = {
	{ "title", offsetof(struct change, title), title_ok,
	  "1 to 300 characters on one line" },
	{ "abstract", offsetof(struct change, abstract), abstract_ok,
	  "at most 20000 bytes" },
	{ "access", offsetof(struct change, access), access_ok,
	  "public or organisation" },
};

static enum gs_status
take(struct change *c, struct gs_req *req, const struct gs_kv *kv)
{
	for (size_t i = 0; i < GS_COUNTOF(members); i++) {
		if (!gs_str_eqc(kv->name, members[i].name))
			continue;
		if (!members[i].ok(kv->value))
			return gs_fail(&req->err, GS_EINVAL, "%s: expected %s",
			    members[i].name, members[i].rule);
		*(gs_str *)((char *)c + members[i].offset) = kv->value;
		return GS_OK;
	}
	if (gs_str_eqc(kv->name, "csrf"))
		return GS_OK;
	return gs_fail(&req->err, GS_EINVAL, "%.*s: only title, abstract and "
	    "access can be changed", (int)GS_MIN(kv->name.len, 100),
	    kv->name.ptr);
}

static enum gs_status
parse(struct change *c, struct gs_req *req)
{
	struct gs_kv *kv;
	enum gs_status st;
	int n;

	*c = (struct change){ 0 };
	if ((st = api_fields(req, &kv, &n)) != GS_OK)
		return st;
	for (int i = 0; i < n; i++)
		if ((st = take(c, req, &kv[i])) != GS_OK)
			return st;
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
	return api_dataset_send(req, res);
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
