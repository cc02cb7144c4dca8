/* SPDX-License-Identifier: MIT */
/*
 * test_render_style.c: styles, and that nothing in them can say more to
 * libmapserver than it should: whatever is accepted loads as one layer with
 * the DATA and CONNECTION that were meant.
 */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "render/draw_ms.h"
#include "render_layer.h"

#define CONN	"host=/tmp/a user=gs_render dbname=geosocle"
#define CONN_FORMAT "host=/tmp/%sa user=gs_render"

static struct gs_arena *arena;
static struct gs_err err;
static struct style style;

static struct render_layer
layer_with(const char *json)
{
	struct render_layer l = test_layer();
	struct gs_jval *v;

	assert_int_equal(gs_json_parse(&v, arena, gs_str_of(json), 0, &err),
	    GS_OK);
	l.style = v;
	return l;
}

static enum gs_status
parse(enum style_kind kind, const char *json)
{
	struct render_layer l = layer_with(json);

	gs_err_clear(&err);
	return style_parse(&style, kind, &l, &err);
}

/* Load the text as a map; the caller looks and frees. */
static mapObj *
load(const char *layer)
{
	char *text = gs_printf(arena, "MAP\nSIZE 10 10\nEXTENT 0 0 1 1\n"
	    "SYMBOL NAME \"circle\" TYPE ELLIPSE POINTS 1 1 END END\n"
	    "%sEND\n", layer);
	mapObj *m = msLoadMapFromString(text, NULL);

	if (!m)
		msWriteError(stderr);
	assert_non_null(m);
	return m;
}

static gs_str
text_of(const struct render_layer *l, enum style_kind kind, const char *conn,
    enum gs_status *st)
{
	struct gs_buf b;

	gs_err_clear(&err);
	gs_buf_init_arena(&b, arena, 1 << 16);
	*st = style_layer(&b, l, kind, &style, conn, &err);
	return gs_buf_str(&b);
}

static void
test_defaults(void **state GS_UNUSED)
{
	assert_int_equal(parse(STYLE_LINE, "{}"), GS_OK);
	assert_int_equal(style.color, 0x0b5d5e);
	assert_true(style.width == 2.5);
	assert_null(style.color_column);
	assert_int_equal(parse(STYLE_POINT, "{\"size\": null}"), GS_OK);
	assert_true(style.size == 7);
}

static void
test_members(void **state GS_UNUSED)
{
	assert_int_equal(parse(STYLE_LINE, "{\"kind\":\"line\","
	    "\"color\":\"#AbCdEf\",\"color_column\":\"nom\",\"width\":3,"
	    "\"label\":\"entier\",\"label_max_scale\":15000}"), GS_OK);
	assert_int_equal(style.color, 0xabcdef);
	assert_string_equal(style.color_column->name, "nom");
	assert_string_equal(style.label->name, "entier");
	assert_true(style.label_max_scale == 15000);
}

static void
test_refused_members(void **state GS_UNUSED)
{
	static const char *const cases[] = {
		"[]", "{\"kind\":\"circle\"}", "{\"colour\":\"#000000\"}",
		"{\"color\":\"red\"}", "{\"color\":\"#12345\"}",
		"{\"color\":\"#1234567\"}", "{\"color\":\"#12345g\"}",
		"{\"color\":1}", "{\"width\":0}", "{\"width\":21}",
		"{\"width\":\"2\"}", "{\"size\":1000}", "{\"label\":\"absent\"}",
		"{\"label\":\"details\"}", "{\"label\":\"a\\\"b\"}",
		"{\"label\":\"a'b\"}", "{\"color_column\":\"entier\"}",
		"{\"label_max_scale\":-1}",
	};

	for (size_t i = 0; i < GS_COUNTOF(cases); i++) {
		if (parse(STYLE_LINE, cases[i]) != GS_EUNPROCESSABLE)
			fail_msg("accepted: %s", cases[i]);
		assert_true(err.text[0] != '\0');
		assert_int_equal(style.color, 0x0b5d5e);
		assert_null(style.label);
	}
}

static void
test_kinds(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();

	assert_int_equal(style_kinds(&l), 1 << STYLE_POINT);
	l.geometry = RENDER_ANY;
	assert_int_equal(style_kinds(&l), 7);
	l.geometry = RENDER_NONE;
	assert_int_equal(style_kinds(&l), 0);
}

/* Every kind, plain and with bound colours and labels, loads as meant. */
static void
test_loads(void **state GS_UNUSED)
{
	static const char *const cases[] = { "{}",
	    "{\"color_column\":\"nom\",\"label\":\"é\"}" };

	for (size_t i = 0; i < GS_COUNTOF(cases); i++)
		for (int k = 0; k < STYLE_KIND__COUNT; k++) {
			struct render_layer l = layer_with(cases[i]);
			enum gs_status st;
			gs_str text;
			mapObj *m;

			l.geometry = i ? RENDER_ANY : RENDER_POINT;
			assert_int_equal(style_parse(&style, k, &l, &err),
			    GS_OK);
			text = text_of(&l, k, CONN, &st);
			assert_int_equal(st, GS_OK);
			m = load(text.ptr);
			assert_int_equal(m->numlayers, 1);
			assert_int_equal(m->layers[0]->numclasses, 4);
			assert_string_equal(m->layers[0]->connection, CONN);
			assert_non_null(strstr(m->layers[0]->data,
			    " FROM data.\"t_points\""));
			assert_non_null(strstr(m->layers[0]->data,
			    ") AS t using unique id using srid=4326"));
			if (i)
				assert_non_null(strstr(m->layers[0]->data,
				    "\"é\"::text AS gs_label"));
			msFreeMap(m);
		}
}

