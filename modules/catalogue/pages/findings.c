/* SPDX-License-Identifier: MIT */
/* findings.c: a check report, grouped by rule; see findings.h. */
#include "common/base.h"

#include "common/page.h"

#include "catalogue/pages/findings.h"

static const struct severity {
	const char	*name, *count, *count_int, *flag, *text;
} severities[] = {
	{ "error", "errors", "errors_int", "is_error", "report.error" },
	{ "warning", "warnings", "warnings_int", "is_warning",
	    "report.warning" },
	{ "info", "infos", "infos_int", "is_info", "report.info" },
};

/* Member in the request's language. */
static gs_str
words(const struct gs_req *req, const struct gs_jval *v, const char *key)
{
	return gs_jget_str(v, gs_printf(req->arena, "%s_%s", key,
	    req->lang == GS_FR ? "fr" : "en"));
}

/* From a finding, or from a place already made of one. */
static void
set_place(struct gs_req *req, struct gs_jval *to, const struct gs_jval *from)
{
	static const char *const keys[] = { "file", "field", "value" };
	int64_t line;

	for (size_t i = 0; i < GS_COUNTOF(keys); i++)
		gs_jset_str(req->arena, to, keys[i], gs_jget_str(from,
		    keys[i]));
	if ((gs_jget_int(from, "line", &line) ||
	    gs_jget_int(from, "line_int", &line)) && line > 0)
		gs_jset_int(req->arena, to, "line_int", line);
	else
		gs_jset_str(req->arena, to, "line_int", GS_STR(""));
}

/* Findings of ${code} as places; the first one's words name the group. */
static size_t
places(struct gs_req *req, struct gs_jval *group,
    const struct gs_jval *findings, gs_str code)
{
	struct gs_jval *list = gs_jarray(req->arena), *place;
	gs_str first = GS_NOSTR, reason;
	bool differ = false;

	findings = findings ? findings->first : NULL;
	for (; findings != NULL; findings = findings->next) {
		if (!gs_str_eq(gs_jget_str(findings, "code"), code))
			continue;
		reason = words(req, findings, "reason");
		if (list->n == 0) {
			first = reason;
			gs_jset_str(req->arena, group, "remedy",
			    words(req, findings, "remedy"));
		}
		differ = differ || !gs_str_eq(first, reason);
		place = gs_jobject(req->arena);
		gs_jset_str(req->arena, place, "reason", reason);
		set_place(req, place, findings);
		gs_jpush(list, place);
	}
	gs_jset_str(req->arena, group, "reason", first);
	gs_jset_bool(req->arena, group, "reasons_differ", differ);
	gs_jset(req->arena, group, "places", list);
	return list->n;
}

static struct gs_jval *
group_of(struct gs_req *req, const struct gs_jval *found,
    const struct gs_jval *rule, const struct severity *s)
{
	struct gs_arena *a = req->arena;
	struct gs_jval *group = gs_jobject(a);
	int64_t count = 0;
	size_t kept;

	gs_jget_int(rule, "count", &count);
	gs_jset_str(a, group, "severity", gs_str_of(s->name));
	gs_jset_str(a, group, "severity_text", gs_text(req, s->text));
	for (size_t i = 0; i < GS_COUNTOF(severities); i++)
		gs_jset_bool(a, group, severities[i].flag,
		    &severities[i] == s);
	kept = places(req, group, gs_jget(found, "findings"),
	    gs_jget_str(rule, "code"));
	gs_jset_int(a, group, "count_int", count);
	gs_jset_int(a, group, "others_int", count - 1);
	gs_jset_int(a, group, "kept_int", (int64_t)kept);
	gs_jset_bool(a, group, "many", count > 1);
	gs_jset_bool(a, group, "cut", count > (int64_t)kept);
	gs_jset_bool(a, group, "one", count <= 1);
	if (count <= 1 && kept == 1)
		set_place(req, group, gs_jget(group, "places")->first);
	return group;
}

void
pages_findings(struct gs_req *req, struct gs_jval *data,
    const struct gs_jval *found)
{
	struct gs_arena *a = req->arena;
	struct gs_jval *report, *groups;
	const struct gs_jval *rule;

	if (found == NULL || found->type != GS_JOBJECT)
		return;
	report = gs_jobject(a);
	groups = gs_jarray(a);
	for (size_t i = 0; i < GS_COUNTOF(severities); i++) {
		const struct severity *s = &severities[i];
		int64_t n = 0;

		gs_jget_int(found, s->count, &n);
		gs_jset_bool(a, report, s->count, n > 0);
		gs_jset_int(a, report, s->count_int, n);
		rule = gs_jget(found, "by_code");
		for (rule = rule ? rule->first : NULL; rule; rule = rule->next)
			if (gs_str_eqc(gs_jget_str(rule, "severity"), s->name))
				gs_jpush(groups, group_of(req, found, rule,
				    s));
	}
	gs_jset_bool(a, report, "clean", groups->n == 0);
	gs_jset(a, report, "groups", groups);
	gs_jset(a, data, "report", report);
}
