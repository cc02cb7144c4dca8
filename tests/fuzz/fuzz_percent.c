/* SPDX-License-Identifier: MIT */
/* fuzz_percent.c: percent-decoding, and that encoding undoes it. */
#include "fuzz.h"

FUZZ_TARGET(percent)
{
	struct gs_arena *a = gs_arena_new();
	gs_str text, again;
	struct gs_buf b;
	struct gs_out o;

	for (int plus = 0; plus < 2; plus++) {
		if (!gs_percent_decode(a, FUZZ_VIEW(data, size), plus != 0,
		    &text))
			continue;
		must(text.len <= size);
		must(gs_utf8_ok(text));
		gs_buf_init_arena(&b, a, SIZE_MAX);
		gs_out_init_buf(&o, &b);
		gs_put_url(&o, text);
		must(gs_percent_decode(a, gs_buf_str(&b), plus != 0, &again));
		must(gs_str_eq(text, again));
	}
	gs_arena_free(a);
	return 0;
}
