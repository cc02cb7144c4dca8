/* SPDX-License-Identifier: MIT */
/* fuzz_conf.c: geosocle.conf. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "common/conf.h"

FUZZ_TARGET(conf)
{
	struct gs_arena *a = gs_arena_new();
	int fd = memfd_create("conf", MFD_CLOEXEC);
	struct gs_err err = { 0 };
	struct gs_conf c;

	must(fd >= 0);
	must(write(fd, data, size) == (ssize_t)size);
	if (gs_conf_load(&c, gs_printf(a, "/proc/self/fd/%d", fd), a, &err) ==
	    GS_OK) {
		must(c.http_port >= 1 && c.http_port <= 65535);
		must(gs_utf8_ok(gs_str_of(c.platform_title_fr)));
		must(gs_str_starts(gs_str_of(c.public_url), "http"));
	} else {
		must(err.status != GS_OK && err.text[0] != '\0');
	}
	close(fd);
	gs_arena_free(a);
	return 0;
}
