/* SPDX-License-Identifier: MIT */
/* report.c: findings, grouped by rule, written once at the end. */
#include "common/base.h"

#include "common/out.h"
#include "reader/report.h"

#define VALUE_MAX	200	/* bytes of a value shown */

struct finding {
	struct reader_place	 at;
	struct finding		*next;
};

struct reader_group {
	const struct reader_rule	*rule;
	uint64_t			 count;
	unsigned			 kept;
	struct finding			*first, **last;
	struct reader_group		*next;
};

static const char *const severity_names[] = { "error", "warning", "info" };

const char *
reader_severity_name(enum reader_severity s)
{
	return severity_names[s];
}

void
reader_report_init(struct reader_report *r, struct gs_arena *a)
{
	*r = (struct reader_report){ .arena = a };
	r->last = &r->first;
}

static struct reader_group *
find_group(const struct reader_report *r, const struct reader_rule *rule)
{
	struct reader_group *g;

	if (r->recent != NULL && r->recent->rule == rule)
		return r->recent;
	for (g = r->first; g != NULL; g = g->next)
		if (g->rule == rule)
			return g;
	return NULL;
}

static struct reader_group *
add_group(struct reader_report *r, const struct reader_rule *rule)
{
	struct reader_group *g = GS_NEW(r->arena, struct reader_group);

	g->rule = rule;
	g->last = &g->first;
	*r->last = g;
	r->last = &g->next;
	return g;
}

