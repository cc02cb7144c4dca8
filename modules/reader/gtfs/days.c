/* SPDX-License-Identifier: MIT */
/* days.c: calendars into bits. */
#include "common/base.h"

#include "reader/date.h"
#include "reader/gtfs/days.h"

bool
gtfs_trip_runs(const struct gtfs_trip *t)
{
	return t->route != INTERN_NONE && t->service != INTERN_NONE &&
	    t->n >= 2;
}

uint32_t
gtfs_trip_times(const struct gtfs_feed *f, const struct gtfs_trip *t)
{
	const struct gtfs_frequency *q;
	uint32_t i = t->frequency, n = 0;

	if (i == INTERN_NONE)
		return 1;
	for (; i != INTERN_NONE; i = q->next) {
		q = &f->frequencies.v[i];
		n += (uint32_t)((q->end - q->start + q->headway - 1) /
		    q->headway);
	}
	return n;
}

const uint64_t *
gtfs_days_of(const struct gtfs_days *d, uint32_t service)
{
	return d->bits + (size_t)service * d->words;
}

bool
gtfs_days_active(const struct gtfs_days *d, uint32_t service, int32_t day)
{
	return day >= 0 && (gtfs_days_of(d, service)[day / 64] >>
	    (day % 64) & 1);
}

uint32_t
gtfs_days_count(const uint64_t *bits, uint32_t words)
{
	uint32_t i, n = 0;

	for (i = 0; i < words; i++)
		n += (uint32_t)__builtin_popcountll(bits[i]);
	return n;
}

/* The validity of all services, into a window of bounded length. */
static void
choose_window(struct gtfs_days *d, const struct gtfs_feed *f)
{
	int64_t lo = INT64_MAX, hi = INT64_MIN, today = f->r->opt->today;
	size_t i;

	for (i = 0; i < f->services.n; i++) {
		const struct gtfs_service *s = &f->services.v[i];

		if (s->regular) {
			lo = GS_MIN(lo, s->start);
			hi = GS_MAX(hi, s->end);
		}
	}
	for (i = 0; i < f->exceptions.n; i++)
		if (f->exceptions.v[i].added) {
			lo = GS_MIN(lo, f->exceptions.v[i].date);
			hi = GS_MAX(hi, f->exceptions.v[i].date);
		}
	if (lo > hi)
		return;
	d->clamped = hi - lo >= GTFS_DAYS_MAX;
	if (d->clamped && today - 365 > lo)
		lo = GS_MIN(today - 365, hi - GTFS_DAYS_MAX + 1);
	d->from = lo;
	d->n = (uint32_t)GS_MIN(hi - lo + 1, GTFS_DAYS_MAX);
	d->words = (d->n + 63) / 64;
}

static void
set_regular(struct gtfs_days *d, const struct gtfs_service *s, uint64_t *bits)
{
	int64_t day, last;

	if (!s->regular)
		return;
	day = GS_MAX(s->start, d->from);
	last = GS_MIN(s->end, d->from + d->n - 1);
	for (; day <= last; day++)
		if (s->weekdays >> reader_date_weekday(day) & 1)
			bits[(day - d->from) / 64] |=
			    (uint64_t)1 << ((day - d->from) % 64);
}

static void
set_bits(struct gtfs_days *d, const struct gtfs_feed *f)
{
	const struct gtfs_exception *e;
	uint64_t *word, bit;
	size_t i;

	d->bits = GS_NEWN(f->r->arena, f->services.n * d->words + 1,
	    uint64_t);
	for (i = 0; i < f->services.n; i++)
		set_regular(d, &f->services.v[i], d->bits + i * d->words);
	for (i = 0; i < f->exceptions.n; i++) {
		e = &f->exceptions.v[i];
		if (e->date < d->from || e->date >= d->from + d->n)
			continue;
		word = d->bits + (size_t)e->service * d->words +
		    (e->date - d->from) / 64;
		bit = (uint64_t)1 << ((e->date - d->from) % 64);
		*word = e->added ? *word | bit : *word & ~bit;
	}
}

/* Trips of each day, by the weight of each service. */
static void
count_trips(struct gtfs_days *d, const struct gtfs_feed *f)
{
	uint32_t *weight = GS_NEWN(f->r->arena, f->services.n + 1, uint32_t);
	uint32_t day;
	size_t i;

	d->trips = GS_NEWN(f->r->arena, d->n + 1, uint32_t);
	for (i = 0; i < f->trips.n; i++)
		if (gtfs_trip_runs(&f->trips.v[i]))
			weight[f->trips.v[i].service] +=
			    gtfs_trip_times(f, &f->trips.v[i]);
	for (i = 0; i < f->services.n; i++)
		for (day = 0; weight[i] > 0 && day < d->n; day++)
			if (gtfs_days_active(d, (uint32_t)i, (int32_t)day))
				d->trips[day] += weight[i];
}

