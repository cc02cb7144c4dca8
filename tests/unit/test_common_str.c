/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <math.h>

static void
test_views(void **state)
{
	assert_true(gs_str_of(NULL).ptr == NULL);
	assert_true(gs_str_eq(GS_NOSTR, GS_STR("")));
	assert_true(gs_str_eqc(GS_STR("ab"), "ab"));
	assert_false(gs_str_eqc(GS_STR("ab"), "abc"));
	assert_true(gs_str_ieqc(GS_STR("GetMap"), "getmap"));
	assert_false(gs_str_ieqc(GS_STR("É"), "é"));
	assert_true(gs_str_starts(GS_STR("abc"), "ab"));
	assert_false(gs_str_starts(GS_STR("a"), "ab"));
	assert_true(gs_str_starts(GS_NOSTR, ""));
	assert_true(gs_str_ends(GS_STR("abc"), "bc"));
	assert_false(gs_str_ends(GS_STR("c"), "bc"));
	assert_view(gs_str_trim(GS_STR(" \t\r\n x y \v\f")), "x y");
	assert_view(gs_str_trim(GS_STR("  ")), "");
	assert_string_equal(gs_str_dup(*state, GS_NOSTR), "");
	assert_string_equal(gs_str_dup(*state, (gs_str){ "abc", 2 }), "ab");
}

static void
test_split(void **state GS_UNUSED)
{
	gs_str rest = GS_STR("a,,b,");

	assert_view(gs_str_split(&rest, ','), "a");
	assert_view(gs_str_split(&rest, ','), "");
	assert_view(gs_str_split(&rest, ','), "b");
	assert_true(rest.ptr != NULL);
	assert_view(gs_str_split(&rest, ','), "");
	assert_true(rest.ptr == NULL);
}

