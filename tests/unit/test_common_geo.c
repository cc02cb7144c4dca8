/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <math.h>

#include "common/geo.h"

static void
test_crs_spellings(void **state GS_UNUSED)
{
	static const struct {
		const char	*text, *code;
	} rows[] = {
		{ "EPSG:2154", "EPSG:2154" }, { "epsg:3857", "EPSG:3857" },
		{ "EPSG:4326", "EPSG:4326" }, { "CRS:84", "CRS:84" },
		{ "OGC:CRS84", "CRS:84" }, { "EPSG:3948", "EPSG:3948" },
		{ "http://www.opengis.net/def/crs/EPSG/0/4326", "EPSG:4326" },
		{ "https://www.opengis.net/def/crs/EPSG/0/2154", "EPSG:2154" },
		{ "http://www.opengis.net/def/crs/EPSG/9.9.1/4258",
		  "EPSG:4258" },
		{ "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "CRS:84" },
		{ "HTTP://WWW.OPENGIS.NET/DEF/CRS/OGC/1.3/crs84", "CRS:84" },
		{ "urn:ogc:def:crs:EPSG::4326", "EPSG:4326" },
		{ "urn:ogc:def:crs:EPSG:6.9:4171", "EPSG:4171" },
		{ "urn:ogc:def:crs:OGC:1.3:CRS84", "CRS:84" },
		{ "urn:ogc:def:crs:OGC::CRS84", "CRS:84" },
	};
	static const char *const unknown[] = { "", "EPSG", "EPSG:", "EPSG:1",
	    "EPSG:-2154", "EPSG: 2154", "2154", "EPSG:2154x", "CRS:83",
	    "http://www.opengis.net/def/crs/EPSG//4326",
	    "http://www.opengis.net/def/crs/EPSG/0/4326/",
	    "http://www.opengis.net/def/crs/EPSG/0",
	    "http://example.org/def/crs/EPSG/0/4326",
	    "urn:ogc:def:crs:EPSG:4326", "urn:ogc:def:crs:EPSG:'--:4326",
	    "EPSG:99999999999999999999" };

	for (size_t i = 0; i < GS_COUNTOF(rows); i++) {
		const struct gs_crs *c = gs_crs_find(gs_str_of(rows[i].text));

		assert_non_null(c);
		assert_string_equal(c->code, rows[i].code);
	}
	for (size_t i = 0; i < GS_COUNTOF(unknown); i++)
		assert_null(gs_crs_find(gs_str_of(unknown[i])));
	assert_null(gs_crs_find(GS_NOSTR));
}

static void
test_crs_table(void **state GS_UNUSED)
{
	const struct gs_crs *t;
	size_t n;

	t = gs_crs_table(&n);
	assert_int_equal(n, 15);
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(gs_crs_find(gs_str_of(t[i].code)), &t[i]);
		assert_ptr_equal(gs_crs_find(gs_str_of(t[i].uri)), &t[i]);
		assert_true(t[i].area.xmin < t[i].area.xmax);
		assert_true(t[i].area.ymin < t[i].area.ymax);
		assert_true(!t[i].lat_first || t[i].degrees);
	}
	assert_string_equal(gs_crs_by_srid(4326)->code, "EPSG:4326");
	assert_true(gs_crs_by_srid(4326)->lat_first);
	assert_false(gs_crs_find(GS_STR("CRS:84"))->lat_first);
	assert_null(gs_crs_by_srid(0));
}

static bool
parse(const char *s, const char *crs, bool official, bool wrap,
    struct gs_bbox *b)
{
	return gs_bbox_parse(gs_str_of(s), gs_crs_find(gs_str_of(crs)),
	    official, wrap, b);
}

static void
test_bbox_axis_order(void **state GS_UNUSED)
{
	struct gs_bbox b;

	assert_true(parse("47,1,48,2", "EPSG:4326", true, false, &b));
	assert_true(b.xmin == 1 && b.ymin == 47 && b.xmax == 2 &&
	    b.ymax == 48);
	assert_true(parse("1,47,2,48", "EPSG:4326", false, false, &b));
	assert_true(b.xmin == 1 && b.ymin == 47);
	assert_true(parse("1,47,2,48", "CRS:84", true, false, &b));
	assert_true(b.xmin == 1 && b.ymin == 47);
	assert_true(parse("6e5,6.7e6,7e5,6.8e6", "EPSG:2154", true, false, &b));
	assert_true(b.xmin == 600000 && b.ymax == 6800000);
	assert_true(parse("1,47,-5,2,48,9", "CRS:84", true, false, &b));
	assert_true(b.xmax == 2 && b.ymax == 48);
}

