/* SPDX-License-Identifier: MIT */
/*
 * status.c: geosoclectl status. Asks each part itself: the workers over
 * their sockets, the database as its owner, nginx over HTTP. A part that was
 * never started here (no socket, no pid file) is "absent" and no fault.
 */
#include "common/base.h"

#include <curl/curl.h>
#include <signal.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "common/file.h"
#include "common/str.h"
#include "geosoclectl/commands.h"
#include "geosoclectl/fcgi.h"
#include "geosoclectl/pg.h"

enum state { ABSENT, DOWN, NOT_READY, READY };
static const char *const state_names[] = { "absent", "down", "not ready",
    "ready" };

struct part {
	const char	*name;
	enum state	 state;
	const char	*message;	/* "" or why */
	int64_t		 pid;		/* 0 unknown */
};

struct status {
	struct part	 workers[5];	/* the last is the runner */
	struct part	 database, nginx;
	const char	*schema, *jobs;	/* jobs: {"queued": 1, …} or NULL */
	bool		 ready;
};

static const char *const worker_names[] = { "auth", "catalogue", "render",
    "upload", "runner" };

static char *
run_path(const struct ctl *ctl, const char *name, const char *suffix)
{
	return gs_printf(ctl->arena, "%s/run/%s%s", ctl->conf->var, name,
	    suffix);
}

/* The pid file's process, 0 when there is none: "pid start-time". */
static int64_t
pid_of(const struct ctl *ctl, const char *name)
{
	int64_t pid;
	gs_str text;

	if (gs_file_read(run_path(ctl, name, ".pid"), 100, ctl->arena, &text,
	    NULL) != GS_OK || !gs_str_int(gs_str_split(&text, ' '), &pid) ||
	    pid <= 1)
		return 0;
	return access(gs_printf(ctl->arena, "/proc/%lld", (long long)pid),
	    F_OK) == 0 ? pid : 0;
}

static bool
known(const struct ctl *ctl, const char *name)
{
	return access(run_path(ctl, name, ".pid"), F_OK) == 0 ||
	    access(run_path(ctl, name, ".sock"), F_OK) == 0;
}

/* First line of ${text}. */
static char *
line(struct gs_arena *a, const char *text)
{
	gs_str rest = gs_str_of(text);

	return gs_str_dup(a, gs_str_split(&rest, '\n'));
}

static struct part
worker(const struct ctl *ctl, const char *name)
{
	struct part p = { name, ABSENT, "", pid_of(ctl, name) };
	struct fcgi_answer answer;

	if (!known(ctl, name))
		return p;
	if (strcmp(name, "runner") == 0) {	/* it listens to nobody */
		p.state = p.pid != 0 ? READY : DOWN;
		return p;
	}
	answer = fcgi_get(ctl->arena, run_path(ctl, name, ".sock"), "/readyz");
	p.state = answer.status == 0 ? DOWN :
	    answer.status == 200 ? READY : NOT_READY;
	if (p.state == NOT_READY)
		p.message = line(ctl->arena, answer.body);
	return p;
}

static void
database(struct ctl *ctl, struct status *s)
{
	const char *version = NULL;
	struct ctl_pg *pg;
	enum gs_status st;

	s->database = (struct part){ "database", DOWN, "",
	    pid_of(ctl, "postgres") };
	gs_err_clear(&ctl->err);
	if ((st = ctl_pg_open(&pg, ctl, ctl->conf->db_name)) == GS_OK &&
	    (st = ctl_pg_value(pg, &version, "SELECT 'PostgreSQL ' || "
	    "current_setting('server_version')", NULL, 0, &ctl->err)) == GS_OK
	    && (st = ctl_pg_value(pg, &s->schema, "SELECT max(name) FROM "
	    "public.geosocle_migration", NULL, 0, &ctl->err)) == GS_OK)
		st = ctl_pg_value(pg, &s->jobs, "SELECT coalesce(json_object_agg("
		    "state, n), '{}') FROM (SELECT state, count(*) n FROM "
		    "jobs.job GROUP BY state ORDER BY state) j", NULL, 0,
		    &ctl->err);
	s->database.state = st == GS_OK ? READY :
	    version != NULL ? NOT_READY : DOWN;
	s->database.message = st == GS_OK ? version :
	    gs_strdup(ctl->arena, ctl->err.text);
}

static size_t
swallow(GS_UNUSED char *p, size_t size, size_t n, GS_UNUSED void *ctx)
{
	return size * n;
}

