/* SPDX-License-Identifier: MIT */
/* fuzz_template.c: a template that compiles never lets markup of the data
 * through. */
#include "fuzz.h"

#include "common/template.h"

#define HOSTILE	"\\\"'></script></textarea>--><hostile x=y>"

static const char template_data[] =
    "{\"x\": \"" HOSTILE "\", \"a\": {\"x\": \"" HOSTILE "\", \"b\": 1.50},"
    " \"list\": [\"" HOSTILE "\", {\"x\": true}, []], \"n\": null,"
    " \"" HOSTILE "\": 0}";

static void
template_run(struct gs_arena *a, const struct gs_template *t)
{
	static const struct gs_template_source set[] = {
		{ "p", "<i>{{x}}</i>\n{{>p}}", 20 },
	};
	const struct gs_jval *stack[1];
	struct gs_jval *v;
	struct gs_buf b;
	struct gs_out o;

	must(gs_json_parse(&v, a, gs_str_of(template_data), 0, NULL) == GS_OK);
	stack[0] = v;
	gs_buf_init_arena(&b, a, (size_t)1 << 20);
	gs_out_init_buf(&o, &b);
	gs_template_render(t, &o, set, 1, stack, 1);
	must(strstr(b.ptr, "<hostile") == NULL);
}

FUZZ_TARGET(template)
{
	struct gs_arena *a = gs_arena_new();
	gs_str text = FUZZ_VIEW(data, size);
	struct gs_err err = { 0 };
	struct gs_template *t;

	if (gs_template_compile(&t, a, "fuzz", text, false, &err) != GS_OK)
		must(gs_str_starts(gs_str_of(err.text), "fuzz:"));
	else if (size == 0 || memmem(data, size, "hostile", 7) == NULL)
		template_run(a, t);
	gs_arena_free(a);
	return 0;
}
