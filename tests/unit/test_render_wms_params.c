/* SPDX-License-Identifier: MIT */
/* test_render_wms_params.c: WMS parameters, every one right and wrong. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "render/wms/params.h"

#define MAP130	"SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=a.b&STYLES=" \
		"&CRS=EPSG:2154&BBOX=1,2,3,5&WIDTH=20&HEIGHT=30" \
		"&FORMAT=image/png"
#define MAP111	"SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=a.b&STYLES=" \
		"&SRS=EPSG:4326&BBOX=1,2,3,5&WIDTH=20&HEIGHT=30" \
		"&FORMAT=image/png"
#define INFO	"SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=a.b,c" \
		"&QUERY_LAYERS=c&STYLES=&CRS=EPSG:2154&BBOX=1,2,3,5&WIDTH=20" \
		"&HEIGHT=30&FORMAT=image/png&INFO_FORMAT=text/plain"

static struct gs_arena *arena;
static struct gs_err err;
static struct wms_params par;

static enum gs_status
parse(const char *query)
{
	struct gs_kv *kv;
	int n;

	gs_err_clear(&err);
	assert_int_equal(gs_query_parse(&kv, &n, arena, gs_str_of(query), &err),
	    GS_OK);
	return wms_params_parse(&par, kv, n, &err);
}

static void
refused(const char *query, const char *code)
{
	if (parse(query) == GS_OK)
		fail_msg("accepted: %s", query);
	assert_true(err.text[0] != '\0');
	assert_non_null(par.code);
	assert_string_equal(par.code, code);
}

static void
test_getmap(void **state GS_UNUSED)
{
	assert_int_equal(parse(MAP130), GS_OK);
	assert_int_equal(par.version, WMS_130);
	assert_int_equal(par.operation, WMS_GETMAP);
	assert_int_equal(par.nlayers, 1);
	assert_true(gs_str_eqc(par.layers[0], "a.b"));
	assert_int_equal(par.crs->srid, 2154);
	assert_int_equal(par.width, 20);
	assert_int_equal(par.height, 30);
	assert_int_equal(par.format, WMS_PNG);
	assert_false(par.transparent);
	assert_int_equal(par.bgcolor, 0xffffff);
	assert_int_equal(par.exceptions, WMS_XML);
}

static void
assert_box(double xmin, double ymin, double xmax, double ymax)
{
	assert_true(par.bbox.xmin == xmin && par.bbox.ymin == ymin &&
	    par.bbox.xmax == xmax && par.bbox.ymax == ymax);
}

static void
test_axis_order(void **state GS_UNUSED)
{
	const char *tail = "&BBOX=1,2,3,5&WIDTH=1&HEIGHT=1&LAYERS=a&STYLES="
	    "&FORMAT=image/png&REQUEST=GetMap";

	assert_int_equal(parse(gs_printf(arena,
	    "VERSION=1.3.0&CRS=EPSG:4326%s", tail)), GS_OK);
	assert_box(2, 1, 5, 3);
	assert_int_equal(parse(gs_printf(arena,
	    "VERSION=1.3.0&CRS=CRS:84%s", tail)), GS_OK);
	assert_box(1, 2, 3, 5);
	assert_int_equal(parse(gs_printf(arena,
	    "VERSION=1.3.0&CRS=EPSG:3857%s", tail)), GS_OK);
	assert_box(1, 2, 3, 5);
	assert_int_equal(parse(gs_printf(arena,
	    "VERSION=1.1.1&SRS=EPSG:4326%s", tail)), GS_OK);
	assert_box(1, 2, 3, 5);
	/* Version not said: the name of the parameter tells. */
	assert_int_equal(parse(gs_printf(arena, "SRS=EPSG:4326%s", tail)),
	    GS_OK);
	assert_box(1, 2, 3, 5);
	assert_int_equal(parse(gs_printf(arena, "CRS=EPSG:4326%s", tail)),
	    GS_OK);
	assert_box(2, 1, 5, 3);
}

