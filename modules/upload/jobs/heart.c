/* SPDX-License-Identifier: MIT */
/* heart.c: the process that keeps a job's lease; see heart.h. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/log.h"
#include "upload/jobs/db.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/reasons.h"

#define TICK_MS		500
#define BEAT_MS		2000	/* also how soon a cancellation is seen */

/* From the runner; one write, never torn. */
struct sign {
	int64_t	until_ms;		/* monotonic clock */
	double	progress;		/* negative: none */
	char	fr[200], en[200];
};
_Static_assert(sizeof(struct sign) < PIPE_BUF, "a sign of life is atomic");

struct jobs_heart {
	pid_t			pid;
	int			to, from;
	enum jobs_outcome	said;
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

char *
jobs_session_name(struct gs_arena *a, const char *job, int64_t attempt)
{
	return gs_printf(a, "runner %s %lld", job, (long long)attempt);
}

/* -- the beating process ------------------------------------------------- */

struct beating {
	struct jobs_run	 run;		/* its own arena and connection */
	int		 in, out;
	struct sign	 sign;
	bool		 fresh;		/* sign.progress was not written yet */
	char		 told;		/* 0, or what the runner was told */
	int64_t		 next_beat;
	char		*session;
};

static volatile sig_atomic_t told_to_stop;

static void
on_stop(GS_UNUSED int sig)
{
	told_to_stop = 1;
}

/* The newest sign; false when the runner has gone. */
static bool
listen_to(struct beating *b)
{
	struct sign s;
	ssize_t n;

	while ((n = read(b->in, &s, sizeof(s))) > 0) {
		if (n != sizeof(s))
			return false;
		if (s.progress < 0)
			b->sign.until_ms = s.until_ms;
		else
			b->sign = s;
		b->fresh = b->fresh || s.progress >= 0;
	}
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void
tell(struct beating *b, char what)
{
	if (b->told == 0 && write(b->out, &what, 1) == 1)
		b->told = what;
}

/* One round with the database; what fails is tried at the next. */
static void
beat(struct beating *b)
{
	struct jobs_run *run = &b->run;
	bool cancel = false, ours = true;
	enum gs_status st;

	gs_err_clear(&run->err);
	if (now_ms() < b->sign.until_ms) {
		st = jobs_db_beat(run, &ours, &cancel);
		if (st == GS_OK && !ours)
			tell(b, 'l');
		else if (st == GS_OK && cancel)
			tell(b, 'c');
	}
	if (b->fresh && ours) {
		b->sign.fr[sizeof(b->sign.fr) - 1] = '\0';
		b->sign.en[sizeof(b->sign.en) - 1] = '\0';
		if (jobs_db_progress(run, b->sign.progress, jobs_text(
		    run->arena, b->sign.fr, b->sign.en)) == GS_OK)
			b->fresh = false;
	}
	if (b->told != 0 && jobs_db_interrupt(run, b->session) != GS_OK)
		gs_debug("the statement could not be cancelled");
}

static void
live(struct beating *b)
{
	struct pollfd p = { .fd = b->in, .events = POLLIN };

	for (;;) {
		poll(&p, 1, TICK_MS);
		if (!listen_to(b))
			return;
		if (told_to_stop)
			tell(b, 's');
		if (now_ms() < b->next_beat && !b->fresh && b->told == 0)
			continue;
		beat(b);
		gs_arena_reset(b->run.arena);
		b->next_beat = now_ms() + BEAT_MS;
	}
}

GS_NORETURN static void
heart_main(const struct jobs_run *parent, int in, int out)
{
	struct sigaction sa = { .sa_handler = on_stop };
	struct gs_arena *names = gs_arena_new();
	struct beating b = { .run = *parent, .in = in, .out = out };
	sigset_t none;

	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	b.run.job = gs_strdup(names, parent->job);
	b.session = jobs_session_name(names, parent->job, parent->attempt);
	b.run.arena = gs_arena_new();
	b.run.db = gs_db_new(parent->conf->db_host, parent->conf->db_name,
	    "gs_runner");
	b.sign.until_ms = now_ms() + JOBS_ALIVE_S * 1000;
	live(&b);
	_exit(0);
}

/* -- the runner's side --------------------------------------------------- */

enum gs_status
jobs_heart_start(struct jobs_run *run)
{
	struct jobs_heart *h = GS_NEW(run->arena, struct jobs_heart);
	int to[2], from[2];
	pid_t parent = getpid();

	if (pipe2(to, O_CLOEXEC | O_NONBLOCK) != 0)
		return gs_fail(&run->err, GS_EBUSY, "pipe: %s",
		    strerror(errno));
	if (pipe2(from, O_CLOEXEC | O_NONBLOCK) != 0) {
		close(to[0]);
		close(to[1]);
		return gs_fail(&run->err, GS_EBUSY, "pipe: %s",
		    strerror(errno));
	}
	h->pid = fork();
	if (h->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(0);
		close(to[1]);
		close(from[0]);
		heart_main(run, to[0], from[1]);
	}
	close(to[0]);
	close(from[1]);
	h->to = to[1];
	h->from = from[0];
	if (h->pid < 0) {
		close(h->to);
		close(h->from);
		return gs_fail(&run->err, GS_EBUSY, "fork: %s",
		    strerror(errno));
	}
	run->heart = h;
	return GS_OK;
}

static void
send_sign(struct jobs_heart *h, const struct sign *s)
{
	if (write(h->to, s, sizeof(*s)) < 0 && errno != EAGAIN)
		h->said = JOBS_LOST;
}

void
jobs_heart_alive(struct jobs_heart *h, int seconds)
{
	struct sign s = { now_ms() + seconds * 1000, -1, "", "" };

	send_sign(h, &s);
}

void
jobs_heart_progress(struct jobs_heart *h, double progress, const char *fr,
    const char *en)
{
	struct sign s = { now_ms() + JOBS_ALIVE_S * 1000,
	    GS_MAX(0, GS_MIN(progress, 1)), "", "" };
	struct {
		char		*to;
		const char	*from;
	} texts[] = { { s.fr, fr }, { s.en, en } };

	for (size_t i = 0; i < GS_COUNTOF(texts); i++) {
		size_t n = GS_MIN(strlen(texts[i].from), sizeof(s.fr) - 1);

		while (n > 0 && texts[i].from[n] != '\0' &&
		    ((unsigned char)texts[i].from[n] & 0xc0) == 0x80)
			n--;		/* not inside a character */
		memcpy(texts[i].to, texts[i].from, n);
	}
	send_sign(h, &s);
}

enum jobs_outcome
jobs_heart_ask(struct jobs_heart *h)
{
	char c;
	ssize_t n;

	if (h == NULL || h->said != JOBS_DONE)
		return h ? h->said : JOBS_DONE;
	n = read(h->from, &c, 1);
	if (n == 1)
		h->said = c == 'c' ? JOBS_CANCELLED :
		    c == 's' ? JOBS_STOPPED : JOBS_LOST;
	else if (n == 0)
		h->said = JOBS_LOST;	/* without heart, no lease */
	return h->said;
}

int
jobs_heart_fd(const struct jobs_heart *h)
{
	return h->from;
}

void
jobs_heart_stop(struct jobs_heart *h)
{
	int status;

	if (h == NULL || h->pid <= 0)
		return;
	kill(h->pid, SIGKILL);
	while (waitpid(h->pid, &status, 0) < 0 && errno == EINTR)
		;
	h->pid = 0;
	close(h->to);
	close(h->from);
}
