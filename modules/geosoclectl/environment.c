/* SPDX-License-Identifier: MIT */
/* environment.c: what the platform was started with; see commands.h. */
#include "common/base.h"

#include "common/file.h"
#include "common/str.h"
#include "geosoclectl/commands.h"

static void
adopt(struct gs_arena *a, gs_str line)
{
	static const char *const names[] = { "GEOSOCLE_HTTP_PORT",
	    "GEOSOCLE_HTTPS_PORT", "GEOSOCLE_PUBLIC_URL" };
	gs_str name = gs_str_split(&line, '=');

	for (size_t i = 0; line.ptr != NULL && i < GS_COUNTOF(names); i++)
		if (gs_str_eqc(name, names[i]))
			setenv(names[i], gs_str_dup(a, line), 0);
}

void
ctl_running_environment(void)
{
	struct gs_arena *a = gs_arena_new();
	const char *var = getenv("GEOSOCLE_VAR");
	gs_str text;

	if (var == NULL || var[0] == '\0')
		var = "var";
	if (gs_file_read(gs_printf(a, "%s/run/environment", var), 4096, a,
	    &text, NULL) == GS_OK)
		while (text.ptr != NULL)
			adopt(a, gs_str_split(&text, '\n'));
	gs_arena_free(a);
}
