/* SPDX-License-Identifier: MIT */
/* arena.c: blocks that grow, or one malloc per allocation under ASan. */
#include "common/base.h"

#include <assert.h>
#include <stdalign.h>

#include "common/arena.h"

#define BLOCK_SIZE	((size_t)16 * 1024)	/* payload of a usual block */
#define LARGE		(BLOCK_SIZE / 4)	/* gets a block of its own */

#if defined(GS_SANITIZE) || defined(__SANITIZE_ADDRESS__)
#define ONE_BY_ONE	1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BY_ONE	1
#endif
#endif

struct block {
	struct block	*next;
	size_t		 size, used;	/* of data */
	alignas(max_align_t) unsigned char data[];
};

struct deferred {
	struct deferred	*next;
	void		(*fn)(void *);
	void		*arg;
};

struct gs_arena {
	struct block	*head;		/* small allocations come from it */
	struct deferred	*deferred;
	size_t		 used;
};

static struct block *
block_new(size_t size)
{
	struct block *b;

	if (size > SIZE_MAX - sizeof(*b) || (b = malloc(sizeof(*b) + size)) == NULL)
		abort();
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

static void
blocks_free(struct block *b)
{
	struct block *next;

	for (; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
}

static void
run_deferred(struct gs_arena *a)
{
	struct deferred *d;

	while ((d = a->deferred) != NULL) {
		a->deferred = d->next;
		d->fn(d->arg);
	}
}

struct gs_arena *
gs_arena_new(void)
{
	struct gs_arena *a;

	if ((a = calloc(1, sizeof(*a))) == NULL)
		abort();
	return a;
}

void
gs_arena_free(struct gs_arena *a)
{
	if (a == NULL)
		return;
	run_deferred(a);
	blocks_free(a->head);
	free(a);
}

void
gs_arena_reset(struct gs_arena *a)
{
	struct block *keep = NULL;

	run_deferred(a);
#ifndef ONE_BY_ONE
	keep = a->head;
	if (keep != NULL && keep->size == BLOCK_SIZE) {
		a->head = keep->next;
		keep->next = NULL;
		keep->used = 0;
	} else {
		keep = NULL;
	}
#endif
	blocks_free(a->head);
	a->head = keep;
	a->used = 0;
}

size_t
gs_arena_used(const struct gs_arena *a)
{
	return a->used;
}

#ifdef ONE_BY_ONE
static void *
take(struct gs_arena *a, size_t size)
{
	struct block *b = block_new(size);

	b->next = a->head;
	a->head = b;
	return b->data;
}
#else
/* Large allocations go behind the head, which stays in use. */
static void *
take(struct gs_arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *b = a->head;
	void *p;

	if (size > LARGE) {
		b = block_new(size);
		b->used = size;
		if (a->head != NULL) {
			b->next = a->head->next;
			a->head->next = b;
		} else {
			a->head = b;
		}
		return b->data;
	}
	size = (size + align - 1) & ~(align - 1);
	if (b == NULL || size > b->size - b->used) {
		b = block_new(BLOCK_SIZE);
		b->next = a->head;
		a->head = b;
	}
	p = b->data + b->used;
	b->used += size;
	return p;
}
#endif

void *
gs_alloc(struct gs_arena *a, size_t size)
{
	void *p;

	a->used += size;
	p = take(a, size != 0 ? size : 1);
	return memset(p, 0, size != 0 ? size : 1);
}

void *
gs_calloc(struct gs_arena *a, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		abort();
	return gs_alloc(a, total);
}

char *
gs_strdup(struct gs_arena *a, const char *s)
{
	return gs_strndup(a, s, strlen(s));
}

char *
gs_strndup(struct gs_arena *a, const char *s, size_t n)
{
	char *p;

	n = n != 0 ? strnlen(s, n) : 0;
	p = gs_alloc(a, n + 1);
	if (n != 0)
		memcpy(p, s, n);
	return p;
}

char *
gs_printf(struct gs_arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = gs_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

char *
gs_vprintf(struct gs_arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	assert(fmt != NULL);
	va_copy(again, ap);
	if ((n = vsnprintf(NULL, 0, fmt, ap)) < 0)
		abort();
	p = gs_alloc(a, (size_t)n + 1);
	if (vsnprintf(p, (size_t)n + 1, fmt, again) != n)
		abort();
	va_end(again);
	return p;
}

void
gs_arena_defer(struct gs_arena *a, void (*fn)(void *), void *arg)
{
	struct deferred *d = GS_NEW(a, struct deferred);

	d->next = a->deferred;
	d->fn = fn;
	d->arg = arg;
	a->deferred = d;
}
