/* SPDX-License-Identifier: MIT */
/* reader.c: running the sandboxed reader; see reader.h. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/log.h"
#include "common/sandbox.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/reader.h"
#include "upload/store/store.h"

#define PIPE_BYTES	(1 << 20)

struct process {
	pid_t	pid;
	int	out, err;	/* -1 when closed */
};

/* A process group of its own: a signal for the runner is not for it. */
static int
spawn(pid_t *pid, char *const *argv, int out, int err)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	char *envp[] = { NULL };
	sigset_t none, all;
	int rc;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP |
	    POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&fa, out, 1);
	posix_spawn_file_actions_adddup2(&fa, err, 2);
	rc = posix_spawn(pid, argv[0], &fa, &attr, argv, envp);
	posix_spawn_file_actions_destroy(&fa);
	posix_spawnattr_destroy(&attr);
	return rc;
}

static char **
command(struct jobs_run *run)
{
	const struct gs_jval *answers = gs_jget(run->params, "answers");
	static const char *const keys[] = { "crs", "charset",
	    "geometry_columns", "layer" };
	struct gs_sandbox s = { .reader = run->conf->reader_path,
	    .name = run->file_name };
	const char **to[] = { &s.crs, &s.charset, &s.geometry_columns,
	    &s.layer };

	s.file = store_path(run->arena, run->conf, run->digest);
	for (size_t i = 0; i < GS_COUNTOF(keys); i++) {
		gs_str v = gs_jget_str(answers, keys[i]);

		*to[i] = v.ptr ? gs_str_dup(run->arena, v) : NULL;
	}
	return gs_sandbox_argv(run->arena, &s);
}

static enum gs_status
start(struct process *p, struct jobs_run *run)
{
	int out[2], err[2], rc;

	if (pipe2(out, O_CLOEXEC) != 0)
		return gs_fail(&run->err, GS_EBUSY, "pipe: %s",
		    strerror(errno));
	if (pipe2(err, O_CLOEXEC) != 0) {
		close(out[0]);
		close(out[1]);
		return gs_fail(&run->err, GS_EBUSY, "pipe: %s",
		    strerror(errno));
	}
	rc = spawn(&p->pid, command(run), out[1], err[1]);
	close(out[1]);
	close(err[1]);
	p->out = out[0];
	p->err = err[0];
	fcntl(p->out, F_SETPIPE_SZ, PIPE_BYTES);	/* only faster */
	fcntl(p->out, F_SETFL, O_NONBLOCK);
	fcntl(p->err, F_SETFL, O_NONBLOCK);
	if (rc == 0)
		return GS_OK;
	close(p->out);
	close(p->err);
	return gs_fail(&run->err, GS_EBUSY, "reader: %s", strerror(rc));
}

static void
close_end(int *fd)
{
	close(*fd);
	*fd = -1;
}

static void
take_output(struct process *p, struct jobs_reader *r, struct jobs_run *run)
{
	static char chunk[256 << 10];
	ssize_t n = read(p->out, chunk, sizeof(chunk));

	if (n > 0)
		r->status = r->data(r->ctx, chunk, (size_t)n, &run->err);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_end(&p->out);
}

/* The last bytes of what it says. */
static void
take_words(struct process *p, struct jobs_reader *r)
{
	char chunk[sizeof(r->said)];
	size_t have = strlen(r->said), most = sizeof(r->said) - 1;
	ssize_t n = read(p->err, chunk, most);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		close_end(&p->err);
		return;
	}
	for (ssize_t i = 0; i < n; i++)
		if (chunk[i] == '\0')
			chunk[i] = '?';
	if (have + (size_t)n > most) {
		size_t drop = have + (size_t)n - most;

		memmove(r->said, r->said + drop, have - drop);
		have -= drop;
	}
	memcpy(r->said + have, chunk, (size_t)n);
	r->said[have + (size_t)n] = '\0';
}

static int64_t
elapsed_s(const struct timespec *from)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec - from->tv_sec;
}

static enum jobs_outcome
pump(struct process *p, struct jobs_reader *r, struct jobs_run *run)
{
	enum jobs_outcome said = JOBS_DONE;
	struct timespec begun;
	int64_t now, last = 0;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	while (p->out >= 0 && r->status == GS_OK && said == JOBS_DONE &&
	    !r->timeout) {
		struct pollfd f[] = {
			{ .fd = p->out, .events = POLLIN },
			{ .fd = p->err, .events = POLLIN },
			{ .fd = jobs_heart_fd(run->heart), .events = POLLIN },
		};

		poll(f, GS_COUNTOF(f), 1000);
		if ((now = elapsed_s(&begun)) != last)
			jobs_heart_alive(run->heart, JOBS_ALIVE_S);
		last = now;
		if (f[0].revents)
			take_output(p, r, run);
		if (f[1].revents)
			take_words(p, r);
		said = jobs_heart_ask(run->heart);
		r->timeout = now > JOBS_READER_S;
	}
	return said;
}

/* Its status. One that closed its output but does not end is killed. */
static int
reap(const struct process *p)
{
	struct timespec step = { 0, 20 * 1000 * 1000 };
	int status, tries = p->out < 0 ? 250 : 0;
	pid_t rc;

	while ((rc = waitpid(p->pid, &status, WNOHANG)) <= 0) {
		if (rc < 0 && errno != EINTR)
			return -1;
		if (tries-- == 0)
			kill(-p->pid, SIGKILL);
		nanosleep(&step, NULL);
	}
	return status;
}

enum jobs_outcome
jobs_reader_run(struct jobs_reader *r, struct jobs_run *run)
{
	struct process p;
	enum jobs_outcome said;

	r->status = start(&p, run);
	if (r->status != GS_OK)
		return JOBS_DONE;
	said = pump(&p, r, run);
	r->exit = reap(&p);
	for (int i = 0; i < 8 && p.err >= 0; i++)
		take_words(&p, r);
	if (p.out >= 0)
		close(p.out);
	if (p.err >= 0)
		close(p.err);
	if (r->said[0] != '\0')
		gs_info("reader: %s", r->said);
	return said;
}
