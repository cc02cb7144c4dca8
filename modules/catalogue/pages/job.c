/* SPDX-License-Identifier: MIT */
/* job.c: GET /publish/{job} -- where a publication stands. */
#include "common/base.h"

#include <inttypes.h>

#include "common/page.h"

#include "catalogue/catalogue.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"
#include "catalogue/pages/findings.h"

#define REFRESH_S	2

static const char *const steps[] = { "verify", "read", "index", "publish",
    "finish" };

static const struct state {
	const char	*name;
	bool		 moving, over;
} states[] = {
	{ "queued", true, false }, { "running", true, false },
	{ "asked", false, false }, { "succeeded", false, false },
	{ "failed", false, true }, { "cancelled", false, true },
};

/* Fields of the form that answers a question of each kind; "free" ones also
 * take what no guess proposes. */
static const struct question {
	const char	*kind, *field;
	bool		 free;
} questions[] = {
	{ "crs", "crs", true }, { "charset", "charset", true },
	{ "geometry_columns", "geometry_columns", true },
	{ "layer", "layer", false },
};

/* Lower case hexadecimal 8-4-4-4-12. */
static bool
uuid_ok(gs_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? s.ptr[i] != '-' :
		    !strchr("0123456789abcdef", s.ptr[i]))
			return false;
	}
	return s.len == 36;
}

static void
add_state(struct gs_req *req, struct gs_jval *job)
{
	gs_str name = gs_jget_str(job, "state");
	struct gs_arena *a = req->arena;

	for (size_t i = 0; i < GS_COUNTOF(states); i++) {
		const struct state *s = &states[i];

		if (!gs_str_eqc(name, s->name))
			continue;
		gs_jset_bool(a, job, gs_printf(a, "is_%s", s->name), true);
		gs_jset_bool(a, job, "moving", s->moving);
		gs_jset_bool(a, job, "is_over", s->over);
		if (s->moving)
			gs_jset_int(a, job, "refresh", REFRESH_S);
		gs_jset_str(a, job, "heading", gs_text(req, gs_printf(a,
		    "job.%s", s->name)));
		gs_jset_str(a, job, "explain", gs_text(req, gs_printf(a,
		    "job.%s_text", s->name)));
	}
}

/* job.step is the last one finished. */
static void
add_steps(struct gs_req *req, struct gs_jval *job)
{
	struct gs_arena *a = req->arena;
	struct gs_jval *list = gs_jarray(a), *one;
	gs_str last = gs_jget_str(job, "step");
	size_t now = 0;

	for (size_t i = 0; i < GS_COUNTOF(steps); i++)
		if (gs_str_eqc(last, steps[i]))
			now = i + 1;
	for (size_t i = 0; i < GS_COUNTOF(steps); i++) {
		one = gs_jobject(a);
		gs_jset_str(a, one, "step", gs_str_of(steps[i]));
		gs_jset_str(a, one, "step_text", gs_text(req, gs_printf(a,
		    "job.step_%s", steps[i])));
		gs_jset_bool(a, one, "is_done", i < now);
		gs_jset_bool(a, one, "is_now", i == now);
		gs_jset_bool(a, one, "is_later", i > now);
		gs_jpush(list, one);
	}
	gs_jset(a, job, "steps", list);
}

static void
add_guesses(struct gs_req *req, struct gs_jval *question, const char *field)
{
	struct gs_jval *guesses = pages_data_member(question, "guesses",
	    GS_JARRAY);
	struct gs_arena *a = req->arena;
	int64_t index = 0;

	if (guesses == NULL)
		return;
	for (struct gs_jval *g = guesses->first; g != NULL; g = g->next) {
		gs_str label = gs_jget_str(g, req->lang == GS_FR ?
		    "label_fr" : "label_en");

		gs_jset_str(a, g, "label", label.len ? label :
		    gs_jget_str(g, "value"));
		gs_jset_str(a, g, "field", gs_str_of(field));
		gs_jset_int(a, g, "index", index);
		gs_jset_bool(a, g, "best", index++ == 0);
	}
}

static void
add_questions(struct gs_req *req, struct gs_jval *job)
{
	struct gs_jval *list = pages_data_member(job, "questions", GS_JARRAY);
	struct gs_arena *a = req->arena;

	for (struct gs_jval *q = list ? list->first : NULL; q; q = q->next) {
		gs_jset_str(a, q, "question_text", gs_jget_str(q,
		    req->lang == GS_FR ? "text_fr" : "text_en"));
		for (size_t i = 0; i < GS_COUNTOF(questions); i++) {
			if (!gs_str_eqc(gs_jget_str(q, "kind"),
			    questions[i].kind))
				continue;
			gs_jset_bool(a, q, "free", questions[i].free);
			gs_jset_str(a, q, "free_field",
			    gs_str_of(questions[i].field));
			add_guesses(req, q, questions[i].field);
		}
	}
}

enum gs_status
pages_job(struct gs_req *req, struct gs_res *res)
{
	gs_str id = gs_req_var(req, "job"), replaced;
	const struct gs_jval *reasons;
	struct gs_jval *job;
	enum gs_status st;

	if (!uuid_ok(id))
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "There is no such publication");
	if ((st = pages_db_job(req, id, &job)) != GS_OK)
		return st;
	replaced = gs_jget_str(job, "replaces");
	gs_jset_bool(req->arena, job, "here_publish", true);
	pages_data_printf(req, job, "title", "%.*s — %.*s",
	    GS_FMT(gs_text(req, "job.title")),
	    GS_FMT(gs_jget_str(job, "file")));
	pages_data_printf(req, job, "retry_url", "%s/publish%s%.*s",
	    req->lang_prefix, replaced.len ? "?name=" : "",
	    GS_FMT(replaced));
	reasons = gs_jget(job, "reasons");
	gs_jset_bool(req->arena, job, "any_reason", reasons != NULL &&
	    reasons->n > 0);
	add_state(req, job);
	add_steps(req, job);
	add_questions(req, job);
	if (gs_jget_bool(job, "is_over") || gs_jget_bool(job, "is_succeeded"))
		pages_findings(req, job, gs_jget(job, "found"));
	pages_data_format(req, job);
	gs_res_header(res, "Cache-Control", "private, no-store");
	return gs_page(req, res, 200, "job", job);
}
