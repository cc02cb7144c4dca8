/* SPDX-License-Identifier: MIT */
/* What nginx hands over as a credential, and where to go after signing in. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "common/arena.h"

#include "auth/credential.h"

#define SECRET	"AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD-_9"
#define KEY	"gs_" SECRET

static const struct {
	const char	*raw;
	enum auth_kind	 kind;
	const char	*secret, *login;
	bool		 read_only, basic, stale;
} cases[] = {
	{ "", AUTH_NONE, NULL, NULL, 0, 0, 0 },
	{ "|||", AUTH_NONE, NULL, NULL, 0, 0, 0 },
	{ "||" SECRET "|", AUTH_SESSION, SECRET, NULL, 0, 0, 0 },
	{ "||short|", AUTH_BAD, NULL, NULL, 0, 0, 1 },
	{ "|" KEY "||", AUTH_KEY, KEY, NULL, 0, 0, 0 },
	{ "Bearer " KEY "|||", AUTH_KEY, KEY, NULL, 0, 0, 0 },
	{ "bearer   " KEY "|||", AUTH_KEY, KEY, NULL, 0, 0, 0 },
	{ "Bearer" KEY "|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },
	{ "Bearer " SECRET "|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },
	{ "Digest x|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },
	/* apikey:<KEY> and ann:s3cret:with:colons */
	{ "Basic YXBpa2V5OmdzX0FBQUFBQUFBQUFCQkJCQkJCQkJCQ0NDQ0NDQ0NDQ0RERERE"
	    "REREREQtXzk=|||", AUTH_KEY, KEY, NULL, 0, 1, 0 },
	{ "Basic YW5uOnMzY3JldDp3aXRoOmNvbG9ucw==|||", AUTH_PASSWORD,
	    "s3cret:with:colons", "ann", 0, 1, 0 },
	{ "Basic !!!|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },
	{ "Basic YW5u|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },	/* "ann" */
	{ "Basic YW5uOg==|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },	/* "ann:" */
	{ "Basic YW5uOmEAYg==|||", AUTH_BAD, NULL, NULL, 0, 0, 0 }, /* a\0b */
	{ "Basic YW5uOv+A|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },	/* not UTF-8 */
	{ "|||" KEY, AUTH_KEY, KEY, NULL, 1, 0, 0 },
	{ "|||gs_tooshort-but-taken-by-nginx", AUTH_BAD, NULL, NULL, 1, 0, 0 },
	/* What is shown on purpose is not replaced by the cookie. */
	{ "Bearer no||" SECRET "|", AUTH_BAD, NULL, NULL, 0, 0, 0 },
	{ "|" KEY "|" SECRET "|", AUTH_KEY, KEY, NULL, 0, 0, 0 },
	/* The path's key wins, so that a link gives the same to everyone. */
	{ "Bearer " SECRET "|||" KEY, AUTH_KEY, KEY, NULL, 1, 0, 0 },
	/* A separator inside a field. */
	{ "Bearer a|b|||", AUTH_BAD, NULL, NULL, 0, 0, 0 },
	{ "|" KEY "|" SECRET "||", AUTH_BAD, NULL, NULL, 0, 0, 0 },
	{ "||" SECRET, AUTH_BAD, NULL, NULL, 0, 0, 0 },
};

static void
credential_table(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();
	struct auth_credential c;

	for (size_t i = 0; i < GS_COUNTOF(cases); i++) {
		auth_credential_parse(&c, gs_str_of(cases[i].raw), a);
		if (c.kind != cases[i].kind)
			fail_msg("%s: kind %d, expected %d", cases[i].raw,
			    c.kind, cases[i].kind);
		if (cases[i].secret)
			assert_true(gs_str_eqc(c.secret, cases[i].secret));
		if (cases[i].login)
			assert_true(gs_str_eqc(c.login, cases[i].login));
		assert_int_equal(c.read_only, cases[i].read_only);
		assert_int_equal(c.basic, cases[i].basic);
		assert_int_equal(c.stale, cases[i].stale);
	}
	gs_arena_free(a);
}

static void
credential_refuses_long_basic(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();
	struct auth_credential c;
	struct gs_buf b;

	gs_buf_init_arena(&b, a, 1 << 20);
	gs_buf_puts(&b, "Basic ");
	for (int i = 0; i < 2000; i++)
		gs_buf_puts(&b, "OjpB");
	gs_buf_puts(&b, "|||");
	auth_credential_parse(&c, gs_buf_str(&b), a);
	assert_int_equal(c.kind, AUTH_BAD);
	gs_arena_free(a);
}

static void
login_folds_case_and_blanks(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();

	assert_true(gs_str_eqc(auth_login_fold(a, GS_STR(" Ann.B ")),
	    "ann.b"));
	assert_true(gs_str_eqc(auth_login_fold(a, GS_NOSTR), ""));
	gs_arena_free(a);
}

static void
next_takes_only_local_paths(GS_UNUSED void **state)
{
	static const char *const good[] = { "/", "/dataset/reseau-bus",
	    "/en/publish?x=1&y=http%3A%2F%2Fa", "/a//b", "/@x" };
	static const char *const bad[] = { "", "//evil.example", "/\\evil",
	    "https://evil.example/", "dataset", "/a\nb", "/a b", "/a\tb",
	    "javascript:alert(1)", "/\x7f", "/\xff" };
	char longest[2002];

	for (size_t i = 0; i < GS_COUNTOF(good); i++)
		assert_true(auth_next_ok(gs_str_of(good[i])));
	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		if (auth_next_ok(gs_str_of(bad[i])))
			fail_msg("accepted: %s", bad[i]);
	assert_false(auth_next_ok(GS_NOSTR));
	memset(longest, '/', sizeof(longest));
	longest[1] = 'a';
	assert_true(auth_next_ok((gs_str){ longest, 2000 }));
	assert_false(auth_next_ok((gs_str){ longest, 2001 }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(credential_table),
		cmocka_unit_test(credential_refuses_long_basic),
		cmocka_unit_test(login_folds_case_and_blanks),
		cmocka_unit_test(next_takes_only_local_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
