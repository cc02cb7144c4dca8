/* SPDX-License-Identifier: MIT */
/* test_render_geojson.c: rows as GeoJSON, and the pages they make. */
#include "common/base.h"

#include <libpq-fe.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "http_memory.h"
#include "render/feature/query.h"
#include "render/ogcapi/items_page.h"
#include "render_layer.h"

#define COLUMNS_MAX	32

/* A row as PostgreSQL would give it: values in text, NULL for NULL. */
static struct gs_rows
row_of(struct gs_arena *a, const char *const *values, int n)
{
	PGresult *r = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
	PGresAttDesc desc[COLUMNS_MAX];
	char name[] = "c";

	assert_true(n <= COLUMNS_MAX);
	for (int i = 0; i < n; i++)
		desc[i] = (PGresAttDesc){ .name = name };
	assert_true(PQsetResultAttrs(r, n, desc));
	for (int i = 0; i < n; i++) {
		char *v = values[i] ? gs_strdup(a, values[i]) : NULL;

		assert_true(PQsetvalue(r, 0, i, v, v ? (int)strlen(v) : -1));
	}
	gs_arena_defer(a, (void (*)(void *))PQclear, r);
	return (struct gs_rows){ .result = r, .n = 1 };
}

static const struct gs_jval *
feature(struct gs_arena *a, const struct feature_query *q,
    const struct gs_rows *r, const char *prefix)
{
	struct gs_err err = { 0 };
	struct gs_jval *tree;
	struct gs_json j;
	struct gs_out o;
	struct gs_buf b;

	gs_buf_init_arena(&b, a, 65536);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	feature_geojson(&j, q, r, 0, prefix);
	gs_json_finish(&j);
	assert_int_equal(gs_json_parse(&tree, a, gs_buf_str(&b), 0, &err),
	    GS_OK);
	return tree;
}

static const char *const full[] = { "7",
    "{\"type\":\"Point\",\"coordinates\":[0.5,47]}", "</script>\"\\\xc3\xa9",
    "x", "y", "z", "long", "9007199254740993", "1e+20", "t", "2026-01-02",
    "2026-01-01T05:00:00.5Z", "{\"k\": [1, null]}", "l", "f" };

static void
test_types_are_kept(void **state GS_UNUSED)
{
	struct gs_arena *a = gs_arena_new();
	struct render_layer l = test_layer();
	struct feature_query q = { .layer = &l };
	struct gs_rows r = row_of(a, full, (int)GS_COUNTOF(full));
	const struct gs_jval *f = feature(a, &q, &r, NULL), *p;

	assert_true(gs_str_eqc(gs_jget_str(f, "type"), "Feature"));
	assert_int_equal(gs_jget(f, "id")->type, GS_JNUMBER);
	assert_true(gs_str_eqc(gs_jget_str(gs_jget(f, "geometry"), "type"),
	    "Point"));
	p = gs_jget(f, "properties");
	assert_int_equal(p->n, GS_COUNTOF(test_columns));
	assert_true(gs_str_eqc(gs_jget_str(p, "nom"),
	    "</script>\"\\\xc3\xa9"));
	assert_true(gs_str_eqc(gs_jget_str(p, "a\"b"), "x"));
	assert_true(gs_str_eqc(gs_jget(p, "entier")->text,
	    "9007199254740993"));
	assert_int_equal(gs_jget(p, "nombre")->type, GS_JNUMBER);
	assert_int_equal(gs_jget(p, "ouvert")->type, GS_JBOOL);
	assert_true(gs_jget(p, "ouvert")->b);
	assert_int_equal(gs_jget(p, "jour")->type, GS_JSTRING);
	assert_true(gs_str_eqc(gs_jget_str(p, "instant"),
	    "2026-01-01T05:00:00.5Z"));
	assert_int_equal(gs_jget(gs_jget(p, "details"), "k")->n, 2);
	assert_null(gs_jget(f, "layer"));
	gs_arena_free(a);
}

