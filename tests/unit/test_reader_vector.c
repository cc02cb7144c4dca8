/* SPDX-License-Identifier: MIT */
#include "reader_case.h"

#include "reader/detect.h"
#include "reader/vector/csv_guess.h"
#include "reader/vector/json_scan.h"
#include "reader/vector/names.h"
#include "reader/vector/shapefile.h"

static struct reader_case *
run_text(void **state, const char *text, const char *name)
{
	struct reader_case *c = case_new(*state);

	case_file(c, text, strlen(text));
	case_run(c, name);
	return c;
}

static void
test_detection(void **state)
{
	assert_int_equal(reader_detect(GS_STR("")).format, FORMAT_EMPTY);
	assert_int_equal(reader_detect(GS_STR("PK\3\4xx")).format,
	    FORMAT_ZIP);
	assert_int_equal(reader_detect(GS_STR("\xef\xbb\xbf {\"a\"")).format,
	    FORMAT_JSON);
	assert_int_equal(reader_detect(GS_STR("a;b\n1;2\n")).format,
	    FORMAT_TEXT);
	assert_int_equal(reader_detect(GS_STR("a\0b")).format,
	    FORMAT_UNKNOWN);
	assert_int_equal(reader_detect(GS_STR("%PDF-1.4")).format,
	    FORMAT_KNOWN);
	assert_int_equal(reader_detect(GS_STR("  <?xml")).format,
	    FORMAT_KNOWN);
	assert_view(reader_extension(*state, GS_STR("a/B.GeoJSON")),
	    ".geojson");
	assert_view(reader_extension(*state, GS_STR("a.b/c")), "");
	assert_view(reader_extension(*state, GS_STR("")), "");
}

static void
test_delimiters(void **state GS_UNUSED)
{
	assert_int_equal(csv_guess_delimiter(GS_STR("a;b\n1,5;2\n")), ';');
	assert_int_equal(csv_guess_delimiter(GS_STR("a,b\n\"x;y;z\",2\n")),
	    ',');
	assert_int_equal(csv_guess_delimiter(GS_STR("a\tb\n1\t2\n")), '\t');
	assert_int_equal(csv_guess_delimiter(GS_STR("a|b|c\n1|2|3\n")), '|');
	assert_int_equal(csv_guess_delimiter(GS_STR("just a line\nor two\n")),
	    0);
	assert_int_equal(csv_guess_delimiter(GS_STR("")), 0);
}

static enum reader_type
type_of(const char *a, const char *b, bool code)
{
	struct csv_evidence e = { 0 };

	csv_guess_see(&e, gs_str_of(a));
	csv_guess_see(&e, gs_str_of(b));
	return csv_guess_type(&e, code);
}

static void
test_types(void **state GS_UNUSED)
{
	assert_int_equal(type_of("1", "-20", false), TYPE_INTEGER);
	assert_int_equal(type_of("1", "", false), TYPE_INTEGER);
	assert_int_equal(type_of("0", "1", false), TYPE_INTEGER);
	assert_int_equal(type_of("1", "2", true), TYPE_TEXT);
	assert_int_equal(type_of("59350", "02691", false), TYPE_TEXT);
	assert_int_equal(type_of("0.5", "1,25", false), TYPE_NUMBER);
	assert_int_equal(type_of("+33 3 20", "1", false), TYPE_TEXT);
	assert_int_equal(type_of("+33", "1", false), TYPE_TEXT);
	assert_int_equal(type_of("12345678901234567", "1", false),
	    TYPE_NUMBER);
	assert_int_equal(type_of("2026-01-31", "2026-02-01", false),
	    TYPE_DATE);
	assert_int_equal(type_of("2026-01-31", "x", false), TYPE_TEXT);
	assert_int_equal(type_of("", "", false), TYPE_TEXT);
	assert_true(csv_guess_is_code("code_insee"));
	assert_true(csv_guess_is_code("siret"));
	assert_false(csv_guess_is_code("population"));
}

