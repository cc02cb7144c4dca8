/* SPDX-License-Identifier: MIT */
/*
 * stats.h: departures of stops and routes on the day of reference, and the
 * number of days they are served.
 *
 * The last stop of a trip has no departure. Times that the feed leaves out
 * are interpolated from the departure before them to the arrival after. A station counts the departures
 * of its platforms.
 */
#ifndef GTFS_STATS_H
#define GTFS_STATS_H

#include "reader/gtfs/days.h"

#define GTFS_HOURS		28	/* 0 to 27 */
#define GTFS_EVENTS_MAX		40000000u

struct gtfs_stat {
	uint32_t	 trips;		/* departures, day of reference */
	uint32_t	 service_days;
	int32_t		 first, last;	/* or GTFS_NO_TIME */
	double		 headway_min;	/* median; < 0: fewer than two */
	uint32_t	 hours[GTFS_HOURS];	/* later ones count in none */
};

struct gtfs_pair {			/* a stop on a route */
	uint32_t	 stop, route;
	uint32_t	 trips, service_days;
	int32_t		 first, last;
	uint32_t	 event;		/* first of its departures */
};

struct gtfs_stats {
	struct gtfs_stat		*stop, *route;	/* one each */
	TABLE_OF(struct gtfs_pair)	 pairs;	/* in order of stop, route */
	uint32_t			*pair_first;	/* of each stop; one
							   more at the end */
};

/* False when the frequencies make more departures than we count. */
bool gtfs_stats_build(struct gtfs_stats *s, const struct gtfs_feed *f,
    const struct gtfs_days *d);
void gtfs_stats_release(struct gtfs_stats *s);

/* From sorted times: trips, first, last, hours, headway. Pure. */
void gtfs_stat_of(struct gtfs_stat *st, const int32_t *times, size_t n);
/* Fill in missing departures ${t}, each between the known one before it and
 * the arrival at the next stop whose times are known; what lies before the
 * first or after the last of these stays missing. Pure. */
void gtfs_stat_interpolate(int32_t *t, const int32_t *arrival, size_t n);

#endif
