/* SPDX-License-Identifier: MIT */
/* worker_child.c: one prefork child: accept, serve, repeat. */
#include "common/base.h"

#include <errno.h>
#include <fcgiapp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sysexits.h>
#include <unistd.h>

#include "common/http_io.h"
#include "common/log.h"
#include "common/worker_child.h"

#ifdef GS_SANITIZE
void __sanitizer_set_death_callback(void (*fn)(void));
#endif

struct fcgi_io {
	struct gs_io		io;
	FCGX_Request		*fcgi;
	uint64_t		bytes;
};

/* Connection of the running request, for the handlers below; -1 for none. */
static volatile sig_atomic_t running_fd = -1;

static const char *
io_env(struct gs_io *io, const char *name)
{
	return FCGX_GetParam(name, ((struct fcgi_io *)io)->fcgi->envp);
}

static ssize_t
io_read(struct gs_io *io, void *p, size_t n)
{
	return FCGX_GetStr(p, (int)GS_MIN(n, 1u << 20),
	    ((struct fcgi_io *)io)->fcgi->in);
}

static enum gs_status
io_write(struct gs_io *io, const void *p, size_t n)
{
	struct fcgi_io *f = (struct fcgi_io *)io;

	while (n > 0) {
		int len = (int)GS_MIN(n, 1u << 20);

		if (FCGX_PutStr(p, len, f->fcgi->out) != len)
			return GS_EUPSTREAM;	/* the client has gone */
		p = (const char *)p + len;
		n -= (size_t)len;
		f->bytes += (uint64_t)len;
	}
	return GS_OK;
}

/*
 * Cut the running answer so that its client sees it. nginx ends a FastCGI
 * answer as if it were complete when the worker closes the connection; 8
 * bytes that are no FastCGI record make it an upstream error instead.
 * Async-signal-safe.
 */
static void
cut_running(void)
{
	static const unsigned char no_record[8] = { 0xff, 0xff, 0xff, 0xff,
	    0xff, 0xff, 0xff, 0xff };
	int fd = running_fd;

	if (fd >= 0 && write(fd, no_record, sizeof(no_record)) < 0)
		return;
}

static void
on_fatal(int sig)
{
	cut_running();
	signal(sig, SIG_DFL);
	raise(sig);
}

/* The master's last word to a request that runs too long. */
static void
on_deadline(GS_UNUSED int sig)
{
	cut_running();
	_exit(EX_TEMPFAIL);
}

static int
child_signals(void)
{
	static const int fatal[] = { SIGABRT, SIGILL, SIGFPE, SIGBUS,
	    SIGSEGV };
	struct sigaction sa = { .sa_handler = on_fatal };
	sigset_t set;

#ifdef GS_SANITIZE
	/* The sanitizer reports, then calls this. */
	__sanitizer_set_death_callback(cut_running);
	sa.sa_handler = on_fatal;
	sigaction(SIGABRT, &sa, NULL);
	(void)fatal;
#else
	for (size_t i = 0; i < GS_COUNTOF(fatal); i++)
		sigaction(fatal[i], &sa, NULL);
#endif
	atexit(cut_running);		/* libmapserver calls exit() */
	sa.sa_handler = on_deadline;
	sigaction(SIGUSR2, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static void
count(struct gs_worker_stats *stats, int status, uint64_t bytes,
    const struct timespec *from)
{
	struct timespec to;

	clock_gettime(CLOCK_MONOTONIC, &to);
	atomic_fetch_add(&stats->requests[status / 100 % 6], 1);
	atomic_fetch_add(&stats->bytes, bytes);
	atomic_fetch_add(&stats->microseconds,
	    (unsigned long long)((to.tv_sec - from->tv_sec) * 1000000 +
	    (to.tv_nsec - from->tv_nsec) / 1000));
}

static void
serve(const struct gs_worker *w, struct gs_req *req,
    struct gs_res *res, struct fcgi_io *io, struct gs_worker_stats *stats)
{
	struct timespec from;

	clock_gettime(CLOCK_MONOTONIC, &from);
	gs_res_init(res, req);
	gs_log_request(req->id);
	if (!gs_worker_builtin(w, req, res, stats))
		gs_route_dispatch(w->routes, w->nroutes, req, res);
	if (gs_out_status(&res->out) == GS_OK)
		res->out.status = gs_res_flush(res);
	if (gs_out_status(&res->out) == GS_OK) {
		FCGX_FFlush(io->fcgi->out);
		running_fd = -1;
		FCGX_Finish_r(io->fcgi);
	} else {
		FCGX_FFlush(io->fcgi->out);
		cut_running();
		running_fd = -1;
		FCGX_Free(io->fcgi, 1);
		if (gs_out_status(&res->out) != GS_EUPSTREAM)
			gs_error("answer cut: %s", req->err.text);
		res->status = 0;
	}
	count(stats, res->status, io->bytes, &from);
	gs_log_request(NULL);
}

/* Wait for a connection or a signal: a blocking accept() would miss one. */
static bool
wait_request(int listener, int signals)
{
	struct pollfd p[2] = { { .fd = signals, .events = POLLIN },
	    { .fd = listener, .events = POLLIN } };

	while (poll(p, 2, -1) < 0)
		if (errno != EINTR)
			return false;
	return (p[0].revents & POLLIN) == 0;
}

void
gs_worker_child(const struct gs_worker *w, const struct gs_conf *conf,
    int listener, struct gs_worker_stats *stats)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_db *db = gs_db_new(conf->db_host, conf->db_name, w->db_role);
	struct gs_err err = { 0 };
	FCGX_Request fcgi;
	void *state = NULL;
	unsigned served = 0;
	int signals = child_signals();

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (w->init && w->init(conf, db, &state, &err) != GS_OK) {
		gs_error("%s", err.text);
		_exit(EX_CONFIG);
	}
	FCGX_Init();
	FCGX_InitRequest(&fcgi, listener, FCGI_FAIL_ACCEPT_ON_INTR);
	while (wait_request(listener, signals)) {
		struct fcgi_io io = { { io_env, io_read, io_write }, &fcgi,
		    0 };
		struct gs_req req;
		struct gs_res res;

		if (FCGX_Accept_r(&fcgi) != 0)
			continue;	/* another child was faster */
		running_fd = fcgi.ipcFd;
		gs_req_init(&req, a, conf, db, &io.io);
		req.worker = state;
		serve(w, &req, &res, &io, stats);
		gs_arena_reset(a);
		if (w->max_requests && ++served >= w->max_requests)
			break;
	}
	gs_db_free(db);
	gs_arena_free(a);
	exit(EX_OK);
}
