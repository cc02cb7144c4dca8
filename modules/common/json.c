/* SPDX-License-Identifier: MIT */
/* json.c: the streaming writer; json_read.c reads, json_tree.c builds. */
#include "common/base.h"

#include <assert.h>
#include <math.h>
#include <yajl/yajl_gen.h>

#include "common/json.h"

static void
print(void *ctx, const char *text, size_t n)
{
	gs_put(ctx, text, n);
}

static void
check(yajl_gen_status st)
{
	assert(st == yajl_gen_status_ok);
	(void)st;
}

void
gs_json_init(struct gs_json *j, struct gs_out *out)
{
	*j = (struct gs_json){ .out = out };
	if ((j->gen = yajl_gen_alloc(NULL)) == NULL)
		abort();
	yajl_gen_config(j->gen, yajl_gen_print_callback, print, out);
}

void
gs_json_finish(struct gs_json *j)
{
	if (j->gen == NULL)
		return;
	if (j->want_value)
		gs_json_null(j);
	while (j->depth > 0)
		gs_json_end(j);
	yajl_gen_free(j->gen);
	j->gen = NULL;
}

/* A value may come here: at the top, in an array, or after a key. */
static void
place_value(struct gs_json *j)
{
	assert(j->depth == 0 || j->scope[j->depth - 1] == '[' || j->want_value);
	j->want_value = false;
}

static void
push(struct gs_json *j, char scope)
{
	place_value(j);
	assert(j->depth < GS_JSON_WRITE_DEPTH);
	j->scope[j->depth++] = scope;
}

void
gs_json_object(struct gs_json *j)
{
	push(j, '{');
	check(yajl_gen_map_open(j->gen));
}

void
gs_json_array(struct gs_json *j)
{
	push(j, '[');
	check(yajl_gen_array_open(j->gen));
}

void
gs_json_end(struct gs_json *j)
{
	assert(j->depth > 0 && !j->want_value);
	if (j->scope[--j->depth] == '{')
		check(yajl_gen_map_close(j->gen));
	else
		check(yajl_gen_array_close(j->gen));
}

static bool
well_formed(gs_str s)
{
	while (s.len != 0) {
		gs_str before = s;

		if (gs_utf8_next(&s) == 0xfffd &&
		    !gs_str_starts(before, "\xef\xbf\xbd"))
			return false;
	}
	return true;
}

/* yajl escapes; what is not UTF-8 becomes U+FFFD first. */
static void
put_string(struct gs_json *j, gs_str s)
{
	struct gs_buf b;

	if (well_formed(s)) {
		check(yajl_gen_string(j->gen,
		    (const unsigned char *)(s.len != 0 ? s.ptr : ""), s.len));
		return;
	}
	gs_buf_init(&b, SIZE_MAX);
	while (s.len != 0) {
		gs_str bytes = s;

		if (gs_utf8_next(&s) == 0xfffd)
			bytes = GS_STR("\xef\xbf\xbd");
		else
			bytes.len -= s.len;
		gs_buf_put_str(&b, bytes);
	}
	check(yajl_gen_string(j->gen, (const unsigned char *)b.ptr, b.len));
	gs_buf_release(&b);
}

void
gs_json_key(struct gs_json *j, const char *key)
{
	assert(j->depth > 0 && j->scope[j->depth - 1] == '{' && !j->want_value);
	put_string(j, gs_str_of(key));
	j->want_value = true;
}

void
gs_json_str(struct gs_json *j, gs_str s)
{
	place_value(j);
	if (s.ptr == NULL)
		check(yajl_gen_null(j->gen));
	else
		put_string(j, s);
}

void
gs_json_int(struct gs_json *j, int64_t n)
{
	place_value(j);
	check(yajl_gen_integer(j->gen, n));
}

void
gs_json_double(struct gs_json *j, double d)
{
	char text[GS_DOUBLE_MAX];

	place_value(j);
	if (!isfinite(d)) {
		check(yajl_gen_null(j->gen));
		return;
	}
	gs_double_text(text, d);
	check(yajl_gen_number(j->gen, text, strlen(text)));
}

void
gs_json_bool(struct gs_json *j, bool b)
{
	place_value(j);
	check(yajl_gen_bool(j->gen, b));
}

void
gs_json_null(struct gs_json *j)
{
	place_value(j);
	check(yajl_gen_null(j->gen));
}

/* yajl writes a number's text as it is, with the separators around it. */
void
gs_json_raw(struct gs_json *j, gs_str s)
{
	place_value(j);
	assert(s.len != 0);
	check(yajl_gen_number(j->gen, s.ptr, s.len));
}

void
gs_json_kstr(struct gs_json *j, const char *key, gs_str s)
{
	gs_json_key(j, key);
	gs_json_str(j, s);
}

void
gs_json_kcstr(struct gs_json *j, const char *key, const char *s)
{
	gs_json_key(j, key);
	gs_json_str(j, gs_str_of(s));
}

void
gs_json_kint(struct gs_json *j, const char *key, int64_t n)
{
	gs_json_key(j, key);
	gs_json_int(j, n);
}

void
gs_json_kdouble(struct gs_json *j, const char *key, double d)
{
	gs_json_key(j, key);
	gs_json_double(j, d);
}

void
gs_json_kbool(struct gs_json *j, const char *key, bool b)
{
	gs_json_key(j, key);
	gs_json_bool(j, b);
}

void
gs_json_kraw(struct gs_json *j, const char *key, gs_str s)
{
	gs_json_key(j, key);
	if (s.ptr == NULL)
		gs_json_null(j);
	else
		gs_json_raw(j, s);
}
