/* SPDX-License-Identifier: MIT */
/* Each fuzz target of render on each file of its corpus. */
#include "corpus.h"

#include "../fuzz/fuzz_items_params.c"
#include "../fuzz/fuzz_wms_params.c"

static void
test_items_params(void **state)
{
	replay(*state, "items_params", fuzz_items_params);
}

static void
test_wms_params(void **state)
{
	replay(*state, "wms_params", fuzz_wms_params);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT_TEST(test_items_params),
		UNIT_TEST(test_wms_params),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