static void
test_nulls_and_not_numbers(void **state GS_UNUSED)
{
	struct gs_arena *a = gs_arena_new();
	struct render_layer l = test_layer();
	struct feature_query q = { .layer = &l };
	const char *values[GS_COUNTOF(full)] = { "1" };
	const struct gs_jval *f, *p;
	struct gs_rows r;

	r = row_of(a, values, (int)GS_COUNTOF(values));
	f = feature(a, &q, &r, NULL);
	assert_int_equal(gs_jget(f, "geometry")->type, GS_JNULL);
	p = gs_jget(f, "properties");
	for (const struct gs_jval *v = p->first; v != NULL; v = v->next)
		assert_int_equal(v->type, GS_JNULL);
	values[8] = "NaN";
	r = row_of(a, values, (int)GS_COUNTOF(values));
	p = gs_jget(feature(a, &q, &r, NULL), "properties");
	assert_int_equal(gs_jget(p, "nombre")->type, GS_JNULL);
	values[8] = "-Infinity";
	r = row_of(a, values, (int)GS_COUNTOF(values));
	p = gs_jget(feature(a, &q, &r, NULL), "properties");
	assert_int_equal(gs_jget(p, "nombre")->type, GS_JNULL);
	gs_arena_free(a);
}

static void
test_chosen_properties(void **state GS_UNUSED)
{
	struct gs_arena *a = gs_arena_new();
	struct render_layer l = test_layer();
	bool only[GS_COUNTOF(test_columns)] = { [3] = true, [5] = true };
	struct feature_query q = { .layer = &l, .only = only };
	const char *const values[] = { "1", NULL, "été", "3" };
	struct gs_rows r = row_of(a, values, 4);
	const struct gs_jval *p = gs_jget(feature(a, &q, &r, NULL),
	    "properties");

	assert_int_equal(p->n, 2);
	assert_true(gs_str_eqc(gs_jget_str(p, "é"), "été"));
	assert_true(gs_str_eqc(gs_jget(p, "entier")->text, "3"));
	gs_arena_free(a);
}

static void
test_names_its_layer(void **state GS_UNUSED)
{
	struct gs_arena *a = gs_arena_new();
	struct render_layer l = test_layer();
	struct feature_query q = { .layer = &l };
	struct gs_rows r = row_of(a, full, (int)GS_COUNTOF(full));
	const struct gs_jval *f = feature(a, &q, &r, "essai.points");

	assert_true(gs_str_eqc(gs_jget_str(f, "id"), "essai.points.7"));
	assert_true(gs_str_eqc(gs_jget_str(f, "layer"), "essai.points"));
	gs_arena_free(a);
}

/* -- pages ------------------------------------------------------------------- */

struct pager {
	struct gs_arena			*a;
	struct gs_conf			 conf;
	struct memory_io		 io;
	const char			*env[7];
	struct gs_req			 req;
	struct render_layer		 layer;
	struct feature_query		 q;
	struct ogcapi_items_page	 p;
};

static void
pager_init(struct pager *t, const char *query)
{
	*t = (struct pager){ .a = gs_arena_new(), .layer = test_layer(),
	    .env = { "REQUEST_METHOD", "GET", "GS_PATH",
	    "/ogc/features/collections/essai.points/items", "QUERY_STRING",
	    query } };
	t->conf.public_url = gs_strdup(t->a, "https://example.test");
	memory_init(&t->io, t->a, t->env, "");
	gs_req_init(&t->req, t->a, &t->conf, NULL, &t->io.io);
	t->layer.ncolumns = 0;
	t->q = (struct feature_query){ .layer = &t->layer, .limit = 2 };
}

