/* SPDX-License-Identifier: MIT */
/* steps.c: the table of a publication's steps; see steps.h. */
#include "common/base.h"

#include "upload/jobs/steps.h"

const struct jobs_step jobs_steps[] = {
	{ "verify", jobs_verify, "Vérification du fichier reçu",
	  "Verifying the received file", 0 },
	{ "read", jobs_read, "Lecture du fichier", "Reading the file", 0.05 },
	{ "index", jobs_index, "Indexation", "Indexing", 0.8 },
	{ "publish", jobs_publish, "Publication", "Publishing", 0.95 },
	{ "finish", jobs_finish, "", "", 1 },
};
const size_t jobs_nsteps = GS_COUNTOF(jobs_steps);
