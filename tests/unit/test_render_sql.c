/* SPDX-License-Identifier: MIT */
/* test_render_sql.c: the SQL that queries become. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "render/feature/query.h"
#include "render_layer.h"

struct fixture {
	struct gs_arena		*a;
	struct render_layer	 layer;
	struct feature_query	 q;
	struct feature_sql	 s;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = gs_arena_new();
	f->layer = test_layer();
	f->q = (struct feature_query){ .layer = &f->layer, .limit = 10,
	    .crs = gs_crs_find(GS_STR("CRS:84")),
	    .bbox_crs = gs_crs_find(GS_STR("CRS:84")) };
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

static const char *
items(struct fixture *f)
{
	feature_sql_items(&f->s, f->a, &f->q);
	return f->s.text.ptr;
}

#define HAS(text, part)	assert_non_null(strstr(text, part))
#define HAS_NOT(text, part) assert_null(strstr(text, part))

static void
filter(struct fixture *f, int column, const char *value)
{
	f->q.filters[f->q.nfilters++] = (struct feature_filter){
	    .column = &f->layer.columns[column], .low = gs_str_of(value) };
}

static void
test_identifiers_are_quoted(void **state)
{
	struct fixture *f = *state;
	const char *sql = items(f);

	HAS(sql, "t.\"a\"\"b\"");
	HAS(sql, "t.\"a'b\"");
	HAS(sql, "t.\"é\"");
	HAS(sql, "t.\"" LONG_NAME "\"");
	HAS(sql, "FROM data.\"t_points\" t");
}

/* Each quoted name of ${sql} is the table or a column of the layer. */
static void
identifiers_are_ours(const struct fixture *f, const char *sql)
{
	char name[256];
	size_t n;

	for (const char *p = sql; (p = strchr(p, '"')) != NULL; p++) {
		for (n = 0, p++; *p; p++) {
			if (*p == '"' && *++p != '"')
				break;
			assert_true(n < sizeof(name));
			name[n++] = *p;
		}
		assert_true((gs_str_eqc((gs_str){ name, n }, f->layer.table)) ||
		    render_layer_column(&f->layer, (gs_str){ name, n }));
		if (*p == '\0')
			break;
	}
}

static void
test_values_are_parameters(void **state)
{
	struct fixture *f = *state;
	static const char *const evil[] = { "'; DROP TABLE x; --", "$1", "\\",
	    "x' OR 'a'='a", "\"", "%s%n", "' UNION SELECT 1 --" };

	for (size_t i = 0; i < GS_COUNTOF(evil); i++) {
		const char *sql;

		f->q.nfilters = 0;
		filter(f, 0, evil[i]);
		filter(f, 1, evil[i]);
		sql = items(f);
		identifiers_are_ours(f, sql);
		HAS(sql, "t.\"nom\" = $1::text AND t.\"a\"\"b\" = $2::text");
		HAS_NOT(sql, "DROP");
		HAS_NOT(sql, "UNION");
		HAS_NOT(sql, "OR ");
		assert_string_equal(f->s.params[0].ptr, evil[i]);
		assert_string_equal(f->s.params[1].ptr, evil[i]);
		feature_sql_count(&f->s, f->a, &f->q);
		HAS_NOT(f->s.text.ptr, "DROP");
		assert_int_equal(f->s.nparams, 2);
	}
}

static void
test_types(void **state)
{
	struct fixture *f = *state;
	const char *sql;

	filter(f, 5, "1");
	filter(f, 6, "1.5");
	filter(f, 7, "true");
	filter(f, 8, "2026-01-01");
	filter(f, 9, "2026-01-01T00:00:00Z");
	sql = items(f);
	HAS(sql, "t.\"entier\" = $1::bigint");
	HAS(sql, "t.\"nombre\" = $2::float8");
	HAS(sql, "t.\"ouvert\" = $3::boolean");
	HAS(sql, "t.\"jour\" = $4::date");
	HAS(sql, "t.\"instant\" = $5::timestamptz");
}

static void
test_ranges(void **state)
{
	struct fixture *f = *state;
	const char *sql;

	f->q.filters[0] = (struct feature_filter){ .range = true,
	    .column = &f->layer.columns[8], .low = GS_STR("2026-01-01"),
	    .high = GS_STR("2026-01-03") };
	f->q.filters[1] = (struct feature_filter){ .range = true,
	    .closed = true, .column = &f->layer.columns[9],
	    .high = GS_STR("2026-01-03T00:00:00Z") };
	f->q.nfilters = 2;
	sql = items(f);
	HAS(sql, "t.\"jour\" >= $1::date AND t.\"jour\" < $2::date AND "
	    "t.\"instant\" <= $3::timestamptz ORDER BY");
}

static void
test_bbox(void **state)
{
	struct fixture *f = *state;
	const char *sql;

	f->q.has_bbox = true;
	f->q.bbox = (struct gs_bbox){ 0.5, 47.25, 1, 48 };
	sql = items(f);
	HAS(sql, "t.geom && ST_MakeEnvelope($1::float8, $2::float8, "
	    "$3::float8, $4::float8, 4326) AND ST_Intersects(t.geom, ");
	HAS_NOT(sql, "ST_Transform");
	HAS(sql, "ST_Intersects");
	assert_string_equal(f->s.params[0].ptr, "0.5");
	assert_string_equal(f->s.params[1].ptr, "47.25");
	f->q.bbox = (struct gs_bbox){ 10, 10, 11, 11 };
	f->layer.srid = 2154;
	HAS(items(f), "AND false");
	f->q.bbox = (struct gs_bbox){ 0.5, 47.25, 1, 48 };
	HAS(items(f), "ST_Transform(ST_Segmentize(ST_MakeEnvelope($1::float8");
	/* A box around all of it. */
	f->q.bbox = (struct gs_bbox){ -10, 40, 10, 60 };
	HAS(items(f), "t.geom && ");
	HAS_NOT(items(f), "ST_Intersects");
}