/* Rows with these ids; on a BEFORE page each also tells their number. */
static int
feed(struct pager *t, const char *const *ids, int n)
{
	int kept = 0;

	ogcapi_items_page_init(&t->p, &t->q, 100);
	for (int i = 0; i < n; i++) {
		const char *const v[] = { ids[i], NULL,
		    gs_printf(t->a, "%d", n) };
		struct gs_rows r = row_of(t->a, v, 3);

		kept += ogcapi_items_page_row(&t->p, &r);
	}
	return kept;
}

#define ROOT	"https://example.test/ogc/features/collections/essai.points/items"

static void
test_first_page(void **state GS_UNUSED)
{
	static const char *const ids[] = { "4", "9", "11" };
	struct pager t;

	pager_init(&t, "limit=2&nom=a%26b%20%C3%A9&offset=0");
	assert_int_equal(feed(&t, ids, 3), 2);
	assert_string_equal(ogcapi_items_page_next(&t.p, &t.req),
	    ROOT "?limit=2&nom=a%26b%20%C3%A9&after=3.9");
	assert_null(ogcapi_items_page_prev(&t.p, &t.req));
	assert_int_equal(feed(&t, ids, 2), 2);
	assert_null(ogcapi_items_page_next(&t.p, &t.req));
	gs_arena_free(t.a);
}

static void
test_offset_page(void **state GS_UNUSED)
{
	static const char *const ids[] = { "4", "9", "11" };
	struct pager t;

	pager_init(&t, "offset=5");
	t.q.offset = 5;
	feed(&t, ids, 3);
	assert_string_equal(ogcapi_items_page_next(&t.p, &t.req),
	    ROOT "?after=3.9");
	assert_string_equal(ogcapi_items_page_prev(&t.p, &t.req),
	    ROOT "?offset=3");
	t.q.offset = 1;
	feed(&t, ids, 3);
	assert_string_equal(ogcapi_items_page_prev(&t.p, &t.req), ROOT);
	gs_arena_free(t.a);
}

static void
test_after_page(void **state GS_UNUSED)
{
	static const char *const ids[] = { "4", "9", "11" };
	struct pager t;

	pager_init(&t, "after=3.2&crs=x");
	t.q.page = FEATURE_AFTER;
	t.q.cursor = 2;
	feed(&t, ids, 3);
	assert_string_equal(ogcapi_items_page_next(&t.p, &t.req),
	    ROOT "?crs=x&after=3.9");
	assert_string_equal(ogcapi_items_page_prev(&t.p, &t.req),
	    ROOT "?crs=x&before=3.4");
	/* Past the end: the way back is still there. */
	feed(&t, ids, 0);
	assert_null(ogcapi_items_page_next(&t.p, &t.req));
	assert_string_equal(ogcapi_items_page_prev(&t.p, &t.req),
	    ROOT "?crs=x&before=3.3");
	gs_arena_free(t.a);
}

static void
test_before_page(void **state GS_UNUSED)
{
	static const char *const ids[] = { "4", "9", "11" };
	struct pager t;

	pager_init(&t, "before=3.12");
	t.q.page = FEATURE_BEFORE;
	t.q.cursor = 12;
	assert_int_equal(feed(&t, ids, 3), 2);
	assert_int_equal(t.p.first, 9);
	assert_int_equal(t.p.last, 11);
	assert_string_equal(ogcapi_items_page_prev(&t.p, &t.req),
	    ROOT "?before=3.9");
	assert_string_equal(ogcapi_items_page_next(&t.p, &t.req),
	    ROOT "?after=3.11");
	assert_int_equal(feed(&t, ids, 2), 2);
	assert_int_equal(t.p.first, 4);
	assert_null(ogcapi_items_page_prev(&t.p, &t.req));
	gs_arena_free(t.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types_are_kept),
		cmocka_unit_test(test_nulls_and_not_numbers),
		cmocka_unit_test(test_chosen_properties),
		cmocka_unit_test(test_names_its_layer),
		cmocka_unit_test(test_first_page),
		cmocka_unit_test(test_offset_page),
		cmocka_unit_test(test_after_page),
		cmocka_unit_test(test_before_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
