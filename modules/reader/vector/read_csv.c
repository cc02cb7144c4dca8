/* SPDX-License-Identifier: MIT */
/*
 * read_csv.c: tables of text, in two passes over the same bytes: one looks
 * (names, types, places, faults), one writes. Rows are checked the same way
 * in both; findings are told in the first.
 */
#include "common/base.h"

#include <math.h>

#include "reader/date.h"
#include "reader/vector/csv_guess.h"
#include "reader/vector/csv_table.h"
#include "reader/vector/names.h"
#include "reader/vector/rules.h"
#include "reader/vector/style.h"
#include "reader/vector/vector.h"

#define HEAD_MAX	(256u * 1024u)

static void
find_row(struct csv_table *t, enum vector_rule rule, uint32_t line,
    struct reader_place at)
{
	at.line = line;
	if (t->out == NULL)
		vector_find(t->r, rule, at);
}

static gs_str
cell(const struct reader_csv_row *row, int i)
{
	return i >= 0 && (size_t)i < row->n ? gs_str_trim(row->field[i]) :
	    GS_NOSTR;
}

/* The two columns, or the one of WKT, that --geometry-columns names. */
static enum gs_status
place_by_option(struct csv_table *t)
{
	gs_str rest = gs_str_of(t->r->opt->geometry_columns), name;
	int found[2] = { -1, -1 }, n = 0;
	struct gs_buf all;
	size_t i;

	gs_buf_init_arena(&all, t->r->arena, 8192);
	for (i = 0; i < t->n; i++)
		gs_buf_printf(&all, "%s%s", i ? ", " : "",
		    t->columns[i].title_fr);
	while (rest.ptr != NULL && n < 2) {
		name = gs_str_trim(gs_str_split(&rest, ','));
		for (i = 0; i < t->n && found[n] < 0; i++)
			if (gs_str_eqc(name, t->columns[i].title_fr) ||
			    gs_str_eqc(name, t->columns[i].name))
				found[n] = (int)i;
		if (found[n++] < 0)
			return vector_refuse(t->r, VR_COLUMN_OPTION,
			    (struct reader_place){ .value = name,
			    .other = gs_buf_str(&all) });
	}
	t->place = (struct csv_place){ found[0], found[1], -1, NULL };
	if (n == 1)
		t->place = (struct csv_place){ -1, -1, found[0], NULL };
	return GS_OK;
}

static void
place_by_names(struct csv_table *t)
{
	const char **names = GS_NEWN(t->r->arena, t->n, const char *);
	struct reader_place at = { 0 };
	size_t i;

	for (i = 0; i < t->n; i++)
		names[i] = t->columns[i].name;
	t->place = csv_guess_place(names, t->n);
	if (t->place.crs == NULL || t->r->opt->crs != NULL)
		return;
	at.field = gs_printf(t->r->arena, "%s, %s",
	    t->columns[t->place.x].title_fr, t->columns[t->place.y].title_fr);
	at.other = gs_str_of(t->place.crs);
	find_row(t, VR_CRS_ASSUMED, 1, at);
}

static enum gs_status
read_header(struct csv_table *t, const struct reader_csv_row *row)
{
	struct reader_intern used = { 0 };
	char number[24];
	size_t i;

	t->n = row->n;
	for (i = 0; i < row->n; i++) {
		struct reader_column *c = &t->columns[i];
		gs_str raw = gs_str_trim(row->field[i]);

		c->name = vector_names_column(t->r->arena, &used, raw, i + 1);
		c->title_fr = c->title_en = vector_names_title(t->r->arena,
		    raw, c->name);
		if (raw.len > 0)
			continue;
		snprintf(number, sizeof(number), "%zu", i + 1);
		find_row(t, VR_COLUMN_EMPTY, row->line,
		    (struct reader_place){ .value = gs_str_of(number),
		    .other = gs_str_of(c->name) });
	}
	reader_intern_release(&used);
	t->place = (struct csv_place){ -1, -1, -1, NULL };
	if (t->r->opt->geometry_columns != NULL)
		return strcmp(t->r->opt->geometry_columns, CSV_NO_PLACE) == 0 ?
		    GS_OK : place_by_option(t);
	place_by_names(t);
	return GS_OK;
}

