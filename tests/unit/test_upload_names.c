/* SPDX-License-Identifier: MIT */
/* Labels of files, their media types, and Content-Disposition. */
#include "unit.h"

#include "upload/download/download.h"
#include "upload/receive/filename.h"

static void
test_label(void **state)
{
	static const struct {
		const char	*raw, *want;
	} table[] = {
		{ "réseau bus.zip", "réseau bus.zip" },
		{ "C:\\Users\\x\\a.zip", "a.zip" },
		{ "../../etc/passwd", "passwd" },
		{ "a/b/", "fichier" },
		{ "", "fichier" },
		{ "..", "fichier" },
		{ " ...cache.csv. ", "cache.csv" },
		{ "a\r\nb\tc\x7f.zip", "abc.zip" },
		{ "x\xff\xfe.zip", "x__.zip" },
		{ "photo\xe2\x80\xaegpj.exe", "photogpj.exe" },
		{ "a\xc2\x85" "b\xe2\x80\xa8" "c\xef\xbb\xbf.zip", "abc.zip" },
		{ "a\"b'c<d>&e%.zip", "a\"b'c<d>&e%.zip" },
	};

	for (size_t i = 0; i < GS_COUNTOF(table); i++)
		assert_view(gs_str_of(receive_filename(*state,
		    gs_str_of(table[i].raw))), table[i].want);
	assert_view(gs_str_of(receive_filename(*state,
	    (gs_str){ "a\0b.zip", 7 })), "ab.zip");
	assert_view(gs_str_of(receive_filename(*state, GS_NOSTR)), "fichier");
}

/* Cut before the extension, never inside a character. */
static void
test_long_label(void **state)
{
	for (size_t n = 180; n < 260; n++) {
		struct gs_buf b;
		char *label;

		gs_buf_init_arena(&b, *state, 4096);
		for (size_t i = 0; i < n; i++)
			gs_buf_puts(&b, i % 3 ? "é" : "x");
		gs_buf_puts(&b, ".geojson");
		label = receive_filename(*state, gs_buf_str(&b));
		assert_true(strlen(label) <= RECEIVE_FILENAME_MAX);
		assert_true(gs_utf8_ok(gs_str_of(label)));
		assert_true(gs_str_ends(gs_str_of(label), ".geojson"));
	}
}

static void
test_stem_and_media(GS_UNUSED void **state)
{
	static const struct {
		const char	*label, *stem, *media;
	} table[] = {
		{ "a.zip", "a", "application/zip" },
		{ "a.b.ZIP", "a.b", "application/zip" },
		{ "a.geojson", "a", "application/geo+json" },
		{ "a.gpkg", "a", "application/geopackage+sqlite3" },
		{ "a.csv", "a", "text/csv; charset=utf-8" },
		{ "a.html", "a", "application/octet-stream" },
		{ "a", "a", "application/octet-stream" },
		{ "a.very-long-extension", "a.very-long-extension",
		  "application/octet-stream" },
	};

	for (size_t i = 0; i < GS_COUNTOF(table); i++) {
		gs_str label = gs_str_of(table[i].label);

		assert_view(receive_filename_stem(label), table[i].stem);
		assert_string_equal(receive_filename_media(label),
		    table[i].media);
	}
}

static void
test_disposition(void **state)
{
	assert_string_equal(download_disposition(*state, GS_STR("a b.zip")),
	    "attachment; filename=\"a b.zip\"");
	assert_string_equal(download_disposition(*state, GS_STR("été.zip")),
	    "attachment; filename=\"_t_.zip\"; "
	    "filename*=UTF-8''%C3%A9t%C3%A9.zip");
	assert_string_equal(download_disposition(*state,
	    GS_STR("a\"; x=\"\\%41.zip")),
	    "attachment; filename=\"a_; x=___41.zip\"; "
	    "filename*=UTF-8''a%22%3B%20x%3D%22%5C%2541.zip");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT_TEST(test_label),
		UNIT_TEST(test_long_label),
		UNIT_TEST(test_stem_and_media),
		UNIT_TEST(test_disposition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
