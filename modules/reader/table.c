/* SPDX-License-Identifier: MIT */
/* table.c: growth of large arrays. */
#include "common/base.h"

#include "reader/table.h"

void *
reader_table_grow(void *v, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap, bytes;

	if (v != NULL && need <= n)
		return v;
	n = GS_MAX(n + n / 2, GS_MAX(need, (size_t)16));
	if (__builtin_mul_overflow(n, size, &bytes))
		abort();
	v = realloc(v, bytes);
	if (v == NULL)
		abort();
	*cap = n;
	return v;
}
