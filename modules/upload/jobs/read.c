/* SPDX-License-Identifier: MIT */
/*
 * read.c: step "read": the reader's frames become tables.
 *
 * One transaction makes the tables, fills them and records the step, so an
 * attempt that ends in any other way leaves none. The reader may have been
 * taken over by the file it reads: what it says is checked like a request.
 */
#include "common/base.h"

#include "common/frame.h"
#include "common/log.h"
#include "common/sandbox.h"
#include "upload/jobs/db.h"
#include "upload/jobs/heart.h"
#include "upload/jobs/layer.h"
#include "upload/jobs/reader.h"
#include "upload/jobs/reasons.h"
#include "upload/jobs/steps.h"

#define BYTES_MAX	(UINT64_C(8) << 30)
#define STAGED_MAX	(32u << 20)
#define LAYERS_MAX	64

struct reading {
	struct jobs_run		*run;
	struct gs_frame_decoder	 decoder;
	struct gs_buf		 buf;		/* staged, as JSON */
	struct gs_out		 out;
	struct gs_json		 json;
	gs_str			 names[LAYERS_MAX];
	int			 nlayers;
	bool			 copying;
	bool			 data_error;	/* the fault is in the data */
	const struct gs_jval	*result;	/* the frame R */
};

static char *
json_text(struct gs_arena *a, const struct gs_jval *v)
{
	struct gs_buf b;
	struct gs_out o;
	struct gs_json j;

	gs_buf_init_arena(&b, a, STAGED_MAX);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	gs_json_value(&j, v);
	gs_json_finish(&j);
	return b.ptr;
}

static enum gs_status
on_progress(struct reading *r, gs_str payload, struct gs_err *err)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_jval *v;
	enum gs_status st = gs_json_parse(&v, a, payload, 0, err);
	double done = 0;

	if (st == GS_OK && gs_jget_double(v, "progress", &done))
		jobs_heart_progress(r->run->heart, 0.05 + 0.75 * done,
		    gs_str_dup(a, gs_jget_str(v, "message_fr")),
		    gs_str_dup(a, gs_jget_str(v, "message_en")));
	gs_arena_free(a);
	return st;
}

/* What the table is made of, as the runner keeps it; features and extent
 * come from the table itself (index.c). */
static void
stage(struct reading *r, const struct gs_jval *v, const char *table)
{
	static const char *const kept[] = { "name", "position", "title_fr",
	    "title_en", "geometry_type", "srid", "columns" };
	struct gs_json *j = &r->json;

	gs_json_object(j);
	gs_json_kcstr(j, "table", table);
	for (size_t i = 0; i < GS_COUNTOF(kept); i++) {
		gs_json_key(j, kept[i]);
		gs_json_value(j, gs_jget(v, kept[i]));
	}
	gs_json_key(j, "style");
	if (gs_jget(v, "style") != NULL)
		gs_json_value(j, gs_jget(v, "style"));
	else {
		gs_json_object(j);
		gs_json_end(j);
	}
}

static enum gs_status
layer_known(struct reading *r, const struct gs_jval *v, struct gs_err *err)
{
	gs_str name = gs_jget_str(v, "name");
	bool known = true;
	enum gs_status st;
	int64_t srid = 0;

	if ((st = jobs_layer_check(v, err)) != GS_OK)
		return st;
	for (int i = 0; i < r->nlayers; i++)
		if (gs_str_eq(r->names[i], name))
			return gs_fail(err, GS_EUPSTREAM,
			    "two layers have one name");
	if (gs_jget_int(v, "srid", &srid) && srid != 0 &&
	    (st = jobs_db_srid_known(r->run, srid, &known)) != GS_OK)
		return st;
	if (!known)
		return gs_fail(err, GS_EUPSTREAM, "layer: unknown srid %lld",
		    (long long)srid);
	r->names[r->nlayers++] = name;
	return GS_OK;
}

