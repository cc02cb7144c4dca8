/* SPDX-License-Identifier: MIT */
/*
 * layer.h: one layer of the answer: its description (frame L), its rows as a
 * PostgreSQL binary COPY stream (frames D), its count and extent (frame E).
 *
 *	reader_layer_begin(&l, r, &spec);
 *	for (…) {
 *		reader_layer_row(&l);
 *		reader_layer_geom(&l, wkb);	(unless the type is NONE)
 *		reader_layer_text(&l, name);
 *		…				(every column, in order)
 *	}
 *	reader_layer_end(&l);
 *
 * The column id is numbered here. A row with too many or too few columns is
 * a programming error (assert).
 */
#ifndef READER_LAYER_H
#define READER_LAYER_H

#include "common/str.h"
#include "reader/reader.h"

enum reader_type { TYPE_TEXT, TYPE_INTEGER, TYPE_NUMBER, TYPE_BOOLEAN,
    TYPE_DATE, TYPE_DATETIME, TYPE_JSON };

struct reader_column {
	const char		*name;
	enum reader_type	 type;
	const char		*title_fr, *title_en;
};

struct reader_layer_spec {
	const char			*name;
	int				 position;
	const char			*title_fr, *title_en;
	const char			*geometry_type;	/* "NONE", "POINT"… */
	int				 srid;		/* 0 with NONE */
	const struct reader_column	*columns;
	size_t				 ncolumns;
	const char			*style;		/* JSON object */
};

struct reader_layer {
	struct reader			*reader;
	const struct reader_layer_spec	*spec;
	int64_t				 features;
	size_t				 column;	/* next in this row */
	bool				 geometry;	/* there is such a column */
	/* Of all points, in degrees; set by the caller with
	 * reader_layer_extent() or transformed by it before the end. */
	double				 xmin, ymin, xmax, ymax;
};

void reader_layer_begin(struct reader_layer *l, struct reader *r,
    const struct reader_layer_spec *spec);
void reader_layer_row(struct reader_layer *l);
void reader_layer_geom(struct reader_layer *l, gs_str wkb); /* NOSTR: NULL */
void reader_layer_null(struct reader_layer *l);		/* any column */
void reader_layer_text(struct reader_layer *l, gs_str s); /* NOSTR: NULL */
void reader_layer_int(struct reader_layer *l, int64_t n);
void reader_layer_number(struct reader_layer *l, double d);
void reader_layer_bool(struct reader_layer *l, bool b);
void reader_layer_date(struct reader_layer *l, int64_t days);
/* Microseconds since 1970-01-01T00:00Z. */
void reader_layer_datetime(struct reader_layer *l, int64_t usec);
void reader_layer_json(struct reader_layer *l, gs_str json);
/* Widen the extent to ${lon}, ${lat}. */
void reader_layer_extent(struct reader_layer *l, double lon, double lat);
void reader_layer_end(struct reader_layer *l);

#endif
