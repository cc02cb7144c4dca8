/* SPDX-License-Identifier: MIT */
#include "unit.h"

static void
test_first_error_is_kept(void **state GS_UNUSED)
{
	struct gs_err err = { 0 };

	assert_int_equal(gs_fail(&err, GS_EINVAL, "bbox: expected %d", 4),
	    GS_EINVAL);
	assert_int_equal(gs_fail(&err, GS_EINTERNAL, "later"), GS_EINTERNAL);
	assert_error(err, GS_EINVAL, "bbox: expected 4");
	gs_err_clear(&err);
	assert_int_equal(err.status, GS_OK);
	assert_string_equal(err.text, "");
	assert_int_equal(gs_fail(NULL, GS_EBUSY, "nobody listens"), GS_EBUSY);
}

static void
test_sentence_is_one_line(void **state GS_UNUSED)
{
	struct gs_err err = { 0 };

	(void)gs_fail(&err, GS_EINVAL, "a\nb\r\tc\x1b[1m\x7f");
	assert_string_equal(err.text, "a b  c [1m ");
}

/* Whatever place the buffer ends at, what is left is whole UTF-8. */
static void
test_long_sentence_is_cut_between_letters(void **state)
{
	static const char *const letter[] = { "x", "é", "€", "😀" };

	for (size_t l = 0; l < GS_COUNTOF(letter); l++)
		for (int pad = 0; pad < 5; pad++) {
			struct gs_err err = { 0 };
			struct gs_buf b;

			gs_buf_init_arena(&b, *state, SIZE_MAX);
			for (int i = 0; i < 2000; i++)
				gs_buf_puts(&b, letter[l]);
			(void)gs_fail(&err, GS_EINVAL, "%*s%s", pad, "",
			    b.ptr);
			assert_true(gs_utf8_ok(gs_str_of(err.text)));
			assert_true(strlen(err.text) > 1015);
		}
}

static void
test_http_map(void **state GS_UNUSED)
{
	assert_int_equal(gs_status_http(GS_OK), 200);
	assert_int_equal(gs_status_http(GS_EAUTH), 401);
	assert_int_equal(gs_status_http(GS_EGONE), 410);
	assert_int_equal(gs_status_http(GS_ENOSPACE), 507);
	assert_int_equal(gs_status_http((enum gs_status)99), 500);
	for (int s = 0; s < GS_STATUS__COUNT; s++) {
		assert_in_range(gs_status_http(s), 200, 599);
		assert_true(gs_status_reason(s)[0] != '\0');
	}
	assert_string_equal(gs_status_reason(GS_ENOTFOUND), "Not Found");
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_first_error_is_kept),
	UNIT_TEST(test_sentence_is_one_line),
	UNIT_TEST(test_long_sentence_is_cut_between_letters),
	UNIT_TEST(test_http_map),
};
UNIT_MAIN(tests)