static enum gs_status
on_layer(struct reading *r, gs_str payload, struct gs_err *err)
{
	struct jobs_run *run = r->run;
	struct gs_jval *v;
	struct jobs_table t;
	struct gs_buf sql;
	enum gs_status st;

	if ((st = gs_json_parse(&v, run->arena, payload, GS_FRAME_MAX,
	    err)) != GS_OK || (st = layer_known(r, v, err)) != GS_OK)
		return st;
	t.name = jobs_table_name(run->arena, run->job, r->nlayers);
	t.geometry_type = gs_jget_str(v, "geometry_type");
	t.columns = json_text(run->arena, gs_jget(v, "columns"));
	if (!gs_jget_int(v, "srid", &t.srid))
		t.srid = 0;
	stage(r, v, t.name);
	if ((st = jobs_db_table_make(run, &t)) != GS_OK)
		return st;
	gs_buf_init_arena(&sql, run->arena, 256);
	gs_buf_puts(&sql, "COPY data.");
	gs_sql_ident(&sql, gs_str_of(t.name));
	gs_buf_puts(&sql, " FROM STDIN (FORMAT binary)");
	st = gs_db_copy_begin(run->db, sql.ptr, err);
	r->copying = st == GS_OK;
	return st;
}

static enum gs_status
on_data(struct reading *r, gs_str payload, struct gs_err *err)
{
	return gs_db_copy_put(r->run->db, payload.ptr, payload.len, err);
}

static enum gs_status
on_layer_end(struct reading *r, GS_UNUSED gs_str payload, struct gs_err *err)
{
	int64_t rows;
	enum gs_status st;

	r->copying = false;
	st = gs_db_copy_end(r->run->db, NULL, &rows, err);
	r->data_error = st == GS_EINTERNAL;
	gs_json_end(&r->json);
	return st;
}

static enum gs_status
on_questions(struct reading *r, gs_str payload, struct gs_err *err)
{
	struct gs_jval *v;
	enum gs_status st = gs_json_parse(&v, r->run->arena, payload,
	    GS_FRAME_MAX, err);

	if (st == GS_OK && v->type != GS_JARRAY)
		return gs_fail(err, GS_EUPSTREAM, "bad questions");
	if (st == GS_OK)
		r->run->questions = json_text(r->run->arena, v);
	return st;
}

static enum gs_status
on_report(struct reading *r, gs_str payload, struct gs_err *err)
{
	const struct gs_jval *report, *summary;
	struct gs_jval *v;
	enum gs_status st = gs_json_parse(&v, r->run->arena, payload,
	    GS_FRAME_MAX, err);
	gs_str kind;

	if (st != GS_OK)
		return st;
	report = gs_jget(v, "report");
	summary = gs_jget(v, "summary");
	kind = gs_jget_str(v, "kind");
	if (report == NULL || report->type != GS_JOBJECT ||
	    (summary != NULL && summary->type != GS_JOBJECT) ||
	    (!gs_str_eqc(kind, "gtfs") && !gs_str_eqc(kind, "vector")))
		return gs_fail(err, GS_EUPSTREAM, "bad report");
	r->run->report = json_text(r->run->arena, report);
	r->result = v;
	return GS_OK;
}

static enum gs_status
on_frame(void *ctx, enum gs_frame_kind kind, gs_str payload,
    struct gs_err *err)
{
	static const struct {
		enum gs_frame_kind	kind;
		enum gs_status		(*take)(struct reading *, gs_str,
					    struct gs_err *);
	} table[] = {
		{ GS_FRAME_DATA, on_data }, { GS_FRAME_PROGRESS, on_progress },
		{ GS_FRAME_LAYER, on_layer },
		{ GS_FRAME_LAYER_END, on_layer_end },
		{ GS_FRAME_QUESTIONS, on_questions },
		{ GS_FRAME_REPORT, on_report },
	};

	for (size_t i = 0; i < GS_COUNTOF(table); i++)
		if (table[i].kind == kind)
			return table[i].take(ctx, payload, err);
	return gs_fail(err, GS_EUPSTREAM, "unknown frame");
}

static enum gs_status
on_bytes(void *ctx, const void *p, size_t n, struct gs_err *err)
{
	struct reading *r = ctx;

	return gs_frame_feed(&r->decoder, p, n, err);
}

/* -- what came of it ----------------------------------------------------- */

static char *
staged(struct reading *r)
{
	const struct gs_jval *summary = gs_jget(r->result, "summary");

	gs_json_end(&r->json);			/* layers */
	gs_json_kstr(&r->json, "kind", gs_jget_str(r->result, "kind"));
	gs_json_key(&r->json, "summary");
	if (summary != NULL)
		gs_json_value(&r->json, summary);
	else {
		gs_json_object(&r->json);
		gs_json_end(&r->json);
	}
	gs_json_finish(&r->json);
	return r->buf.ptr;
}

