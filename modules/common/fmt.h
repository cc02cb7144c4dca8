/* SPDX-License-Identifier: MIT */
/*
 * fmt.h: numbers, dates and sizes as a reader expects them, fr or en.
 * Results live in the arena. Input dates are ISO 8601 text as PostgreSQL and
 * our JSON write them.
 */
#ifndef GS_FMT_H
#define GS_FMT_H

#include "common/http.h"

/* 1 329 (narrow no-break space) or 1,329. */
char *gs_fmt_int(struct gs_arena *a, enum gs_lang l, int64_t n);
/* 864 ko, 1,2 Mo / 864 kB, 1.2 MB (powers of 1000). */
char *gs_fmt_size(struct gs_arena *a, enum gs_lang l, int64_t bytes);
/* "2025-12-22…" → "22 décembre 2025" / "22 December 2025"; bad input as is. */
char *gs_fmt_date(struct gs_arena *a, enum gs_lang l, gs_str iso);
/* "il y a 3 jours" / "3 days ago", from seconds elapsed. */
char *gs_fmt_ago(struct gs_arena *a, enum gs_lang l, int64_t seconds);

#endif
