/* SPDX-License-Identifier: MIT */
/*
 * date.h: days counted from 1970-01-01 in the proleptic Gregorian calendar,
 * without time zones.
 */
#ifndef READER_DATE_H
#define READER_DATE_H

#include "common/arena.h"
#include "common/str.h"

/* Days of a civil date that exists, years 1 to 9999; false otherwise. */
bool reader_date_days(int64_t year, int64_t month, int64_t day, int64_t *days)
    GS_MUST_CHECK;
/* "20260131" (GTFS) and "2026-01-31" (ISO 8601). */
bool reader_date_basic(gs_str s, int64_t *days) GS_MUST_CHECK;
bool reader_date_iso(gs_str s, int64_t *days) GS_MUST_CHECK;
void reader_date_civil(int64_t days, int *year, int *month, int *day);
/* "2026-01-31" in the arena. */
char *reader_date_text(struct gs_arena *a, int64_t days);
/* 0 is Monday. */
int reader_date_weekday(int64_t days);

#endif