/* Extra values that are empty are only commas. */
static bool
check_length(struct csv_table *t, const struct reader_csv_row *row)
{
	char n[24], want[24];
	size_t i = t->n;

	while (i < row->n && row->field[i].len == 0)
		i++;
	if (row->n >= t->n && i == row->n)
		return true;
	snprintf(n, sizeof(n), "%zu", row->n);
	snprintf(want, sizeof(want), "%zu", t->n);
	find_row(t, VR_ROW_LENGTH, row->line, (struct reader_place){
	    .value = gs_str_of(n), .other = gs_str_of(want) });
	return false;
}

static bool
read_wkt(struct csv_table *t, const struct reader_csv_row *row,
    OGRGeometryH *g)
{
	char *text = gs_str_dup(t->scratch, cell(row, t->place.wkt)), *p;
	enum geom_fate fate;
	unsigned kinds = 0;

	p = text;
	*g = NULL;
	if (text[0] == '\0')
		return true;	/* a row without a place is fine here */
	if (strncasecmp(p, "SRID=", 5) == 0 && strchr(p, ';') != NULL)
		p = strchr(p, ';') + 1;
	if (OGR_G_CreateFromWkt(&p, NULL, g) != OGRERR_NONE)
		return false;
	*g = vector_geom_clean(*g, &kinds, &fate);
	t->kinds |= kinds;
	return fate != GEOM_LOST;
}

static bool
read_point(struct csv_table *t, const struct reader_csv_row *row,
    OGRGeometryH *g, int *bad)
{
	double x, y;

	*bad = t->place.x;
	if (!csv_guess_number(cell(row, t->place.x), &x))
		return false;
	*bad = t->place.y;
	if (!csv_guess_number(cell(row, t->place.y), &y) ||
	    fabs(x) > 1e12 || fabs(y) > 1e12)
		return false;
	*g = OGR_G_CreateGeometry(wkbPoint);
	OGR_G_SetPoint_2D(*g, 0, x, y);
	t->kinds |= GEOM_POINT;
	return true;
}

/* The row's geometry, NULL for none; false when it should have one. */
static bool
read_place(struct csv_table *t, const struct reader_csv_row *row,
    OGRGeometryH *g)
{
	int bad = t->place.wkt;
	bool ok = true;

	*g = NULL;
	if (t->place.wkt >= 0)
		ok = read_wkt(t, row, g);
	else if (t->place.x >= 0)
		ok = read_point(t, row, g, &bad);
	if (!ok)
		find_row(t, VR_COORDINATE, row->line, (struct reader_place){
		    .field = t->columns[bad].title_fr,
		    .value = cell(row, bad) });
	return ok;
}

static void
look(struct csv_table *t, const struct reader_csv_row *row, OGRGeometryH g)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		csv_guess_see(&t->evidence[i], cell(row, (int)i));
	if (g != NULL)
		vector_geom_widen(&t->box, g);
}

static enum gs_status
on_row(void *ctx, const struct reader_csv_row *row)
{
	struct csv_table *t = ctx;
	OGRGeometryH g = NULL;
	enum gs_status st = GS_OK;

	if (row->flags & TEXT_RECODED && !t->recoded) {
		t->recoded = true;
		find_row(t, VR_TEXT_RECODED, row->line,
		    (struct reader_place){ 0 });
	}
	if (!t->header) {
		t->header = true;
		return t->out == NULL ? read_header(t, row) : GS_OK;
	}
	gs_arena_reset(t->scratch);
	if (!check_length(t, row) || !read_place(t, row, &g))
		return GS_OK;
	if (t->out == NULL) {
		t->rows++;
		look(t, row, g);
		if (g != NULL)
			OGR_G_DestroyGeometry(g);
	} else {
		st = csv_table_put(t, row, g);
	}
	return st;
}

