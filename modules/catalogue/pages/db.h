/* SPDX-License-Identifier: MIT */
/*
 * db.h: the statements of the pages, one function each. A statement gives
 * one JSON value, which becomes part of a template's data: ${*v} is a tree
 * in the request's arena that the caller may change. Each begins the
 * request's transaction. GS_ENOTFOUND when there is no row or SQL NULL:
 * absent, or invisible to who asks.
 */
#ifndef CATALOGUE_PAGES_DB_H
#define CATALOGUE_PAGES_DB_H

#include "common/http.h"
#include "common/json.h"

enum gs_status pages_db_home_stats(struct gs_req *req, struct gs_jval **v)
    GS_MUST_CHECK;
enum gs_status pages_db_home_datasets(struct gs_req *req, int64_t limit,
    int64_t skipped, struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_base_layer(struct gs_req *req, bool *there)
    GS_MUST_CHECK;
enum gs_status pages_db_dataset(struct gs_req *req, gs_str slug,
    struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_versions(struct gs_req *req, gs_str slug,
    struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_rows(struct gs_req *req, int64_t layer,
    int64_t skipped, int64_t limit, struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_gtfs_lines(struct gs_req *req, int64_t layer,
    int64_t limit, struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_gtfs_days(struct gs_req *req, int64_t version,
    struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_report(struct gs_req *req, gs_str slug,
    struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_publish_form(struct gs_req *req, gs_str slug,
    struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_job(struct gs_req *req, gs_str uuid,
    struct gs_jval **v) GS_MUST_CHECK;
enum gs_status pages_db_account(struct gs_req *req, struct gs_jval **v)
    GS_MUST_CHECK;

#endif