/* Slug and layer name may have 63 bytes each. */
static void
test_longest_name(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();
	char name[127 + 1 + 1];
	enum gs_status st;
	mapObj *m;

	memset(name, 'a', sizeof(name));
	name[63] = '.';
	name[127] = '\0';
	l.full_name = name;
	style_default(&style, STYLE_POINT);
	m = load(text_of(&l, STYLE_POINT, CONN, &st).ptr);
	assert_int_equal(st, GS_OK);
	assert_string_equal(m->layers[0]->name, name);
	msFreeMap(m);
	name[127] = 'a';
	name[128] = '\0';
	text_of(&l, STYLE_POINT, CONN, &st);
	assert_int_equal(st, GS_EUNPROCESSABLE);
}

/* What style_layer() makes of ${value} in one place of the layer. */
static void
attack(int place, const char *value)
{
	struct render_column columns[] = {
		{ place == 0 ? value : "nom", "", "", RENDER_TEXT },
		{ place == 1 ? value : "couleur", "", "", RENDER_TEXT },
	};
	struct render_layer l = test_layer();
	const char *conn = place == 4 ? gs_printf(arena, CONN_FORMAT, value) :
	    CONN;
	enum gs_status st;
	gs_str text;
	mapObj *m;

	style_default(&style, STYLE_POINT);
	style.label = &columns[0];
	style.color_column = &columns[1];
	if (place == 2)
		l.table = value;
	if (place == 3)
		l.full_name = value;
	text = text_of(&l, STYLE_POINT, conn, &st);
	if (st != GS_OK)
		return;
	m = load(text.ptr);
	assert_int_equal(m->numlayers, 1);
	assert_string_equal(m->layers[0]->connection, conn);
	assert_string_equal(m->layers[0]->name, l.full_name);
	assert_int_equal(m->layers[0]->numclasses, 4);
	assert_string_equal(m->layers[0]->data, gs_printf(arena,
	    "geom from (SELECT id, geom"
	    ", CASE WHEN \"%s\" ~ '^#[0-9A-Fa-f]{6}$' THEN \"%s\" ELSE "
	    "'#0b5d5e' END AS gs_color, CASE WHEN \"%s\" ~ "
	    "'^#[0-9A-Fa-f]{6}$' THEN CASE WHEN ('x' || substr(\"%s\", 2, 2))"
	    "::bit(8)::int * 299 + ('x' || substr(\"%s\", 4, 2))::bit(8)::int"
	    " * 587 + ('x' || substr(\"%s\", 6, 2))::bit(8)::int * 114 > "
	    "204000 THEN '#4d5f63' ELSE '#ffffff' END ELSE '#ffffff' END AS "
	    "gs_casing, \"%s\"::text AS gs_label FROM data.\"%s\") AS t "
	    "using unique id using srid=4326", columns[1].name,
	    columns[1].name, columns[1].name, columns[1].name,
	    columns[1].name, columns[1].name, columns[0].name, l.table));
	msFreeMap(m);
}

static void
test_every_byte_everywhere(void **state GS_UNUSED)
{
	for (int place = 0; place < 5; place++)
		for (int at = 0; at < 4; at++)
			for (int c = 1; c < 256; c++) {
				char value[] = "abc?";

				memmove(value + at + 1, value + at,
				    (size_t)(3 - at));
				value[at] = (char)c;
				attack(place, value);
				gs_arena_reset(arena);
			}
}

static void
test_known_attacks(void **state GS_UNUSED)
{
	static const char *const cases[] = {
		"x\" END LAYER NAME \"y", "x' OR '1'='1", "x [nom]",
		"x\" using unique oid using srid=1", "a using unique b",
		"a from b", "!BOX!", "%var%", "x\n\" DATA \"y", "{0123}",
		"x\\", "x/*", "# x", "\xc3\x28", "\xff", "", "`x`",
		"end", "LAYER", "é from (select 1) as t using srid=4",
	};

	for (int place = 0; place < 5; place++)
		for (size_t i = 0; i < GS_COUNTOF(cases); i++)
			attack(place, cases[i]);
}

static void
test_legend_loads(void **state GS_UNUSED)
{
	for (int k = 0; k < STYLE_KIND__COUNT; k++) {
		struct gs_buf b;
		mapObj *m;

		style_default(&style, k);
		style.color_column = &test_columns[0];
		gs_buf_init_arena(&b, arena, 1 << 16);
		style_legend(&b, k, &style);
		m = load(b.ptr);
		assert_int_equal(m->numlayers, 1);
		assert_int_equal(m->layers[0]->numclasses, 1);
		assert_null(m->layers[0]->connection);
		msFreeMap(m);
	}
}

static int
setup(void **state GS_UNUSED)
{
	arena = gs_arena_new();
	return msSetup() == MS_SUCCESS ? 0 : -1;
}

static int
teardown(void **state GS_UNUSED)
{
	gs_arena_free(arena);
	msCleanup();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_refused_members),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_loads),
		cmocka_unit_test(test_longest_name),
		cmocka_unit_test(test_every_byte_everywhere),
		cmocka_unit_test(test_known_attacks),
		cmocka_unit_test(test_legend_loads),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
