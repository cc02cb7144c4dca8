/* SPDX-License-Identifier: MIT */
/* test_render_items.c: parameters of items, values and intervals. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "render/ogcapi/items_params.h"
#include "render_layer.h"

struct fixture {
	struct gs_arena		*a;
	struct render_layer	 layer;
	struct feature_query	 q;
	struct gs_err		 err;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = gs_arena_new();
	f->layer = test_layer();
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	gs_arena_free(f->a);
	free(f);
	return 0;
}

static enum gs_status
parse(struct fixture *f, const char *query)
{
	struct gs_kv *kv;
	int n;

	gs_err_clear(&f->err);
	assert_int_equal(gs_query_parse(&kv, &n, f->a, gs_str_of(query),
	    &f->err), GS_OK);
	return ogcapi_items_params(&f->q, f->a, &f->layer, kv, n, &f->err);
}

static void
refused(struct fixture *f, const char *query, const char *names)
{
	assert_int_equal(parse(f, query), GS_EINVAL);
	assert_non_null(strstr(f->err.text, names));
}

static void
test_defaults(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, ""), GS_OK);
	assert_int_equal(f->q.limit, 100);
	assert_int_equal(f->q.offset, 0);
	assert_int_equal(f->q.page, FEATURE_OFFSET);
	assert_string_equal(f->q.crs->code, "CRS:84");
	assert_false(f->q.has_bbox);
	assert_int_equal(f->q.nfilters, 0);
	assert_null(f->q.only);
}

static void
test_limit(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = { "limit=0", "limit=-1", "limit=",
	    "limit=1.5", "limit=1e3", "limit=%201", "limit=0x10",
	    "limit=99999999999999999999" };

	assert_int_equal(parse(f, "limit=10000"), GS_OK);
	assert_int_equal(f->q.limit, 10000);
	assert_int_equal(parse(f, "limit=10001"), GS_OK);
	assert_int_equal(f->q.limit, 10000);
	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		refused(f, bad[i], "limit");
}

static void
test_pages(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "after=3.17"), GS_OK);
	assert_int_equal(f->q.page, FEATURE_AFTER);
	assert_int_equal(f->q.cursor, 17);
	assert_int_equal(parse(f, "before=3.17&limit=2"), GS_OK);
	assert_int_equal(f->q.page, FEATURE_BEFORE);
	assert_int_equal(parse(f, "offset=20"), GS_OK);
	assert_int_equal(f->q.offset, 20);
	refused(f, "after=17", "after");
	refused(f, "after=0.17", "after");
	refused(f, "after=3.-1", "after");
	refused(f, "after=3.1.2", "after");
	refused(f, "before=x", "before");
	refused(f, "after=3.1&before=3.9", "before");
	refused(f, "after=3.1&offset=2", "offset");
	refused(f, "offset=-1", "offset");
	refused(f, "offset=1000000001", "offset");
}

static void
test_version(void **state)
{
	struct fixture *f = *state;
	const struct gs_kv after = { GS_STR("after"), GS_STR("12.5") };
	const struct gs_kv before = { GS_STR("before"), GS_STR("7.0") };
	const struct gs_kv bad = { GS_STR("after"), GS_STR("7") };
	int64_t v;

	assert_int_equal(ogcapi_items_version(&after, 1, &v, &f->err), GS_OK);
	assert_int_equal(v, 12);
	assert_int_equal(ogcapi_items_version(&before, 1, &v, &f->err), GS_OK);
	assert_int_equal(v, 7);
	assert_int_equal(ogcapi_items_version(NULL, 0, &v, &f->err), GS_OK);
	assert_int_equal(v, 0);
	assert_int_equal(ogcapi_items_version(&bad, 1, &v, &f->err),
	    GS_EINVAL);
}

static void
test_bbox_axes(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "bbox=0.5,47,1,48"), GS_OK);
	assert_true(f->q.has_bbox);
	assert_true(f->q.bbox.xmin == 0.5 && f->q.bbox.ymax == 48);
	/* Latitude first, in whatever order the parameters come. */
	assert_int_equal(parse(f, "bbox=47,0.5,48,1&bbox-crs=http://www."
	    "opengis.net/def/crs/EPSG/0/4326"), GS_OK);
	assert_true(f->q.bbox.xmin == 0.5 && f->q.bbox.ymax == 48);
	assert_int_equal(parse(f, "bbox-crs=http://www.opengis.net/def/crs/"
	    "EPSG/0/2154&bbox=600000,6600000,700000,6700000"), GS_OK);
	assert_int_equal(f->q.bbox_crs->srid, 2154);
	assert_true(f->q.bbox.xmin == 600000);
	assert_int_equal(parse(f, "bbox=170,-20,-170,20"), GS_OK);
	assert_int_equal(parse(f, "bbox=0,47,0,1,48,10"), GS_OK);
	assert_true(f->q.bbox.xmax == 1 && f->q.bbox.ymax == 48);
}