static struct part
nginx(const struct ctl *ctl)
{
	struct part p = { "nginx", ABSENT, "", pid_of(ctl, "nginx") };
	char *url = gs_printf(ctl->arena, "http://127.0.0.1:%lld/healthz",
	    (long long)ctl->conf->http_port);
	CURL *curl;
	long status = 0;
	CURLcode got;

	if (!known(ctl, "nginx"))
		return p;
	curl = curl_easy_init();
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
	got = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_cleanup(curl);
	p.state = got != CURLE_OK ? DOWN : status == 200 ? READY : NOT_READY;
	p.message = gs_printf(ctl->arena, "http port %lld, https port %lld",
	    (long long)ctl->conf->http_port, (long long)ctl->conf->https_port);
	return p;
}

static bool
fine(const struct part *p)
{
	return p->state == READY || p->state == ABSENT;
}

static void
look(struct ctl *ctl, struct status *s)
{
	*s = (struct status){ .ready = true };
	for (size_t i = 0; i < GS_COUNTOF(worker_names); i++) {
		s->workers[i] = worker(ctl, worker_names[i]);
		s->ready = s->ready && fine(&s->workers[i]);
	}
	database(ctl, s);
	s->nginx = nginx(ctl);
	s->ready = s->ready && s->database.state == READY && fine(&s->nginx);
}

static void
print_part(const struct part *p)
{
	printf("%-11s%-11s", p->name, state_names[p->state]);
	if (p->pid != 0)
		printf("pid %-9lld", (long long)p->pid);
	else
		printf("%13s", "");
	printf("%s\n", p->message);
}

static void
json_part(struct gs_json *j, const struct part *p)
{
	gs_json_object(j);
	gs_json_kcstr(j, "name", p->name);
	gs_json_kcstr(j, "state", state_names[p->state]);
	if (p->pid != 0)
		gs_json_kint(j, "pid", p->pid);
	gs_json_kcstr(j, "message", p->message);
	gs_json_end(j);
}

static int
print_json(struct ctl *ctl, const struct status *s)
{
	struct gs_json j;

	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kcstr(&j, "version", GS_VERSION);
	gs_json_kcstr(&j, "var", ctl->conf->var);
	gs_json_kcstr(&j, "public_url", ctl->conf->public_url);
	gs_json_kbool(&j, "ready", s->ready);
	gs_json_key(&j, "workers");
	gs_json_array(&j);
	for (size_t i = 0; i < GS_COUNTOF(s->workers); i++)
		json_part(&j, &s->workers[i]);
	gs_json_end(&j);
	gs_json_key(&j, "database");
	json_part(&j, &s->database);
	gs_json_kcstr(&j, "schema", s->schema);
	gs_json_key(&j, "nginx");
	json_part(&j, &s->nginx);
	gs_json_key(&j, "jobs");
	gs_json_raw(&j, gs_str_of(s->jobs ? s->jobs : "null"));
	return ctl_json_end(ctl, &j);
}

static int
print(struct ctl *ctl, const struct status *s)
{
	if (ctl->json)
		return print_json(ctl, s);
	printf("%s in %s: %s\n", ctl->conf->public_url, ctl->conf->var,
	    s->ready ? "ready" : "not ready");
	for (size_t i = 0; i < GS_COUNTOF(s->workers); i++)
		print_part(&s->workers[i]);
	print_part(&s->database);
	print_part(&s->nginx);
	printf("jobs       %s\n", s->jobs ? s->jobs : "unknown");
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

int
ctl_status(struct ctl *ctl, int argc, char **argv)
{
	const struct timespec step = { 0, 20 * 1000 * 1000 };
	const char *wait = NULL;
	const struct ctl_opt opts[] = {
		{ "--wait", "SECONDS", &wait, NULL, "wait until all is ready" },
		{ 0 }
	};
	struct ctl view;
	struct status s;
	int64_t seconds = 0;
	time_t end;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 0, 0)) >= 0)
		return rc;
	if (wait != NULL && !gs_str_int_in(gs_str_of(wait), 0, 3600, &seconds)) {
		gs_fail(&ctl->err, GS_EINVAL, "--wait: expected 0 to 3600");
		ctl_fail(ctl, GS_EINVAL);
		return EX_USAGE;
	}
	end = time(NULL) + (time_t)seconds;
	for (view = *ctl;; gs_arena_free(view.arena)) {
		view.arena = gs_arena_new();	/* closes its connection */
		look(&view, &s);
		if (s.ready || time(NULL) >= end)
			break;
		nanosleep(&step, NULL);
	}
	rc = print(&view, &s);
	gs_arena_free(view.arena);
	return rc != EX_OK ? rc : s.ready ? EX_OK : EX_UNAVAILABLE;
}