static void
test_bbox_refuses(void **state GS_UNUSED)
{
	static const char *const bad[] = { "", "1,2,3", "1,2,3,4,5",
	    "1,2,3,4,5,6,7", "1,2,3,x", "1,2,3,nan", "1,2,3,inf", "1 2 3 4",
	    "1,2,3,4,", "1,5,2,4", "3,2,1,4", "1,2,9,3,4,8" };
	struct gs_bbox b = { 7, 7, 7, 7 };

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(parse(bad[i], "CRS:84", true, false, &b));
	assert_true(b.xmin == 7);
	assert_true(parse("1,2,1,2", "CRS:84", true, false, &b));
}

static void
test_bbox_antimeridian(void **state GS_UNUSED)
{
	struct gs_bbox b;

	assert_true(parse("170,-10,-170,10", "CRS:84", true, true, &b));
	assert_true(b.xmin == 170 && b.xmax == -170);
	assert_true(parse("-10,170,10,-170", "EPSG:4326", true, true, &b));
	assert_true(b.xmin == 170 && b.xmax == -170);
	assert_false(parse("10,5,20,-5", "CRS:84", true, true, &b));
	assert_false(parse("2,0,1,1", "EPSG:3857", true, true, &b));
}

static void
test_tiles(void **state GS_UNUSED)
{
	struct gs_bbox b = gs_tile_bbox(0, 0, 0);

	assert_true(b.xmin == -GS_MERC_HALF && b.ymax == GS_MERC_HALF);
	assert_true(b.ymin == -GS_MERC_HALF && b.xmax == GS_MERC_HALF);
	b = gs_tile_bbox(1, 1, 1);
	assert_true(b.xmin == 0 && b.ymax == 0 && b.xmax == GS_MERC_HALF);
	assert_true(gs_tile_ok(0, 0, 0));
	assert_false(gs_tile_ok(0, 1, 0));
	assert_false(gs_tile_ok(1, 0, -1));
	assert_false(gs_tile_ok(-1, 0, 0));
	assert_false(gs_tile_ok(GS_TILE_ZMAX + 1, 0, 0));
	assert_true(gs_tile_ok(GS_TILE_ZMAX, (1 << GS_TILE_ZMAX) - 1, 0));
}

/* Neighbours share their edge to the last bit, or seams would show. */
static void
test_tiles_touch(void **state GS_UNUSED)
{
	for (int z = 1; z <= GS_TILE_ZMAX; z += 7)
		for (int64_t x = 0; x < 50 && x + 1 < (int64_t)1 << z; x++) {
			struct gs_bbox a = gs_tile_bbox(z, x, 0);
			struct gs_bbox b = gs_tile_bbox(z, x + 1, 0);

			assert_true(a.xmax == b.xmin);
		}
}

static void
test_mercator(void **state GS_UNUSED)
{
	double x, y;

	gs_merc_from_lonlat(0, 0, &x, &y);
	assert_true(fabs(x) < 1e-6 && fabs(y) < 1e-6);
	gs_merc_from_lonlat(180, 90, &x, &y);
	assert_true(fabs(x - GS_MERC_HALF) < 1e-3);
	assert_true(fabs(y - GS_MERC_HALF) < 1e-2);
	gs_merc_from_lonlat(-180, -90, &x, &y);
	assert_true(fabs(y + GS_MERC_HALF) < 1e-2);
	gs_merc_from_lonlat(1.9093, 47.9029, &x, &y);	/* Orléans, by PROJ */
	assert_true(fabs(x - 212542.30) < 0.01);
	assert_true(fabs(y - 6090716.03) < 0.01);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_crs_spellings),
	UNIT_TEST(test_crs_table),
	UNIT_TEST(test_bbox_axis_order),
	UNIT_TEST(test_bbox_refuses),
	UNIT_TEST(test_bbox_antimeridian),
	UNIT_TEST(test_tiles),
	UNIT_TEST(test_tiles_touch),
	UNIT_TEST(test_mercator),
};
UNIT_MAIN(tests)
