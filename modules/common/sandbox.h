/* SPDX-License-Identifier: MIT */
/*
 * sandbox.h: the only way the reader is started.
 *
 * The reader parses files of strangers, so it runs under bubblewrap: no
 * network, no capability, no environment, no /proc, nothing writable, and no
 * file but its program, the system's libraries, the data of PROJ and GDAL,
 * and the one file it is asked to read, which it sees as /job/in. It answers
 * in frames (frame.h) on standard output; its standard error is free text
 * for the log.
 *
 * Where bubblewrap cannot work nothing is read: see gs_sandbox_probe().
 */
#ifndef GS_SANDBOX_H
#define GS_SANDBOX_H

#include "common/arena.h"
#include "common/err.h"

struct gs_sandbox {
	const char	*reader;	/* program, absolute path */
	const char	*file;		/* file to read, absolute path */
	const char	*name;		/* what its sender called it */
	/* Answers to the reader's questions; NULL or "" for none. */
	const char	*crs;			/* "EPSG:2154" */
	const char	*charset;		/* "windows-1252" */
	const char	*geometry_columns;	/* "X,Y" or "WKT" */
	const char	*layer;
};

/* argv[] for posix_spawn, NULL-ended, in the arena; argv[0] is the absolute
 * path of bubblewrap. Every text is an argument of its own: no shell. */
char **gs_sandbox_argv(struct gs_arena *a, const struct gs_sandbox *s);

/* Runs "reader --version" in the sandbox; GS_EBUSY with the reason when it
 * does not work here. A few milliseconds; for /readyz and before jobs. */
enum gs_status gs_sandbox_probe(const char *reader, struct gs_err *err)
    GS_MUST_CHECK;

#endif
