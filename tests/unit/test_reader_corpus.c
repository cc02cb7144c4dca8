/* SPDX-License-Identifier: MIT */
/* Each fuzz target of the reader on each file of its corpus. */
#include "corpus.h"

#include "../fuzz/fuzz_frame.c"
#include "../fuzz/fuzz_gtfs_csv.c"

static void
test_frame(void **state)
{
	replay(*state, "frame", fuzz_frame);
}

static void
test_gtfs_csv(void **state)
{
	replay(*state, "gtfs_csv", fuzz_gtfs_csv);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_frame),
	UNIT_TEST(test_gtfs_csv),
};

UNIT_MAIN(tests)
