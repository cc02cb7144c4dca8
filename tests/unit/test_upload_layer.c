/* SPDX-License-Identifier: MIT */
/* What the runner believes of a layer that the reader describes, and the
 * fields of a publication. */
#include "unit.h"

#include "common/json.h"
#include "upload/api/publication_params.h"
#include "upload/jobs/layer.h"
#include "upload/jobs/reasons.h"
#include "upload/jobs/run.h"

#define COLUMN(name, type) "{\"name\":\"" name "\",\"type\":\"" type "\"," \
	"\"title_fr\":\"N\",\"title_en\":\"N\"}"
#define LAYER(name, geometry, srid, columns) "{\"name\":\"" name "\"," \
	"\"position\":1,\"title_fr\":\"A\",\"title_en\":\"A\"," \
	"\"geometry_type\":\"" geometry "\",\"srid\":" srid "," \
	"\"columns\":[" columns "],\"style\":{}}"

static enum gs_status
check(void **state, const char *text)
{
	struct gs_jval *v;

	assert_int_equal(gs_json_parse(&v, *state, gs_str_of(text), 0, NULL),
	    GS_OK);
	return jobs_layer_check(v, NULL);
}

static void
test_good_layers(void **state)
{
	assert_int_equal(check(state, LAYER("stops", "POINT", "4326",
	    COLUMN("stop_name", "text") "," COLUMN("a\\\"b", "json"))),
	    GS_OK);
	assert_int_equal(check(state, LAYER("s_2", "NONE", "0", "")), GS_OK);
	assert_int_equal(check(state, LAYER("z", "GEOMETRY", "2154",
	    COLUMN("ID", "integer"))), GS_OK);
}

static void
test_bad_layers(void **state)
{
	static const char *const bad[] = {
		"{}", "[]", "1",
		LAYER("", "POINT", "4326", ""),
		LAYER("Stops", "POINT", "4326", ""),
		LAYER("1a", "POINT", "4326", ""),
		LAYER("a-b", "POINT", "4326", ""),
		LAYER("a\\\"; DROP", "POINT", "4326", ""),
		LAYER("stops", "POINTZ", "4326", ""),
		LAYER("stops", "", "4326", ""),
		LAYER("stops", "POINT", "0", ""),
		LAYER("stops", "POINT", "-1", ""),
		LAYER("stops", "POINT", "1e9", ""),
		LAYER("stops", "NONE", "4326", ""),
		LAYER("stops", "NONE", "0", COLUMN("id", "text")),
		LAYER("stops", "NONE", "0", COLUMN("geom", "text")),
		LAYER("stops", "NONE", "0", COLUMN("", "text")),
		LAYER("stops", "NONE", "0", COLUMN("a", "bytea")),
		LAYER("stops", "NONE", "0", COLUMN("a", "text") ","
		    COLUMN("a", "text")),
		LAYER("stops", "NONE", "0", COLUMN("1234567890123456789012345"
		    "678901234567890123456789012345678901234", "text")),
		LAYER("stops", "NONE", "0", "1"),
	};

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		if (check(state, bad[i]) != GS_EUPSTREAM)
			fail_msg("taken: %s", bad[i]);
}

static void
test_table_names(void **state)
{
	assert_string_equal(jobs_table_name(*state,
	    "89bbf9e9-8e6a-437d-8e7b-5dab61470d2c", 3), "p89bbf9e98e6a_3");
}

