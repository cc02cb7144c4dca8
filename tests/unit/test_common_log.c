/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <errno.h>

#include "common/log.h"

/* What ${fn} writes on standard error. */
static char *
captured(struct gs_arena *a, void (*fn)(void))
{
	char *text = gs_alloc(a, 65536);
	int saved = dup(STDERR_FILENO);
	FILE *f = tmpfile();

	assert_non_null(f);
	assert_true(saved >= 0);
	assert_true(dup2(fileno(f), STDERR_FILENO) >= 0);
	fn();
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	close(saved);
	rewind(f);
	assert_true(fread(text, 1, 65535, f) > 0 || feof(f));
	fclose(f);
	return text;
}

static void
forged(void)
{
	gs_log_init("render", GS_LOG_INFO);
	gs_log_request("7f3a");
	gs_warn("typeNames '%s'",
	    "x\"\nlevel=error \\ \x1b[31m\x7f\xff é");
}

static void
test_a_client_cannot_forge_a_line(void **state)
{
	char *text = captured(*state, forged), *rest;

	assert_true(strncmp(text, "time=20", 7) == 0);
	assert_true(text[7 + 21] == 'Z');
	rest = strchr(text, ' ');
	assert_string_equal(rest, " level=warn worker=render req=7f3a "
	    "msg=\"typeNames 'x\\\"\\nlevel=error \\\\ \\x1b[31m\\x7f"
	    "\xef\xbf\xbd é'\"\n");
}

static void
quiet(void)
{
	gs_log_init("render", GS_LOG_WARN);
	gs_log_request(NULL);
	gs_debug("no");
	gs_info("no");
	gs_error("yes");
}

static void
test_levels_and_no_request(void **state)
{
	char *text = captured(*state, quiet);

	assert_null(strstr(text, "no"));
	assert_non_null(strstr(text, " level=error worker=render msg=\"yes\"\n"));
}

static void
long_message(void)
{
	gs_log_init("render", GS_LOG_INFO);
	gs_error("%*s\x01", 100000, "");
	errno = ENOENT;
	gs_error("errno is kept");
	assert_int_equal(errno, ENOENT);
}

static void
test_long_message_is_cut(void **state)
{
	char *text = captured(*state, long_message);
	char *end = strchr(text, '\n');

	assert_in_range(end - text, 2000, 3000);
	assert_int_equal(end[-1], '"');
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_a_client_cannot_forge_a_line),
	UNIT_TEST(test_levels_and_no_request),
	UNIT_TEST(test_long_message_is_cut),
};
UNIT_MAIN(tests)
