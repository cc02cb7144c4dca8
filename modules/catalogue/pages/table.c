/* SPDX-License-Identifier: MIT */
/* table.c: a page of rows of one layer; see table.h. */
#include "common/base.h"

#include <inttypes.h>

#include "common/fmt.h"
#include "common/page.h"

#include "catalogue/pages/colour.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"
#include "catalogue/pages/gtfs.h"
#include "catalogue/pages/table.h"

#define PAGE_SIZE	20
#define CELL_MAX	160	/* bytes of a text shown in a cell */
#define BRIEF_MAX	36	/* bytes of one that stays on one line */

struct cell {
	struct gs_req		*req;
	struct gs_jval		*out;	/* {text, class, link, swatch, strip} */
	const struct gs_jval	*value;
	gs_str			 column;
};

/* The start of ${s}, between two characters. */
static gs_str
shortened(struct gs_arena *a, gs_str s)
{
	size_t n = CELL_MAX;

	if (s.len <= CELL_MAX)
		return s;
	while (n > 0 && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return gs_str_of(gs_printf(a, "%.*s…", (int)n, s.ptr));
}

static void
set_text(struct cell *c, gs_str text)
{
	gs_jset_str(c->req->arena, c->out, "text",
	    shortened(c->req->arena, text));
}

static void
write_text(struct cell *c)
{
	gs_str s = c->value->text;
	struct pages_colour colour;

	if (c->value->type != GS_JSTRING)
		return;
	set_text(c, s);
	if (pages_colour_parse(s, &colour))
		gs_jset_str(c->req->arena, c->out, "swatch", s);
	if (gs_str_starts(s, "https://") || gs_str_starts(s, "http://"))
		gs_jset_str(c->req->arena, c->out, "link", s);
}

/* Integers as they are: they may be years or codes. */
static void
write_number(struct cell *c)
{
	char *text;

	if (c->value->type != GS_JNUMBER && c->value->type != GS_JSTRING)
		return;		/* "NaN" and "Infinity" are strings */
	text = gs_str_dup(c->req->arena, c->value->text);
	if (c->req->lang == GS_FR && strchr(text, '.') != NULL)
		*strchr(text, '.') = ',';
	set_text(c, gs_str_of(text));
}

static void
write_boolean(struct cell *c)
{
	if (c->value->type == GS_JBOOL)
		set_text(c, gs_text(c->req, c->value->b ? "table.yes" :
		    "table.no"));
}

static void
write_date(struct cell *c)
{
	if (c->value->type == GS_JSTRING)
		set_text(c, gs_str_of(gs_fmt_date(c->req->arena, c->req->lang,
		    c->value->text)));
}

static void
write_json(struct cell *c)
{
	struct gs_buf b;
	struct gs_out o;
	struct gs_json j;

	if (c->value->type == GS_JNULL)
		return;
	if (gs_str_eqc(c->column, "frequency")) {
		if (!pages_gtfs_strip(c->req, c->out, c->value))
			set_text(c, gs_text(c->req, "table.none"));
		return;
	}
	gs_buf_init_arena(&b, c->req->arena, 64 << 10);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	gs_json_value(&j, c->value);
	gs_json_finish(&j);
	set_text(c, gs_buf_str(&b));
}

static const struct form {
	const char	*type;
	bool		 right;
	void		(*write)(struct cell *c);
} forms[] = {
	{ "text", false, write_text }, { "integer", true, write_number },
	{ "number", true, write_number }, { "boolean", false, write_boolean },
	{ "date", false, write_date }, { "datetime", false, write_text },
	{ "json", false, write_json },
};

static const struct form *
form_of(const struct gs_jval *column)
{
	gs_str type = gs_jget_str(column, "type");

	for (size_t i = 0; i < GS_COUNTOF(forms); i++)
		if (gs_str_eqc(type, forms[i].type))
			return &forms[i];
	return &forms[0];
}

/* Identifiers say little to a reader: they stand after the rest. */
static bool
is_identifier(const struct gs_jval *column)
{
	gs_str name = gs_jget_str(column, "name");

	return gs_str_eqc(name, "id") || gs_str_ends(name, "_id");
}

static void
add_column(struct gs_req *req, struct gs_jval *list, const struct gs_jval *c)
{
	struct gs_jval *one = gs_jobject(req->arena);
	gs_str title = gs_jget_str(c, req->lang == GS_FR ? "title_fr" :
	    "title_en");

	gs_jset_str(req->arena, one, "column_title", title.len ? title :
	    gs_jget_str(c, "name"));
	gs_jset_str(req->arena, one, "class", form_of(c)->right ?
	    GS_STR("right") : GS_STR(""));
	gs_jpush(list, one);
}

static void
add_columns(struct gs_req *req, struct gs_jval *table,
    const struct gs_jval *columns)
{
	struct gs_jval *list = gs_jarray(req->arena);

	for (int last = 0; last < 2; last++)
		for (const struct gs_jval *c = columns->first; c; c = c->next)
			if (is_identifier(c) == (last == 1))
				add_column(req, list, c);
	gs_jset(req->arena, table, "columns", list);
}

static void
add_cell(struct gs_req *req, struct gs_jval *cells, const struct gs_jval *c,
    const struct gs_jval *v)
{
	const struct form *f = form_of(c);
	struct cell cell = { .req = req, .out = gs_jobject(req->arena),
	    .value = v, .column = gs_jget_str(c, "name") };

	if (v != NULL)
		f->write(&cell);
	if (gs_jget(cell.out, "text") == NULL)
		set_text(&cell, GS_STR(""));
	gs_jset_str(req->arena, cell.out, "class", f->right ?
	    GS_STR("right") : gs_jget_str(cell.out, "text").len <= BRIEF_MAX ?
	    GS_STR("brief") : GS_STR("long"));
	gs_jpush(cells, cell.out);
}

/* The row's values are in the order of its columns. */
static void
add_row(struct gs_req *req, struct gs_jval *rows, const struct gs_jval *row,
    const struct gs_jval *columns)
{
	struct gs_jval *one = gs_jobject(req->arena);
	struct gs_jval *cells = gs_jarray(req->arena);

	for (int last = 0; last < 2; last++) {
		const struct gs_jval *v = row->first;

		for (const struct gs_jval *c = columns->first; c; c = c->next) {
			if (is_identifier(c) == (last == 1))
				add_cell(req, cells, c, v);
			v = v ? v->next : NULL;
		}
	}
	gs_jset(req->arena, one, "cells", cells);
	gs_jpush(rows, one);
}

/* Addresses of the tabs; the layer to show, NULL when there is none. */
static struct gs_jval *
choose(struct gs_req *req, struct gs_jval *data)
{
	struct gs_jval *layers = pages_data_member(data, "layers", GS_JARRAY);
	gs_str asked = gs_req_param(req, "layer");
	struct gs_jval *chosen = NULL;

	if (layers == NULL)
		return NULL;
	for (struct gs_jval *l = layers->first; l != NULL; l = l->next) {
		gs_str name = gs_jget_str(l, "name");

		pages_data_printf(req, l, "table_url", "%s/dataset/%.*s?"
		    "layer=%.*s#table", req->lang_prefix,
		    GS_FMT(gs_jget_str(data, "slug")), GS_FMT(name));
		if (chosen == NULL && (asked.len == 0 || gs_str_eq(asked,
		    name)))
			chosen = l;
	}
	if (chosen != NULL)
		gs_jset_bool(req->arena, chosen, "chosen", true);
	gs_jset_bool(req->arena, data, "many_layers", layers->n > 1);
	return chosen;
}

static void
describe(struct gs_req *req, struct gs_jval *table,
    const struct pages_paging *p, size_t rows)
{
	int64_t first = (p->page - 1) * p->size + 1;

	gs_jset_bool(req->arena, table, "any", rows > 0);
	gs_jset_bool(req->arena, table, "beyond", rows == 0 && p->total > 0);
	gs_jset_int(req->arena, table, "first_int", first);
	gs_jset_int(req->arena, table, "last_int", first + (int64_t)rows - 1);
	gs_jset_int(req->arena, table, "total_int", p->total);
	pages_data_printf(req, table, "first_url", "%s1%s", p->link,
	    p->anchor);
	pages_data_pager(req, table, p);
}

enum gs_status
pages_table(struct gs_req *req, struct gs_jval *data, int64_t page)
{
	struct pages_paging p = { .page = page, .size = PAGE_SIZE,
	    .anchor = "#table" };
	struct gs_jval *layer = choose(req, data), *found, *rows, *table;
	const struct gs_jval *columns = gs_jget(layer, "columns"), *list;
	int64_t id;
	enum gs_status st;

	if (gs_jget(data, "layers")->type != GS_JARRAY &&
	    gs_req_param(req, "layer").len == 0)
		return GS_OK;
	if (!gs_jget_int(layer, "id", &id) || columns == NULL)
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "layer: this dataset has no such layer");
	if ((st = pages_db_rows(req, id, (page - 1) * PAGE_SIZE, PAGE_SIZE,
	    &found)) != GS_OK)
		return st;
	gs_jget_int(found, "total", &p.total);
	p.link = gs_printf(req->arena, "%s/dataset/%.*s?layer=%.*s&page=",
	    req->lang_prefix, GS_FMT(gs_jget_str(data, "slug")),
	    GS_FMT(gs_jget_str(layer, "name")));
	table = gs_jobject(req->arena);
	rows = gs_jarray(req->arena);
	gs_jset_str(req->arena, table, "layer_title", gs_jget_str(layer,
	    "layer_title"));
	add_columns(req, table, columns);
	list = gs_jget(found, "rows");
	for (list = list ? list->first : NULL; list; list = list->next)
		add_row(req, rows, list, columns);
	describe(req, table, &p, rows->n);
	gs_jset(req->arena, table, "rows", rows);
	gs_jset(req->arena, data, "table", table);
	return GS_OK;
}
