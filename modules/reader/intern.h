/* SPDX-License-Identifier: MIT */
/*
 * intern.h: texts to small numbers and back. The first text gets 0, the next
 * new one 1, and so on, so that a number is also the index of the row that
 * the text names. Texts are kept once, one after another.
 */
#ifndef READER_INTERN_H
#define READER_INTERN_H

#include "common/str.h"
#include "reader/table.h"

#define INTERN_NONE	UINT32_MAX

struct reader_intern {
	TABLE_OF(char)		pool;
	TABLE_OF(uint64_t)	start;	/* of each text in the pool */
	uint32_t		*slot;	/* hash table of numbers + 1 */
	size_t			 nslot;
};

/* A zeroed structure is an empty one. */
void reader_intern_release(struct reader_intern *t);
uint32_t reader_intern_count(const struct reader_intern *t);
/* Number of ${s}, or INTERN_NONE. */
uint32_t reader_intern_find(const struct reader_intern *t, gs_str s);
/* Number of ${s}, which is added when it is not there; ${*fresh} tells. */
uint32_t reader_intern_add(struct reader_intern *t, gs_str s, bool *fresh);
/* Text of ${i}; GS_NOSTR for INTERN_NONE. Borrowed until the next add. */
gs_str reader_intern_text(const struct reader_intern *t, uint32_t i);
uint64_t reader_hash(const void *p, size_t n);

#endif
