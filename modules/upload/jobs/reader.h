/* SPDX-License-Identifier: MIT */
/*
 * reader.h: the sandboxed reader as a child process.
 *
 * Its standard output comes in pieces to ${data}; its standard error is kept
 * (the end of it) for the log. It is killed when it takes too long, when
 * ${data} fails, and when the job is cancelled, lost or stopped.
 */
#ifndef UPLOAD_JOBS_READER_H
#define UPLOAD_JOBS_READER_H

#include "upload/jobs/run.h"

#define JOBS_READER_S	900	/* from start to end */

struct jobs_reader {
	enum gs_status	(*data)(void *ctx, const void *p, size_t n,
			    struct gs_err *err);
	void		*ctx;
	/* What came of it. */
	enum gs_status	 status;	/* of ${data}, GS_EBUSY: no start */
	bool		 timeout;
	int		 exit;		/* wait status; 0: ended well */
	char		 said[512];	/* end of its standard error */
};

/* Runs it to its end; what happened is in ${r}. JOBS_DONE unless the job was
 * cancelled, lost or stopped meanwhile. */
enum jobs_outcome jobs_reader_run(struct jobs_reader *r,
    struct jobs_run *run);

#endif
