/* SPDX-License-Identifier: MIT */
/* header.h: names of columns to fields of the specification. */
#ifndef GTFS_HEADER_H
#define GTFS_HEADER_H

#include "reader/gtfs/row.h"

/* Fills the columns of ${t} and reports what is missing, unknown or twice. */
void gtfs_header_read(struct gtfs_table *t, const struct reader_csv_row *row);

#endif