static void
test_geometry(void **state)
{
	struct fixture *f = *state;

	HAS(items(f), "ST_AsGeoJSON(t.geom, 7, 0)");
	f->q.crs = gs_crs_find(GS_STR("EPSG:4326"));
	HAS(items(f), "ST_AsGeoJSON(ST_FlipCoordinates(t.geom), 7, 0)");
	f->q.crs = gs_crs_find(GS_STR("EPSG:2154"));
	HAS(items(f), "ST_AsGeoJSON(ST_Transform(t.geom, 2154), 3, 0)");
	f->layer.geometry = RENDER_POLYGON;
	HAS(items(f), "ST_ForcePolygonCCW(ST_Transform(");
	f->q.crs = gs_crs_find(GS_STR("EPSG:3857"));
	HAS_NOT(items(f), "ST_ClipByBox2D");
	f->layer.extent.ymin = -90;
	HAS(items(f), "ST_ClipByBox2D");
	f->q.no_geometry = true;
	HAS_NOT(items(f), "ST_AsGeoJSON");
	f->q.no_geometry = false;
	f->layer.geometry = RENDER_NONE;
	HAS_NOT(items(f), "geom");
}

static void
test_pages(void **state)
{
	struct fixture *f = *state;
	const char *sql;

	f->q.offset = 30;
	sql = items(f);
	HAS(sql, " ORDER BY t.id LIMIT $1::bigint OFFSET $2::bigint) t "
	    "ORDER BY t.id");
	assert_string_equal(f->s.params[0].ptr, "11");
	assert_string_equal(f->s.params[1].ptr, "30");
	f->q.offset = 0;
	HAS_NOT(items(f), "OFFSET");
	f->q.page = FEATURE_AFTER;
	f->q.cursor = 7;
	HAS(items(f), "t.id > $1::bigint ORDER BY t.id LIMIT $2::bigint");
	f->q.page = FEATURE_BEFORE;
	sql = items(f);
	HAS(sql, "count(*) OVER ()");
	HAS(sql, "t.id < $1::bigint ORDER BY t.id DESC LIMIT $2::bigint) t "
	    "ORDER BY t.id");
	feature_sql_count(&f->s, f->a, &f->q);
	HAS_NOT(f->s.text.ptr, "t.id");
	f->q.page = FEATURE_OFFSET;
	f->q.by_distance = true;
	HAS(items(f), "ORDER BY ST_Distance(t.geom, ST_Transform(");
}

static void
test_properties(void **state)
{
	struct fixture *f = *state;
	bool only[GS_COUNTOF(test_columns)] = { [3] = true };
	const char *sql;

	f->q.only = only;
	sql = items(f);
	HAS(sql, ", t.\"é\" FROM (SELECT t.* FROM data");
	HAS_NOT(sql, "\"nom\"");
}

static void
test_most_parameters(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < FEATURE_FILTERS_MAX; i++)
		f->q.filters[i] = (struct feature_filter){ .range = true,
		    .column = &f->layer.columns[8], .low = GS_STR("2026-01-01"),
		    .high = GS_STR("2026-01-02") };
	f->q.nfilters = FEATURE_FILTERS_MAX;
	f->q.has_bbox = true;
	f->q.bbox = (struct gs_bbox){ 170, -50, -170, 50 };
	f->layer.extent = (struct gs_bbox){ -180, -90, 180, 90 };
	f->layer.srid = 4171;
	f->q.fid = 3;
	f->q.page = FEATURE_AFTER;
	items(f);
	assert_true(f->s.nparams <= 64);
}

static void
test_tile(void **state)
{
	struct fixture *f = *state;
	const char *sql;

	feature_sql_mvt(&f->s, f->a, &f->layer, 7, 64, 44);
	sql = f->s.text.ptr;
	/* "fid" is a column: the id takes another name. */
	HAS(sql, "t.id AS \"_fid\"");
	HAS(sql, "AS \"a\"\"b\"");
	HAS(sql, "t.\"details\"::text AS \"details\"");
	HAS(sql, "4096, 64, true");
	assert_string_equal(f->s.params[0].ptr, "essai.points");
	assert_string_equal(f->s.params[1].ptr, "geom");
	assert_string_equal(f->s.params[2].ptr, "_fid");
	HAS(sql, "ST_AsMVTGeom(m.g, e.box, 4096, 64, true) AS \"geom\"");
	f->layer.geometry = RENDER_POLYGON;
	feature_sql_mvt(&f->s, f->a, &f->layer, 7, 64, 44);
	HAS(f->s.text.ptr, "coalesce(ST_AsMVTGeom(m.g");
	HAS(f->s.text.ptr, "CASE WHEN ST_XMax(t.geom) - ST_XMin(t.geom) > ");
	f->layer.geometry = RENDER_ANY;
	feature_sql_mvt(&f->s, f->a, &f->layer, 7, 64, 44);
	HAS(f->s.text.ptr, "CASE WHEN ST_Dimension(t.geom) = 2 THEN");
	HAS_NOT(f->s.text.ptr, "ST_XMax(t.geom) -");
	/* The other side of the world: nothing is looked for. */
	feature_sql_mvt(&f->s, f->a, &f->layer, 7, 0, 44);
	HAS(f->s.text.ptr, "WHERE false");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_identifiers_are_quoted), T(test_values_are_parameters),
		T(test_types), T(test_ranges), T(test_bbox), T(test_geometry),
		T(test_pages), T(test_properties), T(test_most_parameters),
		T(test_tile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