static enum gs_status
on_fault(void *ctx, enum reader_csv_fault fault, uint32_t line)
{
	static const enum vector_rule rules[] = {
		[CSV_FAULT_STRAY_QUOTE] = VR_QUOTE_STRAY,
		[CSV_FAULT_QUOTES] = VR_QUOTES,
		[CSV_FAULT_OPEN_QUOTE] = VR_QUOTES,
		[CSV_FAULT_FIELDS] = VR_ROW_TOO_LONG,
		[CSV_FAULT_TOO_LONG] = VR_ROW_TOO_LONG,
	};

	find_row(ctx, rules[fault], line, (struct reader_place){ 0 });
	return GS_OK;
}

static enum gs_status
pass(struct csv_table *t)
{
	struct reader_csv *c = GS_NEW(t->r->arena, struct reader_csv);
	enum gs_status st;

	c->delimiter = t->delimiter;
	c->charset = t->charset;
	c->row = on_row;
	c->fault = on_fault;
	c->ctx = t;
	t->header = false;
	reader_csv_begin(c);
	st = reader_csv_feed(c, t->text.ptr, t->text.len);
	if (st == GS_OK)
		st = reader_csv_end(c);
	reader_csv_release(c);
	return st;
}

static enum gs_status
find_crs(struct csv_table *t)
{
	const char *text = t->r->opt->crs ? t->r->opt->crs : t->place.crs;
	struct gs_bbox d;

	/* No column by its name: the values may tell. */
	if (t->place.x < 0 && t->place.wkt < 0 &&
	    t->r->opt->geometry_columns == NULL && !csv_table_ask(t))
		vector_find(t->r, VR_NO_GEOMETRY, (struct reader_place){ 0 });
	if (t->kinds == 0)
		return GS_OK;
	if (text == NULL) {
		vector_crs_ask(t->r, &t->box);
		return GS_OK;
	}
	if (!vector_crs_parse(&t->crs, t->r, text))
		return vector_refuse(t->r, VR_CRS_OPTION,
		    (struct reader_place){ .value = gs_str_of(text) });
	if (vector_crs_degrees(&t->crs, &t->box, &d))
		vector_crs_check_place(t->r, &t->crs, t->title, &d);
	else
		vector_find(t->r, VR_OUT_OF_AREA, (struct reader_place){
		    .value = gs_str_of(t->title), .other = gs_str_of(text) });
	return GS_OK;
}

/* What can be refused before any row. */
static enum gs_status
open_table(struct csv_table *t, const char *name)
{
	struct reader *r = t->r;
	gs_str head = { t->text.ptr, GS_MIN(t->text.len, HEAD_MAX) };

	t->title = vector_names_title(r->arena,
	    vector_names_stem(gs_str_of(name)), "tableau");
	if (head.len >= 2 && (memcmp(head.ptr, "\xff\xfe", 2) == 0 ||
	    memcmp(head.ptr, "\xfe\xff", 2) == 0))
		return vector_refuse(r, VR_UTF16,
		    (struct reader_place){ 0 });
	t->delimiter = csv_guess_delimiter(head);
	if (t->delimiter == 0)
		return vector_refuse(r, VR_NOT_TABLE,
		    (struct reader_place){ 0 });
	if (r->opt->charset != NULL) {
		t->charset = reader_charset_new(r->arena, r->opt->charset);
		if (t->charset == NULL)
			return vector_refuse(r, VR_CHARSET_OPTION,
			    (struct reader_place){
			    .value = gs_str_of(r->opt->charset) });
	}
	return GS_OK;
}

enum gs_status
vector_read_csv(struct reader *r, gs_str text, const char *name)
{
	struct csv_table *t = GS_NEW(r->arena, struct csv_table);
	enum gs_status st;

	t->r = r;
	t->text = text;
	t->box = (struct gs_bbox){ INFINITY, INFINITY, -INFINITY, -INFINITY };
	t->scratch = gs_arena_new();
	(void)vector_gdal_init(r);
	if ((st = open_table(t, name)) == GS_OK &&
	    (st = pass(t)) == GS_OK && (st = find_crs(t)) == GS_OK) {
		if (t->rows == 0)
			vector_find(r, VR_LAYER_EMPTY, (struct reader_place){
			    .value = gs_str_of(t->title) });
		if (r->questions.ptr == NULL && !r->opt->check_only &&
		    r->report.count[READER_ERROR] == 0)
			st = csv_table_write(t, pass);
	}
	gs_arena_free(t->scratch);
	return st;
}
