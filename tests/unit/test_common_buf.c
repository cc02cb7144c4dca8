/* SPDX-License-Identifier: MIT */
#include "unit.h"

static void
test_grows_and_ends_with_nul(void **state GS_UNUSED)
{
	struct gs_buf b;

	gs_buf_init(&b, SIZE_MAX);
	assert_string_equal(b.ptr, "");
	for (int i = 0; i < 1000; i++) {
		gs_buf_printf(&b, "%d,", i % 10);
		assert_int_equal(strlen(b.ptr), b.len);
	}
	assert_int_equal(b.len, 2000);
	assert_false(b.failed);
	gs_buf_release(&b);
	gs_buf_init(&b, 10);
	gs_buf_putc(&b, 'x');
	assert_view(gs_buf_str(&b), "x");
	gs_buf_release(&b);
}

static void
test_maximum_is_sticky(void **state GS_UNUSED)
{
	struct gs_buf b;

	gs_buf_init(&b, 5);
	gs_buf_puts(&b, "12345");
	assert_false(b.failed);
	gs_buf_put(&b, "", 0);
	assert_false(b.failed);
	gs_buf_putc(&b, '6');
	assert_true(b.failed);
	assert_string_equal(b.ptr, "12345");
	gs_buf_clear(&b);
	assert_false(b.failed);
	assert_string_equal(b.ptr, "");
	gs_buf_printf(&b, "%s", "123456");
	assert_true(b.failed);
	gs_buf_puts(&b, "1");
	assert_int_equal(b.len, 0);
	gs_buf_release(&b);
}

/* The buffer's own bytes die with the arena, not with the variable. */
static gs_str
local_buffer(struct gs_arena *a)
{
	struct gs_buf b;

	gs_buf_init_arena(&b, a, SIZE_MAX);
	for (int i = 0; i < 100; i++)
		gs_buf_puts(&b, "0123456789");
	return gs_buf_str(&b);
}

static void
test_arena_frees(void **state)
{
	gs_str s = local_buffer(*state);
	struct gs_buf b;

	assert_int_equal(s.len, 1000);
	gs_arena_reset(*state);		/* a leak or a double free shows in
					   the sanitized build */
	gs_buf_init_arena(&b, *state, SIZE_MAX);
	gs_buf_puts(&b, "x");
	gs_buf_release(&b);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_grows_and_ends_with_nul),
	UNIT_TEST(test_maximum_is_sticky),
	UNIT_TEST(test_arena_frees),
};
UNIT_MAIN(tests)
