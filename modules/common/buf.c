/* SPDX-License-Identifier: MIT */
/* buf.c: the bounded growing buffer of str.h. */
#include "common/base.h"

#include <assert.h>

#include "common/str.h"

/* What ptr points to before the first byte: never written, as cap is 0. */
static char empty[1];

void
gs_buf_init(struct gs_buf *b, size_t max)
{
	*b = (struct gs_buf){ .ptr = empty, .max = max };
}

static void
free_owned(void *owner)
{
	free(*(void **)owner);
}

void
gs_buf_init_arena(struct gs_buf *b, struct gs_arena *a, size_t max)
{
	gs_buf_init(b, max);
	b->owner = GS_NEW(a, void *);
	gs_arena_defer(a, free_owned, b->owner);
}

void
gs_buf_release(struct gs_buf *b)
{
	if (b->cap != 0)
		free(b->ptr);
	if (b->owner != NULL)
		*b->owner = NULL;
	*b = (struct gs_buf){ .ptr = empty };
}

void
gs_buf_clear(struct gs_buf *b)
{
	b->len = 0;
	b->failed = false;
	if (b->cap != 0)
		b->ptr[0] = '\0';
}

/* Room for ${n} more bytes and the NUL. */
static bool
reserve(struct gs_buf *b, size_t n)
{
	size_t cap;
	char *p;

	if (b->failed || n > b->max - b->len) {
		b->failed = true;
		return false;
	}
	if (b->len + n < b->cap)
		return true;
	cap = GS_MAX(b->cap * 2, b->len + n + 1);
	cap = GS_MAX(cap, (size_t)64);
	if (b->max < SIZE_MAX)
		cap = GS_MIN(cap, b->max + 1);
	if ((p = realloc(b->cap != 0 ? b->ptr : NULL, cap)) == NULL)
		abort();
	b->ptr = p;
	b->cap = cap;
	if (b->owner != NULL)
		*b->owner = p;
	return true;
}

void
gs_buf_put(struct gs_buf *b, const void *p, size_t n)
{
	if (n == 0 || !reserve(b, n))
		return;
	memcpy(b->ptr + b->len, p, n);
	b->len += n;
	b->ptr[b->len] = '\0';
}

void
gs_buf_puts(struct gs_buf *b, const char *s)
{
	gs_buf_put(b, s, strlen(s));
}

void
gs_buf_putc(struct gs_buf *b, char c)
{
	gs_buf_put(b, &c, 1);
}

void
gs_buf_put_str(struct gs_buf *b, gs_str s)
{
	gs_buf_put(b, s.ptr, s.len);
}

void
gs_buf_vprintf(struct gs_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	assert(fmt != NULL);
	va_copy(again, ap);
	if ((n = vsnprintf(NULL, 0, fmt, ap)) < 0)
		abort();
	if (n > 0 && reserve(b, (size_t)n)) {
		vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void
gs_buf_printf(struct gs_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	gs_buf_vprintf(b, fmt, ap);
	va_end(ap);
}

gs_str
gs_buf_str(const struct gs_buf *b)
{
	return (gs_str){ b->ptr, b->len };
}