static void
test_reasons(void **state)
{
	static const char report[] = "{\"findings\":["
	    "{\"code\":\"w\",\"severity\":\"warning\",\"reason_fr\":\"x\"},"
	    "{\"code\":\"c\",\"severity\":\"error\",\"file\":\"stops.txt\","
	    "\"line\":3,\"field\":\"stop_lat\",\"reason_fr\":\"Faux.\","
	    "\"reason_en\":\"Wrong.\",\"remedy_fr\":\"Corrigez.\","
	    "\"remedy_en\":\"Correct it.\"},"
	    "{\"code\":\"d\",\"severity\":\"error\",\"file\":null,"
	    "\"line\":null,\"reason_fr\":\"Vide.\",\"reason_en\":\"Empty.\"}"
	    "]}";
	struct jobs_run run = { .arena = *state };
	struct gs_jval *v;

	assert_int_equal(gs_json_parse(&v, *state, gs_str_of(report), 0,
	    NULL), GS_OK);
	assert_int_equal(jobs_reason_report(&run, v), JOBS_FAILED);
	assert_int_equal(gs_json_parse(&v, *state, gs_str_of(run.reasons), 0,
	    NULL), GS_OK);
	assert_int_equal(v->n, 2);
	assert_view(gs_jget_str(v->first, "text_fr"),
	    "stops.txt, ligne 3, stop_lat : Faux. Corrigez.");
	assert_view(gs_jget_str(v->first, "text_en"),
	    "stops.txt, line 3, stop_lat: Wrong. Correct it.");
	assert_view(gs_jget_str(v->first->next, "text_fr"), "Vide.");
	assert_int_equal(jobs_reason_report(&run, NULL), JOBS_FAILED);
	assert_non_null(strstr(run.reasons, "n'est pas reconnu"));
}

/* -- fields of a publication --------------------------------------------- */

static enum gs_status
fields(struct api_publication *p, const char *name, const char *value,
    struct gs_err *err)
{
	struct gs_kv kv = { gs_str_of(name), gs_str_of(value) };

	*err = (struct gs_err){ 0 };
	return api_publication_params(p, &kv, 1, err);
}

static void
test_fields(void **state)
{
	static const struct {
		const char	*name, *value;
		bool		 ok;
	} table[] = {
		{ "title", "Réseau de bus", true }, { "title", "a\nb", false },
		{ "name", "reseau-2", true }, { "name", "Reseau", false },
		{ "name", "a.b", false }, { "organisation", "ville", true },
		{ "organisation", "../x", false }, { "access", "public", true },
		{ "access", "organisation", true }, { "access", "all", false },
		{ "crs", "EPSG:2154", true }, { "crs", "-x", false },
		{ "crs", "a b", false }, { "charset", "windows-1252", true },
		{ "geometry_columns", "lon,lat", true },
		{ "geometry_columns", "a\x01", false }, { "file", "x", false },
		{ "csrf", "abc", true }, { "fresh", "true", false },
	};
	struct api_publication p;
	struct gs_err err;
	char *text = gs_alloc(*state, 902);

	for (size_t i = 0; i < GS_COUNTOF(table); i++) {
		enum gs_status st = fields(&p, table[i].name, table[i].value,
		    &err);

		if (table[i].ok)
			assert_int_equal(st, GS_OK);
		else
			assert_error(err, GS_EINVAL, table[i].name);
		assert_int_equal(fields(&p, table[i].name, "", &err),
		    strcmp(table[i].name, "file") == 0 ||
		    strcmp(table[i].name, "fresh") == 0 ? GS_EINVAL : GS_OK);
	}
	for (int i = 0; i < 300; i++)		/* 300 characters, 900 bytes */
		memcpy(text + 3 * i, "€", 3);
	assert_int_equal(fields(&p, "title", text, &err), GS_OK);
	text[900] = 'x';
	assert_int_equal(fields(&p, "title", text, &err), GS_EINVAL);
}

static void
test_answers(void **state)
{
	struct gs_kv good[] = { { GS_STR("crs"), GS_STR("EPSG:2154") },
	    { GS_STR("layer"), GS_STR("a\"b") }, { GS_STR("charset"),
	    GS_STR("") }, { GS_STR("csrf"), GS_STR("secret") } };
	struct gs_kv bad = { GS_STR("title"), GS_STR("x") };
	struct api_publication p;

	assert_int_equal(api_answers_params(&p, good, 4, NULL), GS_OK);
	assert_string_equal(api_answers_json(*state, &p),
	    "{\"crs\":\"EPSG:2154\",\"layer\":\"a\\\"b\"}");
	assert_int_equal(api_answers_params(&p, &bad, 1, NULL), GS_EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT_TEST(test_good_layers),
		UNIT_TEST(test_bad_layers),
		UNIT_TEST(test_table_names),
		UNIT_TEST(test_reasons),
		UNIT_TEST(test_fields),
		UNIT_TEST(test_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
