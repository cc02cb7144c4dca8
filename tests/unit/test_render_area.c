/* SPDX-License-Identifier: MIT */
/* test_render_area.c: boxes and reference systems that fit a layer. */
#include "common/base.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "render/feature/query.h"
#include "render_layer.h"

static const struct gs_bbox world = { -180, -90, 180, 90 };

static const struct gs_crs *
crs(const char *text)
{
	return gs_crs_find(gs_str_of(text));
}

static void
test_world_is_cut(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	struct gs_bbox out[2], m = { -GS_MERC_HALF, -GS_MERC_HALF,
	    GS_MERC_HALF, GS_MERC_HALF };

	l.srid = 2154;
	assert_int_equal(feature_area(&l, world, crs("CRS:84"), out), 1);
	assert_true(out[0].xmin > -0.01 && out[0].xmax < 2.01);
	assert_true(out[0].ymin > 46.99 && out[0].ymax < 49.01);
	/* The extent itself stays inside, or features at its edge get lost. */
	assert_true(out[0].xmin < 0 && out[0].xmax > 2);
	assert_int_equal(feature_area(&l, m, crs("EPSG:3857"), out), 1);
	assert_true(out[0].xmin < 0 && out[0].xmin > -200);
	assert_true(out[0].ymin > 5900000 && out[0].ymax < 6300000);
}

static void
test_same_system_is_untouched(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	struct gs_bbox out[2];

	assert_int_equal(feature_area(&l, world, crs("CRS:84"), out), 1);
	assert_memory_equal(&out[0], &world, sizeof(world));
}

static void
test_nothing_there(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	struct gs_bbox out[2], far = { 10, 10, 20, 20 };

	l.srid = 2154;
	assert_int_equal(feature_area(&l, far, crs("CRS:84"), out), 0);
	l.has_extent = false;
	assert_int_equal(feature_area(&l, world, crs("CRS:84"), out), 0);
	l.has_extent = true;
	l.geometry = RENDER_NONE;
	assert_int_equal(feature_area(&l, world, crs("CRS:84"), out), 0);
}

static void
test_antimeridian(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	struct gs_bbox out[2], box = { 170, -30, -170, 0 };

	l.extent = world;
	assert_int_equal(feature_area(&l, box, crs("CRS:84"), out), 2);
	assert_true(out[0].xmin == 170 && out[0].xmax == 180);
	assert_true(out[1].xmin == -180 && out[1].xmax == -170);
	assert_true(out[1].ymin == -30 && out[1].ymax == 0);
}

static void
test_all_of_it(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	struct gs_bbox part = { 0, 47, 2, 48.9 };

	assert_true(feature_area_is_all(&l, world, crs("CRS:84")));
	assert_false(feature_area_is_all(&l, part, crs("CRS:84")));
	assert_false(feature_area_is_all(&l, world, crs("EPSG:3857")));
	assert_false(feature_area_is_all(&l, world, crs("EPSG:2154")));
	l.extent = world;
	assert_true(feature_area_is_all(&l, world, crs("CRS:84")));
}

static void
test_a_point_is_a_box(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	struct gs_bbox out[2], point = { 1, 48, 1, 48 };

	assert_int_equal(feature_area(&l, point, crs("CRS:84"), out), 1);
	assert_true(out[0].xmin < 1 && out[0].xmax > 1);
	assert_true(out[0].ymax - out[0].ymin < 1e-6);
}

/* From a conic projection: what lies far past its area is cut away, and
 * every corner stays a finite number. */
static void
test_conic(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	struct gs_bbox out[2], huge = { -1e12, -1e12, 1e12, 1e12 };

	assert_int_equal(feature_area(&l, huge, crs("EPSG:2154"), out), 1);
	assert_true(fabs(out[0].xmin) < 1e7 && fabs(out[0].ymax) < 1e7);
}

static void
test_systems_offered(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	const struct gs_crs *list[8];
	int n = feature_crs_list(&l, list, 8);

	assert_int_equal(n, 4);
	assert_string_equal(list[0]->code, "CRS:84");
	l.srid = 3948;
	n = feature_crs_list(&l, list, 8);
	assert_int_equal(n, 5);
	assert_int_equal(list[4]->srid, 3948);
	l.srid = 2154;
	assert_int_equal(feature_crs_list(&l, list, 8), 4);
	l.extent = world;
	l.srid = 4326;
	n = feature_crs_list(&l, list, 8);
	assert_int_equal(n, 3);
	assert_false(feature_crs_ok(&l, crs("EPSG:2154")));
	assert_true(feature_beyond_mercator(&l));
	/* A system that is not in the table is not offered. */
	l.srid = 27572;
	assert_int_equal(feature_crs_list(&l, list, 8), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_world_is_cut),
		cmocka_unit_test(test_same_system_is_untouched),
		cmocka_unit_test(test_nothing_there),
		cmocka_unit_test(test_antimeridian),
		cmocka_unit_test(test_all_of_it),
		cmocka_unit_test(test_a_point_is_a_box),
		cmocka_unit_test(test_conic),
		cmocka_unit_test(test_systems_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