static enum jobs_outcome
keep(struct reading *r)
{
	struct jobs_run *run = r->run;
	const char *text = staged(r);
	struct gs_jval *v;
	enum gs_status st;

	if (r->buf.failed)
		return jobs_reason(run, JOBS_REASON_TOO_LARGE);
	if ((st = jobs_db_step_read(run, text)) != GS_OK ||
	    (st = gs_json_parse(&v, run->arena, r->buf.failed ? GS_NOSTR :
	    gs_buf_str(&r->buf), STAGED_MAX, &run->err)) != GS_OK ||
	    (st = jobs_commit(run)) != GS_OK)
		return jobs_outcome(run, st);
	run->staged = v;
	return JOBS_DONE;
}

/* The transaction that made the tables is undone; what the reader found
 * stays. */
static enum jobs_outcome
refuse(struct reading *r)
{
	struct jobs_run *run = r->run;
	enum jobs_outcome o = jobs_outcome(run, GS_OK);
	enum gs_status st;

	if (o != JOBS_DONE)
		return o;
	if ((st = jobs_begin(run)) != GS_OK ||
	    (st = jobs_db_report(run)) != GS_OK ||
	    (st = jobs_commit(run)) != GS_OK)
		return jobs_outcome(run, st);
	return jobs_reason_report(run, gs_jget(r->result, "report"));
}

static enum jobs_outcome
judge_result(struct reading *r)
{
	gs_str outcome = gs_jget_str(r->result, "outcome");

	if (gs_str_eqc(outcome, "accepted") || gs_str_eqc(outcome, "warned"))
		return r->nlayers > 0 ? keep(r) :
		    jobs_reason(r->run, JOBS_REASON_REFUSED);
	if (gs_str_eqc(outcome, "asked") && r->run->questions != NULL)
		return JOBS_ASKED;
	return refuse(r);
}

/* The reader did not end well: is it the file, or this machine? */
static enum jobs_outcome
judge_crash(struct jobs_run *run, const struct jobs_reader *p)
{
	struct gs_err err = { 0 };

	if (gs_sandbox_probe(run->conf->reader_path, &err) != GS_OK) {
		gs_error("%s", err.text);
		return JOBS_FAULT;
	}
	gs_warn("reader of job %s ended with status %d", run->job, p->exit);
	return jobs_reason(run, JOBS_REASON_CRASHED);
}

static enum jobs_outcome
judge(struct reading *r, const struct jobs_reader *p)
{
	struct jobs_run *run = r->run;
	enum jobs_outcome said = jobs_heart_ask(run->heart);

	if (said != JOBS_DONE)
		return said;
	if (p->timeout)
		return jobs_reason(run, JOBS_REASON_TIMEOUT);
	if (p->status == GS_ETOOLARGE)
		return jobs_reason(run, JOBS_REASON_TOO_LARGE);
	if (r->data_error)
		return jobs_reason(run, JOBS_REASON_DATA);
	if (p->status == GS_EUPSTREAM || p->status == GS_EINVAL) {
		gs_warn("reader of job %s: %s", run->job, run->err.text);
		return jobs_reason(run, JOBS_REASON_CRASHED);
	}
	if (p->status != GS_OK)
		return jobs_outcome(run, p->status);
	if (p->exit != 0 || r->result == NULL ||
	    gs_frame_end(&r->decoder, &run->err) != GS_OK)
		return judge_crash(run, p);
	return judge_result(r);
}

static void
begin_staged(struct reading *r)
{
	gs_buf_init_arena(&r->buf, r->run->arena, STAGED_MAX);
	gs_out_init_buf(&r->out, &r->buf);
	gs_json_init(&r->json, &r->out);
	gs_json_object(&r->json);
	gs_json_key(&r->json, "layers");
	gs_json_array(&r->json);
}

enum jobs_outcome
jobs_read(struct jobs_run *run)
{
	struct reading *r = GS_NEW(run->arena, struct reading);
	struct jobs_reader p = { .data = on_bytes, .ctx = r };
	enum jobs_outcome o;
	enum gs_status st;

	if ((st = jobs_begin(run)) != GS_OK)
		return jobs_outcome(run, st);
	r->run = run;
	begin_staged(r);
	gs_frame_decoder_init(&r->decoder, on_frame, r, BYTES_MAX);
	r->decoder.max_layers = LAYERS_MAX;
	o = jobs_reader_run(&p, run);
	if (r->copying && gs_db_copy_end(run->db, "given up", NULL,
	    NULL) != GS_OK)
		gs_debug("the copy could not be ended");
	if (o == JOBS_DONE)
		o = judge(r, &p);
	if (r->json.depth > 0)
		gs_json_finish(&r->json);
	gs_frame_decoder_release(&r->decoder);
	return o;
}