static void
test_names(void **state)
{
	struct reader_intern used = { 0 };
	struct gs_arena *a = *state;

	assert_string_equal(vector_names_column(a, &used,
	    GS_STR("Nom de l'été"), 1), "nom_de_l_ete");
	assert_string_equal(vector_names_column(a, &used,
	    GS_STR("nom de l'ete"), 2), "nom_de_l_ete_2");
	assert_string_equal(vector_names_column(a, &used, GS_STR("ID"), 3),
	    "id_2");
	assert_string_equal(vector_names_column(a, &used, GS_STR(""), 4),
	    "champ_4");
	assert_string_equal(vector_names_column(a, &used,
	    GS_STR("\"; DROP TABLE x; --"), 5), "drop_table_x");
	assert_true(strlen(vector_names_column(a, &used,
	    GS_STR("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
	    "nnnnnnnnnnnnnnnnnnnnnnnn"), 6)) <= NAMES_COLUMN_MAX);
	reader_intern_release(&used);
	assert_view(vector_names_stem(GS_STR("a/b.c.geojson")), "b.c");
	assert_view(vector_names_stem(GS_STR(".csv")), ".csv");
	assert_string_equal(vector_names_title(a, GS_STR(" \n "), "x"), "x");
}

static void
test_json_scan(void **state)
{
	struct json_scan s;
	char *deep = gs_alloc(*state, 400001);

	json_scan(&s, GS_STR("{\"type\":\"Feature\",\"name\":\"n\"}"));
	assert_int_equal(s.fault, JSON_FINE);
	assert_true(json_scan_is_geojson(&s));
	assert_string_equal(s.name, "n");
	/* Of the outer object only. */
	json_scan(&s, GS_STR("{\"a\":{\"type\":\"Point\"},\"type\":\"x\"}"));
	assert_string_equal(s.type, "x");
	json_scan(&s, GS_STR("{\"a\":1,\n\"b\":}"));
	assert_int_equal(s.fault, JSON_SYNTAX);
	assert_int_equal(s.line, 2);
	json_scan(&s, GS_STR("{\"a\":[1,\n2"));
	assert_true(s.cut);
	json_scan(&s, GS_STR("{\"a\":\"\xe9\"}"));
	assert_int_equal(s.fault, JSON_UTF8);
	/* A link of a reference system, wherever; not one of a property. */
	json_scan(&s, GS_STR("{\"features\":[{\"geometry\":{\"CRS\":{\"type\":"
	    "\"link\",\"properties\":{\"href\":\"http://x\"}}}}]}"));
	assert_int_equal(s.fault, JSON_CRS_LINK);
	json_scan(&s, GS_STR("{\"crs\":{\"type\":\"name\",\"properties\":"
	    "{\"name\":\"EPSG:2154\"}},\"url\":\"http://x\"}"));
	assert_int_equal(s.fault, JSON_FINE);
	json_scan(&s, GS_STR("{\"crs\":null,\"a\":{\"url\":\"x\"}}"));
	assert_int_equal(s.fault, JSON_FINE);
	memset(deep, '[', 400000);
	json_scan(&s, (gs_str){ deep, 400000 });
	assert_int_equal(s.fault, JSON_DEEP);
}

static void
test_shapefile_headers(void **state GS_UNUSED)
{
	char shp[200] = { 0 }, dbf[100] = { 0 };

	shp[27] = 100;			/* words of 2 bytes */
	assert_true(vector_shapefile_whole((gs_str){ shp, 200 }));
	assert_false(vector_shapefile_whole((gs_str){ shp, 199 }));
	assert_false(vector_shapefile_whole((gs_str){ shp, 99 }));
	dbf[4] = 2;
	dbf[8] = 65;
	dbf[10] = 10;
	assert_true(vector_shapefile_dbf_whole((gs_str){ dbf, 85 }));
	assert_false(vector_shapefile_dbf_whole((gs_str){ dbf, 84 }));
	assert_string_equal(vector_shapefile_cpg(GS_STR("UTF-8\r\n")),
	    "UTF-8");
	assert_string_equal(vector_shapefile_cpg(GS_STR("iso-8859-1")),
	    "windows-1252");
	assert_null(vector_shapefile_cpg(GS_STR("klingon")));
	assert_string_equal(vector_shapefile_ldid(0x57), "windows-1252");
	assert_null(vector_shapefile_ldid(0));
}

