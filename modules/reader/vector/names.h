/* SPDX-License-Identifier: MIT */
/*
 * names.h: names of columns and layers that every protocol accepts: lower
 * case ASCII letters, digits and '_', unique, for a column not one of ours.
 * The name in the file stays as the title.
 */
#ifndef VECTOR_NAMES_H
#define VECTOR_NAMES_H

#include "common/str.h"
#include "reader/intern.h"

#define NAMES_COLUMN_MAX	50	/* bytes */

/* ${used} holds the names given so far; the result is added to it. */
char *vector_names_column(struct gs_arena *a, struct reader_intern *used,
    gs_str raw, size_t position);
char *vector_names_layer(struct gs_arena *a, struct reader_intern *used,
    gs_str raw);
/* A title of at most 200 bytes, without line ends; ${raw} may be empty. */
char *vector_names_title(struct gs_arena *a, gs_str raw,
    const char *otherwise);
/* The name of a file without folder and extension: "communes.geojson". */
gs_str vector_names_stem(gs_str name);

#endif
