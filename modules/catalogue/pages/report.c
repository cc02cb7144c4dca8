/* SPDX-License-Identifier: MIT */
/* report.c: GET /dataset/{slug}/report -- what the check found. */
#include "common/base.h"

#include "common/page.h"

#include "catalogue/catalogue.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"
#include "catalogue/pages/findings.h"

enum gs_status
pages_report(struct gs_req *req, struct gs_res *res)
{
	struct gs_jval *data;
	enum gs_status st;

	if ((st = pages_db_report(req, gs_req_var(req, "slug"), &data)) !=
	    GS_OK)
		return st;
	gs_jset_bool(req->arena, data, "here_data", true);
	pages_data_printf(req, data, "title", "%.*s — %.*s",
	    GS_FMT(gs_text(req, "report.title")),
	    GS_FMT(gs_jget_str(data, "dataset_title")));
	pages_findings(req, data, gs_jget(data, "found"));
	pages_data_format(req, data);
	return gs_page(req, res, 200, "report", data);
}
