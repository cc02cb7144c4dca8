/* SPDX-License-Identifier: MIT */
/*
 * table.h: arrays that may grow to millions of rows, so they are outside the
 * arena: growing gives back the old block. Out of memory aborts; the program
 * ends with its file, so nothing else is lost.
 *
 *	struct trips { struct trip *v; size_t n, cap; } t = { 0 };
 *	*TABLE_ADD(&t) = (struct trip){ … };
 *	TABLE_FREE(&t);
 */
#ifndef READER_TABLE_H
#define READER_TABLE_H

#include "common/base.h"

#define TABLE_OF(type)	struct { type *v; size_t n, cap; }

/* Pointer to a new last row. */
#define TABLE_ADD(t)							\
	((t)->v = reader_table_grow((t)->v, &(t)->cap, (t)->n + 1,	\
	    sizeof(*(t)->v)), &(t)->v[(t)->n++])
#define TABLE_FREE(t)							\
	(free((t)->v), (t)->v = NULL, (t)->n = (t)->cap = 0)

void *reader_table_grow(void *v, size_t *cap, size_t need, size_t size)
    __attribute__((returns_nonnull));

#endif
