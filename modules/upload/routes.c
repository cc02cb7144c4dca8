/* SPDX-License-Identifier: MIT */
/* routes.c: what the upload worker answers. */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/download/download.h"
#include "upload/upload.h"

#define API	"/api/v1"

const struct gs_route upload_routes[] = {
	{ GS_POST, API "/publications", api_publication_create, GS_ACCOUNT,
	  GS_CORS, gs_error_auto, "t3001-publish", "publish a file" },

	{ GS_GET, API "/jobs", api_job_list, GS_ACCOUNT, GS_CORS,
	  gs_error_json, "t3002-jobs", "list the jobs one may see" },
	{ GS_GET, API "/jobs/{job}", api_job_show, GS_ACCOUNT, GS_CORS,
	  gs_error_json, "t3002-jobs", "how far a job is, and its report" },
	{ GS_POST, API "/jobs/{job}/cancel", api_job_cancel, GS_ACCOUNT,
	  GS_CORS, gs_error_auto, "t3002-jobs", "stop a job" },
	{ GS_POST, API "/jobs/{job}/answers", api_job_answer, GS_ACCOUNT,
	  GS_CORS, gs_error_auto, "t3002-jobs", "answer a job's questions" },

	{ GS_GET, API "/datasets", api_dataset_list, GS_ANYONE, GS_CORS,
	  gs_error_json, "t3005-datasets", "list the datasets" },
	{ GS_GET, API "/datasets/{name}", api_dataset_show, GS_ANYONE,
	  GS_CORS, gs_error_json, "t3005-datasets", "one dataset" },
	{ GS_PATCH, API "/datasets/{name}", api_dataset_change, GS_ACCOUNT,
	  GS_CORS, gs_error_json, "t3005-datasets",
	  "change title, abstract or access" },
	{ GS_DELETE, API "/datasets/{name}", api_dataset_delete, GS_ACCOUNT,
	  GS_CORS, gs_error_json, "t3005-datasets", "delete a dataset" },
	{ GS_GET, API "/datasets/{name}/report", api_dataset_report,
	  GS_ANYONE, GS_CORS, gs_error_json, "t3005-datasets",
	  "findings of the checks of the current version" },

	{ GS_GET, "/download/{name}/{version}/{file}", download_file,
	  GS_ANYONE, GS_CORS, gs_error_auto, "t3004-download",
	  "the original file, of version latest or v1, v2…" },
};
const size_t upload_nroutes = GS_COUNTOF(upload_routes);
