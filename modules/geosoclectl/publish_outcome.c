/* SPDX-License-Identifier: MIT */
/* publish_outcome.c: what a publication's job came to; see publish.h. */
#include "common/base.h"

#include <inttypes.h>
#include <sysexits.h>
#include <unistd.h>

#include "geosoclectl/publish.h"

#define BAR	30
#define REFUSED	1

static bool bar_shown;

void
publish_bar(double done, gs_str message)
{
	int full = (int)(GS_MIN(GS_MAX(done, 0), 1) * BAR);

	if (!isatty(STDERR_FILENO))
		return;
	fputs("\r[", stderr);
	for (int i = 0; i < BAR; i++)
		putc(i < full ? '#' : ' ', stderr);
	fprintf(stderr, "] %3d %% ", (int)(GS_MIN(done, 1) * 100));
	ctl_put(stderr, message);
	fputs("\033[K", stderr);
	fflush(stderr);
	bar_shown = true;
}

void
publish_bar_end(void)
{
	if (bar_shown)
		fputs("\r\033[K", stderr);
	bar_shown = false;
}

/* -- published ----------------------------------------------------------- */

static void
copy_member(struct gs_json *j, const struct gs_jval *job, const char *key)
{
	const struct gs_jval *v = gs_jget(job, key);

	gs_json_key(j, key);
	if (v != NULL)
		gs_json_value(j, v);
	else
		gs_json_null(j);
}

static void
layers_json(struct gs_json *j, const struct gs_jval *job)
{
	const struct gs_jval *l = gs_jget(job, "layers");
	int64_t n = 0;

	gs_json_key(j, "layers");
	gs_json_array(j);
	for (l = l ? l->first : NULL; l != NULL; l = l->next) {
		gs_json_object(j);
		gs_json_kstr(j, "name", gs_jget_str(l, "name"));
		gs_json_kint(j, "features",
		    gs_jget_int(l, "features", &n) ? n : 0);
		gs_json_end(j);
	}
	gs_json_end(j);
}

static int
published_json(struct ctl *ctl, const struct gs_jval *job)
{
	struct gs_json j;

	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	copy_member(&j, job, "dataset");
	copy_member(&j, job, "version");
	layers_json(&j, job);
	copy_member(&j, job, "urls");
	copy_member(&j, job, "report");
	return ctl_json_end(ctl, &j);
}

static void
count_line(const struct gs_jval *report)
{
	int64_t warnings = 0, infos = 0;

	if (!gs_jget_int(report, "warnings", &warnings) ||
	    !gs_jget_int(report, "infos", &infos))
		return;
	if (warnings + infos > 0)
		printf(ctl_say("  avertissements : %" PRId64
		    ", remarques : %" PRId64 "\n", "  warnings: %" PRId64
		    ", remarks: %" PRId64 "\n"), warnings, infos);
}

static void
url_line(const struct gs_jval *u)
{
	/* "tiles" is an object, a link per layer. */
	if (u->type == GS_JOBJECT) {
		for (const struct gs_jval *m = u->first; m; m = m->next)
			url_line(m);
		return;
	}
	if (u->type != GS_JSTRING)
		return;
	fputs("  ", stdout);
	ctl_put(stdout, u->text);
	putchar('\n');
}