static void
test_bbox_refuses(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = { "bbox=", "bbox=1,2,3",
	    "bbox=1,2,3,4,5", "bbox=0,48,1,47", "bbox=a,b,c,d",
	    "bbox=nan,47,1,48", "bbox=0,47,inf,48", "bbox=0,47,1e999,48",
	    "bbox=0,47,1,48,", "bbox=0%2047%201%2048",
	    "bbox=2,47,1,48&bbox-crs=EPSG:3857" };

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		refused(f, bad[i], "bbox");
	refused(f, "bbox=0,47,1,48&bbox-crs=EPSG:99999", "bbox-crs");
}

static void
test_crs(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "crs=http://www.opengis.net/def/crs/EPSG/0/"
	    "2154"), GS_OK);
	assert_int_equal(f->q.crs->srid, 2154);
	assert_int_equal(parse(f, "crs=http://www.opengis.net/def/crs/EPSG/0/"
	    "4326"), GS_OK);
	assert_true(f->q.crs->lat_first);
	refused(f, "crs=EPSG:1", "crs");
	f->layer.extent = (struct gs_bbox){ -180, -90, 180, 90 };
	refused(f, "crs=EPSG:2154", "past the area");
	assert_int_equal(parse(f, "crs=EPSG:3857"), GS_OK);
	assert_int_equal(parse(f, "bbox-crs=EPSG:2154"), GS_OK);
}

static void
test_filters(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "nom=x&a%22b=1&a%27b=2&%C3%A9=3&" LONG_NAME
	    "=4&entier=-7&ouvert=true&fid="), GS_OK);
	assert_int_equal(f->q.nfilters, 8);
	for (int i = 0; i < 7; i++)
		assert_in_range((uintptr_t)f->q.filters[i].column,
		    (uintptr_t)test_columns,
		    (uintptr_t)(test_columns + GS_COUNTOF(test_columns) - 1));
	assert_string_equal(f->q.filters[1].column->name, "a\"b");
	assert_true(gs_str_eqc(f->q.filters[5].low, "-7"));
	assert_non_null(f->q.filters[7].low.ptr);	/* empty, not NULL */
}

static void
test_filters_refuse(void **state)
{
	struct fixture *f = *state;

	refused(f, "NOM=x", "'NOM'");
	refused(f, "id=1", "'id'");
	refused(f, "geom=1", "'geom'");
	refused(f, "nom%20=1", "'nom '");
	refused(f, "nom%22;drop=1", "Unknown parameter");
	refused(f, "entier=1.5", "entier");
	refused(f, "entier=1;2", "entier");
	refused(f, "nombre=NaN", "nombre");
	refused(f, "ouvert=yes", "ouvert");
	refused(f, "jour=2026-02-29", "jour");
	refused(f, "jour=2026-1-1", "jour");
	refused(f, "instant=2026-01-01", "instant");
	refused(f, "details=1", "details");
	refused(f, "nom=1&nom=2", "more than once");
}

/* The column "limit" is there, but the standard's parameter has its name. */
static void
test_reserved_names(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "limit=5"), GS_OK);
	assert_int_equal(f->q.nfilters, 0);
	assert_false(ogcapi_items_queryable(&test_columns[11]));
	assert_false(ogcapi_items_queryable(&test_columns[10]));
	assert_true(ogcapi_items_queryable(&test_columns[12]));
}

