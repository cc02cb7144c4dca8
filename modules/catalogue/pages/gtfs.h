/* SPDX-License-Identifier: MIT */
/*
 * gtfs.h: a network in words and small drawings, for its page's template:
 * badges of lines in the feed's colours, a strip of departures per hour, a
 * calendar of trips per day. Each drawing comes with its text.
 */
#ifndef CATALOGUE_PAGES_GTFS_H
#define CATALOGUE_PAGES_GTFS_H

#include "common/http.h"
#include "common/json.h"

/* data.gtfs from the dataset's tree: {valid_from_date, valid_to_date,
 * expired, soon, reference_date, agencies, lines, calendar, weekdays…}. */
enum gs_status pages_gtfs(struct gs_req *req, struct gs_jval *data)
    GS_MUST_CHECK;
/* "strip" of an array of departures per hour (0..27) into ${obj}: {label,
 * bars: [{x, y, h}]}. False, and nothing set, when there is no departure. */
bool pages_gtfs_strip(struct gs_req *req, struct gs_jval *obj,
    const struct gs_jval *hours);
/* "08:05:00" → "08:05"; after midnight "25:10:00" → "01:10 (lendemain)". */
char *pages_gtfs_time(struct gs_req *req, gs_str hms);

#endif
