/* SPDX-License-Identifier: MIT */
/* items_html.c: data of the templates ogcapi_items and ogcapi_item. */
#include "common/base.h"

#include "common/fmt.h"
#include "common/page.h"
#include "render/ogcapi/items_html.h"

/* A table's cell shows so much of a text; the feature's page shows it all. */
#define CELL_MAX	120

struct table {
	struct gs_req			*req;
	struct ogcapi_items_page	 page;
	struct gs_jval			*rows;
};

/* The start of ${s}, not cutting a character. */
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

static const char *
column_title(const struct gs_req *req, const struct render_column *c)
{
	return req->lang == GS_FR ? c->title_fr : c->title_en;
}

static void
cell(struct gs_req *req, struct gs_jval *cells, gs_str text, bool number)
{
	struct gs_jval *v = gs_jobject(req->arena);

	gs_jset_str(req->arena, v, "text", text);
	gs_jset_bool(req->arena, v, "number", number);
	gs_jpush(cells, v);
}

static enum gs_status
table_row(void *ctx, const struct gs_rows *r)
{
	struct table *t = ctx;
	struct gs_req *req = t->req;
	const struct feature_query *q = t->page.q;
	struct gs_jval *row, *cells;
	int col = FEATURE_ROW_PROPERTIES;
	char *href;

	if (!ogcapi_items_page_row(&t->page, r))
		return GS_OK;
	row = gs_jobject(req->arena);
	cells = gs_jarray(req->arena);
	href = gs_printf(req->arena, "%s%s/%lld", req->lang_prefix,
	    ogcapi_path(req, q->layer, "/items"), (long long)t->page.last);
	gs_jset_int(req->arena, row, "id", t->page.last);
	gs_jset_str(req->arena, row, "href", gs_str_of(href));
	for (int i = 0; i < q->layer->ncolumns; i++) {
		const struct render_column *c = &q->layer->columns[i];
		gs_str text;

		if (q->only != NULL && !q->only[i])
			continue;
		/* The row's memory goes with the row. */
		text = gs_str_of(gs_str_dup(req->arena, feature_text(req, c->type,
		    gs_row_str(r, 0, col++))));
		cell(req, cells, shortened(req->arena, text), c->type ==
		    RENDER_INTEGER || c->type == RENDER_NUMBER);
	}
	gs_jset(req->arena, row, "cells", cells);
	gs_jpush(t->rows, row);
	return GS_OK;
}

/* What the pages of features share. */
static struct gs_jval *
layer_data(struct gs_req *req, const struct render_layer *l)
{
	struct gs_jval *data = gs_jobject(req->arena);
	struct gs_arena *a = req->arena;

	gs_jset_str(a, data, "id", gs_str_of(l->full_name));
	gs_jset_str(a, data, "layer_title",
	    gs_str_of(render_layer_title(req, l)));
	gs_jset_str(a, data, "collection_href", gs_str_of(gs_printf(a, "%s%s",
	    req->lang_prefix, ogcapi_path(req, l, ""))));
	gs_jset_str(a, data, "items_href", gs_str_of(gs_printf(a, "%s%s",
	    req->lang_prefix, ogcapi_path(req, l, "/items"))));
	return data;
}

static void
columns_data(struct gs_req *req, struct gs_jval *data,
    const struct feature_query *q)
{
	struct gs_jval *columns = gs_jarray(req->arena);

	for (int i = 0; i < q->layer->ncolumns; i++)
		if (q->only == NULL || q->only[i])
			cell(req, columns, gs_str_of(column_title(req,
			    &q->layer->columns[i])),
			    q->layer->columns[i].type == RENDER_INTEGER ||
			    q->layer->columns[i].type == RENDER_NUMBER);
	gs_jset(req->arena, data, "columns", columns);
}

enum gs_status
ogcapi_items_html(struct gs_req *req, struct gs_res *res,
    const struct ogcapi_items_page *page)
{
	const char *const as_json[] = { "f", "json", NULL };
	const struct render_layer *l = page->q->layer;
	struct table t = { .req = req, .page = *page,
	    .rows = gs_jarray(req->arena) };
	struct gs_jval *data = layer_data(req, l);
	struct feature_query *q = GS_NEW(req->arena, struct feature_query);
	const char *link;
	enum gs_status st;

	*q = *page->q;
	q->no_geometry = true;
	t.page.q = q;
	if ((st = feature_stream(req, q, table_row, &t)) != GS_OK)
		return st;
	columns_data(req, data, q);
	gs_jset_str(req->arena, data, "title",
	    gs_str_of(render_layer_title(req, l)));
	gs_jset(req->arena, data, "rows", t.rows);
	gs_jset_bool(req->arena, data, "empty", t.page.rows == 0);
	gs_jset_str(req->arena, data, "matched", gs_str_of(gs_fmt_int(
	    req->arena, req->lang, page->matched)));
	gs_jset_str(req->arena, data, "returned", gs_str_of(gs_fmt_int(
	    req->arena, req->lang, t.page.rows)));
	gs_jset_str(req->arena, data, "json_href", gs_str_of(ogcapi_href(req,
	    ogcapi_path(req, l, "/items"), as_json)));
	if ((link = ogcapi_items_page_next(&t.page, req)) != NULL)
		gs_jset_str(req->arena, data, "next", gs_str_of(link));
	if ((link = ogcapi_items_page_prev(&t.page, req)) != NULL)
		gs_jset_str(req->arena, data, "prev", gs_str_of(link));
	return gs_page(req, res, 200, "ogcapi_items", data);
}

enum gs_status
ogcapi_item_html(struct gs_req *req, struct gs_res *res,
    const struct feature_query *q, const struct gs_rows *r)
{
	const char *const as_json[] = { "f", "json", NULL };
	struct gs_jval *data = layer_data(req, q->layer);
	struct gs_jval *properties = gs_jarray(req->arena);
	struct gs_arena *a = req->arena;

	for (int i = 0; i < q->layer->ncolumns; i++) {
		const struct render_column *c = &q->layer->columns[i];
		struct gs_jval *v = gs_jobject(a);

		gs_jset_str(a, v, "name", gs_str_of(column_title(req, c)));
		gs_jset_str(a, v, "text", feature_text(req, c->type, gs_row_str(r, 0,
		    FEATURE_ROW_PROPERTIES + i)));
		gs_jpush(properties, v);
	}
	gs_jset(a, data, "properties", properties);
	gs_jset_int(a, data, "fid", q->fid);
	gs_jset_str(a, data, "title", gs_str_of(gs_printf(a, "%s - %lld",
	    render_layer_title(req, q->layer), (long long)q->fid)));
	gs_jset_str(a, data, "geometry", gs_row_str(r, 0, 1));
	gs_jset_str(a, data, "json_href", gs_str_of(ogcapi_href(req,
	    gs_printf(a, "%s/%lld", ogcapi_path(req, q->layer, "/items"),
	    (long long)q->fid), as_json)));
	return gs_page(req, res, 200, "ogcapi_item", data);
}
