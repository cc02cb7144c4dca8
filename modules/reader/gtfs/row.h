/* SPDX-License-Identifier: MIT */
/*
 * row.h: rows of one GTFS file, checked against its table (spec.h).
 *
 * The first row is the header. For each other row: number of values,
 * encoding, blanks, required values, types, identifiers defined twice,
 * references to nothing. A row without its key, or with one already taken,
 * goes no further; any other reaches the loader with what is valid in it.
 */
#ifndef GTFS_ROW_H
#define GTFS_ROW_H

#include "reader/csv.h"
#include "reader/gtfs/feed.h"

struct gtfs_table {
	struct gtfs_feed	*feed;
	enum gtfs_file_id	 id;
	void			(*load)(struct gtfs_feed *f,
				    const struct gtfs_row *row); /* or NULL */
	struct gtfs_row		 row;
	int16_t			 column[CSV_FIELDS_MAX]; /* to field or -1 */
	size_t			 ncolumns;
	bool			 present[GTFS_FIELDS_MAX];
	bool			 usable;	/* has its required columns */
	bool			 recoded;	/* encoding already told */
	int			 key[8], nkey;	/* fields unique together */
	struct reader_intern	 keys;
	TABLE_OF(uint32_t)	 key_line;
	struct gs_buf		 key_text;
};

void gtfs_table_begin(struct gtfs_table *t, struct gtfs_feed *f,
    enum gtfs_file_id id);
/* For reader_csv. */
enum gs_status gtfs_table_row(void *ctx, const struct reader_csv_row *row);
enum gs_status gtfs_table_fault(void *ctx, enum reader_csv_fault fault,
    uint32_t line);
void gtfs_table_end(struct gtfs_table *t);

#endif
