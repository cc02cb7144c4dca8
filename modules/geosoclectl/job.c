/* SPDX-License-Identifier: MIT */
/* job.c: geosoclectl job list, show and cancel, through the API. */
#include "common/base.h"

#include <sysexits.h>

#include "geosoclectl/client.h"

static void
list_line(const struct gs_jval *job)
{
	printf("%.*s  %-9.*s  %-19.*s  ", GS_FMT(gs_jget_str(job, "id")),
	    GS_FMT(gs_jget_str(job, "state")),
	    GS_FMT(gs_jget_str(job, "created")));
	ctl_put(stdout, gs_jget_str(job, "file"));
	putchar('\n');
}

int
ctl_job_list(struct ctl *ctl, int argc, char **argv)
{
	const char *user = NULL, *state = NULL;
	const struct ctl_opt opts[] = {
		{ "--state", "STATE", &state, NULL, "queued, running, asked, "
		    "succeeded, failed or cancelled" },
		{ "--user", "LOGIN", &user, NULL,
		    "as this account sees them; default: admin" },
		{ 0 }
	};
	struct ctl_client c;
	struct gs_jval *all;
	struct gs_buf path;
	enum gs_status st;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 0, 0)) >= 0)
		return rc;
	gs_buf_init_arena(&path, ctl->arena, 4096);
	gs_buf_puts(&path, "/api/v1/jobs?limit=100");
	ctl_query(&path, "state", state);
	if ((st = ctl_client_open(&c, ctl, user)) == GS_OK)
		st = ctl_client_list(&c, path.ptr, "jobs", &all);
	ctl_client_close(&c);
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (ctl->json)
		return ctl_print_json(ctl, all);
	for (const struct gs_jval *v = gs_jget(all, "jobs")->first; v != NULL;
	    v = v->next)
		list_line(v);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

/* The id of a job is a UUID: hexadecimal and hyphens. */
static int
call(struct ctl *ctl, const char *user, const char *method, const char *id,
    const char *suffix, struct ctl_answer *answer)
{
	struct ctl_client c = { .ctl = ctl };
	enum gs_status st;

	if (strlen(id) != 36 || strspn(id, "0123456789abcdef-") != 36) {
		st = gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say(
		    "pas de tâche « %s » : geosoclectl job list",
		    "no job '%s': see geosoclectl job list"), id);
		return ctl_fail(ctl, st);
	}
	if ((st = ctl_client_open(&c, ctl, user)) == GS_OK)
		st = ctl_client_call(&c, method, gs_printf(ctl->arena,
		    "/api/v1/jobs/%s%s", id, suffix), answer);
	ctl_client_close(&c);
	return st == GS_OK ? EX_OK : ctl_fail(ctl, st);
}

static void
show(const struct gs_jval *job)
{
	const struct gs_jval *l = gs_jget(job, "log");

	for (const struct gs_jval *m = job->first; m != NULL; m = m->next) {
		if ((m->type != GS_JSTRING && m->type != GS_JNUMBER) ||
		    m->text.len == 0)
			continue;
		printf("%-10.*s ", GS_FMT(m->key));
		ctl_put(stdout, m->text);
		putchar('\n');
	}
	for (l = l ? l->first : NULL; l != NULL; l = l->next) {
		printf("%.*s %-5.*s ", GS_FMT(gs_jget_str(l, "at")),
		    GS_FMT(gs_jget_str(l, "level")));
		ctl_put(stdout, gs_jget_str(l, "message"));
		putchar('\n');
	}
}

int
ctl_job_show(struct ctl *ctl, int argc, char **argv)
{
	const char *user = NULL;
	const struct ctl_opt opts[] = {
		{ "--user", "LOGIN", &user, NULL,
		    "as this account sees it; default: admin" },
		{ 0 }
	};
	struct ctl_answer answer;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 1, 1)) >= 0 ||
	    (rc = call(ctl, user, "GET", argv[0], "", &answer)) != EX_OK)
		return rc;
	if (answer.json == NULL || answer.json->type != GS_JOBJECT)
		return EX_PROTOCOL;
	if (ctl->json)
		return ctl_print_json(ctl, answer.json);
	show(answer.json);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

int
ctl_job_cancel(struct ctl *ctl, int argc, char **argv)
{
	const char *user = NULL;
	const struct ctl_opt opts[] = {
		{ "--user", "LOGIN", &user, NULL,
		    "account that cancels; default: admin" },
		{ 0 }
	};
	struct ctl_answer answer;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 1, 1)) >= 0 ||
	    (rc = call(ctl, user, "POST", argv[0], "/cancel",
	    &answer)) != EX_OK)
		return rc;
	if (ctl->json && answer.json != NULL)
		return ctl_print_json(ctl, answer.json);
	printf(ctl_say("tâche %s : annulation demandée\n",
	    "job %s: asked to stop\n"), argv[0]);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}
