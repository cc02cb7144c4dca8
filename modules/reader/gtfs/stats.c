/* SPDX-License-Identifier: MIT */
/*
 * stats.c: one pass over the stop times gives pairs (stop, route) and, for
 * the day of reference, events (pair, time) that are sorted at the end.
 */
#include "common/base.h"

#include "reader/gtfs/stats.h"

struct work {
	const struct gtfs_feed		*f;
	const struct gtfs_days		*d;
	struct gtfs_stats		*s;
	struct reader_intern		 index;		/* of pairs */
	TABLE_OF(uint64_t)		 bits;		/* of pairs: days */
	TABLE_OF(uint64_t)		 events;	/* pair << 32 | time */
	TABLE_OF(uint64_t)		 starts;	/* route and direction
							   << 32 | time */
	TABLE_OF(uint64_t)		 route_bits;
	TABLE_OF(int32_t)		 times;		/* of a trip, or of a
							   stop */
	TABLE_OF(int32_t)		 arrivals;	/* of a trip */
	bool				 too_many;
};

void
gtfs_stat_interpolate(int32_t *t, const int32_t *arrival, size_t n)
{
	size_t i, j, known = SIZE_MAX;

	for (i = 0; i < n; i++) {
		if (t[i] == GTFS_NO_TIME)
			continue;
		for (j = known + 1; known != SIZE_MAX && j < i; j++)
			t[j] = t[known] + (int32_t)((int64_t)(arrival[i] -
			    t[known]) * (int64_t)(j - known) /
			    (int64_t)(i - known));
		known = i;
	}
}

