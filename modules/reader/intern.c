/* SPDX-License-Identifier: MIT */
/* intern.c: open addressing, at most two thirds full. */
#include "common/base.h"

#include <assert.h>

#include "reader/intern.h"

/* FNV-1a over words, then mixed; not for secrets: the table is bounded by
 * the file, and probing by its load. */
uint64_t
reader_hash(const void *p, size_t n)
{
	const unsigned char *c = p;
	uint64_t h = 0xcbf29ce484222325u ^ n, w;

	for (; n >= 8; n -= 8, c += 8) {
		memcpy(&w, c, 8);
		h = (h ^ w) * 0x9fb21c651e98df25u;
		h ^= h >> 32;
	}
	for (; n > 0; n--, c++)
		h = (h ^ *c) * 0x100000001b3u;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 32;
}

void
reader_intern_release(struct reader_intern *t)
{
	TABLE_FREE(&t->pool);
	TABLE_FREE(&t->start);
	free(t->slot);
	*t = (struct reader_intern){ 0 };
}

uint32_t
reader_intern_count(const struct reader_intern *t)
{
	return t->start.n == 0 ? 0 : (uint32_t)t->start.n - 1;
}

gs_str
reader_intern_text(const struct reader_intern *t, uint32_t i)
{
	if (i == INTERN_NONE)
		return GS_NOSTR;
	assert(i < reader_intern_count(t));
	return (gs_str){ t->pool.v + t->start.v[i],
	    (size_t)(t->start.v[i + 1] - t->start.v[i]) };
}

/* The slot that holds ${s}, or the free one where it belongs. */
static size_t
probe(const struct reader_intern *t, gs_str s)
{
	size_t i = reader_hash(s.ptr, s.len) & (t->nslot - 1);

	while (t->slot[i] != 0 &&
	    !gs_str_eq(reader_intern_text(t, t->slot[i] - 1), s))
		i = (i + 1) & (t->nslot - 1);
	return i;
}

static void
grow(struct reader_intern *t)
{
	uint32_t i, n = reader_intern_count(t);

	t->nslot = t->nslot == 0 ? 64 : t->nslot * 2;
	free(t->slot);
	t->slot = calloc(t->nslot, sizeof(*t->slot));
	if (t->slot == NULL)
		abort();
	for (i = 0; i < n; i++)
		t->slot[probe(t, reader_intern_text(t, i))] = i + 1;
}

uint32_t
reader_intern_find(const struct reader_intern *t, gs_str s)
{
	if (t->nslot == 0)
		return INTERN_NONE;
	return t->slot[probe(t, s)] - 1;	/* 0 - 1 is INTERN_NONE */
}

static void
append(struct reader_intern *t, gs_str s)
{
	if (t->start.n == 0)
		*TABLE_ADD(&t->start) = 0;
	t->pool.v = reader_table_grow(t->pool.v, &t->pool.cap,
	    t->pool.n + s.len + 1, 1);
	if (s.len > 0)
		memcpy(t->pool.v + t->pool.n, s.ptr, s.len);
	t->pool.n += s.len;
	*TABLE_ADD(&t->start) = t->pool.n;
}

uint32_t
reader_intern_add(struct reader_intern *t, gs_str s, bool *fresh)
{
	uint32_t n = reader_intern_count(t);
	size_t i;

	if ((size_t)n * 3 >= t->nslot * 2)
		grow(t);
	i = probe(t, s);
	if (fresh != NULL)
		*fresh = t->slot[i] == 0;
	if (t->slot[i] != 0)
		return t->slot[i] - 1;
	assert(n < INTERN_NONE - 1);
	t->slot[i] = n + 1;
	append(t, s);
	return n;
}
