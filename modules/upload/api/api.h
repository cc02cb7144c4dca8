/* SPDX-License-Identifier: MIT */
/*
 * api.h: /api/v1, one handler per operation; the table is routes.c.
 *
 * Errors are RFC 9457 problem details; to a browser's form, pages. Times are
 * UTC, ISO 8601. Texts that exist in two languages come in the request's.
 * Lists hold "total" (all that the caller may see) and "next" (absolute
 * address of the following page, null on the last).
 */
#ifndef UPLOAD_API_API_H
#define UPLOAD_API_API_H

#include "common/http.h"
#include "common/json.h"

enum gs_status api_publication_create(struct gs_req *req, struct gs_res *res);
enum gs_status api_job_list(struct gs_req *req, struct gs_res *res);
enum gs_status api_job_show(struct gs_req *req, struct gs_res *res);
enum gs_status api_job_cancel(struct gs_req *req, struct gs_res *res);
enum gs_status api_job_answer(struct gs_req *req, struct gs_res *res);
enum gs_status api_dataset_list(struct gs_req *req, struct gs_res *res);
enum gs_status api_dataset_show(struct gs_req *req, struct gs_res *res);
enum gs_status api_dataset_change(struct gs_req *req, struct gs_res *res);
enum gs_status api_dataset_delete(struct gs_req *req, struct gs_res *res);
enum gs_status api_dataset_report(struct gs_req *req, struct gs_res *res);

#endif