static void
test_csv(void **state)
{
	struct reader_case *c = run_text(state,
	    "Nom;Longitude;Latitude;Code INSEE;Population\n"
	    "Amiens;2,3;49,9;80021;133755\n"
	    "Nulle part;x;49;02000;1\n"
	    "Laon;3,62;49,56;02408;24304\n", "villes.csv");
	const struct case_layer *l = case_layer(c, "villes");

	assert_view(case_outcome(c), "warned");
	assert_int_equal(case_count(c, "coordinate_invalid"), 1);
	assert_int_equal(l->rows, 2);
	assert_view(case_text(l, 1, "code_insee"), "02408");
	assert_int_equal(case_int(l, 1, "population"), 24304);
	assert_true(case_number(l, 0, "longitude") == 2.3);
	assert_int_equal(case_geom(l, 0).len, 21);
}

static void
test_csv_asks(void **state)
{
	struct reader_case *c = run_text(state,
	    "nom,x,y\nAmiens,650000,6978000\n", "p.csv");
	const struct gs_jval *q;

	assert_view(case_outcome(c), "asked");
	assert_int_equal(c->nlayers, 0);
	q = c->questions->first;
	assert_view(gs_jget_str(q, "kind"), "crs");
	assert_view(gs_jget_str(gs_jget(q, "guesses")->first, "value"),
	    "EPSG:2154");
	/* The answer. */
	c->opt.crs = "EPSG:2154";
	case_run(c, "p.csv");
	assert_view(case_outcome(c), "accepted");
	assert_int_equal(case_layer(c, "p")->rows, 1);
	/* One that is none. */
	c->opt.crs = "EPSG:1";
	case_run(c, "p.csv");
	assert_view(case_outcome(c), "refused");
	assert_int_equal(case_count(c, "crs_unknown"), 1);
}

static void
test_csv_columns_stated(void **state)
{
	struct reader_case *c = case_new(*state);
	static const char text[] = "a,b,c\n1,49.9,2.3\n2,49.5,3.6\n";

	case_file(c, text, strlen(text));
	c->opt.geometry_columns = "c,b";
	c->opt.crs = "4326";
	case_run(c, "t.csv");
	assert_view(case_outcome(c), "accepted");
	assert_view(gs_jget_str(case_layer(c, "t")->head, "geometry_type"),
	    "POINT");
	c->opt.geometry_columns = "c,d";
	case_run(c, "t.csv");
	assert_int_equal(case_count(c, "geometry_columns_unknown"), 1);
}

static void
test_csv_asks_for_columns(void **state)
{
	struct reader_case *c = run_text(state, "nom,a,b,pop\n"
	    "Amiens,49.894,2.296,133800\nLaon,49.564,3.62,24300\n", "q.csv");
	const struct gs_jval *q;

	assert_view(case_outcome(c), "asked");
	assert_int_equal(c->nlayers, 0);
	q = c->questions->first;
	assert_view(gs_jget_str(q, "kind"), "geometry_columns");
	assert_view(gs_jget_str(gs_jget(q, "guesses")->first, "value"), "b,a");
	c->opt.geometry_columns = "none";
	case_run(c, "q.csv");
	assert_view(case_outcome(c), "accepted");
	assert_view(gs_jget_str(case_layer(c, "q")->head, "geometry_type"),
	    "NONE");
	c->opt.geometry_columns = "b,a";
	c->opt.crs = "EPSG:4326";
	case_run(c, "q.csv");
	assert_view(case_outcome(c), "accepted");
	assert_int_equal(case_geom(case_layer(c, "q"), 1).len, 21);
	/* Nothing that could be a place: a table, and that is told. */
	c = run_text(state, "code;nom\n59350;Lille\n02691;Saint-Quentin\n",
	    "r.csv");
	assert_view(case_outcome(c), "warned");
	assert_int_equal(case_count(c, "no_geometry"), 1);
}

static void
test_geojson(void **state)
{
	struct reader_case *c = run_text(state,
	    "{\"type\":\"FeatureCollection\",\"features\":["
	    "{\"type\":\"Feature\",\"properties\":{\"Nom\":\"a\",\"n\":1},"
	    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
	    "[[[3,50],[3.1,50],[3.1,50.1],[3,50]]]}},"
	    "{\"type\":\"Feature\",\"properties\":{\"Nom\":null},"
	    "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":"
	    "[[[[3,50],[3.1,50],[3.1,50.1],[3,50]]]]}},"
	    "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}]}",
	    "zones.geojson");
	const struct case_layer *l = case_layer(c, "zones");

	assert_view(case_outcome(c), "accepted");
	assert_view(gs_jget_str(l->head, "geometry_type"), "MULTIPOLYGON");
	assert_int_equal(l->rows, 3);
	assert_view(case_text(l, 0, "nom"), "a");
	assert_null(case_text(l, 1, "nom").ptr);
	/* Promoted: both begin as multipolygons do. */
	assert_int_equal(case_geom(l, 0).ptr[1], 6);
	assert_int_equal(case_geom(l, 1).ptr[1], 6);
	assert_null(case_geom(l, 2).ptr);
}