static void
test_names_ignore_case(void **state GS_UNUSED)
{
	assert_int_equal(parse("service=wms&Version=1.3.0&rEqUeSt=getmap"
	    "&layers=a&styles=&crs=epsg:3857&bbox=0,0,1,1&width=1&height=1"
	    "&format=IMAGE/PNG&transparent=true&bgcolor=0xFf8000"
	    "&exceptions=inimage&unknown=1&unknown=2"), GS_OK);
	assert_true(par.transparent);
	assert_int_equal(par.bgcolor, 0xff8000);
	assert_int_equal(par.exceptions, WMS_INIMAGE);
}

static void
test_forbidden(void **state GS_UNUSED)
{
	refused(MAP130 "&SLD=http://x/y", "OptionNotSupported");
	refused(MAP130 "&sld_body=%3CStyledLayerDescriptor/%3E",
	    "OptionNotSupported");
	refused(MAP130 "&map=/etc/passwd", "OptionNotSupported");
	refused("MAP=x&REQUEST=GetCapabilities", "OptionNotSupported");
	refused(MAP130 "&width=21", "InvalidParameterValue");
	refused(MAP130 "&LAYERS=c.d", "InvalidParameterValue");
}

static void
test_missing(void **state GS_UNUSED)
{
	static const char *const names[] = { "REQUEST", "LAYERS", "CRS",
	    "BBOX", "WIDTH", "HEIGHT", "FORMAT" };

	for (size_t i = 0; i < GS_COUNTOF(names); i++) {
		char *q = gs_strdup(arena, "&" MAP130);
		char *at = strstr(q, gs_printf(arena, "&%s=", names[i]));

		at[1] = '_';
		refused(q, "MissingParameterValue");
		assert_non_null(strstr(err.text, names[i]));
	}
}

static void
test_values(void **state GS_UNUSED)
{
	static const struct {
		const char *name, *value, *code;
	} cases[] = {
		{ "SERVICE", "WFS", "InvalidParameterValue" },
		{ "VERSION", "2.0.0", "InvalidParameterValue" },
		{ "VERSION", "1.3.0%0A", "InvalidParameterValue" },
		{ "REQUEST", "GetTile", "OperationNotSupported" },
		{ "REQUEST", "DescribeLayer", "OperationNotSupported" },
		{ "LAYERS", "a,", "LayerNotDefined" },
		{ "LAYERS", "A", "LayerNotDefined" },
		{ "LAYERS", "a%0Ab", "LayerNotDefined" },
		{ "LAYERS", "a%22b", "LayerNotDefined" },
		{ "STYLES", "red", "StyleNotDefined" },
		{ "CRS", "EPSG:99999", "InvalidCRS" },
		{ "CRS", "EPSG:2154%0A", "InvalidCRS" },
		{ "BBOX", "1,2,3", "InvalidParameterValue" },
		{ "BBOX", "1,2,3,4,5", "InvalidParameterValue" },
		{ "BBOX", "3,2,1,5", "InvalidParameterValue" },
		{ "BBOX", "1,2,1,5", "InvalidParameterValue" },
		{ "BBOX", "1,2,3,nan", "InvalidParameterValue" },
		{ "BBOX", "1,2,3,inf", "InvalidParameterValue" },
		{ "BBOX", "1,2,3,1e300", "InvalidParameterValue" },
		{ "BBOX", "-1e11,2,3,4", "InvalidParameterValue" },
		{ "BBOX", "1,2,1.0000000000001,3", "InvalidParameterValue" },
		{ "WIDTH", "0", "InvalidParameterValue" },
		{ "WIDTH", "-1", "InvalidParameterValue" },
		{ "WIDTH", "4097", "InvalidParameterValue" },
		{ "WIDTH", "2147483648", "InvalidParameterValue" },
		{ "WIDTH", "4294967297", "InvalidParameterValue" },
		{ "WIDTH", "20.5", "InvalidParameterValue" },
		{ "HEIGHT", "8192", "InvalidParameterValue" },
		{ "FORMAT", "image/gif", "InvalidFormat" },
		{ "FORMAT", "application/openlayers", "InvalidFormat" },
	};

	for (size_t i = 0; i < GS_COUNTOF(cases); i++) {
		char *q = gs_strdup(arena, "&" MAP130);
		char *at = strstr(q, gs_printf(arena, "&%s=", cases[i].name));

		at[1] = '_';
		refused(gs_printf(arena, "%s&%s=%s", q, cases[i].name,
		    cases[i].value), cases[i].code);
	}
	assert_int_equal(parse(MAP130 "&TRANSPARENT=maybe"), GS_EINVAL);
	assert_int_equal(parse(MAP130 "&BGCOLOR=red"), GS_EINVAL);
	assert_int_equal(parse(MAP130 "&BGCOLOR=0x12345g"), GS_EINVAL);
	refused("VERSION=1.1.1&REQUEST=GetMap&LAYERS=a&SRS=EPSG:1&FORMAT="
	    "image/png", "InvalidSRS");
}

