/* SPDX-License-Identifier: MIT */
/* csv_table.h: a CSV between its two passes, and the writing of its rows. */
#ifndef VECTOR_CSV_TABLE_H
#define VECTOR_CSV_TABLE_H

#include "reader/vector/crs.h"
#include "reader/vector/csv_guess.h"
#include "reader/vector/geom.h"

struct csv_table {
	struct reader		*r;
	gs_str			 text;
	const char		*title;
	char			 delimiter;
	struct reader_charset	*charset;
	struct gs_arena		*scratch;	/* reset at each row */
	struct reader_column	 columns[CSV_FIELDS_MAX];
	struct csv_evidence	 evidence[CSV_FIELDS_MAX];
	size_t			 n;		/* columns */
	bool			 header;	/* it has been read */
	bool			 recoded;	/* told already */
	struct csv_place	 place;
	int64_t			 rows;		/* that are published */
	unsigned		 kinds;
	struct gs_bbox		 box;
	struct vector_crs	 crs;
	struct reader_layer_spec spec;
	struct reader_layer	*out;		/* NULL in the first pass */
};

/* The value of --geometry-columns that says: there are none. */
#define CSV_NO_PLACE	"none"
/* When the names of columns tell no place but values may: set r->questions.
 * False when there is nothing to ask. */
bool csv_table_ask(struct csv_table *t);
/* Begin the layer, run ${pass} over the text again, end the layer. */
enum gs_status csv_table_write(struct csv_table *t,
    enum gs_status (*pass)(struct csv_table *t)) GS_MUST_CHECK;
/* One row of the second pass; takes ${g}. */
enum gs_status csv_table_put(struct csv_table *t,
    const struct reader_csv_row *row, OGRGeometryH g) GS_MUST_CHECK;

#endif
