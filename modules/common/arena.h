/* SPDX-License-Identifier: MIT */
/*
 * arena.h: memory that lives as long as a request (or a job step).
 *
 * Everything a handler allocates comes from its arena and dies with it, so
 * handlers contain no free(). Allocation cannot fail: out of memory aborts
 * the process, whose parent starts another. Under AddressSanitizer each
 * allocation is a malloc of its own, so that overruns are seen.
 *
 * Foreign resources (PGresult, xmlDoc, file descriptor) are tied to the
 * arena with gs_arena_defer(); deferred functions run last in, first out.
 */
#ifndef GS_ARENA_H
#define GS_ARENA_H

#include <stdarg.h>

#include "common/base.h"

struct gs_arena;

struct gs_arena *gs_arena_new(void);
/* Run the deferred functions and free all. NULL is fine. */
void gs_arena_free(struct gs_arena *a);
/* As free then new, keeping a first block for reuse. */
void gs_arena_reset(struct gs_arena *a);
/* Bytes handed out since new or reset. */
size_t gs_arena_used(const struct gs_arena *a);

/* ${size} zeroed bytes, aligned for any type. */
void *gs_alloc(struct gs_arena *a, size_t size)
    __attribute__((malloc, returns_nonnull));
/* An array of ${n} zeroed elements; overflow of the product aborts. */
void *gs_calloc(struct gs_arena *a, size_t n, size_t size)
    __attribute__((malloc, returns_nonnull));
char *gs_strdup(struct gs_arena *a, const char *s);
/* At most ${n} bytes of ${s}, always NUL-ended. */
char *gs_strndup(struct gs_arena *a, const char *s, size_t n);
char *gs_printf(struct gs_arena *a, const char *fmt, ...) GS_PRINTF(2, 3);
char *gs_vprintf(struct gs_arena *a, const char *fmt, va_list ap)
    GS_PRINTF(2, 0);

/* Call ${fn}(${arg}) when the arena is reset or freed. */
void gs_arena_defer(struct gs_arena *a, void (*fn)(void *), void *arg);

#define GS_NEW(arena, type)	((type *)gs_alloc((arena), sizeof(type)))
#define GS_NEWN(arena, n, type)	((type *)gs_calloc((arena), (n), sizeof(type)))

#endif
