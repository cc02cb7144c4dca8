/* SPDX-License-Identifier: MIT */
/* fault.c: dying on purpose, in test builds; see worker.h. */
#include "common/base.h"

#include <signal.h>

#include "common/log.h"
#include "common/str.h"
#include "common/worker.h"

#ifdef GS_FAULTS
void
gs_fault(const char *point)
{
	static int64_t seen;
	gs_str want = gs_str_of(getenv("GS_FAULT")), name;
	int64_t nth = 1;

	if (want.len == 0)
		return;
	name = gs_str_split(&want, ':');
	if (!gs_str_eqc(name, point))
		return;
	if (want.ptr != NULL && !gs_str_int(want, &nth))
		return;
	if (++seen == nth) {
		gs_info("fault point %s", point);
		raise(SIGKILL);
	}
}
#endif
