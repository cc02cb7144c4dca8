/* SPDX-License-Identifier: MIT */
/* unit.h: cmocka, an arena per test, and views that print when they differ. */
#ifndef TEST_UNIT_H
#define TEST_UNIT_H

#include "common/base.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/arena.h"
#include "common/err.h"
#include "common/out.h"
#include "common/str.h"

GS_UNUSED static int
arena_setup(void **state)
{
	*state = gs_arena_new();
	return 0;
}

GS_UNUSED static int
arena_teardown(void **state)
{
	gs_arena_free(*state);
	return 0;
}

#define UNIT_TEST(f) \
	cmocka_unit_test_setup_teardown(f, arena_setup, arena_teardown)
#define UNIT_MAIN(tests) \
	int main(void) { return cmocka_run_group_tests(tests, NULL, NULL); }

#define assert_view(got, want) \
	unit_assert_view((got), (want), __FILE__, __LINE__)

GS_UNUSED static void
unit_assert_view(gs_str got, const char *want, const char *file, int line)
{
	if (gs_str_eqc(got, want))
		return;
	print_error("got  \"%.*s\"\nwant \"%s\"\n", GS_FMT(got), want);
	_fail(file, line);
}

#define assert_error(err, code, part) \
	unit_assert_error(&(err), (code), (part), __FILE__, __LINE__)

/* ${err} holds ${code} and a sentence with ${part} in it. */
GS_UNUSED static void
unit_assert_error(const struct gs_err *err, enum gs_status code,
    const char *part, const char *file, int line)
{
	if (err->status == code && strstr(err->text, part) != NULL)
		return;
	print_error("got  %d \"%s\"\nwant %d \"%s\"\n", (int)err->status,
	    err->text, (int)code, part);
	_fail(file, line);
}

/* Does ${fn}(${arg}) abort? Run in a child. */
GS_UNUSED static bool
unit_aborts(void (*fn)(void *), void *arg)
{
	const struct rlimit no_core = { 0, 0 };
	int status = 0;
	pid_t pid;

	fflush(NULL);
	if ((pid = fork()) == 0) {
		signal(SIGABRT, SIG_DFL);
		setrlimit(RLIMIT_CORE, &no_core);
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(2);
		fn(arg);
		_exit(0);
	}
	assert_true(waitpid(pid, &status, 0) == pid);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

/* A sink that fails after ${left} bytes. */
struct unit_narrow {
	size_t	left;
	int	calls;		/* after the failure */
};

GS_UNUSED static enum gs_status
unit_narrow_write(void *ctx, const void *p GS_UNUSED, size_t n)
{
	struct unit_narrow *w = ctx;

	if (n > w->left) {
		w->calls++;
		w->left = 0;
		return GS_EUPSTREAM;
	}
	w->left -= n;
	return GS_OK;
}

#endif
