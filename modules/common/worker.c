/* SPDX-License-Identifier: MIT */
/* worker.c: the master of a prefork worker; see worker.h. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "common/http_io.h"
#include "common/log.h"
#include "common/worker_child.h"

#define CHILDREN_MAX	256
#define GRACE_S		5	/* for a running request after SIGTERM */
#define DEATHS_MAX	5	/* in one second, before pausing */

struct master {
	const struct gs_worker	*w;
	struct gs_conf		 conf;
	struct gs_arena		*arena;		/* of conf */
	struct gs_worker_stats	*stats;
	int			 listener;
	pid_t			 children[CHILDREN_MAX];
	int			 nchildren;
	time_t			 death_second;
	int			 deaths;
};

static enum gs_status
load(struct master *m, struct gs_err *err)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_conf c;
	enum gs_status st = gs_conf_load_instance(&c, a, err);
	int64_t n;

	if (st != GS_OK) {
		gs_arena_free(a);
		return st;
	}
	gs_arena_free(m->arena);
	m->arena = a;
	m->conf = c;
	n = *(int64_t *)((char *)&m->conf + m->w->processes_offset);
	m->nchildren = (int)GS_MAX(1, GS_MIN(n, CHILDREN_MAX));
	return GS_OK;
}

static int
listen_on(const char *path, struct gs_err *err)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	size_t n = strlen(path);
	int fd;

	if (n >= sizeof(sun.sun_path)) {
		gs_fail(err, GS_EINVAL, "%s: a socket's path may have at most "
		    "%zu bytes: choose a shorter GEOSOCLE_VAR", path,
		    sizeof(sun.sun_path) - 1);
		return -1;
	}
	memcpy(sun.sun_path, path, n);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	unlink(path);
	if (fd < 0 || bind(fd, (struct sockaddr *)&sun, sizeof(sun)) != 0 ||
	    chmod(path, 0660) != 0 || listen(fd, 511) != 0) {
		gs_fail(err, GS_EINTERNAL, "%s: %s", path, strerror(errno));
		return -1;
	}
	return fd;
}

static pid_t
spawn(struct master *m)
{
	pid_t pid = fork();

	if (pid < 0)
		gs_error("fork: %s", strerror(errno));
	if (pid == 0)
		gs_worker_child(m->w, &m->conf, m->listener, m->stats);
	return GS_MAX(pid, 0);		/* 0: fill() tries again */
}

/* Start the children that are missing: all at first, then those that could
 * not be forked. */
static void
fill(struct master *m)
{
	for (int i = 0; i < m->nchildren; i++)
		if (m->children[i] == 0)
			m->children[i] = spawn(m);
}

/* More than DEATHS_MAX in a second: a pause, so that a broken build or
 * configuration does not spin. */
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

		while (i < CHILDREN_MAX && m->children[i] != pid)
			i++;
		if (i == CHILDREN_MAX)
			continue;
		m->children[i] = 0;
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			atomic_fetch_add(&m->stats->restarts, 1);
			gs_error("child %d died: %s %d", (int)pid,
			    WIFSIGNALED(status) ? "signal" : "exit",
			    WIFSIGNALED(status) ? WTERMSIG(status) :
			    WEXITSTATUS(status));
			pace(m);
		}
		if (respawn && i < m->nchildren)
			m->children[i] = spawn(m);
	}
}

static int
alive(const struct master *m)
{
	int n = 0;

	for (int i = 0; i < CHILDREN_MAX; i++)
		n += m->children[i] > 0;
	return n;
}

static void
signal_all(const struct master *m, int sig)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (m->children[i] > 0)
			kill(m->children[i], sig);
}

static void
stop(struct master *m, const sigset_t *set)
{
	struct timespec step = { 0, 50 * 1000 * 1000 };

	close(m->listener);
	signal_all(m, SIGTERM);
	for (int i = 0; alive(m) > 0 && i < GRACE_S * 20; i++) {
		sigtimedwait(set, NULL, &step);
		reap(m, false);
	}
	if (alive(m) > 0) {
		gs_warn("%d requests ran longer than %d s: cut", alive(m),
		    GRACE_S);
		signal_all(m, SIGUSR2);
	}
	for (int i = 0; alive(m) > 0 && i < 20; i++) {
		sigtimedwait(set, NULL, &step);
		reap(m, false);
	}
	signal_all(m, SIGKILL);
}

/* New configuration, then each child in turn: those that run finish with the
 * old one. A configuration with a fault changes nothing. */
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
	fill(m);
}

static int
run(struct master *m)
{
	static const struct timespec second = { 1, 0 };
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fill(m);
	gs_info("ready: %d processes", m->nchildren);
	for (;;) {
		/* Only a child that could not be forked needs the clock. */
		if ((sig = sigtimedwait(&set, NULL, alive(m) <
		    m->nchildren ? &second : NULL)) < 0) {
			fill(m);
			continue;
		}
		if (sig == SIGTERM || sig == SIGINT) {
			stop(m, &set);
			return EX_OK;
		}
		if (sig == SIGHUP)
			reload(m);
		reap(m, true);
	}
}

static int
print_routes(const struct gs_worker *w)
{
	struct gs_arena *a = gs_arena_new();

	for (size_t i = 0; i < w->nroutes; i++)
		printf("%s\t%s\t%s\t%s\n", gs_method_names(a,
		    w->routes[i].methods), w->routes[i].pattern,
		    w->routes[i].test, w->routes[i].summary);
	gs_arena_free(a);
	return EX_OK;
}

static int
option(const struct gs_worker *w, const char *opt)
{
	if (strcmp(opt, "--routes") == 0)
		return print_routes(w);
	if (strcmp(opt, "--version") == 0) {
		printf("%s (Géosocle) %s\n", w->name, GS_VERSION);
		return EX_OK;
	}
	if (strcmp(opt, "--help") == 0) {
		printf("usage: %s [--routes | --version | --help]\n"
		    "Serves FastCGI on $GEOSOCLE_VAR/run/%s.sock.\n"
		    "SIGTERM stops, SIGHUP reloads the configuration.\n",
		    w->name, w->name);
		return EX_OK;
	}
	fprintf(stderr, "%s: unknown option %s; see --help\n", w->name, opt);
	return EX_USAGE;
}

int
gs_worker_run(const struct gs_worker *w, int argc, char **argv)
{
	struct master m = { .w = w, .listener = -1 };
	struct gs_err err = { 0 };
	char *path;
	int rc;

	if (argc > 1)
		return option(w, argv[1]);
	gs_log_init(w->name, GS_LOG_INFO);
	if (load(&m, &err) != GS_OK) {
		gs_error("%s", err.text);
		return EX_CONFIG;
	}
	m.stats = mmap(NULL, sizeof(*m.stats), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (m.stats == MAP_FAILED)
		abort();
	m.stats->started = time(NULL);
	path = gs_printf(m.arena, "%s/run/%s.sock", m.conf.var, w->name);
	if ((m.listener = listen_on(path, &err)) < 0) {
		gs_error("%s", err.text);
		return EX_OSERR;
	}
	rc = run(&m);
	gs_arena_free(m.arena);
	return rc;
}
