/* SPDX-License-Identifier: MIT */
/* Passwords that were just found right. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <sodium.h>

#include "auth/memo.h"

static void
memo_remembers_the_pair_for_a_minute(GS_UNUSED void **state)
{
	struct auth_memo m, other;

	auth_memo_init(&m);
	auth_memo_init(&other);
	assert_false(auth_memo_has(&m, "$h", GS_STR("pw"), 1000));
	auth_memo_put(&m, "$h", GS_STR("pw"), 1000);
	assert_true(auth_memo_has(&m, "$h", GS_STR("pw"), 1000));
	assert_true(auth_memo_has(&m, "$h", GS_STR("pw"), 1059));
	assert_false(auth_memo_has(&m, "$h", GS_STR("pw"), 1060));
	/* Another password, another hash, another process. */
	assert_false(auth_memo_has(&m, "$h", GS_STR("pW"), 1000));
	assert_false(auth_memo_has(&m, "$hp", GS_STR("w"), 1000));
	assert_false(auth_memo_has(&m, "$h2", GS_STR("pw"), 1000));
	other.entry[0].until = m.entry[0].until;
	memcpy(other.entry[0].tag, m.entry[0].tag, 32);
	assert_false(auth_memo_has(&other, "$h", GS_STR("pw"), 1000));
}

static void
memo_forgets_the_oldest(GS_UNUSED void **state)
{
	struct auth_memo m;
	char pw[16];

	auth_memo_init(&m);
	for (int i = 0; i <= AUTH_MEMO_ENTRIES; i++) {
		snprintf(pw, sizeof(pw), "pw%d", i);
		auth_memo_put(&m, "$h", gs_str_of(pw), 1000);
	}
	assert_false(auth_memo_has(&m, "$h", GS_STR("pw0"), 1000));
	assert_true(auth_memo_has(&m, "$h", GS_STR("pw1"), 1000));
	assert_true(auth_memo_has(&m, "$h", gs_str_of(pw), 1000));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memo_remembers_the_pair_for_a_minute),
		cmocka_unit_test(memo_forgets_the_oldest),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
