/* SPDX-License-Identifier: MIT */
/* ogr_write.c: second pass over a layer: columns, rows, extent. */
#include "common/base.h"

#include <cpl_error.h>
#include <math.h>

#include "reader/date.h"
#include "reader/vector/ogr_layer.h"
#include "reader/vector/rules.h"
#include "reader/vector/style.h"

#define COLUMNS_MAX	400
#define TEXT_MAX	(64u << 20)

static enum reader_type
type_of(OGRFieldDefnH d)
{
	switch (OGR_Fld_GetType(d)) {
	case OFTInteger:
		return OGR_Fld_GetSubType(d) == OFSTBoolean ? TYPE_BOOLEAN :
		    TYPE_INTEGER;
	case OFTInteger64:
		return TYPE_INTEGER;
	case OFTReal:
		return TYPE_NUMBER;
	case OFTDate:
		return TYPE_DATE;
	case OFTDateTime:
		return TYPE_DATETIME;
	default:
		return TYPE_TEXT;
	}
}

/* Bytes of the file as clean text; flags are told by the caller. */
static gs_str
clean_text(struct ogr_layer *l, gs_str s, unsigned *flags)
{
	if (l->charset != NULL && !reader_text_plain(s))
		return reader_charset_decode(l->charset, s, &l->text, flags);
	return reader_text_clean(s, &l->text, flags);
}

/* Why a field is not published, fr and en; NULL when it is. */
static const char *const *
dropped(OGRFieldDefnH d, size_t ncolumns)
{
	static const char *const binary[] = { "elle contient des données "
	    "binaires", "it holds binary data" };
	static const char *const many[] = { "la couche a plus de 400 colonnes",
	    "the layer has more than 400 columns" };

	if (OGR_Fld_GetType(d) == OFTBinary)
		return binary;
	return ncolumns >= COLUMNS_MAX ? many : NULL;
}

static void
make_columns(struct ogr_layer *l)
{
	struct gs_arena *a = l->r->arena;
	OGRFeatureDefnH fd = OGR_L_GetLayerDefn(l->layer);
	int i, n = OGR_FD_GetFieldCount(fd);
	struct reader_intern used = { 0 };
	size_t k = 0;

	l->columns = GS_NEWN(a, (size_t)n + 1, struct reader_column);
	l->fields = GS_NEWN(a, (size_t)n + 1, int);
	for (i = 0; i < n; i++) {
		OGRFieldDefnH d = OGR_FD_GetFieldDefn(fd, i);
		const char *const *why = dropped(d, k);
		unsigned flags = 0;
		gs_str raw = clean_text(l, gs_str_of(OGR_Fld_GetNameRef(d)),
		    &flags);

		raw = gs_str_of(gs_str_dup(a, raw));
		if (why != NULL) {
			vector_find(l->r, VR_COLUMN_DROPPED,
			    (struct reader_place){ .file = l->title,
			    .field = raw.ptr, .other = gs_str_of(why[0]),
			    .other_en = gs_str_of(why[1]) });
			continue;
		}
		l->columns[k].name = vector_names_column(a, &used, raw,
		    (size_t)i + 1);
		l->columns[k].type = type_of(d);
		l->columns[k].title_fr = l->columns[k].title_en =
		    vector_names_title(a, raw, l->columns[k].name);
		l->fields[k++] = i;
	}
	l->spec.columns = l->columns;
	l->spec.ncolumns = k;
	reader_intern_release(&used);
}

/* A list as "a, b"; other types as OGR writes them. */
static gs_str
list_text(OGRFeatureH f, int i, OGRFieldType t, struct gs_buf *b)
{
	char **v;
	int k, n = 0;

	if (t != OFTStringList)
		return gs_str_of(OGR_F_GetFieldAsString(f, i));
	gs_buf_clear(b);
	v = OGR_F_GetFieldAsStringList(f, i);
	for (k = 0; v != NULL && v[k] != NULL; k++, n++) {
		if (n > 0)
			gs_buf_puts(b, ", ");
		gs_buf_puts(b, v[k]);
	}
	return gs_buf_str(b);
}

static void
put_text(struct ogr_layer *l, struct reader_layer *out, OGRFeatureH f, int i)
{
	OGRFieldType t = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(f, i));
	unsigned flags = 0;
	struct gs_buf list;
	char number[24];
	gs_str s;

	gs_buf_init(&list, TEXT_MAX);
	s = clean_text(l, list_text(f, i, t, &list), &flags);
	reader_layer_text(out, s);
	gs_buf_release(&list);
	if (flags & TEXT_LOST) {
		snprintf(number, sizeof(number), "%lld",
		    (long long)out->features);
		vector_find(l->r, VR_TEXT_LOST, (struct reader_place){
		    .file = l->title,
		    .field = l->columns[out->column - 1].title_fr,
		    .value = gs_str_of(number) });
	}
}