/* Every byte at every place of each value that must be exact. */
static void
test_no_byte_slips_through(void **state GS_UNUSED)
{
	static const char *const names[] = { "VERSION", "REQUEST", "CRS",
	    "WIDTH", "FORMAT" };
	static const char *const values[] = { "1.3.0", "GetMap", "EPSG:2154",
	    "20", "image/png" };

	for (size_t i = 0; i < GS_COUNTOF(names); i++)
		for (size_t at = 0; at <= strlen(values[i]); at++)
			for (int c = 1; c < 256; c++) {
				struct gs_kv kv[10];
				char *v;

				if (c == ' ' || (c >= '0' && c <= '9'))
					continue;	/* other right values */
				v = gs_printf(arena, "%.*s%c%s", (int)at,
				    values[i], c, values[i] + at);
				kv[0] = (struct gs_kv){ gs_str_of(names[i]),
				    gs_str_of(v) };
				int n = 1;
				for (size_t k = 0; k < GS_COUNTOF(names); k++)
					if (k != i)
						kv[n++] = (struct gs_kv){
						    gs_str_of(names[k]),
						    gs_str_of(values[k]) };
				kv[n++] = (struct gs_kv){ GS_STR("LAYERS"),
				    GS_STR("a") };
				kv[n++] = (struct gs_kv){ GS_STR("BBOX"),
				    GS_STR("0,0,1,1") };
				kv[n++] = (struct gs_kv){ GS_STR("HEIGHT"),
				    GS_STR("1") };
				gs_err_clear(&err);
				if (wms_params_parse(&par, kv, n, &err) ==
				    GS_OK)
					fail_msg("%s accepted '%s'", names[i],
					    v);
				if (gs_arena_used(arena) > 1 << 20)
					gs_arena_reset(arena);
			}
}

static void
test_layers_limit(void **state GS_UNUSED)
{
	struct gs_buf b;

	gs_buf_init_arena(&b, arena, 4096);
	gs_buf_puts(&b, "VERSION=1.3.0&REQUEST=GetMap&STYLES=&CRS=EPSG:3857"
	    "&BBOX=0,0,1,1&WIDTH=1&HEIGHT=1&FORMAT=image/png&LAYERS=a");
	for (int i = 1; i < WMS_LAYERS_MAX; i++)
		gs_buf_puts(&b, ",a");
	assert_int_equal(parse(b.ptr), GS_OK);
	assert_int_equal(par.nlayers, WMS_LAYERS_MAX);
	gs_buf_puts(&b, ",a");
	refused(b.ptr, "InvalidParameterValue");
}

