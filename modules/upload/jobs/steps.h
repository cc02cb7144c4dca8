/* SPDX-License-Identifier: MIT */
/*
 * steps.h: the steps of a publication, in order.
 *
 * Each may be run again after it was cut anywhere, and leaves the same: it
 * records its name in the job in the transaction of its last effect. In test
 * builds the runner can be killed after each (fault point "job.<name>").
 */
#ifndef UPLOAD_JOBS_STEPS_H
#define UPLOAD_JOBS_STEPS_H

#include "upload/jobs/run.h"

struct jobs_step {
	const char		*name;
	enum jobs_outcome	(*run)(struct jobs_run *run);
	const char		*fr, *en;	/* said while it runs */
	double			 progress;	/* of the job when it begins */
};

extern const struct jobs_step jobs_steps[];
extern const size_t jobs_nsteps;

/* Are the bytes in the store those that were received? */
enum jobs_outcome jobs_verify(struct jobs_run *run);
/* Tables, report and questions from the sandboxed reader. */
enum jobs_outcome jobs_read(struct jobs_run *run);
/* Keys, spatial indexes, statistics, extents. */
enum jobs_outcome jobs_index(struct jobs_run *run);
/* One transaction: dataset, version, layers, file; the job has succeeded. */
enum jobs_outcome jobs_publish(struct jobs_run *run);
/* Links to tiles. What is cut here is done again by the outbox. */
enum jobs_outcome jobs_finish(struct jobs_run *run);

#endif
