/* SPDX-License-Identifier: MIT */
/* fuzz_json.c: what is read, written, and read again is the same. */
#include "fuzz.h"

#include "common/json.h"

static gs_str
json_written(struct gs_arena *a, const struct gs_jval *v)
{
	struct gs_json j;
	struct gs_buf b;
	struct gs_out o;

	gs_buf_init_arena(&b, a, SIZE_MAX);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	gs_json_value(&j, v);
	gs_json_finish(&j);
	return gs_buf_str(&b);
}

FUZZ_TARGET(json)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_jval *v, *again;
	struct gs_err err = { 0 };
	gs_str first, second;

	if (gs_json_parse(&v, a, FUZZ_VIEW(data, size), 0, &err) == GS_OK) {
		first = json_written(a, v);
		must(gs_json_parse(&again, a, first, SIZE_MAX, NULL) == GS_OK);
		second = json_written(a, again);
		must(gs_str_eq(first, second));
	} else {
		must(err.text[0] != '\0');
		must(gs_utf8_ok(gs_str_of(err.text)));
	}
	gs_arena_free(a);
	return 0;
}