static void
test_getfeatureinfo(void **state GS_UNUSED)
{
	assert_int_equal(parse(INFO "&I=19&J=29"), GS_OK);
	assert_int_equal(par.i, 19);
	assert_int_equal(par.j, 29);
	assert_int_equal(par.nquery_layers, 1);
	assert_int_equal(par.feature_count, 1);
	assert_true(gs_str_eqc(par.info_format, "text/plain"));
	assert_int_equal(parse(INFO "&X=0&Y=0&FEATURE_COUNT=1000000"), GS_OK);
	assert_int_equal(par.feature_count, WMS_FEATURES_MAX);
	refused(INFO "&I=20&J=0", "InvalidPoint");
	refused(INFO "&I=0&J=-1", "InvalidPoint");
	refused(INFO "&I=0", "InvalidPoint");
	refused(INFO "&I=0&J=0&FEATURE_COUNT=0", "InvalidParameterValue");
	refused("REQUEST=GetFeatureInfo&QUERY_LAYERS=x&LAYERS=a&CRS=EPSG:3857"
	    "&BBOX=0,0,1,1&WIDTH=1&HEIGHT=1&I=0&J=0", "LayerNotDefined");
}

static void
test_versions(void **state GS_UNUSED)
{
	static const struct {
		const char *asked;
		enum wms_version answered;
	} cases[] = {
		{ "", WMS_130 }, { "&VERSION=", WMS_130 },
		{ "&VERSION=1.3.0", WMS_130 }, { "&VERSION=1.1.1", WMS_111 },
		{ "&VERSION=1.0.0", WMS_111 }, { "&WMTVER=1.1.0", WMS_111 },
		{ "&VERSION=9.9.9", WMS_130 },
	};

	for (size_t i = 0; i < GS_COUNTOF(cases); i++) {
		assert_int_equal(parse(gs_printf(arena,
		    "SERVICE=WMS&REQUEST=GetCapabilities%s", cases[i].asked)),
		    GS_OK);
		assert_int_equal(par.version, cases[i].answered);
	}
	/* A fault is told in the version asked for, also an early one. */
	refused(MAP111 "&LAYERS=c", "InvalidParameterValue");
	assert_int_equal(par.version, WMS_111);
}

static void
test_error_form(void **state GS_UNUSED)
{
	assert_int_equal(parse(MAP111
	    "&EXCEPTIONS=application/vnd.ogc.se_inimage&BGCOLOR=red"),
	    GS_EINVAL);
	assert_int_equal(par.exceptions, WMS_INIMAGE);
	assert_int_equal(par.width, 20);
	assert_int_equal(parse("REQUEST=GetMap&EXCEPTIONS=BLANK&WIDTH=9999"),
	    GS_EINVAL);
	assert_int_equal(par.exceptions, WMS_BLANK);
	assert_int_equal(par.width, 400);	/* one that can be drawn */
	assert_int_equal(parse(INFO "&EXCEPTIONS=INIMAGE"), GS_EINVAL);
	assert_int_equal(par.exceptions, WMS_XML);
}

static void
test_getlegendgraphic(void **state GS_UNUSED)
{
	const char *q = "REQUEST=GetLegendGraphic&FORMAT=image/png&LAYER=a.b";

	assert_int_equal(parse(q), GS_OK);
	assert_int_equal(par.operation, WMS_GETLEGENDGRAPHIC);
	assert_int_equal(par.width, 0);
	assert_int_equal(parse(gs_printf(arena, "%s&WIDTH=40&HEIGHT=20", q)),
	    GS_OK);
	assert_int_equal(par.width, 40);
	refused(gs_printf(arena, "%s&WIDTH=513", q), "InvalidParameterValue");
	refused(gs_printf(arena, "%s,c", q), "InvalidParameterValue");
	refused(gs_printf(arena, "%s&STYLE=x", q), "StyleNotDefined");
	refused("REQUEST=GetLegendGraphic", "MissingParameterValue");
}

static int
setup(void **state GS_UNUSED)
{
	arena = gs_arena_new();
	return 0;
}

static int
teardown(void **state GS_UNUSED)
{
	gs_arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_getmap),
		cmocka_unit_test(test_axis_order),
		cmocka_unit_test(test_names_ignore_case),
		cmocka_unit_test(test_forbidden),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_no_byte_slips_through),
		cmocka_unit_test(test_layers_limit),
		cmocka_unit_test(test_getfeatureinfo),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_error_form),
		cmocka_unit_test(test_getlegendgraphic),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
