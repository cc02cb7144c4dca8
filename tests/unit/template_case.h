/* SPDX-License-Identifier: MIT */
/* template_case.h: one row of a template test, and how it is tried. */
#ifndef TEST_TEMPLATE_CASE_H
#define TEST_TEMPLATE_CASE_H

#include "unit.h"

#include "common/template.h"

/* Most rows have no partials, and say so by leaving them out. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

struct template_case {
	const char	*name, *data, *text, *want;
	/* name, text, name, text, … */
	const char	*partials[6];
};

GS_UNUSED static gs_str
template_render(struct gs_arena *a, const struct template_case *c, bool raw_ok)
{
	struct gs_template_source set[3];
	const struct gs_jval *stack[1];
	struct gs_err err = { 0 };
	struct gs_template *t;
	struct gs_jval *data;
	struct gs_buf b;
	struct gs_out o;
	size_t n = 0;

	for (; n < 3 && c->partials[2 * n] != NULL; n++)
		set[n] = (struct gs_template_source){ c->partials[2 * n],
		    c->partials[2 * n + 1], strlen(c->partials[2 * n + 1]) };
	if (gs_json_parse(&data, a, gs_str_of(c->data), 0, &err) != GS_OK ||
	    gs_template_compile(&t, a, "case", gs_str_of(c->text), raw_ok,
	    &err) != GS_OK)
		fail_msg("%s: %s", c->name, err.text);
	gs_buf_init_arena(&b, a, SIZE_MAX);
	gs_out_init_buf(&o, &b);
	stack[0] = data;
	gs_template_render(t, &o, set, n, stack, 1);
	return gs_buf_str(&b);
}

GS_UNUSED static void
template_try(struct gs_arena *a, const struct template_case *c, size_t n,
    bool raw_ok)
{
	int wrong = 0;

	for (size_t i = 0; i < n; i++) {
		gs_str got = template_render(a, &c[i], raw_ok);

		if (gs_str_eqc(got, c[i].want))
			continue;
		print_error("%s: got \"%.*s\"\nwant \"%s\"\n", c[i].name,
		    GS_FMT(got), c[i].want);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

#endif
