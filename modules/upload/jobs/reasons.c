/* SPDX-License-Identifier: MIT */
/* reasons.c: words for failures; see reasons.h. */
#include "common/base.h"

#include "upload/jobs/reasons.h"

#define REASONS_MAX	50

static const struct {
	const char	*fr, *en;
} reasons[JOBS_REASON__COUNT] = {
	[JOBS_REASON_DAMAGED] = {
	    "Le fichier conservé n'est plus celui qui a été reçu. "
	    "Envoyez-le de nouveau.",
	    "The stored file is no longer the one received. Send it again." },
	[JOBS_REASON_CRASHED] = {
	    "La lecture de ce fichier s'est arrêtée avant la fin : il est "
	    "probablement abîmé. Vérifiez qu'il s'ouvre dans votre logiciel, "
	    "enregistrez-le de nouveau, puis renvoyez-le.",
	    "Reading this file stopped before the end: it is probably "
	    "damaged. Check that it opens in your software, save it again, "
	    "then send it again." },
	[JOBS_REASON_TIMEOUT] = {
	    "La lecture de ce fichier dure plus de quinze minutes. "
	    "Découpez-le en plusieurs jeux de données.",
	    "Reading this file takes more than fifteen minutes. Split it "
	    "into several datasets." },
	[JOBS_REASON_TOO_LARGE] = {
	    "Le contenu de ce fichier dépasse ce que la plateforme peut "
	    "charger. Découpez-le en plusieurs jeux de données.",
	    "What this file holds is more than the platform can load. Split "
	    "it into several datasets." },
	[JOBS_REASON_DATA] = {
	    "Une valeur de ce fichier n'a pas pu être chargée dans la base. "
	    "Vérifiez ses géométries et ses attributs, puis renvoyez-le.",
	    "A value of this file could not be loaded into the database. "
	    "Check its geometries and attributes, then send it again." },
	[JOBS_REASON_REFUSED] = {
	    "Ce fichier n'a pas pu être lu : son format n'est pas reconnu ou "
	    "son contenu n'est pas valide.",
	    "This file could not be read: its format is not known or its "
	    "content is not valid." },
	[JOBS_REASON_DENIED] = {
	    "Votre compte n'a plus le droit de publier ce jeu de données. "
	    "Adressez-vous à un gestionnaire de l'organisation.",
	    "Your account may no longer publish this dataset. Ask a manager "
	    "of the organisation." },
	[JOBS_REASON_TAKEN] = {
	    "Ce nom de jeu de données vient d'être pris par une autre "
	    "organisation. Choisissez-en un autre.",
	    "This dataset name has just been taken by another organisation. "
	    "Choose another." },
};

struct answer {
	struct gs_buf	buf;
	struct gs_out	out;
	struct gs_json	json;
};

static struct gs_json *
begin(struct answer *w, struct gs_arena *a)
{
	gs_buf_init_arena(&w->buf, a, 1 << 20);
	gs_out_init_buf(&w->out, &w->buf);
	gs_json_init(&w->json, &w->out);
	return &w->json;
}

char *
jobs_text(struct gs_arena *a, const char *fr, const char *en)
{
	struct answer w;
	struct gs_json *j = begin(&w, a);

	gs_json_object(j);
	gs_json_kcstr(j, "fr", fr);
	gs_json_kcstr(j, "en", en);
	gs_json_finish(j);
	return w.buf.ptr;
}

enum jobs_outcome
jobs_reason(struct jobs_run *run, enum jobs_reason why)
{
	struct answer w;
	struct gs_json *j = begin(&w, run->arena);

	gs_json_array(j);
	gs_json_object(j);
	gs_json_kcstr(j, "text_fr", reasons[why].fr);
	gs_json_kcstr(j, "text_en", reasons[why].en);
	gs_json_finish(j);
	run->reasons = w.buf.ptr;
	return JOBS_FAILED;
}

/* "stops.txt, ligne 12, stop_lat : reason remedy" */
static char *
sentence(struct gs_arena *a, const struct gs_jval *f, bool fr)
{
	gs_str file = gs_jget_str(f, "file"), field = gs_jget_str(f, "field");
	gs_str reason = gs_jget_str(f, fr ? "reason_fr" : "reason_en");
	gs_str remedy = gs_jget_str(f, fr ? "remedy_fr" : "remedy_en");
	const char *where = "";
	int64_t line;

	if (file.len > 0)
		where = gs_str_dup(a, file);
	if (gs_jget_int(f, "line", &line))
		where = gs_printf(a, "%s%s%s %lld", where, *where ? ", " : "",
		    fr ? "ligne" : "line", (long long)line);
	if (field.len > 0)
		where = gs_printf(a, "%s%s%.*s", where, *where ? ", " : "",
		    GS_FMT(field));
	return gs_printf(a, "%s%s%.*s%s%.*s", where,
	    *where == '\0' ? "" : fr ? " : " : ": ", GS_FMT(reason),
	    remedy.len > 0 ? " " : "", GS_FMT(remedy));
}

enum jobs_outcome
jobs_reason_report(struct jobs_run *run, const struct gs_jval *report)
{
	const struct gs_jval *f = gs_jget(report, "findings");
	struct answer w;
	struct gs_json *j = begin(&w, run->arena);
	int n = 0;

	gs_json_array(j);
	for (f = f && f->type == GS_JARRAY ? f->first : NULL; f; f = f->next) {
		if (!gs_str_eqc(gs_jget_str(f, "severity"), "error") ||
		    n++ >= REASONS_MAX)
			continue;
		gs_json_object(j);
		gs_json_kstr(j, "code", gs_jget_str(f, "code"));
		gs_json_kcstr(j, "text_fr", sentence(run->arena, f, true));
		gs_json_kcstr(j, "text_en", sentence(run->arena, f, false));
		gs_json_end(j);
	}
	gs_json_finish(j);
	if (n == 0 || w.buf.failed)
		return jobs_reason(run, JOBS_REASON_REFUSED);
	run->reasons = w.buf.ptr;
	return JOBS_FAILED;
}
