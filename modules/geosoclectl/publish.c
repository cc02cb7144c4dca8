/* SPDX-License-Identifier: MIT */
/* publish.c: geosoclectl publish: send a file, follow its job. */
#include "common/base.h"

#include <errno.h>
#include <libgen.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "geosoclectl/publish.h"

#define AWAY_MS		60000		/* patience with a restart */

struct publish {
	const char	*file, *user, *title, *name, *org, *access, *crs,
			*charset, *columns, *layer;
	FILE		*f;
	int64_t		 size;
	char		*id;		/* of the job */
};

static enum gs_status
open_file(struct ctl *ctl, struct publish *p)
{
	struct stat st;

	if ((p->f = fopen(p->file, "rbe")) == NULL)
		return gs_fail(&ctl->err, GS_ENOTFOUND, "%s: %s", p->file,
		    strerror(errno));
	if (fstat(fileno(p->f), &st) != 0 || !S_ISREG(st.st_mode))
		return gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say(
		    "%s : ce n'est pas un fichier", "%s: not a file"),
		    p->file);
	if (st.st_size == 0)
		return gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say(
		    "%s : le fichier est vide", "%s: the file is empty"),
		    p->file);
	p->size = st.st_size;
	return GS_OK;
}

static void
sending(GS_UNUSED void *ctx, int64_t sent, int64_t size)
{
	const char *text = ctl_say("envoi", "sending");

	publish_bar(size > 0 ? (double)sent / (double)size : 0,
	    gs_str_of(text));
}

static enum gs_status
send_file(struct ctl_client *c, struct publish *p)
{
	const struct { const char *name, *value; } params[] = {
		{ "filename", basename(gs_strdup(c->ctl->arena, p->file)) },
		{ "title", p->title }, { "name", p->name },
		{ "organisation", p->org }, { "access", p->access },
		{ "crs", p->crs }, { "charset", p->charset },
		{ "geometry_columns", p->columns }, { "layer", p->layer },
	};
	struct ctl_upload up = { .file = p->f, .size = p->size,
	    .progress = sending };
	struct ctl_answer answer;
	struct gs_buf path;
	enum gs_status st;

	gs_buf_init_arena(&path, c->ctl->arena, 64 << 10);
	gs_buf_puts(&path, "/api/v1/publications");
	for (size_t i = 0; i < GS_COUNTOF(params); i++)
		ctl_query(&path, params[i].name, params[i].value);
	st = ctl_client_upload(c, path.ptr, &up, &answer);
	publish_bar_end();
	if (st != GS_OK)
		return st;
	p->id = gs_str_dup(c->ctl->arena, gs_jget_str(answer.json, "job"));
	if (p->id[0] == '\0')
		return gs_fail(&c->ctl->err, GS_EUPSTREAM, ctl_say(
		    "la réponse ne nomme pas de tâche",
		    "the answer names no job"));
	return GS_OK;
}

static bool
over(const struct gs_jval *job)
{
	gs_str s = gs_jget_str(job, "state");

	return !gs_str_eqc(s, "queued") && !gs_str_eqc(s, "running");
}

/* Ask until the job is over. A platform that restarts in between is given a
 * minute. */
static enum gs_status
follow(struct ctl_client *c, const struct publish *p,
    const struct gs_jval **job)
{
	const char *path = gs_printf(c->ctl->arena, "/api/v1/jobs/%s", p->id);
	struct ctl_answer answer;
	int ms = 50, away = 0;
	enum gs_status st;
	double done = 0;

	for (;;) {
		gs_err_clear(&c->ctl->err);
		st = ctl_client_call(c, "GET", path, &answer);
		if (ctl_interrupted() || (st == GS_EBUSY && away > AWAY_MS) ||
		    (st != GS_OK && st != GS_EBUSY))
			return st == GS_OK ? GS_EBUSY : st;
		away = st == GS_OK ? 0 : away + ms;
		if (st == GS_OK) {
			*job = answer.json;
			if (over(*job))
				return GS_OK;
			(void)!gs_jget_double(*job, "progress", &done);
			publish_bar(done, gs_jget_str(*job, "message"));
		}
		ctl_pause(ms);
		ms = GS_MIN(ms * 5 / 4, 1000);
	}
}

static int
run(struct ctl_client *c, struct publish *p)
{
	const struct gs_jval *job = NULL;
	enum gs_status st;

	if ((st = ctl_client_open(c, c->ctl, p->user)) != GS_OK ||
	    (st = send_file(c, p)) != GS_OK)
		return ctl_fail(c->ctl, st);
	st = follow(c, p, &job);
	publish_bar_end();
	if (st == GS_OK)
		return publish_outcome(c->ctl, job);
	fprintf(stderr, ctl_say("la tâche continue : geosoclectl job show %s\n",
	    "the job goes on: geosoclectl job show %s\n"), p->id);
	return ctl_interrupted() ? EX_TEMPFAIL : ctl_fail(c->ctl, st);
}

int
ctl_publish(struct ctl *ctl, int argc, char **argv)
{
	struct publish p = { 0 };
	struct ctl_client c = { .ctl = ctl };
	const struct ctl_opt opts[] = {
		{ "--title", "T", &p.title, NULL, "title of the dataset" },
		{ "--name", "SLUG", &p.name, NULL,
		    "its name in addresses; an existing one: next version" },
		{ "--org", "O", &p.org, NULL, "organisation that publishes" },
		{ "--access", "A", &p.access, NULL,
		    "public (default) or organisation" },
		{ "--crs", "C", &p.crs, NULL,
		    "coordinate system, as EPSG:2154" },
		{ "--charset", "C", &p.charset, NULL,
		    "character set, as windows-1252" },
		{ "--geometry-columns", "X,Y", &p.columns, NULL,
		    "columns that hold the coordinates" },
		{ "--layer", "L", &p.layer, NULL, "layer of the file to read" },
		{ "--user", "LOGIN", &p.user, NULL,
		    "account that publishes; default: admin" },
		{ 0 }
	};
	enum gs_status st;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 1, 1)) >= 0)
		return rc;
	p.file = argv[0];
	if ((st = open_file(ctl, &p)) != GS_OK) {
		rc = ctl_fail(ctl, st);
	} else {
		rc = run(&c, &p);
		ctl_client_close(&c);
	}
	if (p.f != NULL)
		fclose(p.f);
	return rc;
}
