/* SPDX-License-Identifier: MIT */
/* fuzz_text.c: any bytes through UTF-8, slugs and escapes. */
#include "fuzz.h"

#include "common/json.h"

static gs_str
text_through(struct gs_arena *a, void (*put)(struct gs_out *, gs_str),
    gs_str s)
{
	struct gs_buf b;
	struct gs_out o;

	gs_buf_init_arena(&b, a, SIZE_MAX);
	gs_out_init_buf(&o, &b);
	put(&o, s);
	return gs_buf_str(&b);
}

static bool
text_has(gs_str s, const char *bytes)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr(bytes, s.ptr[i]) != NULL)
			return true;
	return false;
}

FUZZ_TARGET(text)
{
	struct gs_arena *a = gs_arena_new();
	gs_str s = FUZZ_VIEW(data, size), out;
	struct gs_jval *v;

	must(gs_slug_ok(gs_str_of(gs_slug_of(a, s))));
	out = text_through(a, gs_put_html, s);
	must(gs_utf8_ok(out) && !text_has(out, "<>\"'"));
	if (gs_utf8_ok(s))
		must(out.len >= s.len);
	out = text_through(a, gs_put_url, s);
	must(!text_has(out, "<>\"'&?/ \n"));
	out = text_through(a, gs_put_json_str, s);
	must(!text_has(out, "<>&\n"));
	if (size == 0 || memchr(data, '\0', size) == NULL)
		must(gs_json_parse(&v, a, out, SIZE_MAX, NULL) == GS_OK);
	out = text_through(a, gs_put_csv, s);
	must(out.len == 0 || out.ptr[0] != '=');
	gs_arena_free(a);
	return 0;
}
