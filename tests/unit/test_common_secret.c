/* SPDX-License-Identifier: MIT */
/* Secrets, keys and passwords. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "common/secret.h"

static void
secrets_have_their_shape_and_differ(GS_UNUSED void **state)
{
	char a[GS_SECRET_LEN + 1], b[GS_SECRET_LEN + 1], k[GS_KEY_LEN + 1];

	gs_secret_make(a);
	gs_secret_make(b);
	gs_key_make(k);
	assert_true(gs_secret_shape(gs_str_of(a)));
	assert_true(gs_key_shape(gs_str_of(k)));
	assert_false(gs_key_shape(gs_str_of(a)));
	assert_false(gs_secret_shape(gs_str_of(k)));
	assert_string_not_equal(a, b);
	a[5] = '+';
	assert_false(gs_secret_shape(gs_str_of(a)));
	k[0] = 'G';
	assert_false(gs_key_shape(gs_str_of(k)));
	assert_false(gs_key_shape(GS_NOSTR));
}

static void
digest_is_sha256_of_the_text(GS_UNUSED void **state)
{
	unsigned char d[GS_DIGEST];
	char hex[2 * GS_DIGEST + 1];

	gs_secret_digest(d, GS_STR("abc"));
	gs_hex(hex, d, sizeof(d));
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
}

static void
password_hashes(GS_UNUSED void **state)
{
	char h[GS_PASSWORD_HASH];
	static const char weaker[] = "$argon2id$v=19$m=8192,t=1,p=1$"
	    "c29tZXNhbHRzb21lc2FsdA$wMwmLBiQyHLzUDl62DHbDa2PfwmLrqyKg6NaZAnXmYE";

	assert_int_equal(gs_password_hash(h, GS_STR("s3cret"), NULL), GS_OK);
	assert_non_null(strstr(h, "$argon2id$v=19$m=19456,t=2,p=1$"));
	assert_true(gs_password_matches(h, GS_STR("s3cret")));
	assert_false(gs_password_matches(h, GS_STR("s3creT")));
	assert_false(gs_password_matches(h, GS_STR("")));
	assert_false(gs_password_matches("nonsense", GS_STR("s3cret")));
	assert_false(gs_password_outdated(h));
	assert_true(gs_password_outdated(weaker));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_have_their_shape_and_differ),
		cmocka_unit_test(digest_is_sha256_of_the_text),
		cmocka_unit_test(password_hashes),
	};

	if (gs_secret_init(NULL) != GS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
