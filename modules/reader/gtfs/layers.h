/* SPDX-License-Identifier: MIT */
/* layers.h: the five layers that a GTFS publishes. */
#ifndef GTFS_LAYERS_H
#define GTFS_LAYERS_H

#include "reader/gtfs/days.h"
#include "reader/gtfs/lines.h"
#include "reader/gtfs/stats.h"
#include "reader/layer.h"

struct gtfs_extract {
	const struct gtfs_feed	*f;
	struct gtfs_days	 days;
	struct gtfs_stats	 stats;
	struct gtfs_lines	 lines;
};

void gtfs_layers_routes(const struct gtfs_extract *x);
void gtfs_layers_stops(const struct gtfs_extract *x);
void gtfs_layers_stop_routes(const struct gtfs_extract *x);
void gtfs_layers_services(const struct gtfs_extract *x);
void gtfs_layers_agencies(const struct gtfs_extract *x);

/* Six columns: trips, service_days, first_departure, last_departure,
 * headway_min, frequency. */
void gtfs_layers_stat(struct reader_layer *l, const struct gtfs_stat *st);
void gtfs_layers_time(struct reader_layer *l, int32_t seconds);
/* Short name, else long name, else identifier. */
gs_str gtfs_layers_route_name(const struct gtfs_feed *f, uint32_t route);
/* "2" before "10", "A" after digits: how riders sort lines. */
int gtfs_layers_compare_names(gs_str a, gs_str b);

/* What the feed is, as one JSON object, in the arena. */
gs_str gtfs_summary(const struct gtfs_extract *x);

#endif
