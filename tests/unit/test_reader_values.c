/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "reader/date.h"
#include "reader/gtfs/value.h"

static void
test_time(void **state)
{
	static const struct {
		const char	*text;
		int64_t		 seconds;	/* -1: refused */
	} cases[] = {
		{ "07:05:00", 25500 }, { "7:05:00", 25500 },
		{ "00:00:00", 0 }, { "24:00:00", 86400 },
		{ "25:10:30", 90630 }, { "100:00:00", 360000 },
		{ "", -1 }, { "7:5:00", -1 }, { "07:60:00", -1 },
		{ "07:00:60", -1 }, { "07:00", -1 }, { "-1:00:00", -1 },
		{ "07h05:00", -1 }, { "07:05:0a", -1 }, { "1000:00:00", -1 },
		{ ":05:00", -1 }, { " 7:05:00", -1 },
	};
	int64_t s;
	size_t i;

	for (i = 0; i < GS_COUNTOF(cases); i++) {
		s = -1;
		assert_int_equal(gtfs_value_time(gs_str_of(cases[i].text),
		    &s), cases[i].seconds >= 0);
		assert_int_equal(s, cases[i].seconds);
	}
	assert_string_equal(gtfs_value_time_text(*state, 90630), "25:10:30");
}

static void
test_date(void **state)
{
	int64_t d, e, first;
	int y, m, day;

	assert_true(reader_date_basic(GS_STR("19700101"), &d));
	assert_int_equal(d, 0);
	assert_int_equal(reader_date_weekday(d), 3);	/* Thursday */
	assert_true(reader_date_basic(GS_STR("20240229"), &d));
	assert_string_equal(reader_date_text(*state, d), "2024-02-29");
	assert_true(reader_date_iso(GS_STR("2024-02-29"), &e));
	assert_int_equal(d, e);
	assert_false(reader_date_basic(GS_STR("20230229"), &d));
	assert_false(reader_date_basic(GS_STR("19000229"), &d));
	assert_true(reader_date_basic(GS_STR("20000229"), &d));
	assert_false(reader_date_basic(GS_STR("20261301"), &d));
	assert_false(reader_date_basic(GS_STR("20260100"), &d));
	assert_false(reader_date_basic(GS_STR("2026011"), &d));
	assert_false(reader_date_basic(GS_STR("-2026011"), &d));
	assert_false(reader_date_iso(GS_STR("2026/01/01"), &d));
	/* Every day of two centuries, there and back. */
	assert_true(reader_date_days(1899, 12, 31, &first));
	for (e = first; e < first + 73050; e++) {
		reader_date_civil(e, &y, &m, &day);
		assert_true(reader_date_days(y, m, day, &d));
		assert_int_equal(d, e);
	}
}

static void
test_texts(void **state GS_UNUSED)
{
	uint32_t rgb = 0;

	assert_true(gtfs_value_color(GS_STR("0B5d5E"), &rgb));
	assert_int_equal(rgb, 0x0b5d5e);
	assert_false(gtfs_value_color(GS_STR("#0B5D5E"), &rgb));
	assert_false(gtfs_value_color(GS_STR("0B5D5G"), &rgb));
	assert_false(gtfs_value_color(GS_STR("0"), &rgb));
	assert_true(gtfs_value_url(GS_STR("https://a.example/x?y=1")));
	assert_true(gtfs_value_url(GS_STR("http://é.example")));
	assert_false(gtfs_value_url(GS_STR("a.example")));
	assert_false(gtfs_value_url(GS_STR("javascript:alert(1)")));
	assert_false(gtfs_value_url(GS_STR("https://")));
	assert_false(gtfs_value_url(GS_STR("https://a b")));
	assert_false(gtfs_value_url(GS_STR("https://a\"onload=x")));
	assert_true(gtfs_value_email(GS_STR("a.b@c.example")));
	assert_false(gtfs_value_email(GS_STR("a@b")));
	assert_false(gtfs_value_email(GS_STR("@b.example")));
	assert_false(gtfs_value_email(GS_STR("a@b@c.example")));
	assert_true(gtfs_value_lang(GS_STR("fr")));
	assert_true(gtfs_value_lang(GS_STR("zh-Hant-TW")));
	assert_true(gtfs_value_lang(GS_STR("mul")));
	assert_false(gtfs_value_lang(GS_STR("français")));
	assert_false(gtfs_value_lang(GS_STR("f")));
	assert_false(gtfs_value_lang(GS_STR("fr-")));
}

