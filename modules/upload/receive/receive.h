/* SPDX-License-Identifier: MIT */
/*
 * receive.h: from the body of a publication to a measured file and fields.
 *
 * nginx has written the body to a file of its own (removed after the
 * request). A raw body is that file as it is; of a multipart body the part
 * "file" is copied to a temporary one beside the store. Neither is in the
 * store yet: see store_put().
 */
#ifndef UPLOAD_RECEIVE_RECEIVE_H
#define UPLOAD_RECEIVE_RECEIVE_H

#include "common/http.h"
#include "upload/store/store.h"

#define RECEIVE_FIELDS		32
#define RECEIVE_FIELD_BYTES	4096

struct receive {
	struct store_file	 file;
	const char		*path;		/* its bytes */
	const char		*name;		/* cleaned label */
	struct gs_kv		 fields[RECEIVE_FIELDS];
	int			 nfields;
	bool			 form;		/* multipart, as browsers send */
};

/* GS_EINVAL for a body without a file or with an empty one, GS_ETOOLARGE
 * past the platform's limit. */
enum gs_status receive_body(struct receive *r, struct gs_req *req)
    GS_MUST_CHECK;

#endif