static void
put_moment(struct reader_layer *out, OGRFeatureH f, int i, bool time)
{
	int y, mo, d, h, mi, zone;
	int64_t days, usec;
	float s;

	if (!OGR_F_GetFieldAsDateTimeEx(f, i, &y, &mo, &d, &h, &mi, &s,
	    &zone) || !reader_date_days(y, mo, d, &days)) {
		reader_layer_null(out);
		return;
	}
	if (!time) {
		reader_layer_date(out, days);
		return;
	}
	usec = ((days * 24 + h) * 60 + mi) * 60000000 +
	    (int64_t)llround((double)s * 1e3) * 1000;
	/* 0 and 1: no zone told; 100: UTC; a step is a quarter of an hour. */
	if (zone > 1)
		usec -= (int64_t)(zone - 100) * 15 * 60000000;
	reader_layer_datetime(out, usec);
}

static void
put_value(struct ogr_layer *l, struct reader_layer *out, OGRFeatureH f,
    size_t k)
{
	int i = l->fields[k];
	double d;

	if (!OGR_F_IsFieldSetAndNotNull(f, i)) {
		reader_layer_null(out);
		return;
	}
	switch (l->columns[k].type) {
	case TYPE_INTEGER:
		reader_layer_int(out, OGR_F_GetFieldAsInteger64(f, i));
		break;
	case TYPE_BOOLEAN:
		reader_layer_bool(out, OGR_F_GetFieldAsInteger(f, i) != 0);
		break;
	case TYPE_NUMBER:
		d = OGR_F_GetFieldAsDouble(f, i);
		if (isfinite(d))
			reader_layer_number(out, d);
		else
			reader_layer_null(out);
		break;
	case TYPE_DATE:
	case TYPE_DATETIME:
		put_moment(out, f, i, l->columns[k].type == TYPE_DATETIME);
		break;
	default:
		put_text(l, out, f, i);
	}
}

static void
put_geometry(struct ogr_layer *l, struct reader_layer *out, OGRFeatureH f)
{
	OGRGeometryH g = OGR_F_StealGeometry(f);
	unsigned kinds = 0;
	enum geom_fate fate;
	unsigned char *wkb;
	size_t n;

	g = vector_geom_clean(g, &kinds, &fate);
	if (g != NULL && l->crs.publish != NULL &&
	    OGR_G_Transform(g, l->crs.publish) != OGRERR_NONE) {
		OGR_G_DestroyGeometry(g);
		g = NULL;
	}
	g = vector_geom_promote(g, l->kinds);
	if (g == NULL) {
		reader_layer_geom(out, GS_NOSTR);
		return;
	}
	n = OGR_G_WkbSizeEx(g);
	wkb = malloc(n);
	if (wkb == NULL)
		abort();
	OGR_G_ExportToIsoWkb(g, wkbNDR, wkb);
	reader_layer_geom(out, (gs_str){ (const char *)wkb, n });
	free(wkb);
	OGR_G_DestroyGeometry(g);
}

static void
begin(struct ogr_layer *l, struct reader_layer *out)
{
	struct gs_arena *a = l->r->arena;

	make_columns(l);
	l->spec.name = vector_names_layer(a, l->names, gs_str_of(l->title));
	l->spec.position = l->position;
	l->spec.title_fr = l->spec.title_en = l->title;
	l->spec.geometry_type = vector_geom_name(l->kinds);
	l->spec.srid = strcmp(l->spec.geometry_type, "NONE") == 0 ? 0 :
	    l->crs.srid;
	l->spec.style = vector_style(a, l->spec.geometry_type, l->columns,
	    l->spec.ncolumns);
	reader_layer_begin(out, l->r, &l->spec);
}

static void
finish(struct ogr_layer *l, struct reader_layer *out)
{
	struct gs_bbox d;

	if (vector_crs_degrees(&l->crs, &l->box, &d)) {
		reader_layer_extent(out, d.xmin, d.ymin);
		reader_layer_extent(out, d.xmax, d.ymax);
	}
	reader_layer_end(out);
}

enum gs_status
ogr_layer_write(struct ogr_layer *l)
{
	struct reader_layer out;
	OGRFeatureH f;
	size_t k;

	gs_buf_init(&l->text, TEXT_MAX);
	begin(l, &out);
	OGR_L_ResetReading(l->layer);
	while ((f = OGR_L_GetNextFeature(l->layer)) != NULL) {
		reader_layer_row(&out);
		if (out.geometry)
			put_geometry(l, &out, f);
		for (k = 0; k < l->spec.ncolumns; k++)
			put_value(l, &out, f, k);
		OGR_F_Destroy(f);
		if (out.features % 4096 == 0)
			reader_progress(l->r, 0.5 + 0.45 *
			    (double)out.features / (double)l->features,
			    "Écriture des objets", "Writing the features");
	}
	finish(l, &out);
	gs_buf_release(&l->text);
	return out.features == l->features ? GS_OK :
	    vector_refuse(l->r, VR_READ, (struct reader_place){
	    .file = l->title, .value = GS_STR("0"),
	    .other = gs_str_of(l->title) });
}
