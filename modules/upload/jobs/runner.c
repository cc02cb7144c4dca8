/* SPDX-License-Identifier: MIT */
/* runner.c: the master of the job runners; see runner.h. */
#include "common/base.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "common/log.h"
#include "upload/jobs/runner.h"
#include "upload/upload.h"

#define RUNNERS_MAX	256
#define GRACE_S		8	/* to hand a job back after SIGTERM */
#define DEATHS_MAX	5	/* in one second, before pausing */

struct master {
	struct gs_arena		*arena;
	struct gs_conf		 conf;
	struct jobs_slot	*slots;
	pid_t			 children[RUNNERS_MAX + 1];
	int			 n;		/* children[n - 1]: outbox */
	time_t			 death_second;
	int			 deaths;
};

static sigset_t
stop_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	return set;
}

bool
jobs_stopping(void)
{
	sigset_t set;

	sigpending(&set);
	return sigismember(&set, SIGTERM) || sigismember(&set, SIGINT);
}

void
jobs_pause(int ms)
{
	sigset_t set = stop_signals();
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };
	int sig = sigtimedwait(&set, NULL, &t);

	if (sig > 0)
		raise(sig);		/* pending again, for jobs_stopping */
}

static enum gs_status
load(struct master *m, struct gs_err *err)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_conf c;
	enum gs_status st = gs_conf_load_instance(&c, a, err);

	if (st != GS_OK) {
		gs_arena_free(a);
		return st;
	}
	gs_arena_free(m->arena);
	m->arena = a;
	m->conf = c;
	m->n = (int)GS_MAX(1, GS_MIN(c.runner_processes, RUNNERS_MAX)) + 1;
	return GS_OK;
}

/* A process group of its own, with its heart: see stop_child(). */
static pid_t
spawn(struct master *m, int i)
{
	pid_t master = getpid(), pid = fork();
	sigset_t set = stop_signals();

	if (pid < 0)
		gs_error("fork: %s", strerror(errno));
	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != master)
		_exit(EX_OK);
	setpgid(0, 0);
	sigprocmask(SIG_SETMASK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (i == m->n - 1)
		jobs_outbox(&m->conf);
	else
		jobs_child(&m->conf, &m->slots[i]);
	gs_arena_free(m->arena);
	exit(EX_OK);
}

static void
pace(struct master *m)
{
	time_t now = time(NULL);

	if (now != m->death_second) {
		m->death_second = now;
		m->deaths = 0;
	}
	if (++m->deaths > DEATHS_MAX)
		sleep(1);
}

static void
reap(struct master *m, bool respawn)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		int i = 0;

		while (i <= RUNNERS_MAX && m->children[i] != pid)
			i++;
		if (i > RUNNERS_MAX)
			continue;
		m->children[i] = 0;
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			gs_error("runner %d died: %s %d", (int)pid,
			    WIFSIGNALED(status) ? "signal" : "exit",
			    WIFSIGNALED(status) ? WTERMSIG(status) :
			    WEXITSTATUS(status));
			pace(m);
		}
		if (respawn && i < m->n)
			m->children[i] = spawn(m, i);
	}
}

/* The whole group: the runner looks at the signal between statements, its
 * heart cancels the one it is in. */
static void
signal_all(const struct master *m, int sig)
{
	for (int i = 0; i <= RUNNERS_MAX; i++)
		if (m->children[i] > 0 && kill(-m->children[i], sig) != 0)
			kill(m->children[i], sig);
}

static int
alive(const struct master *m)
{
	int n = 0;

	for (int i = 0; i <= RUNNERS_MAX; i++)
		n += m->children[i] > 0;
	return n;
}

static void
stop(struct master *m, const sigset_t *set)
{
	struct timespec step = { 0, 50 * 1000 * 1000 };

	signal_all(m, SIGTERM);
	for (int i = 0; alive(m) > 0 && i < GRACE_S * 20; i++) {
		sigtimedwait(set, NULL, &step);
		reap(m, false);
	}
	if (alive(m) > 0)
		gs_warn("%d runners did not stop: killed", alive(m));
	signal_all(m, SIGKILL);
}

static void
reload(struct master *m)
{
	struct gs_err err = { 0 };

	if (load(m, &err) != GS_OK) {
		gs_error("reload: %s; the old configuration stays", err.text);
		return;
	}
	gs_info("reloaded");
	signal_all(m, SIGTERM);		/* reap() puts new ones in place */
}

static int
run(struct master *m)
{
	sigset_t set = stop_signals();
	int sig;

	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (int i = 0; i < m->n; i++)
		m->children[i] = spawn(m, i);
	gs_info("ready: %d job runners, 1 outbox", m->n - 1);
	for (;;) {
		if ((sig = sigwaitinfo(&set, NULL)) < 0)
			continue;
		if (sig == SIGTERM || sig == SIGINT) {
			stop(m, &set);
			return EX_OK;
		}
		if (sig == SIGHUP)
			reload(m);
		reap(m, true);
		for (int i = 0; i < m->n; i++)
			if (m->children[i] <= 0)
				m->children[i] = spawn(m, i);
	}
}

int
upload_jobs(void)
{
	struct master m = { 0 };
	struct gs_err err = { 0 };
	int rc;

	gs_log_init("runner", GS_LOG_INFO);
	if (load(&m, &err) != GS_OK) {
		gs_error("%s", err.text);
		return EX_CONFIG;
	}
	m.slots = mmap(NULL, RUNNERS_MAX * sizeof(*m.slots),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (m.slots == MAP_FAILED)
		abort();
	rc = run(&m);
	gs_arena_free(m.arena);
	return rc;
}
