/* SPDX-License-Identifier: MIT */
/* upload.h: what the folders of this worker share. */
#ifndef UPLOAD_H
#define UPLOAD_H

#include "common/route.h"

extern const struct gs_route upload_routes[];
extern const size_t upload_nroutes;

/* Can the reader be sandboxed here? GS_EBUSY says why not. A yes is
 * remembered, a no asked again after some seconds. */
enum gs_status upload_sandbox(const struct gs_conf *c, struct gs_err *err)
    GS_MUST_CHECK;

/* "upload --jobs": runs the job runners until told to stop. */
int upload_jobs(void);

#endif
