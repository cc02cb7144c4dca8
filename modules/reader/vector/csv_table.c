/* SPDX-License-Identifier: MIT */
/* csv_table.c: rows of a CSV as rows of a layer. */
#include "common/base.h"

#include "reader/date.h"
#include "reader/vector/csv_table.h"
#include "reader/vector/names.h"
#include "reader/vector/style.h"

static void
put_value(struct reader_layer *out, enum reader_type type, gs_str v)
{
	int64_t n = 0;
	double d = 0;

	if (v.len == 0) {
		reader_layer_null(out);
		return;
	}
	switch (type) {
	case TYPE_INTEGER:
		if (gs_str_int(v, &n))
			reader_layer_int(out, n);
		else
			reader_layer_null(out);
		break;
	case TYPE_NUMBER:
		if (csv_guess_number(v, &d))
			reader_layer_number(out, d);
		else
			reader_layer_null(out);
		break;
	case TYPE_DATE:
		if (reader_date_iso(v, &n))
			reader_layer_date(out, n);
		else
			reader_layer_null(out);
		break;
	default:
		reader_layer_text(out, v);
	}
}

static void
put_geometry(struct csv_table *t, OGRGeometryH g)
{
	unsigned char *wkb;
	size_t n;

	if (g != NULL && t->crs.publish != NULL &&
	    OGR_G_Transform(g, t->crs.publish) != OGRERR_NONE) {
		OGR_G_DestroyGeometry(g);
		g = NULL;
	}
	g = vector_geom_promote(g, t->kinds);
	if (g == NULL) {
		reader_layer_geom(t->out, GS_NOSTR);
		return;
	}
	n = OGR_G_WkbSizeEx(g);
	wkb = gs_alloc(t->scratch, n);
	OGR_G_ExportToIsoWkb(g, wkbNDR, wkb);
	reader_layer_geom(t->out, (gs_str){ (const char *)wkb, n });
	OGR_G_DestroyGeometry(g);
}

enum gs_status
csv_table_put(struct csv_table *t, const struct reader_csv_row *row,
    OGRGeometryH g)
{
	size_t i, k = 0;

	reader_layer_row(t->out);
	if (t->out->geometry)
		put_geometry(t, g);
	else if (g != NULL)
		OGR_G_DestroyGeometry(g);
	for (i = 0; i < t->n; i++)
		if ((int)i != t->place.wkt)
			put_value(t->out, t->spec.columns[k++].type,
			    gs_str_trim(row->field[i]));
	return GS_OK;
}

/* The columns published: all but the one of WKT, with their types. */
static void
make_columns(struct csv_table *t)
{
	struct reader_column *c = GS_NEWN(t->r->arena, t->n + 1,
	    struct reader_column);
	size_t i, k = 0;

	for (i = 0; i < t->n; i++) {
		if ((int)i == t->place.wkt)
			continue;
		c[k] = t->columns[i];
		c[k++].type = csv_guess_type(&t->evidence[i],
		    csv_guess_is_code(t->columns[i].name));
	}
	t->spec.columns = c;
	t->spec.ncolumns = k;
}

enum gs_status
csv_table_write(struct csv_table *t,
    enum gs_status (*pass)(struct csv_table *t))
{
	struct gs_arena *a = t->r->arena;
	struct reader_intern names = { 0 };
	struct reader_layer out;
	enum gs_status st;
	struct gs_bbox d;

	make_columns(t);
	t->spec.name = vector_names_layer(a, &names, gs_str_of(t->title));
	reader_intern_release(&names);
	t->spec.position = 1;
	t->spec.title_fr = t->spec.title_en = t->title;
	t->spec.geometry_type = vector_geom_name(t->kinds);
	t->spec.srid = t->kinds == 0 ? 0 : t->crs.srid;
	t->spec.style = vector_style(a, t->spec.geometry_type,
	    t->spec.columns, t->spec.ncolumns);
	reader_layer_begin(&out, t->r, &t->spec);
	t->out = &out;
	st = pass(t);
	if (vector_crs_degrees(&t->crs, &t->box, &d)) {
		reader_layer_extent(&out, d.xmin, d.ymin);
		reader_layer_extent(&out, d.xmax, d.ymax);
	}
	reader_layer_end(&out);
	return st;
}
