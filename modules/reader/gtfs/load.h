/* SPDX-License-Identifier: MIT */
/* load.h: all files of a feed, in the order of gtfs_files[]. */
#ifndef GTFS_LOAD_H
#define GTFS_LOAD_H

#include "reader/gtfs/feed.h"

/*
 * Find the files of the feed among the entries: at the top of the archive,
 * or in one sub-folder. False when this is no GTFS at all; true when at
 * least stops, routes, trips, stop_times or agency is there. Findings about
 * names and missing files are recorded.
 */
bool gtfs_load_find(struct gtfs_feed *f);
/* Is there a file of a GTFS among the entries? Records nothing. */
bool gtfs_load_detect(const struct reader_archive *x);
/* Read them all; GS_EUNPROCESSABLE when the archive is damaged. */
enum gs_status gtfs_load_read(struct gtfs_feed *f) GS_MUST_CHECK;

#endif
