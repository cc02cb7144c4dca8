/* SPDX-License-Identifier: MIT */
/* load_trips.c: trips.txt and frequencies.txt. */
#include "common/base.h"

#include "reader/gtfs/feed.h"

#define HEADWAY_MAX	864000		/* beyond, one departure anyway */

void
gtfs_load_trip(struct gtfs_feed *f, const struct gtfs_row *row)
{
	const struct gtfs_value *direction = &row->v[TRIP_DIRECTION];
	const struct gtfs_value *shape = &row->v[TRIP_SHAPE];
	struct gtfs_trip *t = TABLE_ADD(&f->trips);

	*t = (struct gtfs_trip){
		.route = row->id[TRIP_ROUTE],
		.service = row->id[TRIP_SERVICE],
		.shape = INTERN_NONE,
		.line = row->line,
		.frequency = INTERN_NONE,
		.direction = direction->set ? (uint8_t)direction->i : 0,
	};
	if (shape->text.len > 0)
		t->shape = reader_intern_add(&f->sets[SET_SHAPE],
		    shape->text, NULL);
	if (t->service != INTERN_NONE)
		f->services.v[t->service].used = true;
	if (t->route != INTERN_NONE)
		f->routes.v[t->route].used = true;
}

void
gtfs_load_frequency(struct gtfs_feed *f, const struct gtfs_row *row)
{
	const struct gtfs_value *start = &row->v[FREQ_START];
	const struct gtfs_value *end = &row->v[FREQ_END];
	const struct gtfs_value *headway = &row->v[FREQ_HEADWAY];
	uint32_t trip = row->id[FREQ_TRIP];

	if (trip == INTERN_NONE || !start->set || !end->set || !headway->set)
		return;
	if (end->i <= start->i) {
		gtfs_feed_find_value(f, row, FREQ_END, GR_FREQUENCY_RANGE,
		    start->text);
		return;
	}
	if (headway->i == 0) {
		gtfs_feed_find(f, row, FREQ_HEADWAY, GR_FREQUENCY_HEADWAY);
		return;
	}
	*TABLE_ADD(&f->frequencies) = (struct gtfs_frequency){
		.trip = trip, .line = row->line,
		.start = (int32_t)start->i, .end = (int32_t)end->i,
		.headway = (int32_t)GS_MIN(headway->i, HEADWAY_MAX),
		.next = INTERN_NONE,
	};
}

static int
compare_frequency(const void *a, const void *b)
{
	const struct gtfs_frequency *x = a, *y = b;

	if (x->trip != y->trip)
		return x->trip < y->trip ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Put them in order, chain those of a trip, find those that overlap. */
void
gtfs_load_frequencies_done(struct gtfs_feed *f)
{
	struct gtfs_frequency *q = f->frequencies.v;
	size_t i, n = f->frequencies.n;

	if (n == 0)
		return;
	qsort(q, n, sizeof(*q), compare_frequency);
	for (i = 0; i < n; i++) {
		if (i == 0 || q[i - 1].trip != q[i].trip) {
			f->trips.v[q[i].trip].frequency = (uint32_t)i;
			continue;
		}
		q[i - 1].next = (uint32_t)i;
		if (q[i].start < q[i - 1].end)
			gtfs_feed_find_at(f, GTFS_FREQUENCIES, q[i].line,
			    GR_FREQUENCY_OVERLAP,
			    (struct reader_place){ .field = "trip_id",
			    .value = gtfs_feed_id(f, SET_TRIP, q[i].trip) });
	}
}
