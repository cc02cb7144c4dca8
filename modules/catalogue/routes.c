/* SPDX-License-Identifier: MIT */
/* routes.c: table of contents of the catalogue worker. */
#include "common/base.h"

#include "catalogue/catalogue.h"

const struct gs_route catalogue_routes[] = {
	{ GS_GET, "/", pages_home, GS_ANYONE, 0, gs_error_html,
	    "t1001-pages", "Home page: the latest datasets" },
	{ GS_GET, "/dataset/{slug}", pages_dataset, GS_ANYONE, 0,
	    gs_error_html, "t1001-pages", "Page of a dataset" },
	{ GS_GET, "/dataset/{slug}/report", pages_report, GS_ANYONE, 0,
	    gs_error_html, "t1001-pages", "Check report of a dataset" },
	{ GS_GET, "/publish", pages_publish, GS_ANYONE, 0, gs_error_html,
	    "t1001-pages", "Form to publish a file" },
	{ GS_GET, "/publish/{job}", pages_job, GS_ACCOUNT, 0, gs_error_html,
	    "t1001-pages", "Progress, report and questions of a publication" },
	{ GS_GET, "/account", pages_account, GS_ACCOUNT, 0, gs_error_html,
	    "t1001-pages", "One's datasets, publications and keys" },
};
const size_t catalogue_nroutes = GS_COUNTOF(catalogue_routes);