/* A copy that ends on a character boundary. */
static gs_str
clip(struct gs_arena *a, gs_str s)
{
	size_t n = GS_MIN(s.len, (size_t)VALUE_MAX);

	if (s.ptr == NULL)
		return s;
	while (n > 0 && n < s.len && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return (gs_str){ gs_strndup(a, s.ptr, n), n };
}

void
reader_report_add(struct reader_report *r, const struct reader_rule *rule,
    struct reader_place at)
{
	struct reader_group *g = find_group(r, rule);
	struct finding *f;

	if (g == NULL)
		g = add_group(r, rule);
	r->recent = g;
	r->count[rule->severity]++;
	g->count++;
	if (g->kept == REPORT_KEPT)
		return;
	g->kept++;
	f = GS_NEW(r->arena, struct finding);
	f->at = at;
	f->at.file = at.file ? gs_strdup(r->arena, at.file) : NULL;
	f->at.field = at.field ? gs_strdup(r->arena, at.field) : NULL;
	f->at.value = clip(r->arena, at.value);
	f->at.other = clip(r->arena, at.other);
	f->at.other_en = clip(r->arena, at.other_en);
	*g->last = f;
	g->last = &f->next;
}

uint64_t
reader_report_count(const struct reader_report *r,
    const struct reader_rule *rule)
{
	const struct reader_group *g = find_group(r, rule);

	return g ? g->count : 0;
}

const char *
reader_report_outcome(const struct reader_report *r)
{
	if (r->count[READER_ERROR] > 0)
		return "refused";
	return r->count[READER_WARNING] > 0 ? "warned" : "accepted";
}

/* The text of ${name} at a place; GS_NOSTR when there is no such name. */
static gs_str
place_text(struct gs_arena *a, const struct reader_place *at, gs_str name,
    bool fr)
{
	gs_str s = GS_NOSTR;

	if (gs_str_eqc(name, "file"))
		s = gs_str_of(at->file);
	else if (gs_str_eqc(name, "field"))
		s = gs_str_of(at->field);
	else if (gs_str_eqc(name, "value"))
		s = at->value;
	else if (gs_str_eqc(name, "other"))
		s = fr || at->other_en.ptr == NULL ? at->other : at->other_en;
	else if (gs_str_eqc(name, "line"))
		s = gs_str_of(gs_printf(a, "%u", at->line));
	else
		return GS_NOSTR;
	return s.ptr == NULL ? GS_STR("") : s;
}

static gs_str
fill_in(struct gs_arena *a, const char *text, const struct reader_place *at,
    bool fr)
{
	struct gs_buf b;
	const char *end;
	gs_str s;

	gs_buf_init_arena(&b, a, 4096);
	for (; *text != '\0'; text++) {
		end = *text == '{' ? strchr(text, '}') : NULL;
		if (end == NULL) {
			gs_buf_putc(&b, *text);
			continue;
		}
		s = place_text(a, at, (gs_str){ text + 1,
		    (size_t)(end - text - 1) }, fr);
		if (s.ptr == NULL) {
			gs_buf_putc(&b, *text);
			continue;
		}
		gs_buf_put_str(&b, s);
		text = end;
	}
	return gs_buf_str(&b);
}

static void
write_finding(struct gs_json *j, struct gs_arena *a,
    const struct reader_rule *rule, const struct reader_place *at)
{
	gs_json_object(j);
	gs_json_kcstr(j, "code", rule->code);
	gs_json_kcstr(j, "severity", severity_names[rule->severity]);
	gs_json_kstr(j, "file", gs_str_of(at->file));
	gs_json_key(j, "line");
	if (at->line > 0)
		gs_json_int(j, at->line);
	else
		gs_json_null(j);
	gs_json_kstr(j, "field", gs_str_of(at->field));
	gs_json_kstr(j, "value", at->value);
	gs_json_kstr(j, "reason_fr", fill_in(a, rule->reason_fr, at, true));
	gs_json_kstr(j, "reason_en", fill_in(a, rule->reason_en, at, false));
	gs_json_kstr(j, "remedy_fr", fill_in(a, rule->remedy_fr, at, true));
	gs_json_kstr(j, "remedy_en", fill_in(a, rule->remedy_en, at, false));
	gs_json_end(j);
}

/* Errors first, then warnings, then remarks; each in order of discovery. */
static void
write_findings(struct gs_json *j, struct gs_arena *a,
    const struct reader_report *r, unsigned most)
{
	const struct reader_group *g;
	const struct finding *f;
	unsigned n;
	int s;

	gs_json_array(j);
	for (s = READER_ERROR; s <= READER_INFO; s++)
		for (g = r->first; g != NULL; g = g->next) {
			if ((int)g->rule->severity != s)
				continue;
			n = 0;
			for (f = g->first; f && n < most; f = f->next, n++)
				write_finding(j, a, g->rule, &f->at);
		}
	gs_json_end(j);
}

static void
write_by_code(struct gs_json *j, const struct reader_report *r, unsigned most)
{
	const struct reader_group *g;

	gs_json_array(j);
	for (g = r->first; g != NULL; g = g->next) {
		gs_json_object(j);
		gs_json_kcstr(j, "code", g->rule->code);
		gs_json_kcstr(j, "severity",
		    severity_names[g->rule->severity]);
		gs_json_kint(j, "count", (int64_t)g->count);
		gs_json_kint(j, "kept", GS_MIN(g->kept, most));
		gs_json_end(j);
	}
	gs_json_end(j);
}

static bool
write_report(struct gs_buf *b, struct gs_arena *a,
    const struct reader_report *r, unsigned most)
{
	struct gs_out out;
	struct gs_json j;

	gs_out_init_buf(&out, b);
	gs_json_init(&j, &out);
	gs_json_object(&j);
	gs_json_kint(&j, "errors", (int64_t)r->count[READER_ERROR]);
	gs_json_kint(&j, "warnings", (int64_t)r->count[READER_WARNING]);
	gs_json_kint(&j, "infos", (int64_t)r->count[READER_INFO]);
	gs_json_key(&j, "findings");
	write_findings(&j, a, r, most);
	gs_json_key(&j, "by_code");
	write_by_code(&j, r, most);
	gs_json_finish(&j);
	return gs_out_status(&out) == GS_OK && !b->failed;
}

gs_str
reader_report_json(const struct reader_report *r, size_t max)
{
	unsigned most = REPORT_KEPT;
	struct gs_buf b;

	for (;;) {
		gs_buf_init_arena(&b, r->arena, max);
		if (write_report(&b, r->arena, r, most) || most == 0)
			return gs_buf_str(&b);
		most /= 2;
	}
}
