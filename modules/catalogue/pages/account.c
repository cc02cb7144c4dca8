/* SPDX-License-Identifier: MIT */
/* account.c: GET /account -- one's datasets, publications and keys. */
#include "common/base.h"

#include "common/page.h"

#include "catalogue/catalogue.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"

/* A list, whether there is anything in it, and the words for one member. */
static const struct list {
	const char	*name, *any, *member, *words, *text;
} lists[] = {
	{ "organisations", "any_organisation", "role", "account.role_",
	    "role_text" },
	{ "datasets", "any_dataset", NULL, NULL, NULL },
	{ "jobs", "any_job", "state", "job.short_", "state_text" },
	{ "keys", "any_key", "scope", "account.key_", "scope_text" },
};

static void
add_list(struct gs_req *req, struct gs_jval *data, const struct list *l)
{
	struct gs_jval *list = pages_data_member(data, l->name, GS_JARRAY);
	gs_str value;

	gs_jset_bool(req->arena, data, l->any, list != NULL && list->n > 0);
	if (list == NULL || l->member == NULL)
		return;
	for (struct gs_jval *v = list->first; v != NULL; v = v->next) {
		value = gs_jget_str(v, l->member);
		gs_jset_str(req->arena, v, l->text, gs_text(req,
		    gs_printf(req->arena, "%s%.*s", l->words, GS_FMT(value))));
		if (gs_str_eqc(value, "failed") || gs_str_eqc(value, "asked"))
			gs_jset_bool(req->arena, v, gs_printf(req->arena,
			    "is_%.*s", GS_FMT(value)), true);
	}
}

enum gs_status
pages_account(struct gs_req *req, struct gs_res *res)
{
	struct gs_jval *data;
	enum gs_status st;

	if ((st = pages_db_account(req, &data)) != GS_OK)
		return st;
	gs_jset_bool(req->arena, data, "here_account", true);
	gs_jset_str(req->arena, data, "title", gs_text(req, "account.title"));
	for (size_t i = 0; i < GS_COUNTOF(lists); i++)
		add_list(req, data, &lists[i]);
	pages_data_format(req, data);
	gs_res_header(res, "Cache-Control", "private, no-store");
	return gs_page(req, res, 200, "account", data);
}
