/* SPDX-License-Identifier: MIT */
/* Days of service, the day of reference, the validity. */
#include "unit.h"

#include "reader/gtfs/days.h"
#include "reader/reader.h"

struct feed {
	struct reader_options	 opt;
	struct reader		 r;
	struct gtfs_feed	 f;
	struct gtfs_days	 d;
};

/* Service 0 runs on days 100 to 129, service 1 on day 120 only: with the
 * trips of both, day 120 is the busiest. */
static void
begin(struct feed *x)
{
	*x = (struct feed){ .opt = { .today = 110 } };
	x->r.opt = &x->opt;
	x->r.arena = gs_arena_new();
	x->f.r = &x->r;
	x->f.info.start = x->f.info.end = INT64_MIN;
	*TABLE_ADD(&x->f.services) = (struct gtfs_service){ .regular = true,
	    .start = 100, .end = 129, .weekdays = 0x7f };
	*TABLE_ADD(&x->f.services) = (struct gtfs_service){ .end = -1 };
	*TABLE_ADD(&x->f.exceptions) = (struct gtfs_exception){
	    .service = 1, .date = 120, .added = true };
	*TABLE_ADD(&x->f.exceptions) = (struct gtfs_exception){
	    .service = 0, .date = 101, .added = false };
	*TABLE_ADD(&x->f.trips) = (struct gtfs_trip){ .service = 0, .n = 2,
	    .frequency = INTERN_NONE };
	*TABLE_ADD(&x->f.trips) = (struct gtfs_trip){ .service = 1, .n = 2,
	    .frequency = INTERN_NONE };
}

static void
end(struct feed *x)
{
	gtfs_feed_release(&x->f);
	gs_arena_free(x->r.arena);
}

static void
declare(struct feed *x, int64_t from, int64_t to)
{
	x->f.info.line = 2;
	x->f.info.start = from;
	x->f.info.end = to;
	gtfs_days_build(&x->d, &x->f);
}

static void
test_busiest_day(void **state GS_UNUSED)
{
	struct feed x;

	begin(&x);
	gtfs_days_build(&x.d, &x.f);
	assert_int_equal(x.d.from + x.d.reference, 120);
	assert_int_equal(x.d.trips[20], 2);
	assert_int_equal(x.d.trips[1], 0);
	assert_int_equal(gtfs_days_count(gtfs_days_of(&x.d, 0), x.d.words),
	    29);
	assert_int_equal(x.d.valid_from, 100);
	assert_int_equal(x.d.valid_to, 129);
	end(&x);
}

static void
test_earliest_on_a_tie(void **state GS_UNUSED)
{
	struct feed x;

	begin(&x);
	*TABLE_ADD(&x.f.exceptions) = (struct gtfs_exception){ .service = 1,
	    .date = 107, .added = true };
	gtfs_days_build(&x.d, &x.f);
	assert_int_equal(x.d.from + x.d.reference, 107);
	end(&x);
}

static void
test_reference_lies_in_the_validity(void **state GS_UNUSED)
{
	struct feed x;

	begin(&x);
	declare(&x, 101, 119);
	assert_int_equal(x.d.from + x.d.reference, 102);
	assert_int_equal(x.d.valid_from, 101);
	assert_int_equal(x.d.valid_to, 119);
	declare(&x, 125, INT64_MIN);
	assert_int_equal(x.d.from + x.d.reference, 125);
	assert_int_equal(x.d.valid_to, 129);
	declare(&x, 120, 120);
	assert_int_equal(x.d.from + x.d.reference, 120);
	/* Nothing runs inside: the busiest of all is better than none. */
	declare(&x, 500, 600);
	assert_int_equal(x.d.from + x.d.reference, 120);
	end(&x);
}

static void
test_no_service_no_reference(void **state GS_UNUSED)
{
	struct feed x;

	begin(&x);
	x.f.trips.n = 0;
	gtfs_days_build(&x.d, &x.f);
	assert_int_equal(x.d.reference, -1);
	assert_true(x.d.valid_from == INT64_MIN);
	end(&x);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_busiest_day),
	UNIT_TEST(test_earliest_on_a_tie),
	UNIT_TEST(test_reference_lies_in_the_validity),
	UNIT_TEST(test_no_service_no_reference),
};

UNIT_MAIN(tests)
