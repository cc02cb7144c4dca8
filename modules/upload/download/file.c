/* SPDX-License-Identifier: MIT */
/*
 * file.c: GET /download/{name}/{version}/{file} -- nginx sends the stored
 * file itself, with Range; the digest of its content is its ETag.
 */
#include "common/base.h"

#include "queries_upload.h"
#include "upload/download/download.h"
#include "upload/store/store.h"

enum column { DIGEST, NAME, MEDIA, PUBLIC, WITHDRAWN };

static enum gs_status
find(struct gs_rows *r, struct gs_req *req)
{
	gs_str version = gs_req_var(req, "version");
	struct gs_param p[3] = { gs_p_str(req->arena, gs_req_var(req,
	    "name")) };
	const struct gs_stmt *stmt = &Q_DOWNLOAD_LATEST;
	enum gs_status st;
	int64_t n;

	if (gs_str_eqc(version, "latest")) {
		p[1] = gs_p_str(req->arena, gs_req_var(req, "file"));
	} else {
		stmt = &Q_DOWNLOAD_VERSION;
		if (version.len < 2 || version.ptr[0] != 'v' ||
		    !gs_str_int_in((gs_str){ version.ptr + 1,
		    version.len - 1 }, 1, INT32_MAX, &n))
			goto notfound;
		p[1] = gs_p_int(req->arena, n);
		p[2] = gs_p_str(req->arena, gs_req_var(req, "file"));
	}
	if ((st = gs_req_db(req)) != GS_OK ||
	    (st = gs_db_query(req->db, stmt, p, req->arena, r,
	    &req->err)) != GS_OK)
		return st;
	if (r->n == 0)
		goto notfound;
	if (stmt == &Q_DOWNLOAD_VERSION && gs_row_bool(r, 0, WITHDRAWN))
		return gs_fail(&req->err, GS_EGONE, "This version is no "
		    "longer kept; the current one is under latest");
	return GS_OK;
notfound:
	return gs_fail(&req->err, GS_ENOTFOUND,
	    "There is no such file of a dataset you may read");
}

enum gs_status
download_file(struct gs_req *req, struct gs_res *res)
{
	struct gs_rows r;
	enum gs_status st;
	const char *hex;

	if ((st = find(&r, req)) != GS_OK)
		return st;
	hex = gs_str_dup(req->arena, gs_row_str(&r, 0, DIGEST));
	if (gs_res_unchanged(res, hex, gs_row_bool(&r, 0, PUBLIC) ?
	    "public, no-cache" : "private, no-cache"))
		return GS_OK;
	gs_res_header(res, "Content-Disposition", "%s",
	    download_disposition(req->arena, gs_row_str(&r, 0, NAME)));
	return gs_res_accel(res, gs_str_dup(req->arena, gs_row_str(&r, 0,
	    MEDIA)), gs_printf(req->arena, "/_store/%s",
	    store_name(req->arena, hex)));
}
