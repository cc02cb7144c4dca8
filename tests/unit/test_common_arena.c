/* SPDX-License-Identifier: MIT */
#include "unit.h"

static void
test_memory_is_zeroed_and_aligned(void **state)
{
	for (size_t n = 0; n < 200; n++) {
		unsigned char *p = gs_alloc(*state, n);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
}

static void
test_memory_is_zeroed_after_reset(void **state)
{
	for (int round = 0; round < 3; round++) {
		unsigned char *p = gs_alloc(*state, 1000);

		for (size_t i = 0; i < 1000; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, 1000);
		gs_arena_reset(*state);
	}
}

static void
test_allocations_do_not_overlap(void **state)
{
	enum { N = 500 };
	unsigned char *p[N];

	for (size_t i = 0; i < N; i++) {
		size_t size = (i * 7919) % 9000 + 1;

		p[i] = gs_alloc(*state, size);
		p[i][0] = (unsigned char)i;
		p[i][size - 1] = (unsigned char)i;
	}
	for (size_t i = 0; i < N; i++) {
		size_t size = (i * 7919) % 9000 + 1;

		assert_int_equal(p[i][0], (unsigned char)i);
		assert_int_equal(p[i][size - 1], (unsigned char)i);
	}
}

static void
test_used_counts_and_resets(void **state)
{
	assert_int_equal(gs_arena_used(*state), 0);
	gs_alloc(*state, 100);
	gs_calloc(*state, 10, 20);
	assert_int_equal(gs_arena_used(*state), 300);
	gs_arena_reset(*state);
	assert_int_equal(gs_arena_used(*state), 0);
}

static void
test_strings(void **state)
{
	assert_string_equal(gs_strdup(*state, "été"), "été");
	assert_string_equal(gs_strdup(*state, ""), "");
	assert_string_equal(gs_strndup(*state, "abcdef", 3), "abc");
	assert_string_equal(gs_strndup(*state, "ab", 30), "ab");
	assert_string_equal(gs_strndup(*state, NULL, 0), "");
	assert_string_equal(gs_printf(*state, "%s-%05d", "a", 42), "a-00042");
	assert_int_equal(strlen(gs_printf(*state, "%*s", 20000, "")), 20000);
}

struct log {
	char	text[16];
};

struct entry {
	struct log	*log;
	char		 c;
};

static void
note(void *arg)
{
	const struct entry *e = arg;
	size_t n = strlen(e->log->text);

	e->log->text[n] = e->c;
}

static void
test_deferred_run_last_first_once(void **state)
{
	struct log log = { "" };
	struct entry a = { &log, 'a' }, b = { &log, 'b' }, c = { &log, 'c' };

	gs_arena_defer(*state, note, &a);
	gs_arena_defer(*state, note, &b);
	gs_arena_reset(*state);
	assert_string_equal(log.text, "ba");
	gs_arena_defer(*state, note, &c);
	gs_arena_free(*state);
	assert_string_equal(log.text, "bac");
	*state = gs_arena_new();
}

static void
overflow(void *arg)
{
	gs_calloc(arg, SIZE_MAX / 2, 3);
}

static void
test_overflow_aborts(void **state)
{
	assert_true(unit_aborts(overflow, *state));
}

static void
test_free_null(void **state GS_UNUSED)
{
	gs_arena_free(NULL);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_memory_is_zeroed_and_aligned),
	UNIT_TEST(test_memory_is_zeroed_after_reset),
	UNIT_TEST(test_allocations_do_not_overlap),
	UNIT_TEST(test_used_counts_and_resets),
	UNIT_TEST(test_strings),
	UNIT_TEST(test_deferred_run_last_first_once),
	UNIT_TEST(test_overflow_aborts),
	UNIT_TEST(test_free_null),
};
UNIT_MAIN(tests)