static void
test_zones(void **state GS_UNUSED)
{
	size_t i;

	for (i = 1; i < gtfs_zones_count; i++)
		assert_true(strcmp(gtfs_zones[i - 1], gtfs_zones[i]) < 0);
	assert_true(gtfs_value_zone(GS_STR("Europe/Paris")));
	assert_true(gtfs_value_zone(GS_STR("America/Argentina/Ushuaia")));
	assert_true(gtfs_value_zone(GS_STR("UTC")));
	assert_false(gtfs_value_zone(GS_STR("Europe/Pari")));
	assert_false(gtfs_value_zone(GS_STR("Europe/Paris2")));
	assert_false(gtfs_value_zone(GS_STR("europe/paris")));
	assert_false(gtfs_value_zone(GS_STR("")));
}

static void
test_domains(void **state GS_UNUSED)
{
	static const char d[] = "0-7,11,12,100-1799";

	assert_true(gtfs_spec_in_domain(d, 0));
	assert_true(gtfs_spec_in_domain(d, 7));
	assert_false(gtfs_spec_in_domain(d, 8));
	assert_true(gtfs_spec_in_domain(d, 12));
	assert_false(gtfs_spec_in_domain(d, 99));
	assert_true(gtfs_spec_in_domain(d, 1799));
	assert_false(gtfs_spec_in_domain(d, 1800));
	assert_false(gtfs_spec_in_domain(d, -1));
}

/* The loaders' field numbers are positions in the tables. */
static void
test_field_numbers(void **state GS_UNUSED)
{
	static const struct {
		enum gtfs_file_id	 file;
		int			 field;
		const char		*name;
	} cases[] = {
		{ GTFS_AGENCY, AGENCY_EMAIL, "agency_email" },
		{ GTFS_STOPS, STOP_LAT, "stop_lat" },
		{ GTFS_STOPS, STOP_PLATFORM, "platform_code" },
		{ GTFS_CALENDAR, CAL_MONDAY + 6, "sunday" },
		{ GTFS_CALENDAR, CAL_END, "end_date" },
		{ GTFS_CALENDAR_DATES, CALD_TYPE, "exception_type" },
		{ GTFS_ROUTES, ROUTE_TYPE, "route_type" },
		{ GTFS_ROUTES, ROUTE_TEXT_COLOR, "route_text_color" },
		{ GTFS_TRIPS, TRIP_SHAPE, "shape_id" },
		{ GTFS_FREQUENCIES, FREQ_HEADWAY, "headway_secs" },
		{ GTFS_STOP_TIMES, ST_SEQUENCE, "stop_sequence" },
		{ GTFS_STOP_TIMES, ST_DIST, "shape_dist_traveled" },
		{ GTFS_FEED_INFO, FEED_VERSION, "feed_version" },
		{ GTFS_SHAPES, SHAPE_DIST, "shape_dist_traveled" },
	};
	size_t i;

	for (i = 0; i < GS_COUNTOF(cases); i++)
		assert_string_equal(gtfs_files[cases[i].file]
		    .fields[cases[i].field].name, cases[i].name);
	for (i = 0; i < GTFS_FILE__COUNT; i++)
		assert_true(gtfs_files[i].nfields <= GTFS_FIELDS_MAX);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_time),
	UNIT_TEST(test_date),
	UNIT_TEST(test_texts),
	UNIT_TEST(test_zones),
	UNIT_TEST(test_domains),
	UNIT_TEST(test_field_numbers),
};

UNIT_MAIN(tests)