static int
published(struct ctl *ctl, const struct gs_jval *job)
{
	const struct gs_jval *m = gs_jget(job, "layers");
	int64_t n = 0;

	if (ctl->json)
		return published_json(ctl, job);
	ctl_put(stdout, gs_jget_str(job, "dataset"));
	printf(", version %.*s\n", GS_FMT(gs_jget_str(job, "version")));
	for (m = m ? m->first : NULL; m != NULL; m = m->next) {
		fputs("  ", stdout);
		ctl_put(stdout, gs_jget_str(m, "name"));
		printf("  %" PRId64 "\n",
		    gs_jget_int(m, "features", &n) ? n : 0);
	}
	count_line(gs_jget(job, "report"));
	m = gs_jget(job, "urls");
	for (m = m ? m->first : NULL; m != NULL; m = m->next)
		url_line(m);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

/* -- not published ------------------------------------------------------- */

/* "stops.txt:12: stop_lat: \"abc\": reason. remedy" */
static void
finding_line(const struct gs_jval *f)
{
	static const char *const parts[] = { "file", "line", "field" };
	const char *sep = "";

	for (size_t i = 0; i < GS_COUNTOF(parts); i++) {
		gs_str s = gs_jget_str(f, parts[i]);

		if (s.len == 0)
			continue;
		fputs(i == 1 && *sep ? ":" : sep, stderr);
		ctl_put(stderr, s);
		sep = ": ";
	}
	if (gs_jget_str(f, "value").len) {
		fprintf(stderr, "%s\"", sep);
		ctl_put(stderr, gs_jget_str(f, "value"));
		fputs("\"", stderr);
		sep = ": ";
	}
	fputs(sep, stderr);
	ctl_put(stderr, ctl_text(f, "reason"));
	if (ctl_text(f, "remedy").len) {
		fputs(" -> ", stderr);
		ctl_put(stderr, ctl_text(f, "remedy"));
	}
	putc('\n', stderr);
}

/* Of a fault found many times only the first are told. */
static void
more_line(const struct gs_jval *code)
{
	int64_t count = 0, kept = 0;

	if (!gs_jget_int(code, "count", &count) ||
	    !gs_jget_int(code, "kept", &kept) || count <= kept)
		return;
	ctl_put(stderr, gs_jget_str(code, "code"));
	fprintf(stderr, ctl_say(" : %" PRId64 " en tout\n",
	    ": %" PRId64 " in all\n"), count);
}

static bool
is_error(const struct gs_jval *v)
{
	return gs_str_eqc(gs_jget_str(v, "severity"), "error");
}

/* The findings that block, or what else ended the job. */
static void
reasons(const struct gs_jval *job)
{
	const struct gs_jval *report = gs_jget(job, "report");
	const struct gs_jval *v = gs_jget(report, "findings");
	bool told = false;

	for (v = v ? v->first : NULL; v != NULL; v = v->next) {
		if (!is_error(v))
			continue;
		finding_line(v);
		told = true;
	}
	v = gs_jget(report, "by_code");
	for (v = v ? v->first : NULL; v != NULL; v = v->next)
		if (is_error(v))
			more_line(v);
	v = gs_jget(job, "reasons");
	for (v = v && !told ? v->first : NULL; v != NULL; v = v->next) {
		ctl_put(stderr, ctl_text(v, "text"));
		putc('\n', stderr);
	}
}

static const char *
option_of(gs_str kind)
{
	static const char *const options[] = { "--crs", "--charset",
	    "--geometry-columns", "--layer" };
	static const char *const kinds[] = { "crs", "charset",
	    "geometry_columns", "layer" };

	for (size_t i = 0; i < GS_COUNTOF(kinds); i++)
		if (gs_str_eqc(kind, kinds[i]))
			return options[i];
	return "?";
}

/* Guesses are ranked already, the likeliest first. */
static void
questions(const struct gs_jval *job)
{
	const struct gs_jval *q = gs_jget(job, "questions"), *g;

	for (q = q ? q->first : NULL; q != NULL; q = q->next) {
		ctl_put(stderr, ctl_text(q, "text"));
		putc('\n', stderr);
		g = gs_jget(q, "guesses");
		for (g = g ? g->first : NULL; g != NULL; g = g->next) {
			fprintf(stderr, "  %s ",
			    option_of(gs_jget_str(q, "kind")));
			ctl_put(stderr, gs_jget_str(g, "value"));
			fputs("  ", stderr);
			ctl_put(stderr, ctl_text(g, "label"));
			putc('\n', stderr);
		}
	}
}

/* What is known, without the log. */
static void
outcome_json(struct ctl *ctl, const struct gs_jval *job)
{
	static const char *const keys[] = { "id", "state", "dataset",
	    "reasons", "questions", "report" };
	struct gs_json j;

	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	for (size_t i = 0; i < GS_COUNTOF(keys); i++)
		copy_member(&j, job, keys[i]);
	ctl_json_end(ctl, &j);
}

int
publish_outcome(struct ctl *ctl, const struct gs_jval *job)
{
	gs_str state = gs_jget_str(job, "state"), id = gs_jget_str(job, "id");

	if (gs_str_eqc(state, "succeeded"))
		return published(ctl, job);
	if (ctl->json)
		outcome_json(ctl, job);
	if (gs_str_eqc(state, "asked")) {
		questions(job);
		fprintf(stderr, ctl_say("répondez par ces options, ou sur "
		    "%s/publish/%.*s\n", "answer with these options, or on "
		    "%s/publish/%.*s\n"), ctl->conf->public_url, GS_FMT(id));
		return EX_DATAERR;
	}
	fprintf(stderr, "geosoclectl: publish: %s\n",
	    gs_str_eqc(state, "cancelled") ? ctl_say("annulé", "cancelled") :
	    ctl_say("le fichier n'est pas publié", "the file is not published"));
	reasons(job);
	return REFUSED;
}