static void
test_properties(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "properties=%C3%A9,nom"), GS_OK);
	assert_true(f->q.only[0] && f->q.only[3] && !f->q.only[1]);
	refused(f, "properties=nom,autre", "autre");
}

static struct feature_filter
interval(struct fixture *f, const struct render_column *c, const char *text,
    enum gs_status expected)
{
	struct feature_filter out = { .column = c };

	gs_err_clear(&f->err);
	assert_int_equal(feature_interval(f->a, &out, gs_str_of(text),
	    &f->err), expected);
	return out;
}

static void
test_datetime_of_dates(void **state)
{
	struct fixture *f = *state;
	const struct render_column *day = &test_columns[8];
	struct feature_filter r;

	r = interval(f, day, "2026-12-31", GS_OK);
	assert_true(r.range && !r.closed && gs_str_eqc(r.low, "2026-12-31"));
	assert_true(gs_str_eqc(r.high, "2027-01-01"));
	r = interval(f, day, "2028-02-29/..", GS_OK);
	assert_true(r.range && r.high.ptr == NULL);
	r = interval(f, day, "../2026-01-03T10:00:00Z", GS_OK);
	assert_null(r.low.ptr);
	assert_true(gs_str_eqc(r.high, "2026-01-04"));
	r = interval(f, day, "/2026-01-03", GS_OK);
	assert_null(r.low.ptr);
}

static void
test_datetime_of_times(void **state)
{
	struct fixture *f = *state;
	const struct render_column *at = &test_columns[9];
	struct feature_filter r;

	r = interval(f, at, "2026-01-01T05:00:00Z", GS_OK);
	assert_false(r.range);
	r = interval(f, at, "2026-01-01T05:00:00Z/2026-01-01T06:00:00+01:00",
	    GS_OK);
	assert_true(r.range && r.closed);
	r = interval(f, at, "2026-01-01/2026-01-02", GS_OK);
	assert_false(r.closed);
	assert_true(gs_str_eqc(r.high, "2026-01-03T00:00:00Z"));
}

static void
test_datetime_refuses(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = { "", "/", "now", "2026", "2026-01",
	    "2026-13-01", "2026-01-32", "2026-01-01T", "2026-01-01T25:00:00Z",
	    "2026-01-01T00:00:00", "2026-01-01T00:00Z", "2026-01-01/x",
	    "2026-01-01/2026-01-02/2026-01-03", "2026-01-01T00:00:00.Z",
	    "2026-01-01T00:00:00+1:00", "infinity", "0000-01-01" };

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		interval(f, &test_columns[9], bad[i], GS_EINVAL);
	/* No column of dates: every feature matches, the form is checked. */
	interval(f, NULL, "2026-01-01/..", GS_OK);
	interval(f, NULL, "x", GS_EINVAL);
}

static void
test_too_many(void **state)
{
	struct fixture *f = *state;
	struct gs_kv kv[FEATURE_FILTERS_MAX + 1];
	struct render_column many[FEATURE_FILTERS_MAX + 1];

	for (int i = 0; i <= FEATURE_FILTERS_MAX; i++) {
		many[i] = test_columns[0];
		many[i].name = gs_printf(f->a, "c%d", i);
		kv[i] = (struct gs_kv){ gs_str_of(many[i].name), GS_STR("x") };
	}
	f->layer.columns = many;
	f->layer.ncolumns = FEATURE_FILTERS_MAX + 1;
	assert_int_equal(ogcapi_items_params(&f->q, f->a, &f->layer, kv,
	    FEATURE_FILTERS_MAX, &f->err), GS_OK);
	assert_int_equal(ogcapi_items_params(&f->q, f->a, &f->layer, kv,
	    FEATURE_FILTERS_MAX + 1, &f->err), GS_EINVAL);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_defaults), T(test_limit), T(test_pages),
		T(test_version), T(test_bbox_axes), T(test_bbox_refuses),
		T(test_crs), T(test_filters), T(test_filters_refuse),
		T(test_reserved_names), T(test_properties),
		T(test_datetime_of_dates), T(test_datetime_of_times),
		T(test_datetime_refuses), T(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
