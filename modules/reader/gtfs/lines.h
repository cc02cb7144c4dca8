/* SPDX-License-Identifier: MIT */
/*
 * lines.h: the geometry of routes: the distinct shapes of their trips, or,
 * for routes without any, the most common sequences of stops.
 */
#ifndef GTFS_LINES_H
#define GTFS_LINES_H

#include "reader/gtfs/feed.h"

#define GTFS_PATTERNS_MAX	20	/* sequences drawn for a route */
#define GTFS_PATTERNS_SHARE	0.95	/* or enough for this much of its
					   trips */

struct gtfs_line {
	uint32_t	 route;
	uint32_t	 shape;		/* or INTERN_NONE: a sequence */
	uint32_t	 trip;		/* one that runs along it */
	uint32_t	 trips;		/* how many do */
};

struct gtfs_lines {
	TABLE_OF(struct gtfs_line)	 v;	/* by route; shapes first, then
						   the most common */
	uint32_t			*first;	/* of each route; one more */
};

void gtfs_lines_build(struct gtfs_lines *l, const struct gtfs_feed *f);
void gtfs_lines_release(struct gtfs_lines *l);
/* Multilinestring of a route into ${b}; false when there is none. ${each}
 * is told every point. */
bool gtfs_lines_wkb(const struct gtfs_lines *l, const struct gtfs_feed *f,
    uint32_t route, struct gs_buf *b,
    void (*each)(void *ctx, double lon, double lat), void *ctx);

#endif
