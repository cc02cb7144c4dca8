/* SPDX-License-Identifier: MIT */
/* json_tree.c: look into a tree, build one, write one (json.h). */
#include "common/base.h"

#include <assert.h>

#include "common/json.h"

const struct gs_jval *
gs_jget(const struct gs_jval *v, const char *key)
{
	if (v == NULL || v->type != GS_JOBJECT)
		return NULL;
	for (const struct gs_jval *m = v->first; m != NULL; m = m->next)
		if (gs_str_eqc(m->key, key))
			return m;
	return NULL;
}

gs_str
gs_jget_str(const struct gs_jval *v, const char *key)
{
	const struct gs_jval *m = gs_jget(v, key);

	if (m == NULL || (m->type != GS_JSTRING && m->type != GS_JNUMBER))
		return GS_NOSTR;
	return m->text;
}

/* 12, and also 12.0 or 1.2e1, as other programs write integers. */
bool
gs_jget_int(const struct gs_jval *v, const char *key, int64_t *out)
{
	const struct gs_jval *m = gs_jget(v, key);

	if (m == NULL || m->type != GS_JNUMBER)
		return false;
	if (gs_str_int(m->text, out))
		return true;
	if (!(m->number >= -9007199254740992.0 &&
	    m->number <= 9007199254740992.0) ||
	    (double)(int64_t)m->number != m->number)
		return false;
	*out = (int64_t)m->number;
	return true;
}

bool
gs_jget_double(const struct gs_jval *v, const char *key, double *out)
{
	const struct gs_jval *m = gs_jget(v, key);

	if (m == NULL || m->type != GS_JNUMBER)
		return false;
	*out = m->number;
	return true;
}

bool
gs_jget_bool(const struct gs_jval *v, const char *key)
{
	const struct gs_jval *m = gs_jget(v, key);

	return m != NULL && m->type == GS_JBOOL && m->b;
}

static struct gs_jval *
value(struct gs_arena *a, enum gs_json_type type)
{
	struct gs_jval *v = GS_NEW(a, struct gs_jval);

	v->type = type;
	return v;
}

struct gs_jval *
gs_jobject(struct gs_arena *a)
{
	return value(a, GS_JOBJECT);
}

struct gs_jval *
gs_jarray(struct gs_arena *a)
{
	return value(a, GS_JARRAY);
}

static void
append(struct gs_jval *to, struct gs_jval *v)
{
	assert(v->next == NULL && to->last != v && to != v);
	if (to->last != NULL)
		to->last->next = v;
	else
		to->first = v;
	to->last = v;
	to->n++;
}

void
gs_jset(struct gs_arena *a, struct gs_jval *obj, const char *key,
    struct gs_jval *v)
{
	assert(obj->type == GS_JOBJECT && gs_jget(obj, key) == NULL);
	v->key = gs_str_of(gs_strdup(a, key));
	append(obj, v);
}

/* ${s} is copied: it may be a view of something shorter-lived. */
void
gs_jset_str(struct gs_arena *a, struct gs_jval *obj, const char *key, gs_str s)
{
	struct gs_jval *v = value(a, s.ptr != NULL ? GS_JSTRING : GS_JNULL);

	if (s.ptr != NULL)
		v->text = (gs_str){ gs_str_dup(a, s), s.len };
	gs_jset(a, obj, key, v);
}

void
gs_jset_int(struct gs_arena *a, struct gs_jval *obj, const char *key, int64_t n)
{
	struct gs_jval *v = value(a, GS_JNUMBER);

	v->number = (double)n;
	v->text = gs_str_of(gs_printf(a, "%lld", (long long)n));
	gs_jset(a, obj, key, v);
}

void
gs_jset_bool(struct gs_arena *a, struct gs_jval *obj, const char *key, bool b)
{
	struct gs_jval *v = value(a, GS_JBOOL);

	v->b = b;
	gs_jset(a, obj, key, v);
}

void
gs_jpush(struct gs_jval *arr, struct gs_jval *v)
{
	assert(arr->type == GS_JARRAY);
	append(arr, v);
}

/* Depth is bounded: by the reader for what is read, by the writer for all. */
void
gs_json_value(struct gs_json *j, const struct gs_jval *v)
{
	switch (v->type) {
	case GS_JNULL:
		gs_json_null(j);
		return;
	case GS_JBOOL:
		gs_json_bool(j, v->b);
		return;
	case GS_JNUMBER:
		gs_json_raw(j, v->text);
		return;
	case GS_JSTRING:
		gs_json_str(j, v->text.ptr != NULL ? v->text : GS_STR(""));
		return;
	case GS_JARRAY:
		gs_json_array(j);
		break;
	case GS_JOBJECT:
		gs_json_object(j);
		break;
	}
	for (const struct gs_jval *m = v->first; m != NULL; m = m->next) {
		if (v->type == GS_JOBJECT)
			gs_json_key(j, m->key.ptr);
		gs_json_value(j, m);
	}
	gs_json_end(j);
}
