/* SPDX-License-Identifier: MIT */
/*
 * reader: reads one file that a stranger sent, in a sandbox (see
 * common/sandbox.h), and says on standard output what is in it
 * (common/frame.h). Exit status: 0 once its report is written, whatever it
 * says; 64 for a wrong command line; 70 or a signal otherwise.
 */
#include "common/base.h"

#include <locale.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "reader/confine.h"
#include "reader/options.h"
#include "reader/reader.h"

/* A file that makes us pass these ends the program, not the machine. */
static const struct {
	int	which;
	rlim_t	most;
} limits[] = {
	{ RLIMIT_CPU, 600 },			/* seconds */
	{ RLIMIT_CORE, 0 },
	{ RLIMIT_NOFILE, 64 },
	{ RLIMIT_FSIZE, (rlim_t)16 << 30 },
#ifndef GS_SANITIZE
	{ RLIMIT_AS, (rlim_t)2 << 30 },
#endif
};

#ifdef GS_SANITIZE
/* The sandbox has no /proc, which looking for leaks needs. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

static void
set_limits(void)
{
	struct rlimit l;
	size_t i;

	for (i = 0; i < GS_COUNTOF(limits); i++) {
		l.rlim_cur = l.rlim_max = limits[i].most;
		setrlimit(limits[i].which, &l);
	}
}

static int
read_file(const struct reader_options *opt)
{
	struct reader r = { .opt = opt };
	enum gs_status st;

	r.arena = gs_arena_new();
	gs_frame_writer_init(&r.frames, STDOUT_FILENO);
	st = reader_run(&r);
	gs_frame_writer_release(&r.frames);
	gs_arena_free(r.arena);
	return st == GS_OK ? EX_OK : EX_SOFTWARE;
}

int
main(int argc, char **argv)
{
	struct reader_options opt;

	/* Names in archives are text of this charset. */
	setlocale(LC_CTYPE, "C.UTF-8");
	switch (reader_options_parse(&opt, argc, argv)) {
	case READER_READ:
		set_limits();
		if (!reader_confine())
			return EX_OSERR;
		return read_file(&opt);
	case READER_RULES:
		reader_options_rules();
		return EX_OK;
	case READER_DONE:
		return EX_OK;
	case READER_USAGE:
		break;
	}
	return EX_USAGE;
}
