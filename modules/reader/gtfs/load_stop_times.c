/* SPDX-License-Identifier: MIT */
/*
 * load_stop_times.c: the largest file. Its rows are kept in 24 bytes each,
 * in the order of the file, then gathered by trip in place.
 */
#include "common/base.h"

#include "reader/gtfs/feed.h"

/* On-demand areas and windows have no timetable: not drawn from. */
static bool
is_on_demand(const struct gtfs_row *row)
{
	return row->v[ST_LOCATION_GROUP].text.len > 0 ||
	    row->v[ST_LOCATION].text.len > 0 ||
	    (row->v[ST_WINDOW_START].set && !row->v[ST_ARRIVAL].set);
}

/* The row's two times; one alone stands for both. */
static void
read_times(struct gtfs_feed *f, const struct gtfs_row *row,
    struct gtfs_stop_time *t)
{
	const struct gtfs_value *arr = &row->v[ST_ARRIVAL];
	const struct gtfs_value *dep = &row->v[ST_DEPARTURE];

	t->arrival = arr->set ? (int32_t)arr->i : GTFS_NO_TIME;
	t->departure = dep->set ? (int32_t)dep->i : t->arrival;
	if (!arr->set)
		t->arrival = t->departure;
	if ((arr->text.len == 0) != (dep->text.len == 0))
		gtfs_feed_find(f, row, arr->text.len == 0 ? ST_ARRIVAL :
		    ST_DEPARTURE, GR_TIME_PARTIAL);
	if (t->departure < t->arrival) {
		gtfs_feed_find_value(f, row, ST_DEPARTURE,
		    GR_DEPARTURE_BEFORE_ARRIVAL, arr->text);
		t->departure = t->arrival;
	}
}

static void
use_stop(struct gtfs_feed *f, const struct gtfs_row *row, uint32_t stop)
{
	struct gtfs_stop *s = &f->stops.v[stop];
	char type[2] = { (char)('0' + s->location_type), '\0' };

	if (!s->used && s->location_type != 0)
		gtfs_feed_find_value(f, row, ST_STOP, GR_STOP_TIME_STATION,
		    gs_str_of(type));
	s->used = true;
}

void
gtfs_load_stop_time(struct gtfs_feed *f, const struct gtfs_row *row)
{
	struct gtfs_stop_time t = {
		.trip = row->id[ST_TRIP], .stop = row->id[ST_STOP],
		.sequence = (uint32_t)row->v[ST_SEQUENCE].i,
		.line = row->line,
	};

	if (row->v[ST_STOP].text.len == 0) {
		if (!is_on_demand(row))
			gtfs_feed_find(f, row, ST_STOP, GR_VALUE_MISSING);
		return;
	}
	if (t.stop != INTERN_NONE)
		use_stop(f, row, t.stop);
	if (t.trip == INTERN_NONE || t.stop == INTERN_NONE ||
	    !row->v[ST_SEQUENCE].set || is_on_demand(row))
		return;
	gtfs_feed_follow(f, row, t.trip, ST_SEQUENCE, ST_DIST);
	read_times(f, row, &t);
	if (f->stop_times.n < GTFS_STOP_TIMES_MAX)
		*TABLE_ADD(&f->stop_times) = t;
}