static void
find_validity(struct gtfs_days *d, const struct gtfs_feed *f)
{
	uint32_t i;

	d->valid_from = f->info.line ? f->info.start : INT64_MIN;
	d->valid_to = f->info.line ? f->info.end : INT64_MIN;
	for (i = 0; i < d->n && d->valid_from == INT64_MIN; i++)
		if (d->trips[i] > 0)
			d->valid_from = d->from + i;
	for (i = d->n; i > 0 && d->valid_to == INT64_MIN; i--)
		if (d->trips[i - 1] > 0)
			d->valid_to = d->from + i - 1;
}

/* What runs outside the validity declared is not vouched for: a day there is
 * no reference, unless nothing runs inside. */
static void
choose_reference(struct gtfs_days *d)
{
	bool inside, best = false;
	uint32_t day;

	d->reference = -1;
	for (day = 0; day < d->n; day++) {
		inside = d->from + day >= d->valid_from &&
		    d->from + day <= d->valid_to;
		if (d->trips[day] == 0 || inside < best)
			continue;
		if (d->reference < 0 || inside > best ||
		    d->trips[day] > d->trips[d->reference])
			d->reference = (int32_t)day;
		best = inside;
	}
}

void
gtfs_days_build(struct gtfs_days *d, const struct gtfs_feed *f)
{
	*d = (struct gtfs_days){ .reference = -1, .words = 1 };
	choose_window(d, f);
	set_bits(d, f);
	count_trips(d, f);
	find_validity(d, f);
	choose_reference(d);
}

/* Where an end of the validity was read: declared, or from the services. */
static struct reader_place
validity_place(const struct gtfs_feed *f, bool start)
{
	bool declared = f->info.line != 0 &&
	    (start ? f->info.start : f->info.end) != INT64_MIN;

	if (declared)
		return (struct reader_place){ .file = "feed_info.txt",
		    .line = f->info.line,
		    .field = start ? "feed_start_date" : "feed_end_date" };
	return (struct reader_place){ .file = f->entry[GTFS_CALENDAR] ?
	    "calendar.txt" : "calendar_dates.txt" };
}

static void
check_validity(const struct gtfs_days *d, struct gtfs_feed *f)
{
	int64_t today = f->r->opt->today;
	struct reader_place at;
	enum gtfs_rule rule;

	if (d->valid_to != INT64_MIN && d->valid_to < today)
		rule = GR_FEED_EXPIRED;
	else if (d->valid_to != INT64_MIN && d->valid_to < today + 7)
		rule = GR_FEED_EXPIRES_SOON;
	else if (d->valid_from != INT64_MIN && d->valid_from > today)
		rule = GR_FEED_FUTURE;
	else
		return;
	at = validity_place(f, rule == GR_FEED_FUTURE);
	at.value = gs_str_of(reader_date_text(f->r->arena,
	    rule == GR_FEED_FUTURE ? d->valid_from : d->valid_to));
	reader_report_add(&f->r->report, &gtfs_rules[rule], at);
}

void
gtfs_days_check(const struct gtfs_days *d, struct gtfs_feed *f)
{
	const struct gtfs_service *s;
	struct reader_place at = { .field = "service_id" };
	uint32_t i;

	for (i = 0; i < f->services.n; i++) {
		s = &f->services.v[i];
		at.value = gtfs_feed_id(f, SET_SERVICE, i);
		if (!d->clamped &&
		    gtfs_days_count(gtfs_days_of(d, i), d->words) == 0)
			gtfs_feed_find_at(f, s->regular ? GTFS_CALENDAR :
			    GTFS_CALENDAR_DATES, s->line, GR_SERVICE_INACTIVE,
			    at);
		if (!s->used)
			gtfs_feed_find_at(f, s->regular ? GTFS_CALENDAR :
			    GTFS_CALENDAR_DATES, s->line, GR_SERVICE_UNUSED,
			    at);
	}
	check_validity(d, f);
	if (d->reference < 0)
		reader_report_add(&f->r->report,
		    &gtfs_rules[GR_FEED_NO_SERVICE],
		    (struct reader_place){ .file = "trips.txt" });
}
