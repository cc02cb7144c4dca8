/* SPDX-License-Identifier: MIT */
/* json_read.c: the bounded strict reader (json.h), over yajl's callbacks. */
#include "common/base.h"

#include <yajl/yajl_parse.h>

#include "common/json.h"

#define DEFAULT_MAX	((size_t)1 << 20)

struct reader {
	struct gs_arena	*arena;
	struct gs_err	 own;		/* refusals of ours, not of yajl */
	struct gs_jval	*root;
	struct gs_jval	*stack[GS_JSON_DEPTH];
	int		 depth;
	gs_str		 key;
};

static gs_str
copy(struct reader *r, const unsigned char *p, size_t n)
{
	return (gs_str){ gs_str_dup(r->arena, (gs_str){ (const char *)p, n }),
	    n };
}

static struct gs_jval *
add(struct reader *r, enum gs_json_type type)
{
	struct gs_jval *v = GS_NEW(r->arena, struct gs_jval), *parent;

	v->type = type;
	if (r->depth == 0) {
		r->root = v;
		return v;
	}
	parent = r->stack[r->depth - 1];
	if (parent->type == GS_JOBJECT)
		v->key = r->key;
	if (parent->last != NULL)
		parent->last->next = v;
	else
		parent->first = v;
	parent->last = v;
	parent->n++;
	return v;
}

static int
on_null(void *ctx)
{
	add(ctx, GS_JNULL);
	return 1;
}

static int
on_bool(void *ctx, int b)
{
	add(ctx, GS_JBOOL)->b = b != 0;
	return 1;
}

static int
on_number(void *ctx, const char *text, size_t n)
{
	struct reader *r = ctx;
	struct gs_jval *v = add(r, GS_JNUMBER);

	v->text = copy(r, (const unsigned char *)text, n);
	if (gs_str_double(v->text, &v->number))
		return 1;
	gs_fail(&r->own, GS_EINVAL, "a number is out of range");
	return 0;
}

/* yajl checks the bytes; a NUL can only come from \u0000. */
static bool
text_ok(struct reader *r, const unsigned char *p, size_t n)
{
	if (n == 0 || memchr(p, '\0', n) == NULL)
		return true;
	gs_fail(&r->own, GS_EINVAL, "a string holds the character U+0000");
	return false;
}

static int
on_string(void *ctx, const unsigned char *p, size_t n)
{
	struct reader *r = ctx;

	if (!text_ok(r, p, n))
		return 0;
	add(r, GS_JSTRING)->text = copy(r, p, n);
	return 1;
}

static int
on_key(void *ctx, const unsigned char *p, size_t n)
{
	struct reader *r = ctx;

	if (!text_ok(r, p, n))
		return 0;
	r->key = copy(r, p, n);
	return 1;
}

static int
begin(struct reader *r, enum gs_json_type type)
{
	struct gs_jval *v = add(r, type);

	if (r->depth == GS_JSON_DEPTH) {
		gs_fail(&r->own, GS_ETOOLARGE, "nested deeper than %d",
		    GS_JSON_DEPTH);
		return 0;
	}
	r->stack[r->depth++] = v;
	return 1;
}

static int
on_start_map(void *ctx)
{
	return begin(ctx, GS_JOBJECT);
}

static int
on_start_array(void *ctx)
{
	return begin(ctx, GS_JARRAY);
}

static int
on_end_array(void *ctx)
{
	((struct reader *)ctx)->depth--;
	return 1;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct gs_jval *x = *(const struct gs_jval *const *)a;
	const struct gs_jval *y = *(const struct gs_jval *const *)b;

	return strcmp(x->key.ptr, y->key.ptr);
}

/* Sorted, so that an object of many keys cannot cost their square. */
static int
on_end_map(void *ctx)
{
	struct reader *r = ctx;
	struct gs_jval *obj = r->stack[--r->depth], **sorted;
	size_t n = 0;

	if (obj->n < 2)
		return 1;
	sorted = GS_NEWN(r->arena, obj->n, struct gs_jval *);
	for (struct gs_jval *m = obj->first; m != NULL; m = m->next)
		sorted[n++] = m;
	qsort(sorted, n, sizeof(*sorted), compare_keys);
	for (size_t i = 1; i < n; i++)
		if (compare_keys(&sorted[i - 1], &sorted[i]) == 0) {
			gs_fail(&r->own, GS_EINVAL, "key '%.100s' is there twice",
			    sorted[i]->key.ptr);
			return 0;
		}
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_bool,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_start_map,
	.yajl_map_key = on_key,
	.yajl_end_map = on_end_map,
	.yajl_start_array = on_start_array,
	.yajl_end_array = on_end_array,
};

