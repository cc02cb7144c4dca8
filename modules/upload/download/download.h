/* SPDX-License-Identifier: MIT */
/* download.h: the original files, at addresses that stay. */
#ifndef UPLOAD_DOWNLOAD_DOWNLOAD_H
#define UPLOAD_DOWNLOAD_DOWNLOAD_H

#include "common/http.h"

/* GET /download/{name}/{version}/{file} */
enum gs_status download_file(struct gs_req *req, struct gs_res *res);

/* Value of Content-Disposition for a file called ${name}: RFC 6266, with
 * filename* (RFC 8187) when the name is not plain ASCII. */
char *download_disposition(struct gs_arena *a, gs_str name);

#endif
