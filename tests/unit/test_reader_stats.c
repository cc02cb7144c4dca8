/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "reader/gtfs/layers.h"
#include "reader/gtfs/stats.h"

#define NONE GTFS_NO_TIME

static void
test_interpolation(void **state GS_UNUSED)
{
	int32_t a[] = { 0, NONE, NONE, 300 };
	int32_t b[] = { NONE, 100, NONE, 200, NONE };
	int32_t c[] = { NONE, NONE };
	int32_t d[] = { 600, NONE, 500 };	/* backwards stays bounded */
	int32_t e[] = { 0, NONE, NONE, 3000 };	/* a long halt at the last */
	static const int32_t arrival[] = { 0, NONE, NONE, 300 };

	gtfs_stat_interpolate(a, a, 4);
	assert_int_equal(a[1], 100);
	assert_int_equal(a[2], 200);
	gtfs_stat_interpolate(b, b, 5);
	assert_int_equal(b[0], NONE);
	assert_int_equal(b[2], 150);
	assert_int_equal(b[4], NONE);
	gtfs_stat_interpolate(c, c, 2);
	assert_int_equal(c[0], NONE);
	gtfs_stat_interpolate(d, d, 3);
	assert_int_equal(d[1], 550);
	gtfs_stat_interpolate(e, arrival, 4);
	assert_int_equal(e[1], 100);
	assert_int_equal(e[2], 200);
	gtfs_stat_interpolate(a, a, 0);
}

static void
test_departures(void **state GS_UNUSED)
{
	/* 07:00, 07:10, 07:30, 25:15, and one past the last hour. */
	static const int32_t t[] = { 25200, 25800, 27000, 90900, 104400 };
	struct gtfs_stat st;
	int i, n = 0;

	memset(&st, 0, sizeof(st));
	gtfs_stat_of(&st, t, 5);
	assert_int_equal(st.trips, 5);
	assert_int_equal(st.first, 25200);
	assert_int_equal(st.last, 104400);
	assert_int_equal(st.hours[7], 3);
	assert_int_equal(st.hours[25], 1);
	for (i = 0; i < GTFS_HOURS; i++)
		n += (int)st.hours[i];
	assert_int_equal(n, 4);
	/* Gaps of 10, 20, 225 and 1065 minutes. */
	assert_true(st.headway_min == 122.5);
	memset(&st, 0, sizeof(st));
	gtfs_stat_of(&st, t, 3);
	assert_true(st.headway_min == 15);
	memset(&st, 0, sizeof(st));
	gtfs_stat_of(&st, t, 1);
	assert_true(st.headway_min < 0);
	assert_int_equal(st.last, 25200);
	memset(&st, 0, sizeof(st));
	gtfs_stat_of(&st, NULL, 0);
	assert_int_equal(st.first, NONE);
	assert_int_equal(st.trips, 0);
}

static void
test_names_sort_as_riders_do(void **state GS_UNUSED)
{
	static const char *const sorted[] = { "", "1", "1A", "1B", "2", "9",
	    "10", "10A", "100", "A", "A1", "A2", "A10", "B", "N1" };
	size_t i, j;
	int c;

	for (i = 0; i < GS_COUNTOF(sorted); i++)
		for (j = 0; j < GS_COUNTOF(sorted); j++) {
			c = gtfs_layers_compare_names(gs_str_of(sorted[i]),
			    gs_str_of(sorted[j]));
			assert_int_equal((c > 0) - (c < 0), (i > j) - (i < j));
		}
	assert_true(gtfs_layers_compare_names(
	    GS_STR("99999999999999999999999"), GS_STR("1")) > 0);
}

static void
test_trip_times(void **state GS_UNUSED)
{
	struct gtfs_feed f = { 0 };
	struct gtfs_trip t = { .frequency = INTERN_NONE };

	assert_int_equal(gtfs_trip_times(&f, &t), 1);
	*TABLE_ADD(&f.frequencies) = (struct gtfs_frequency){
	    .start = 28800, .end = 36000, .headway = 1800, .next = 1 };
	*TABLE_ADD(&f.frequencies) = (struct gtfs_frequency){
	    .start = 36000, .end = 36001, .headway = 600,
	    .next = INTERN_NONE };
	t.frequency = 0;
	assert_int_equal(gtfs_trip_times(&f, &t), 4 + 1);
	gtfs_feed_release(&f);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_interpolation),
	UNIT_TEST(test_departures),
	UNIT_TEST(test_names_sort_as_riders_do),
	UNIT_TEST(test_trip_times),
};

UNIT_MAIN(tests)
