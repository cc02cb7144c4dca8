/* SPDX-License-Identifier: MIT */
/*
 * multipart.h: multipart/form-data (RFC 7578, RFC 2046 section 5.1), parsed
 * as the bytes come, in constant memory.
 *
 *	receive_multipart_boundary(b, content_type, err);
 *	receive_multipart_init(&m, &handler, ctx, gs_str_of(b));
 *	while ((n = read(...)) > 0)
 *		receive_multipart_feed(&m, p, n, err);
 *	receive_multipart_finish(&m, err);
 *	receive_multipart_release(&m);
 *
 * Limits: 64 parts, 8 KiB of headers per part. The size of contents is the
 * handler's business. A status other than GS_OK is final.
 */
#ifndef UPLOAD_RECEIVE_MULTIPART_H
#define UPLOAD_RECEIVE_MULTIPART_H

#include "common/err.h"
#include "common/str.h"

#define RECEIVE_MULTIPART_PARTS		64
#define RECEIVE_MULTIPART_HEADERS	8192
#define RECEIVE_MULTIPART_BOUNDARY	70

struct receive_part {
	gs_str	name;		/* of the field; valid UTF-8 */
	gs_str	filename;	/* ptr NULL: not a file; any bytes */
};

struct receive_multipart_handler {
	enum gs_status	(*begin)(void *ctx, const struct receive_part *part,
			    struct gs_err *err);
	enum gs_status	(*data)(void *ctx, const void *p, size_t n,
			    struct gs_err *err);
	enum gs_status	(*end)(void *ctx, struct gs_err *err);
};

struct receive_multipart {
	const struct receive_multipart_handler	*handler;
	void		*ctx;
	/* The rest is private. */
	char		 delimiter[80];		/* CR LF "--" boundary */
	size_t		 delimiter_len;
	int		 state;
	int		 parts;
	struct gs_buf	 buf;			/* not yet understood */
};

/* Parameter boundary of the Content-Type. */
enum gs_status receive_multipart_boundary(
    char boundary[RECEIVE_MULTIPART_BOUNDARY + 1], gs_str content_type,
    struct gs_err *err) GS_MUST_CHECK;
void receive_multipart_init(struct receive_multipart *m,
    const struct receive_multipart_handler *handler, void *ctx,
    gs_str boundary);
void receive_multipart_release(struct receive_multipart *m);
enum gs_status receive_multipart_feed(struct receive_multipart *m,
    const void *p, size_t n, struct gs_err *err) GS_MUST_CHECK;
/* The stream has ended: GS_EINVAL unless the closing delimiter was seen. */
enum gs_status receive_multipart_finish(struct receive_multipart *m,
    struct gs_err *err) GS_MUST_CHECK;

#endif
