/* SPDX-License-Identifier: MIT */
/*
 * days.h: which services run on which days, and the day of reference.
 *
 * Days are bits of a window that holds the whole validity of the feed, or,
 * when that is longer than GTFS_DAYS_MAX, the part of it round today.
 */
#ifndef GTFS_DAYS_H
#define GTFS_DAYS_H

#include "reader/gtfs/feed.h"

#define GTFS_DAYS_MAX	1461		/* four years */

struct gtfs_days {
	int64_t		 from;		/* first day of the window */
	uint32_t	 n;		/* days in it; 0: no service at all */
	uint32_t	 words;		/* of 64 bits per service; 1 at least */
	bool		 clamped;	/* validity is longer */
	uint64_t	*bits;		/* of service s: bits + s * words */
	uint32_t	*trips;		/* departures of each day */
	int32_t		 reference;	/* day with most trips of the
					   validity, or -1 */
	int64_t		 valid_from, valid_to;	/* declared, else first and
					   last day with trips; INT64_MIN */
};

/* In the arena of the feed's reader. */
void gtfs_days_build(struct gtfs_days *d, const struct gtfs_feed *f);
/* Findings: expired, never active… */
void gtfs_days_check(const struct gtfs_days *d, struct gtfs_feed *f);
const uint64_t *gtfs_days_of(const struct gtfs_days *d, uint32_t service);
bool gtfs_days_active(const struct gtfs_days *d, uint32_t service,
    int32_t day);
uint32_t gtfs_days_count(const uint64_t *bits, uint32_t words);
/* Is the trip used: known route and service, two stops or more? */
bool gtfs_trip_runs(const struct gtfs_trip *t);
/* Departures of the trip on a day it runs: one, or by its frequencies. */
uint32_t gtfs_trip_times(const struct gtfs_feed *f,
    const struct gtfs_trip *t);

#endif
