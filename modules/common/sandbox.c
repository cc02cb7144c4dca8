/* SPDX-License-Identifier: MIT */
/* sandbox.c: the bubblewrap command line of the reader. */
#include "common/base.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/sandbox.h"

#define BWRAP	"/usr/bin/bwrap"
#define ARGS_MAX	96

/*
 * The environment of the sandbox. /etc/alternatives is there because Debian
 * resolves libblas and liblapack, which GDAL links, through it.
 */
static const char *const frame[] = {
	BWRAP, "--unshare-all", "--die-with-parent", "--new-session",
	"--cap-drop", "ALL", "--clearenv",
	"--setenv", "LC_ALL", "C.UTF-8",
	"--ro-bind", "/usr/lib", "/usr/lib",
	"--ro-bind", "/usr/lib64", "/usr/lib64",
	"--symlink", "usr/lib", "/lib",
	"--symlink", "usr/lib64", "/lib64",
	"--ro-bind", "/etc/alternatives", "/etc/alternatives",
	"--ro-bind", "/usr/share/gdal", "/usr/share/gdal",
	"--ro-bind", "/usr/share/proj", "/usr/share/proj",
	"--dev", "/dev",
};

struct args {
	struct gs_arena	*arena;
	char		*v[ARGS_MAX];
	size_t		 n;
};

static void
add(struct args *x, const char *s)
{
	assert(x->n + 1 < ARGS_MAX);
	x->v[x->n++] = gs_strdup(x->arena, s);
}

/* "--option=value" in one piece, so that a value cannot be an option. */
static void
add_option(struct args *x, const char *option, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	assert(x->n + 1 < ARGS_MAX);
	x->v[x->n++] = gs_printf(x->arena, "--%s=%s", option, value);
}

static void
add_frame(struct args *x, const char *reader)
{
	size_t i;

	for (i = 0; i < GS_COUNTOF(frame); i++)
		add(x, frame[i]);
	add(x, "--ro-bind");
	add(x, reader);
	add(x, "/reader");
}

static char **
finish(const struct args *x)
{
	char **v = GS_NEWN(x->arena, x->n + 1, char *);

	memcpy(v, x->v, x->n * sizeof(*v));
	return v;
}

char **
gs_sandbox_argv(struct gs_arena *a, const struct gs_sandbox *s)
{
	struct args x = { .arena = a };

	add_frame(&x, s->reader);
	add(&x, "--ro-bind");
	add(&x, s->file);
	add(&x, "/job/in");
	/* Nothing is written anywhere, the root included. */
	add(&x, "--remount-ro");
	add(&x, "/");
	add(&x, "--chdir");
	add(&x, "/job");
	add(&x, "/reader");
	add_option(&x, "name", s->name);
	add_option(&x, "crs", s->crs);
	add_option(&x, "charset", s->charset);
	add_option(&x, "geometry-columns", s->geometry_columns);
	add_option(&x, "layer", s->layer);
	add(&x, "/job/in");
	return finish(&x);
}

/* Spawn with standard streams on /dev/null and wait: 0 when it went well. */
static int
run_quietly(char *const *argv)
{
	posix_spawn_file_actions_t fa;
	char *envp[] = { NULL };
	int fd, status, rc;
	pid_t pid;

	posix_spawn_file_actions_init(&fa);
	for (fd = 0; fd < 3; fd++)
		posix_spawn_file_actions_addopen(&fa, fd, "/dev/null", O_RDWR,
		    0);
	rc = posix_spawn(&pid, argv[0], &fa, NULL, argv, envp);
	posix_spawn_file_actions_destroy(&fa);
	if (rc != 0)
		return rc;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return errno;
	return status;
}

enum gs_status
gs_sandbox_probe(const char *reader, struct gs_err *err)
{
	struct gs_arena *a;
	struct args x;
	int rc;

	if (access(BWRAP, X_OK) != 0)
		return gs_fail(err, GS_EBUSY,
		    "sandbox: bubblewrap is not installed");
	if (access(reader, X_OK) != 0)
		return gs_fail(err, GS_EBUSY,
		    "sandbox: the reader program is missing");
	a = gs_arena_new();
	x = (struct args){ .arena = a };
	add_frame(&x, reader);
	add(&x, "/reader");
	add(&x, "--version");
	rc = run_quietly(finish(&x));
	gs_arena_free(a);
	if (rc != 0)
		return gs_fail(err, GS_EBUSY,
		    "sandbox: bubblewrap cannot start the reader here; are "
		    "unprivileged user namespaces enabled?");
	return GS_OK;
}