static unsigned
hex4(gs_str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < 4 && i < s.len; i++) {
		unsigned c = (unsigned char)s.ptr[i];

		n = n * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	return n;
}

/*
 * Offset of a \u escape of half a surrogate pair, else the length: yajl lets
 * them through as bytes that are not UTF-8. Only valid JSON is asked about.
 */
static size_t
lone_surrogate(gs_str s)
{
	for (size_t i = 0; i + 5 < s.len; i++) {
		unsigned c;

		if (s.ptr[i] != '\\')
			continue;
		if (s.ptr[++i] != 'u')
			continue;
		c = hex4((gs_str){ s.ptr + i + 1, s.len - i - 1 });
		if (c < 0xd800 || c > 0xdfff)
			continue;
		if (c > 0xdbff || s.len - i < 11 || s.ptr[i + 5] != '\\' ||
		    s.ptr[i + 6] != 'u')
			return i;
		c = hex4((gs_str){ s.ptr + i + 7, 4 });
		if (c < 0xdc00 || c > 0xdfff)
			return i;
		i += 6;
	}
	return s.len;
}

/* Offset of the first byte that is not UTF-8, else the length: yajl takes
 * surrogates and overlong forms. */
static size_t
bad_utf8(gs_str s)
{
	size_t n = s.len;

	while (s.len != 0) {
		gs_str before = s;

		if (gs_utf8_next(&s) == 0xfffd &&
		    !gs_str_starts(before, "\xef\xbf\xbd"))
			return n - before.len;
	}
	return n;
}

static enum gs_status
fail_at(struct gs_err *err, gs_str text, size_t at, const struct gs_err *why)
{
	size_t line = 1, column = 1;

	for (size_t i = 0; i < at && i < text.len; i++) {
		column++;
		if (text.ptr[i] == '\n') {
			line++;
			column = 1;
		}
	}
	return gs_fail(err, why->status, "JSON, line %zu, column %zu: %s", line,
	    column, why->text);
}

/* What yajl says, without its first words and its line break. */
static void
yajl_reason(struct gs_err *why, yajl_handle h)
{
	unsigned char *text = yajl_get_error(h, 0, NULL, 0);
	gs_str s = gs_str_trim(gs_str_of((const char *)text));

	while (gs_str_starts(s, "parse error: ") ||
	    gs_str_starts(s, "lexical error: "))
		s = (gs_str){ strchr(s.ptr, ':') + 2,
		    s.len - (size_t)(strchr(s.ptr, ':') + 2 - s.ptr) };
	gs_fail(why, GS_EINVAL, "%.*s", GS_FMT(s));
	yajl_free_error(h, text);
}

enum gs_status
gs_json_parse(struct gs_jval **v, struct gs_arena *a, gs_str text, size_t max,
    struct gs_err *err)
{
	struct reader r = { .arena = a };
	yajl_handle h;
	size_t at;

	max = max != 0 ? max : DEFAULT_MAX;
	if (text.len > max)
		return gs_fail(err, GS_ETOOLARGE,
		    "JSON: %zu bytes, where at most %zu are read", text.len,
		    max);
	if ((at = bad_utf8(text)) != text.len) {
		gs_fail(&r.own, GS_EINVAL, "not UTF-8");
		return fail_at(err, text, at, &r.own);
	}
	if ((h = yajl_alloc(&callbacks, NULL, &r)) == NULL)
		abort();
	if (yajl_parse(h, (const unsigned char *)text.ptr, text.len) !=
	    yajl_status_ok || yajl_complete_parse(h) != yajl_status_ok) {
		at = yajl_get_bytes_consumed(h);
		if (r.own.status == GS_OK)
			yajl_reason(&r.own, h);
		yajl_free(h);
		return fail_at(err, text, at, &r.own);
	}
	yajl_free(h);
	if ((at = lone_surrogate(text)) != text.len) {
		gs_fail(&r.own, GS_EINVAL, "half a surrogate pair");
		return fail_at(err, text, at, &r.own);
	}
	*v = r.root;
	return GS_OK;
}
