/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "common/fmt.h"

#define N "\xe2\x80\xaf"	/* between thousands */
#define B "\xc2\xa0"		/* before a unit */

static void
test_int(void **state)
{
	assert_string_equal(gs_fmt_int(*state, GS_FR, 1329), "1" N "329");
	assert_string_equal(gs_fmt_int(*state, GS_EN, 1329), "1,329");
	assert_string_equal(gs_fmt_int(*state, GS_EN, 999), "999");
	assert_string_equal(gs_fmt_int(*state, GS_EN, 1000000), "1,000,000");
	assert_string_equal(gs_fmt_int(*state, GS_EN, -1234), "-1,234");
	assert_string_equal(gs_fmt_int(*state, GS_EN, 0), "0");
	assert_string_equal(gs_fmt_int(*state, GS_EN, INT64_MIN),
	    "-9,223,372,036,854,775,808");
}

static void
test_size(void **state)
{
	static const struct {
		int64_t		 n;
		const char	*fr, *en;
	} rows[] = {
		{ -5, "0" B "o", "0" B "B" },
		{ 999, "999" B "o", "999" B "B" },
		{ 1000, "1" B "ko", "1" B "kB" },
		{ 1250, "1,3" B "ko", "1.3" B "kB" },
		{ 864000, "864" B "ko", "864" B "kB" },
		{ 99949, "99,9" B "ko", "99.9" B "kB" },
		{ 100450, "100" B "ko", "100" B "kB" },
		{ 999499, "999" B "ko", "999" B "kB" },
		{ 999950, "1" B "Mo", "1" B "MB" },
		{ 1234567, "1,2" B "Mo", "1.2" B "MB" },
		{ 20000000000, "20" B "Go", "20" B "GB" },
		{ INT64_MAX, "9223" B "Po", "9223" B "PB" },
	};

	for (size_t i = 0; i < GS_COUNTOF(rows); i++) {
		assert_string_equal(gs_fmt_size(*state, GS_FR, rows[i].n),
		    rows[i].fr);
		assert_string_equal(gs_fmt_size(*state, GS_EN, rows[i].n),
		    rows[i].en);
	}
}

static void
test_date(void **state)
{
	static const char *const as_is[] = { "", "2025-13-01", "2025-00-10",
	    "2025-01-32", "25-01-01", "2025/01/01", "2025-01-0x",
	    "2025-01-011" };

	assert_string_equal(gs_fmt_date(*state, GS_FR, GS_STR("2025-12-22")),
	    "22 décembre 2025");
	assert_string_equal(gs_fmt_date(*state, GS_EN,
	    GS_STR("2025-12-22T10:00:00Z")), "22 December 2025");
	assert_string_equal(gs_fmt_date(*state, GS_FR,
	    GS_STR("2026-08-01 10:00:00+00")), "1er août 2026");
	for (size_t i = 0; i < GS_COUNTOF(as_is); i++)
		assert_string_equal(gs_fmt_date(*state, GS_FR,
		    gs_str_of(as_is[i])), as_is[i]);
}

static void
test_ago(void **state)
{
	static const struct {
		int64_t		 s;
		const char	*fr, *en;
	} rows[] = {
		{ -10, "à l’instant", "just now" },
		{ 59, "à l’instant", "just now" },
		{ 60, "il y a 1 minute", "1 minute ago" },
		{ 7199, "il y a 1 heure", "1 hour ago" },
		{ 3 * 86400, "il y a 3 jours", "3 days ago" },
		{ 61 * 86400, "il y a 2 mois", "2 months ago" },
		{ 366 * 86400, "il y a 1 an", "1 year ago" },
		{ 800 * 86400, "il y a 2 ans", "2 years ago" },
	};

	for (size_t i = 0; i < GS_COUNTOF(rows); i++) {
		assert_string_equal(gs_fmt_ago(*state, GS_FR, rows[i].s),
		    rows[i].fr);
		assert_string_equal(gs_fmt_ago(*state, GS_EN, rows[i].s),
		    rows[i].en);
	}
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_int),
	UNIT_TEST(test_size),
	UNIT_TEST(test_date),
	UNIT_TEST(test_ago),
};
UNIT_MAIN(tests)
