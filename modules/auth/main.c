/* SPDX-License-Identifier: MIT */
/* main.c: the auth worker: who is asking? */
#include "common/base.h"

#include "common/worker.h"

#include "auth/auth.h"

static enum gs_status
init(const struct gs_conf *c, GS_UNUSED struct gs_db *db, void **state,
    struct gs_err *err)
{
	static struct auth_state s;

	*state = &s;
	return auth_hasher_init(&s.hasher, c, err);
}

int
main(int argc, char **argv)
{
	struct gs_worker w = {
		.name = "auth",
		.db_role = "gs_auth",
		.routes = auth_routes,
		.nroutes = auth_nroutes,
		.processes_offset = offsetof(struct gs_conf, auth_processes),
		.init = init,
	};

	return gs_worker_run(&w, argc, argv);
}