static int
compare_in_trip(const void *a, const void *b)
{
	const struct gtfs_stop_time *x = a, *y = b;

	if (x->sequence != y->sequence)
		return x->sequence < y->sequence ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Range of each trip, from the counts. */
static void
assign_ranges(struct gtfs_feed *f)
{
	uint32_t first = 0;
	size_t i;

	for (i = 0; i < f->trips.n; i++)
		f->trips.v[i].n = 0;
	for (i = 0; i < f->stop_times.n; i++)
		f->trips.v[f->stop_times.v[i].trip].n++;
	for (i = 0; i < f->trips.n; i++) {
		f->trips.v[i].first = first;
		first += f->trips.v[i].n;
	}
}

/* Each row to the range of its trip, by swaps: no second array. */
static void
gather(struct gtfs_feed *f)
{
	uint32_t *next = malloc((f->trips.n + 1) * sizeof(*next)), to;
	struct gtfs_stop_time *v = f->stop_times.v, tmp;
	const struct gtfs_trip *t;
	size_t i;

	if (next == NULL)
		abort();
	for (i = 0; i < f->trips.n; i++)
		next[i] = f->trips.v[i].first;
	for (i = 0; i < f->trips.n; i++) {
		t = &f->trips.v[i];
		while (next[i] < t->first + t->n) {
			if (v[next[i]].trip == i) {
				next[i]++;
				continue;
			}
			to = next[v[next[i]].trip]++;
			tmp = v[to];
			v[to] = v[next[i]];
			v[next[i]] = tmp;
		}
	}
	free(next);
}

static void
find_time(struct gtfs_feed *f, const struct gtfs_stop_time *t,
    enum gtfs_rule rule, gs_str value, gs_str other)
{
	gtfs_feed_find_at(f, GTFS_STOP_TIMES, t->line, rule,
	    (struct reader_place){ .field = rule == GR_SEQUENCE_DUPLICATE ?
	    "stop_sequence" : "arrival_time", .value = value,
	    .other = other });
}

static void
find_decreasing(struct gtfs_feed *f, const struct gtfs_stop_time *t,
    int32_t before)
{
	struct gs_arena *a = gs_arena_new();

	find_time(f, t, GR_TIME_DECREASING,
	    gs_str_of(gtfs_value_time_text(a, t->arrival)),
	    gs_str_of(gtfs_value_time_text(a, before)));
	gs_arena_free(a);
}

/* Times and ranks along a trip, its rows in order. */
static void
check_trip(struct gtfs_feed *f, uint32_t trip)
{
	const struct gtfs_trip *t = &f->trips.v[trip];
	const struct gtfs_stop_time *v = t->n ?
	    &f->stop_times.v[t->first] : NULL;
	gs_str id = gtfs_feed_id(f, SET_TRIP, trip);
	int32_t before = GTFS_NO_TIME;
	char rank[24];
	uint32_t i;

	for (i = 0; i < t->n; i++) {
		if (i > 0 && v[i].sequence == v[i - 1].sequence) {
			snprintf(rank, sizeof(rank), "%u", v[i].sequence);
			find_time(f, &v[i], GR_SEQUENCE_DUPLICATE,
			    gs_str_of(rank), id);
		}
		if (v[i].arrival == GTFS_NO_TIME) {
			if (i == 0 || i == t->n - 1)
				find_time(f, &v[i], GR_TIME_MISSING_END, id,
				    GS_NOSTR);
			continue;
		}
		if (v[i].arrival < before)
			find_decreasing(f, &v[i], before);
		before = v[i].departure;
	}
	if (t->n < 2)
		gtfs_feed_find_at(f, GTFS_TRIPS, t->line, GR_TRIP_SHORT,
		    (struct reader_place){ .field = "trip_id", .value = id });
}

static bool
in_order(const struct gtfs_stop_time *v, uint32_t n)
{
	uint32_t i;

	for (i = 1; i < n; i++)
		if (compare_in_trip(&v[i - 1], &v[i]) > 0)
			return false;
	return true;
}

void
gtfs_load_stop_times_done(struct gtfs_feed *f)
{
	struct gtfs_stop_time *v;
	struct gtfs_trip *t;
	uint32_t i;

	assign_ranges(f);
	gather(f);
	for (i = 0; i < f->trips.n; i++) {
		t = &f->trips.v[i];
		v = t->n ? f->stop_times.v + t->first : NULL;
		if (t->n > 1 && !in_order(v, t->n))
			qsort(v, t->n, sizeof(*v), compare_in_trip);
		/* A trip that is left out has had its finding. */
		if (t->route != INTERN_NONE && f->set_known[SET_STOP] &&
		    f->rows[GTFS_STOP_TIMES] > 0)
			check_trip(f, i);
	}
	f->last.any = false;
}
