/* SPDX-License-Identifier: MIT */
/* publish.c: GET /publish -- the form that sends a file to be published. */
#include "common/base.h"

#include "common/fmt.h"
#include "common/page.h"

#include "catalogue/catalogue.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"

/* Say why there is no form: strings publish.<why> and publish.<why>_help. */
static void
refuse(struct gs_req *req, struct gs_jval *data, const char *why)
{
	gs_jset_bool(req->arena, data, "refused", true);
	gs_jset_str(req->arena, data, "refused_text", gs_text(req,
	    gs_printf(req->arena, "publish.%s", why)));
	gs_jset_str(req->arena, data, "refused_help", gs_text(req,
	    gs_printf(req->arena, "publish.%s_help", why)));
}

/* The form, for a new dataset or (parameter name) a new version of one. */
static enum gs_status
add_form(struct gs_req *req, struct gs_jval *data, gs_str name)
{
	struct gs_jval *known, *form = gs_jobject(req->arena);
	const struct gs_jval *dataset, *list;
	enum gs_status st;

	if ((st = pages_db_publish_form(req, name, &known)) != GS_OK)
		return st;
	dataset = gs_jget(known, "dataset");
	list = pages_data_member(known, "organisations", GS_JARRAY);
	if (name.len != 0 && (dataset == NULL || dataset->type != GS_JOBJECT))
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is no such dataset");
	if (name.len != 0 && !gs_jget_bool(dataset, "may_write")) {
		refuse(req, data, "denied");
		return GS_OK;
	}
	if (name.len == 0 && list == NULL) {
		refuse(req, data, "no_organisation");
		return GS_OK;
	}
	if (name.len != 0) {
		gs_jset_bool(req->arena, data, "update", true);
		gs_jset_str(req->arena, form, "slug", name);
		gs_jset_str(req->arena, form, "dataset_title",
		    gs_jget_str(dataset, "dataset_title"));
	} else {
		pages_data_share(req, form, "organisations", list);
	}
	gs_jset_int(req->arena, form, "max", req->conf->upload_max_bytes);
	gs_jset_str(req->arena, form, "max_size", gs_str_of(gs_fmt_size(
	    req->arena, req->lang, req->conf->upload_max_bytes)));
	gs_jset(req->arena, data, "form", form);
	return GS_OK;
}

enum gs_status
pages_publish(struct gs_req *req, struct gs_res *res)
{
	struct gs_jval *data = gs_jobject(req->arena);
	gs_str name = gs_req_param(req, "name");
	enum gs_status st;

	if (name.len != 0 && !gs_slug_ok(name))
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is no such dataset");
	gs_jset_bool(req->arena, data, "here_publish", true);
	gs_jset_str(req->arena, data, "title", gs_text(req, name.len ?
	    "publish.title_update" : "publish.title"));
	gs_jset_str(req->arena, data, "description",
	    gs_text(req, "publish.lede"));
	pages_data_printf(req, data, "next", "%s/publish%s%.*s",
	    req->lang_prefix, name.len ? "?name=" : "", GS_FMT(name));
	if (req->account != 0 && (st = add_form(req, data, name)) != GS_OK)
		return st;
	return gs_page(req, res, 200, "publish", data);
}
