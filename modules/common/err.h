/* SPDX-License-Identifier: MIT */
/*
 * err.h: what can go wrong, said once, in one sentence.
 *
 * A function that can fail returns enum gs_status. The first one to see the
 * fault writes the sentence with gs_fail(); callers pass status and text up
 * untouched, and the protocol's own error writer dresses it at the end.
 *
 *	if (n < 4)
 *		return gs_fail(err, GS_EINVAL, "bbox: expected 4 or 6 numbers");
 *
 * The text of a 4xx goes to the client: it names the parameter, file, layer
 * or row, the reason and the remedy, and never a path or SQL of ours. The
 * text of a 5xx goes to the log; the client gets the request id instead.
 * Programming errors are assert()ed, not returned.
 */
#ifndef GS_ERR_H
#define GS_ERR_H

#include "common/base.h"

enum gs_status {
	GS_OK = 0,
	GS_EINVAL,		/* 400 malformed or unknown parameter */
	GS_EAUTH,		/* 401 no identity, or one that is not valid */
	GS_EDENIED,		/* 403 known, but without the right */
	GS_ENOTFOUND,		/* 404 absent, or invisible to this identity */
	GS_EMETHOD,		/* 405 */
	GS_ENOTACCEPTABLE,	/* 406 no representation the client accepts */
	GS_ECONFLICT,		/* 409 */
	GS_EGONE,		/* 410 a version that is no longer kept */
	GS_ETOOLARGE,		/* 413 a limit on size, depth or count */
	GS_EUNSUPPORTED,	/* 415 media type or format */
	GS_EUNPROCESSABLE,	/* 422 well formed, but its content is refused */
	GS_ETOOMANY,		/* 429 */
	GS_EINTERNAL,		/* 500 our fault */
	GS_EUNIMPLEMENTED,	/* 501 operation of a standard we do not offer */
	GS_EUPSTREAM,		/* 502 */
	GS_EBUSY,		/* 503 database away, overload: try again */
	GS_ENOSPACE,		/* 507 */
	GS_STATUS__COUNT
};

struct gs_err {
	enum gs_status	status;
	char		text[1024];	/* UTF-8, one sentence, no newline */
};

/*
 * Record ${status} and the formatted sentence in ${err} and return ${status}.
 * ${err} may be NULL. Does not overwrite an error already recorded: the one
 * nearest to the fault says more.
 */
enum gs_status gs_fail(struct gs_err *err, enum gs_status status,
    const char *fmt, ...) GS_PRINTF(3, 4);

/* Forget what is recorded. */
void gs_err_clear(struct gs_err *err);

/* The only map from status to HTTP status code (RFC 9110 section 15). */
int gs_status_http(enum gs_status status);

/* Short English reason of a status, e.g. "Not Found". Never NULL. */
const char *gs_status_reason(enum gs_status status);

#endif
