/* SPDX-License-Identifier: MIT */
/* test_render_layer.c: names and columns of layers. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "render/layer.h"
#include "render_layer.h"

static void
test_name_accepts(void **state GS_UNUSED)
{
	gs_str slug, name;
	int64_t version;

	assert_true(render_layer_name_parse(GS_STR("reseau-bus.stops"), &slug,
	    &name, &version));
	assert_true(gs_str_eqc(slug, "reseau-bus"));
	assert_true(gs_str_eqc(name, "stops"));
	assert_int_equal(version, 0);
	assert_true(render_layer_name_parse(GS_STR("a.b_2@17"), &slug, &name,
	    &version));
	assert_true(gs_str_eqc(name, "b_2"));
	assert_int_equal(version, 17);
}

static void
test_name_refuses(void **state GS_UNUSED)
{
	static const char *const bad[] = { "", ".", "a", "a.", ".b", "a.b.c",
	    "a.b@", "a.b@0", "a.b@-1", "a.b@1x", "a.b@1@2", "a.b@99999999999",
	    "A.b", "a.B", "a.b-c", "a.b\n", "a\n.b", "a.b;", "a.\"b\"", "a}.b",
	    "a,b.c", "é.b", "a.é", "a..b", "1a.b", "a.1b" };
	gs_str slug, name;
	int64_t version;

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		assert_false(render_layer_name_parse(gs_str_of(bad[i]), &slug,
		    &name, &version));
}

/* No byte but those of a name, at any place of a valid one. */
static void
test_name_every_byte(void **state GS_UNUSED)
{
	for (int at = 0; at < 5; at++)
		for (int c = 0; c < 256; c++) {
			char text[] = "ab.cd";
			bool letter = c >= 'a' && c <= 'z';
			bool digit = c >= '0' && c <= '9';
			gs_str slug, name;
			int64_t version;

			text[at] = (char)c;
			if (!render_layer_name_parse((gs_str){ text, 5 },
			    &slug, &name, &version))
				continue;
			assert_true(letter || digit || c == '.' || c == '-' ||
			    c == '_');
		}
}

static void
test_columns_parse(void **state GS_UNUSED)
{
	struct gs_arena *a = gs_arena_new();
	const struct render_column *c;
	struct gs_err err = { 0 };
	int n;

	assert_int_equal(render_layer_columns_parse(a, GS_STR(
	    "[{\"name\":\"a\\\"b\",\"type\":\"integer\",\"title_fr\":\"A\","
	    "\"title_en\":\"B\"},{\"name\":\"é\",\"type\":\"json\"}]"), &c, &n,
	    &err), GS_OK);
	assert_int_equal(n, 2);
	assert_string_equal(c[0].name, "a\"b");
	assert_int_equal(c[0].type, RENDER_INTEGER);
	assert_string_equal(c[0].title_en, "B");
	assert_int_equal(c[1].type, RENDER_JSON);
	assert_string_equal(c[1].title_fr, "é");
	gs_arena_free(a);
}

static void
test_columns_refuses(void **state GS_UNUSED)
{
	static const char *const bad[] = { "", "{}", "[1]", "[{}]",
	    "[{\"name\":\"a\"}]", "[{\"name\":\"a\",\"type\":\"geometry\"}]",
	    "[{\"name\":\"\",\"type\":\"text\"}]",
	    "[{\"name\":\"x" LONG_NAME "\",\"type\":\"text\"}]" };
	struct gs_arena *a = gs_arena_new();
	const struct render_column *c;
	int n;

	for (size_t i = 0; i < GS_COUNTOF(bad); i++) {
		struct gs_err err = { 0 };

		assert_int_equal(render_layer_columns_parse(a,
		    gs_str_of(bad[i]), &c, &n, &err), GS_EINTERNAL);
	}
	gs_arena_free(a);
}

static void
test_column_by_name(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();

	assert_ptr_equal(render_layer_column(&l, GS_STR("é")),
	    &test_columns[3]);
	assert_null(render_layer_column(&l, GS_STR("É")));
	assert_null(render_layer_column(&l, GS_STR("id")));
	assert_null(render_layer_column(&l, GS_STR("geom")));
	assert_null(render_layer_column(&l, GS_STR("")));
}

static void
test_geometry(void **state GS_UNUSED)
{
	assert_int_equal(render_geometry_of(GS_STR("NONE")), RENDER_NONE);
	assert_int_equal(render_geometry_of(GS_STR("MULTIPOINT")),
	    RENDER_POINT);
	assert_int_equal(render_geometry_of(GS_STR("MULTIPOLYGON")),
	    RENDER_POLYGON);
	assert_int_equal(render_geometry_of(GS_STR("GEOMETRY")), RENDER_ANY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_name_accepts),
		cmocka_unit_test(test_name_refuses),
		cmocka_unit_test(test_name_every_byte),
		cmocka_unit_test(test_columns_parse),
		cmocka_unit_test(test_columns_refuses),
		cmocka_unit_test(test_column_by_name),
		cmocka_unit_test(test_geometry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
