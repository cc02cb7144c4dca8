/* SPDX-License-Identifier: MIT */
/* fuzz_query.c: a query string. */
#include "fuzz.h"

#include "common/http.h"

FUZZ_TARGET(query)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_err err = { 0 };
	struct gs_kv *kv = NULL;
	int n = 0;

	if (gs_query_parse(&kv, &n, a, FUZZ_VIEW(data, size), &err) == GS_OK) {
		must(n >= 0 && n <= 200);
		for (int i = 0; i < n; i++) {
			must(gs_utf8_ok(kv[i].name));
			must(gs_utf8_ok(kv[i].value));
		}
	} else {
		must(err.status != GS_OK && err.text[0] != '\0');
	}
	gs_arena_free(a);
	return 0;
}
