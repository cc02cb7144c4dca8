/* SPDX-License-Identifier: MIT */
/*
 * main.c: the upload worker: receives files, runs the jobs that publish them,
 * answers about datasets and jobs, hands out the files.
 *
 *	upload		the FastCGI server
 *	upload --jobs	the job runners and the outbox
 *	upload --steps	names of a publication's steps, one per line
 */
#include "common/base.h"

#include <stddef.h>
#include <sysexits.h>
#include <time.h>

#include "common/sandbox.h"
#include "common/worker.h"
#include "upload/jobs/steps.h"
#include "upload/upload.h"

#define RETRY_S	5

enum gs_status
upload_sandbox(const struct gs_conf *c, struct gs_err *err)
{
	static enum gs_status last = GS_EBUSY;
	static struct gs_err why;
	static time_t asked;
	time_t now = time(NULL);

	if (last != GS_OK && (asked == 0 || now - asked >= RETRY_S)) {
		gs_err_clear(&why);
		last = gs_sandbox_probe(c->reader_path, &why);
		asked = now;
	}
	return last == GS_OK ? GS_OK : gs_fail(err, GS_EBUSY,
	    "Files cannot be read safely here, so none is taken: %s",
	    why.text);
}

static enum gs_status
init(const struct gs_conf *c, GS_UNUSED struct gs_db *db, void **state,
    GS_UNUSED struct gs_err *err)
{
	*state = (void *)c;
	return GS_OK;
}

static enum gs_status
ready(void *state, struct gs_err *err)
{
	return upload_sandbox(state, err);
}

int
main(int argc, char **argv)
{
	struct gs_worker w = {
		.name = "upload",
		.db_role = "gs_upload",
		.routes = upload_routes,
		.nroutes = upload_nroutes,
		.processes_offset = offsetof(struct gs_conf,
		    upload_processes),
		.init = init,
		.ready = ready,
	};

	if (argc == 2 && strcmp(argv[1], "--steps") == 0) {
		for (size_t i = 0; i < jobs_nsteps; i++)
			puts(jobs_steps[i].name);
		return EX_OK;
	}
	if (argc == 2 && strcmp(argv[1], "--jobs") == 0)
		return upload_jobs();
	return gs_worker_run(&w, argc, argv);
}
