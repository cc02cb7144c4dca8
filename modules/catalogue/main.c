/* SPDX-License-Identifier: MIT */
/* main.c: the catalogue worker: the pages people read. */
#include "common/base.h"

#include "common/worker.h"

#include "catalogue/catalogue.h"

int
main(int argc, char **argv)
{
	struct gs_worker w = {
		.name = "catalogue",
		.db_role = "gs_catalogue",
		.routes = catalogue_routes,
		.nroutes = catalogue_nroutes,
		.processes_offset = offsetof(struct gs_conf,
		    catalogue_processes),
	};

	return gs_worker_run(&w, argc, argv);
}