static void
test_int_takes_all_or_nothing(void **state GS_UNUSED)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1.0",
	    "0x10", "1e3", "--1", "9223372036854775808",
	    "-9223372036854775809", "99999999999999999999", "١" };
	int64_t n = 77;

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(gs_str_int(gs_str_of(bad[i]), &n));
	assert_int_equal(n, 77);
	assert_true(gs_str_int(GS_STR("9223372036854775807"), &n));
	assert_true(n == INT64_MAX);
	assert_true(gs_str_int(GS_STR("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	assert_true(gs_str_int(GS_STR("-0"), &n) && n == 0);
	assert_true(gs_str_int((gs_str){ "123x", 3 }, &n) && n == 123);
	assert_false(gs_str_int_in(GS_STR("11"), 0, 10, &n));
	assert_int_equal(n, 123);
	assert_true(gs_str_int_in(GS_STR("10"), 0, 10, &n));
}

static void
test_double_takes_all_or_nothing(void **state GS_UNUSED)
{
	static const char *const bad[] = { "", ".", "-", "e5", "1e", "1e+",
	    "nan", "inf", "-Infinity", "0x1p3", "1,5", " 1", "1 ", "1e999",
	    "1.2.3", "1f" };
	double d = 77;

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(gs_str_double(gs_str_of(bad[i]), &d));
	assert_true(d > 76 && d < 78);
	assert_true(gs_str_double(GS_STR("-1.25e-2"), &d) && d == -0.0125);
	assert_true(gs_str_double(GS_STR("+.5"), &d) && d == 0.5);
	assert_true(gs_str_double(GS_STR("5."), &d) && d == 5);
	assert_true(gs_str_double(GS_STR("1e-999"), &d) && d == 0);
	assert_true(gs_str_double((gs_str){ "1.5,9", 3 }, &d) && d == 1.5);
}

static void
test_doubles(void **state GS_UNUSED)
{
	double v[4];

	assert_int_equal(gs_str_doubles(GS_STR("1,2.5,-3"), ',', v, 4), 3);
	assert_true(v[0] == 1 && v[1] == 2.5 && v[2] == -3);
	assert_int_equal(gs_str_doubles(GS_STR(""), ',', v, 4), -1);
	assert_int_equal(gs_str_doubles(GS_STR("1,,2"), ',', v, 4), -1);
	assert_int_equal(gs_str_doubles(GS_STR("1,2,"), ',', v, 4), -1);
	assert_int_equal(gs_str_doubles(GS_STR("1,2,3,4"), ',', v, 4), 4);
	assert_int_equal(gs_str_doubles(GS_STR("1,2,3,4,5"), ',', v, 4), -1);
}

static void
test_double_text_is_short_and_reads_back(void **state GS_UNUSED)
{
	static const struct {
		double		 d;
		const char	*text;
	} rows[] = {
		{ 0.1, "0.1" }, { 1, "1" }, { -45.5, "-45.5" },
		{ 2.333333333333333, "2.333333333333333" },
		{ 1e300, "1e+300" }, { 0.1 + 0.2, "0.30000000000000004" },
	};
	char text[GS_DOUBLE_MAX];
	double d;

	for (size_t i = 0; i < GS_COUNTOF(rows); i++) {
		gs_double_text(text, rows[i].d);
		assert_string_equal(text, rows[i].text);
		assert_true(gs_str_double(gs_str_of(text), &d));
		assert_true(d == rows[i].d);
	}
	gs_double_text(text, -1.7976931348623157e308);
	assert_true(gs_str_double(gs_str_of(text), &d));
}

static void
test_utf8(void **state GS_UNUSED)
{
	static const char *const good[] = { "", "abc\t\r\n", "été", "€",
	    "😀", "\xef\xbf\xbd", "\xf4\x8f\xbf\xbf", "\xee\x80\x80" };
	static const char *const bad[] = { "\x80", "\xc3", "\xc0\xaf",
	    "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf",
	    "\xf4\x90\x80\x80", "\xff", "\xe2\x82", "a\x01z", "\x1b", "\xc3(" };

	for (size_t i = 0; i < GS_COUNTOF(good); i++)
		assert_true(gs_utf8_ok(gs_str_of(good[i])));
	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(gs_utf8_ok(gs_str_of(bad[i])));
	assert_false(gs_utf8_ok((gs_str){ "a\0b", 3 }));
}

/* One U+FFFD per maximal part of a sequence, as the Unicode standard says. */
static void
test_utf8_next_replaces_maximal_parts(void **state GS_UNUSED)
{
	gs_str s = GS_STR("a\xf0\x9f\x98z\xe2\x82\xac\x80");
	static const uint32_t want[] = { 'a', 0xfffd, 'z', 0x20ac, 0xfffd };

	for (size_t i = 0; i < GS_COUNTOF(want); i++)
		assert_int_equal(gs_utf8_next(&s), want[i]);
	assert_int_equal(s.len, 0);
	s = GS_STR("\xed\xa0\x80");	/* a surrogate: three bad bytes */
	for (int i = 0; i < 3; i++)
		assert_int_equal(gs_utf8_next(&s), 0xfffd);
}

static void
test_percent_decode(void **state)
{
	static const char *const bad[] = { "%", "%4", "%zz", "%00", "%ff",
	    "a%C3", "%1b", "% 41" };
	gs_str out;

	assert_true(gs_percent_decode(*state, GS_STR("%C3%a9+x%2B"), true,
	    &out));
	assert_view(out, "é x+");
	assert_true(gs_percent_decode(*state, GS_STR("a+b"), false, &out));
	assert_view(out, "a+b");
	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(gs_percent_decode(*state, gs_str_of(bad[i]), true,
		    &out));
}

static void
test_hex_and_secret(void **state GS_UNUSED)
{
	char hex[7];

	gs_hex(hex, (const unsigned char *)"\x00\xab\xff", 3);
	assert_string_equal(hex, "00abff");
	assert_true(gs_str_eq_secret(GS_STR("abc"), GS_STR("abc")));
	assert_false(gs_str_eq_secret(GS_STR("abc"), GS_STR("abd")));
	assert_false(gs_str_eq_secret(GS_STR("abc"), GS_STR("abcd")));
}

static void
test_slug_ok(void **state GS_UNUSED)
{
	static const char *const bad[] = { "", "1a", "-a", "a-", "a--b", "A",
	    "a_b", "a.b", "é", "a b" };

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(gs_slug_ok(gs_str_of(bad[i])));
	assert_true(gs_slug_ok(GS_STR("a")));
	assert_true(gs_slug_ok(GS_STR("reseau-bus-2")));
	assert_false(gs_slug_ok((gs_str){ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 64 }));
}

static void
test_slug_of(void **state)
{
	static const char *const rows[][2] = {
		{ "Réseau de bus d'Orléans", "reseau-de-bus-d-orleans" },
		{ "Œuvres & Æther — Straße", "oeuvres-aether-strasse" },
		{ "  --Été--  ", "ete" },
		{ "2024 : communes", "d-2024-communes" },
		{ "日本", "jeu-de-donnees" },
		{ "", "jeu-de-donnees" },
		{ "E\xcc\x81te\xcc\x81", "ete" },
		{ "\xff\xfe" "a", "a" },
		{ "ŁÓDŹ Þing ĳ", "lodz-thing-ij" },
		{ "A×B÷C", "a-b-c" },
	};

	for (size_t i = 0; i < GS_COUNTOF(rows); i++)
		assert_string_equal(gs_slug_of(*state, gs_str_of(rows[i][0])),
		    rows[i][1]);
}

static void
test_slug_of_long_title(void **state)
{
	for (int n = 1; n < 100; n++) {
		char *title = gs_printf(*state, "%0*dœ été œuvre", n, 7);
		char *slug = gs_slug_of(*state, gs_str_of(title));

		assert_true(gs_slug_ok(gs_str_of(slug)));
		assert_true(strlen(slug) <= 60);
	}
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_views),
	UNIT_TEST(test_split),
	UNIT_TEST(test_int_takes_all_or_nothing),
	UNIT_TEST(test_double_takes_all_or_nothing),
	UNIT_TEST(test_doubles),
	UNIT_TEST(test_double_text_is_short_and_reads_back),
	UNIT_TEST(test_utf8),
	UNIT_TEST(test_utf8_next_replaces_maximal_parts),
	UNIT_TEST(test_percent_decode),
	UNIT_TEST(test_hex_and_secret),
	UNIT_TEST(test_slug_ok),
	UNIT_TEST(test_slug_of),
	UNIT_TEST(test_slug_of_long_title),
};
UNIT_MAIN(tests)
