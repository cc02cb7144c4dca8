/* SPDX-License-Identifier: MIT */
/*
 * publish.h: what became of a publication, in words and in JSON.
 */
#ifndef GEOSOCLECTL_PUBLISH_H
#define GEOSOCLECTL_PUBLISH_H

#include "geosoclectl/client.h"

/* One line that is written over, on a terminal alone; ${done} of 0 to 1. */
void publish_bar(double done, gs_str message);
/* Leave the line of the bar, if there is one. */
void publish_bar_end(void);

/* The end of ${job} (as GET /api/v1/jobs/{id} tells it), and the exit status:
 * EX_OK published, 1 refused or cancelled, EX_DATAERR a question is open. */
int publish_outcome(struct ctl *ctl, const struct gs_jval *job);

#endif
