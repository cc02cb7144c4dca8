/* SPDX-License-Identifier: MIT */
/*
 * calendar.h: trips per day as a drawing of weeks, and the same by day of
 * the week as a table.
 */
#ifndef CATALOGUE_PAGES_CALENDAR_H
#define CATALOGUE_PAGES_CALENDAR_H

#include "common/http.h"
#include "common/json.h"

/* "YYYY-MM-DD", ${days} after today (UTC). */
char *pages_calendar_today(struct gs_arena *a, int days);
/* gtfs.calendar = {width, height, label, months, days} and gtfs.weekdays
 * from the answer of gtfs_days.sql; nothing when no day has a trip. */
void pages_calendar_draw(struct gs_req *req, struct gs_jval *gtfs,
    const struct gs_jval *days);

#endif