static int
compare_time(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int
compare_u64(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Median of ${gaps}[n] seconds, in minutes; sorts them. */
static double
median_minutes(int32_t *gaps, size_t n)
{
	double m;

	if (n == 0)
		return -1;
	qsort(gaps, n, sizeof(*gaps), compare_time);
	m = n % 2 ? gaps[n / 2] : (gaps[n / 2 - 1] + gaps[n / 2]) / 2.0;
	return (double)(int64_t)(m / 6 + 0.5) / 10;	/* tenths */
}

static void
count_hours(struct gtfs_stat *st, const int32_t *times, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (times[i] >= 0 && times[i] / 3600 < GTFS_HOURS)
			st->hours[times[i] / 3600]++;
	st->trips = (uint32_t)n;
	st->first = n ? times[0] : GTFS_NO_TIME;
	st->last = n ? times[n - 1] : GTFS_NO_TIME;
}

void
gtfs_stat_of(struct gtfs_stat *st, const int32_t *times, size_t n)
{
	TABLE_OF(int32_t) gaps = { 0 };
	size_t i;

	count_hours(st, times, n);
	for (i = 1; i < n; i++)
		*TABLE_ADD(&gaps) = times[i] - times[i - 1];
	st->headway_min = median_minutes(gaps.v, gaps.n);
	TABLE_FREE(&gaps);
}

static void
sort_u64(uint64_t *v, size_t n)
{
	if (n > 1)
		qsort(v, n, sizeof(*v), compare_u64);
}

/* Number of the pair, new or not. */
static uint32_t
find_pair(struct work *w, uint32_t stop, uint32_t route)
{
	uint32_t key[2] = { stop, route }, n, i;
	bool fresh;

	n = reader_intern_add(&w->index, (gs_str){ (const char *)key,
	    sizeof(key) }, &fresh);
	if (!fresh)
		return n;
	*TABLE_ADD(&w->s->pairs) = (struct gtfs_pair){ .stop = stop,
	    .route = route, .first = GTFS_NO_TIME, .last = GTFS_NO_TIME };
	for (i = 0; i < w->d->words; i++)
		*TABLE_ADD(&w->bits) = 0;
	return n;
}

static void
merge_bits(uint64_t *to, const uint64_t *from, uint32_t words)
{
	uint32_t i;

	for (i = 0; i < words; i++)
		to[i] |= from[i];
}

static void
add_event(struct work *w, uint32_t pair, int64_t time)
{
	if (w->events.n >= GTFS_EVENTS_MAX)
		w->too_many = true;
	else if (time >= 0)	/* so that the order is that of numbers */
		*TABLE_ADD(&w->events) = (uint64_t)pair << 32 |
		    (uint32_t)time;
}

/* Departures of the ${i}th stop of a trip on the day of reference. */
static void
add_departures(struct work *w, const struct gtfs_trip *t, uint32_t pair,
    size_t i)
{
	const struct gtfs_frequency *q;
	int32_t time = w->times.v[i], start = w->times.v[0], at;
	uint32_t k;

	if (time == GTFS_NO_TIME)
		return;
	if (t->frequency == INTERN_NONE) {
		add_event(w, pair, time);
		return;
	}
	if (start == GTFS_NO_TIME)
		return;
	for (k = t->frequency; k != INTERN_NONE; k = q->next) {
		q = &w->f->frequencies.v[k];
		for (at = q->start; at < q->end && !w->too_many;
		    at += q->headway)
			add_event(w, pair, (int64_t)at + time - start);
	}
}

/* Departures of the route: those of its trips from their first stop. */
static void
add_starts(struct work *w, const struct gtfs_trip *t)
{
	uint64_t key = ((uint64_t)t->route * 2 + (t->direction & 1)) << 32;
	const struct gtfs_frequency *q;
	int32_t at;
	uint32_t k;

	if (t->frequency == INTERN_NONE && w->times.v[0] != GTFS_NO_TIME)
		*TABLE_ADD(&w->starts) = key | (uint32_t)w->times.v[0];
	for (k = t->frequency; k != INTERN_NONE; k = q->next) {
		q = &w->f->frequencies.v[k];
		for (at = q->start; at < q->end; at += q->headway) {
			if (w->starts.n >= GTFS_EVENTS_MAX) {
				w->too_many = true;
				return;
			}
			*TABLE_ADD(&w->starts) = key | (uint32_t)at;
		}
	}
}

static void
take_trip(struct work *w, const struct gtfs_trip *t)
{
	const struct gtfs_stop_time *v = w->f->stop_times.v + t->first;
	const uint64_t *days = gtfs_days_of(w->d, t->service);
	bool today = gtfs_days_active(w->d, t->service, w->d->reference);
	uint32_t i, pair, words = w->d->words;

	w->times.n = w->arrivals.n = 0;
	for (i = 0; i < t->n; i++) {
		*TABLE_ADD(&w->times) = v[i].departure;
		*TABLE_ADD(&w->arrivals) = v[i].arrival;
	}
	gtfs_stat_interpolate(w->times.v, w->arrivals.v, w->times.n);
	merge_bits(w->route_bits.v + (size_t)t->route * words, days, words);
	if (today)
		add_starts(w, t);
	for (i = 0; i < t->n; i++) {
		pair = find_pair(w, v[i].stop, t->route);
		merge_bits(w->bits.v + (size_t)pair * words, days, words);
		if (today && i + 1 < t->n)
			add_departures(w, t, pair, i);
	}
}

/* Events are sorted by pair, then time: each pair gets its range. */
static void
finish_pairs(struct work *w)
{
	struct gtfs_pair *p;
	size_t i, k = 0;

	sort_u64(w->events.v, w->events.n);
	for (i = 0; i < w->s->pairs.n; i++) {
		p = &w->s->pairs.v[i];
		p->event = (uint32_t)k;
		p->service_days = gtfs_days_count(w->bits.v +
		    i * w->d->words, w->d->words);
		while (k < w->events.n && w->events.v[k] >> 32 == i)
			k++;
		p->trips = (uint32_t)k - p->event;
		if (p->trips > 0) {
			p->first = (int32_t)w->events.v[p->event];
			p->last = (int32_t)w->events.v[k - 1];
		}
	}
}

/* Add the departures and days of one stop's pairs to what is gathered. */
static void
gather_stop(struct work *w, const uint32_t *order, uint32_t stop,
    uint64_t *days)
{
	uint32_t i, k, words = w->d->words;

	for (i = w->s->pair_first[stop]; i < w->s->pair_first[stop + 1]; i++) {
		const struct gtfs_pair *p = &w->s->pairs.v[order[i]];

		for (k = 0; k < p->trips; k++)
			*TABLE_ADD(&w->times) =
			    (int32_t)w->events.v[p->event + k];
		merge_bits(days, w->bits.v + (size_t)order[i] * words, words);
	}
}

struct family {			/* platforms of each station */
	uint32_t	*child, *next;
};

static struct family
find_family(const struct gtfs_feed *f)
{
	struct family m = {
		GS_NEWN(f->r->arena, f->stops.n + 1, uint32_t),
		GS_NEWN(f->r->arena, f->stops.n + 1, uint32_t),
	};
	uint32_t i, parent;

	for (i = 0; i < f->stops.n; i++)
		m.child[i] = m.next[i] = INTERN_NONE;
	for (i = (uint32_t)f->stops.n; i > 0; i--) {
		parent = f->stops.v[i - 1].parent;
		if (parent == INTERN_NONE ||
		    f->stops.v[i - 1].location_type != 0)
			continue;
		m.next[i - 1] = m.child[parent];
		m.child[parent] = i - 1;
	}
	return m;
}

static void
finish_stops(struct work *w, const uint32_t *order)
{
	const struct gtfs_feed *f = w->f;
	struct family m = find_family(f);
	uint64_t days[GTFS_DAYS_MAX / 64 + 1];
	uint32_t i, c;

	w->s->stop = GS_NEWN(f->r->arena, f->stops.n + 1, struct gtfs_stat);
	for (i = 0; i < f->stops.n; i++) {
		w->times.n = 0;
		memset(days, 0, sizeof(days));
		gather_stop(w, order, i, days);
		for (c = m.child[i]; c != INTERN_NONE; c = m.next[c])
			gather_stop(w, order, c, days);
		if (w->times.n > 1)
			qsort(w->times.v, w->times.n, sizeof(*w->times.v),
			    compare_time);
		gtfs_stat_of(&w->s->stop[i], w->times.v, w->times.n);
		w->s->stop[i].service_days = gtfs_days_count(days,
		    w->d->words);
	}
}

/* The departures of one route: hours over both directions, headway within
 * each. ${v}[n] are its starts, sorted by direction, then time. */
static void
finish_route(struct work *w, struct gtfs_stat *st, const uint64_t *v,
    size_t n)
{
	TABLE_OF(int32_t) gaps = { 0 };
	size_t i;

	w->times.n = 0;
	for (i = 0; i < n; i++) {
		*TABLE_ADD(&w->times) = (int32_t)v[i];
		if (i > 0 && v[i] >> 32 == v[i - 1] >> 32)
			*TABLE_ADD(&gaps) = (int32_t)v[i] - (int32_t)v[i - 1];
	}
	if (n > 1)
		qsort(w->times.v, n, sizeof(*w->times.v), compare_time);
	count_hours(st, w->times.v, n);
	st->headway_min = median_minutes(gaps.v, gaps.n);
	TABLE_FREE(&gaps);
}

static void
finish_routes(struct work *w)
{
	const struct gtfs_feed *f = w->f;
	size_t i, first, k = 0;

	w->s->route = GS_NEWN(f->r->arena, f->routes.n + 1, struct gtfs_stat);
	sort_u64(w->starts.v, w->starts.n);
	for (i = 0; i < f->routes.n; i++) {
		first = k;
		while (k < w->starts.n && w->starts.v[k] >> 33 == i)
			k++;
		finish_route(w, &w->s->route[i], k > first ?
		    w->starts.v + first : NULL, k - first);
		w->s->route[i].service_days = gtfs_days_count(
		    w->route_bits.v + i * w->d->words, w->d->words);
	}
}

static int
compare_order(const void *a, const void *b, void *ctx)
{
	const struct gtfs_pair *v = ctx;
	const struct gtfs_pair *x = &v[*(const uint32_t *)a];
	const struct gtfs_pair *y = &v[*(const uint32_t *)b];

	if (x->stop != y->stop)
		return x->stop < y->stop ? -1 : 1;
	return x->route < y->route ? -1 : x->route > y->route;
}

/* Numbers of the pairs in order of stop, then route; pair_first. */
static uint32_t *
sort_pairs(struct work *w)
{
	struct gs_arena *a = w->f->r->arena;
	size_t i, k = 0, n = w->s->pairs.n;
	uint32_t *order = GS_NEWN(a, n + 1, uint32_t);

	for (i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	if (n > 1)
		qsort_r(order, n, sizeof(*order), compare_order,
		    w->s->pairs.v);
	w->s->pair_first = GS_NEWN(a, w->f->stops.n + 1, uint32_t);
	for (i = 0; i < w->f->stops.n; i++) {
		w->s->pair_first[i] = (uint32_t)k;
		while (k < n && w->s->pairs.v[order[k]].stop == i)
			k++;
	}
	w->s->pair_first[i] = (uint32_t)k;
	return order;
}

/* The pairs themselves into that order; events are not needed any more. */
static void
reorder_pairs(struct work *w, const uint32_t *order)
{
	size_t i, n = w->s->pairs.n;
	struct gtfs_pair *v = malloc((n + 1) * sizeof(*v));

	if (v == NULL)
		abort();
	for (i = 0; i < n; i++)
		v[i] = w->s->pairs.v[order[i]];
	free(w->s->pairs.v);
	w->s->pairs.v = v;
	w->s->pairs.cap = n;
}

bool
gtfs_stats_build(struct gtfs_stats *s, const struct gtfs_feed *f,
    const struct gtfs_days *d)
{
	struct work w = { .f = f, .d = d, .s = s };
	uint32_t *order;
	size_t i;

	*s = (struct gtfs_stats){ 0 };
	for (i = 0; i < f->routes.n * d->words; i++)
		*TABLE_ADD(&w.route_bits) = 0;
	for (i = 0; i < f->trips.n && !w.too_many; i++)
		if (gtfs_trip_runs(&f->trips.v[i]))
			take_trip(&w, &f->trips.v[i]);
	finish_pairs(&w);
	order = sort_pairs(&w);
	finish_stops(&w, order);
	finish_routes(&w);
	reorder_pairs(&w, order);
	reader_intern_release(&w.index);
	TABLE_FREE(&w.bits);
	TABLE_FREE(&w.events);
	TABLE_FREE(&w.starts);
	TABLE_FREE(&w.route_bits);
	TABLE_FREE(&w.times);
	TABLE_FREE(&w.arrivals);
	return !w.too_many;
}

void
gtfs_stats_release(struct gtfs_stats *s)
{
	TABLE_FREE(&s->pairs);
}
