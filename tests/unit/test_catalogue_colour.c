/* SPDX-License-Identifier: MIT */
/* Colours of a feed stay readable; what is no colour is never used. */
#include "unit.h"

#include "catalogue/pages/colour.h"

static void
test_parse(GS_UNUSED void **state)
{
	static const char *const bad[] = { "", "#", "#12345", "#1234567",
	    "123456", "#12345g", "red", "#12 456", "#<svg/>" };
	struct pages_colour c;

	assert_true(pages_colour_parse(GS_STR("#0B5d5E"), &c));
	assert_int_equal(c.r, 11);
	assert_int_equal(c.g, 93);
	assert_int_equal(c.b, 94);
	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(pages_colour_parse(gs_str_of(bad[i]), &c));
	assert_false(pages_colour_parse(GS_NOSTR, &c));
}

static void
test_contrast(GS_UNUSED void **state)
{
	const struct pages_colour black = { 0, 0, 0 }, white = { 255, 255,
	    255 }, accent = { 11, 93, 94 };

	assert_float_equal(pages_colour_contrast(black, white), 21.0, 0.01);
	assert_float_equal(pages_colour_contrast(white, white), 1.0, 0.01);
	assert_float_equal(pages_colour_contrast(white, accent), 7.7, 0.1);
}

static void
test_ink(GS_UNUSED void **state)
{
	static const struct {
		const char *fill, *wanted, *ink;
	} cases[] = {
		{ "#0B5D5E", "#FFFFFF", "#ffffff" },	/* as wanted */
		{ "#FFE000", "#FFFFFF", "#000000" },	/* unreadable */
		{ "#000000", "#111111", "#ffffff" },
		{ "#FFFFFF", NULL, "#000000" },
		{ "nonsense", "javascript:", "#ffffff" },
	};
	struct pages_colour c;
	char ink[8];

	for (size_t i = 0; i < GS_COUNTOF(cases); i++) {
		pages_colour_ink(gs_str_of(cases[i].fill),
		    gs_str_of(cases[i].wanted), ink);
		assert_string_equal(ink, cases[i].ink);
	}
	/* On whatever colour, text can be read. */
	for (unsigned v = 0; v < 0x1000000; v += 4099) {
		char fill[8];
		struct pages_colour f;

		snprintf(fill, sizeof(fill), "#%06x", v);
		pages_colour_ink(gs_str_of(fill), GS_STR("#808080"), ink);
		assert_true(pages_colour_parse(gs_str_of(fill), &f));
		assert_true(pages_colour_parse(gs_str_of(ink), &c));
		assert_true(pages_colour_contrast(f, c) >=
		    PAGES_COLOUR_READABLE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_ink),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
