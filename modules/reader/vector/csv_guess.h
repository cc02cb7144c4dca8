/* SPDX-License-Identifier: MIT */
/* csv_guess.h: what a CSV does not say: separator, types, coordinates. */
#ifndef VECTOR_CSV_GUESS_H
#define VECTOR_CSV_GUESS_H

#include "reader/csv.h"
#include "reader/layer.h"

/* Separator of the first lines of ${text}: ',', ';', tab or '|'; 0 when none
 * makes the same number of columns, two at least, of most lines. */
char csv_guess_delimiter(gs_str text);

/* Which columns hold the place. */
struct csv_place {
	int		 x, y;		/* columns, or -1 */
	int		 wkt;		/* column, or -1 */
	const char	*crs;		/* by their names, or NULL */
};

/* By the names of the header, folded as vector_names_column() does. */
struct csv_place csv_guess_place(const char *const *names, size_t n);

/* Evidence about the type of a column, gathered value by value. */
struct csv_evidence {
	bool	any;			/* some value is not empty */
	bool	not_int, not_number, not_date;
	double	lo, hi;			/* of numbers */
};

/* ${code}: the name says that it is a code, which is never a number. */
void csv_guess_see(struct csv_evidence *e, gs_str value);
/* Could these two columns be the x and y of places in France, in degrees or
 * Lambert-93? Then where, else NULL. */
const char *csv_guess_pair(const struct csv_evidence *x,
    const struct csv_evidence *y);
enum reader_type csv_guess_type(const struct csv_evidence *e, bool code);
bool csv_guess_is_code(const char *name);

/* "3.06", "3,06", "1e3"; finite. */
bool csv_guess_number(gs_str s, double *d);

#endif