static void
test_unknown_crs_is_transformed(void **state)
{
	struct reader_case *c = case_new(*state);
	static const char text[] = "nom,x,y\nAmiens,649000,5529000\n";
	double lon;
	gs_str g;

	case_file(c, text, strlen(text));
	c->opt.crs = "EPSG:32630";	/* not one that we serve */
	case_run(c, "u.csv");
	assert_view(case_outcome(c), "accepted");
	g = case_geom(case_layer(c, "u"), 0);
	memcpy(&lon, g.ptr + 5, 8);
	assert_true(lon > -2 && lon < 0);
}

static void
test_plain_refusals(void **state)
{
	assert_int_equal(case_count(run_text(state, "[1, 2]", "a.json"),
	    "json_kind"), 1);
	assert_int_equal(case_count(run_text(state,
	    "{\"type\":\"Topology\"}", "a.json"), "format_unsupported"), 1);
	assert_int_equal(case_count(run_text(state, "du texte", "a.gpkg"),
	    "format_mismatch"), 1);
	assert_int_equal(case_count(run_text(state, "du texte", "a.csv"),
	    "not_a_table"), 1);
	assert_int_equal(case_count(run_text(state, "<VRT/>", "a.csv"),
	    "format_unsupported"), 1);
	assert_int_equal(case_count(run_text(state, "SQLite", "a.xyz"),
	    "format_unknown"), 1);
}

static void
test_archives(void **state)
{
	struct reader_case *c = case_new(*state);

	case_zip(c, "a/../../b.csv", "x", NULL);
	case_run(c, "a.zip");
	assert_int_equal(case_count(c, "archive_path"), 1);
	case_zip(c, "/etc/b.csv", "x", NULL);
	case_run(c, "a.zip");
	assert_int_equal(case_count(c, "archive_path"), 1);
	case_zip(c, "a.csv", "x", "a.csv", "y", NULL);
	case_run(c, "a.zip");
	assert_int_equal(case_count(c, "archive_duplicate"), 1);
	case_zip(c, "a.zip", "x", NULL);
	case_run(c, "a.zip");
	assert_int_equal(case_count(c, "archive_nested"), 1);
	case_zip(c, "lisez.pdf", "x", NULL);
	case_run(c, "a.zip");
	assert_int_equal(case_count(c, "archive_content"), 1);
	/* One table in a zip, beside litter. */
	case_zip(c, "__MACOSX/._v.csv", "x", "v.csv",
	    "nom,lon,lat\na,2,49\n", NULL);
	case_run(c, "a.zip");
	assert_view(case_outcome(c), "accepted");
	assert_int_equal(case_layer(c, "v")->rows, 1);
}

static void
test_archive_bomb(void **state)
{
	struct reader_case *c = case_new(*state);
	char *zeros = gs_alloc(*state, (20u << 20) + 1);

	memset(zeros, ' ', 20u << 20);
	case_zip(c, "v.csv", zeros, NULL);
	case_run(c, "a.zip");
	assert_int_equal(case_count(c, "archive_ratio"), 1);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_detection),
	UNIT_TEST(test_delimiters),
	UNIT_TEST(test_types),
	UNIT_TEST(test_names),
	UNIT_TEST(test_json_scan),
	UNIT_TEST(test_shapefile_headers),
	UNIT_TEST(test_csv),
	UNIT_TEST(test_csv_asks),
	UNIT_TEST(test_csv_columns_stated),
	UNIT_TEST(test_csv_asks_for_columns),
	UNIT_TEST(test_geojson),
	UNIT_TEST(test_unknown_crs_is_transformed),
	UNIT_TEST(test_plain_refusals),
	UNIT_TEST(test_archives),
	UNIT_TEST(test_archive_bomb),
};

UNIT_MAIN(tests)
