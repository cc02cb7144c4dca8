/* SPDX-License-Identifier: MIT */
/* key_params.c: parameters of a new key; see key_params.h. */
#include "common/base.h"

#include "auth/key_params.h"

#define LABEL_MAX	200
#define DAYS_MAX	3650

static size_t
characters(gs_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

static bool
printable(gs_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return false;
	return gs_utf8_ok(s);
}

static enum gs_status
check(struct auth_key_params *p, gs_str days, struct gs_err *err)
{
	p->label = gs_str_trim(p->label);
	if (p->label.len == 0)
		p->label = GS_STR("API");
	if (p->scope.len == 0)
		p->scope = GS_STR("read");
	if (!printable(p->label) || characters(p->label) > LABEL_MAX)
		return gs_fail(err, GS_EINVAL, "label: expected at most %d "
		    "printable characters", LABEL_MAX);
	if (!gs_str_eqc(p->scope, "read") && !gs_str_eqc(p->scope, "write"))
		return gs_fail(err, GS_EINVAL,
		    "scope: expected \"read\" or \"write\"");
	if (days.len && !gs_str_int_in(days, 1, DAYS_MAX, &p->days))
		return gs_fail(err, GS_EINVAL, "expires_days: expected a "
		    "whole number from 1 to %d, or none", DAYS_MAX);
	return GS_OK;
}

enum gs_status
auth_key_params_form(struct auth_key_params *p, const struct gs_kv *form,
    int n, struct gs_err *err)
{
	*p = (struct auth_key_params){ .label = gs_kv_get(form, n, "label"),
	    .scope = gs_kv_get(form, n, "scope"),
	    .csrf = gs_kv_get(form, n, "csrf") };
	return check(p, gs_kv_get(form, n, "expires_days"), err);
}

enum gs_status
auth_key_params_json(struct auth_key_params *p, struct gs_arena *a,
    gs_str body, struct gs_err *err)
{
	gs_str days = GS_NOSTR;
	struct gs_jval *v;
	const struct { const char *name; gs_str *to; } members[] = {
		{ "label", &p->label }, { "scope", &p->scope },
		{ "csrf", &p->csrf }, { "expires_days", &days },
	};
	enum gs_status st;

	*p = (struct auth_key_params){ 0 };
	if ((st = gs_json_parse(&v, a, body, 0, err)) != GS_OK)
		return st;
	if (v->type != GS_JOBJECT)
		return gs_fail(err, GS_EINVAL, "expected a JSON object");
	for (const struct gs_jval *m = v->first; m != NULL; m = m->next) {
		gs_str *to = NULL;

		for (size_t i = 0; i < GS_COUNTOF(members); i++)
			if (gs_str_eqc(m->key, members[i].name))
				to = members[i].to;
		if (to == NULL)
			return gs_fail(err, GS_EINVAL, "%.*s: unknown member; "
			    "known are label, scope, expires_days",
			    GS_FMT(m->key));
		if (m->type == GS_JSTRING || m->type == GS_JNUMBER)
			*to = m->text;
		else if (m->type != GS_JNULL)
			return gs_fail(err, GS_EINVAL, "%.*s: expected text "
			    "or a number", GS_FMT(m->key));
	}
	return check(p, days, err);
}
