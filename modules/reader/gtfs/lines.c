/* SPDX-License-Identifier: MIT */
/* lines.c: shapes and sequences of stops as multilinestrings. */
#include "common/base.h"

#include "reader/gtfs/days.h"
#include "reader/gtfs/lines.h"
#include "reader/wkb.h"

static uint32_t
shape_points(const struct gtfs_feed *f, uint32_t shape)
{
	return f->shape_first.v[shape + 1] - f->shape_first.v[shape];
}

static uint64_t
hash_stops(const struct gtfs_feed *f, const struct gtfs_trip *t)
{
	uint64_t h = 0;
	uint32_t i, key[3];

	for (i = 0; i < t->n; i++) {
		key[0] = (uint32_t)h;
		key[1] = (uint32_t)(h >> 32);
		key[2] = f->stop_times.v[t->first + i].stop;
		h = reader_hash(key, sizeof(key));
	}
	return h;
}

static void
add_trip(struct gtfs_lines *l, struct reader_intern *index,
    const struct gtfs_feed *f, uint32_t trip)
{
	const struct gtfs_trip *t = &f->trips.v[trip];
	bool drawn = t->shape != INTERN_NONE && shape_points(f, t->shape) >= 2;
	uint64_t h = drawn ? 0 : hash_stops(f, t);
	uint32_t key[4] = { t->route, drawn ? t->shape : INTERN_NONE,
	    (uint32_t)h, (uint32_t)(h >> 32) }, n;
	bool fresh;

	n = reader_intern_add(index, (gs_str){ (const char *)key,
	    sizeof(key) }, &fresh);
	if (fresh)
		*TABLE_ADD(&l->v) = (struct gtfs_line){ .route = t->route,
		    .shape = key[1], .trip = trip };
	l->v.v[n].trips++;
}

static int
compare_line(const void *a, const void *b)
{
	const struct gtfs_line *x = a, *y = b;

	if (x->route != y->route)
		return x->route < y->route ? -1 : 1;
	if ((x->shape == INTERN_NONE) != (y->shape == INTERN_NONE))
		return x->shape == INTERN_NONE ? 1 : -1;
	if (x->trips != y->trips)
		return x->trips > y->trips ? -1 : 1;
	return x->trip < y->trip ? -1 : x->trip > y->trip;
}

void
gtfs_lines_build(struct gtfs_lines *l, const struct gtfs_feed *f)
{
	struct reader_intern index = { 0 };
	size_t i, k = 0;

	*l = (struct gtfs_lines){ 0 };
	for (i = 0; i < f->trips.n; i++)
		if (gtfs_trip_runs(&f->trips.v[i]))
			add_trip(l, &index, f, (uint32_t)i);
	reader_intern_release(&index);
	if (l->v.n > 1)
		qsort(l->v.v, l->v.n, sizeof(*l->v.v), compare_line);
	l->first = GS_NEWN(f->r->arena, f->routes.n + 1, uint32_t);
	for (i = 0; i < f->routes.n; i++) {
		l->first[i] = (uint32_t)k;
		while (k < l->v.n && l->v.v[k].route == i)
			k++;
	}
	l->first[i] = (uint32_t)k;
}

void
gtfs_lines_release(struct gtfs_lines *l)
{
	TABLE_FREE(&l->v);
}

struct drawing {
	struct gs_buf	*b;
	uint32_t	 lines;
	void		(*each)(void *ctx, double lon, double lat);
	void		*ctx;
};

static void
put_point(struct drawing *d, double lon, double lat)
{
	reader_wkb_xy(d->b, lon, lat);
	d->each(d->ctx, lon, lat);
}

static void
draw_shape(struct drawing *d, const struct gtfs_feed *f, uint32_t shape)
{
	uint32_t i = f->shape_first.v[shape], end = f->shape_first.v[shape + 1];

	reader_wkb_line(d->b, end - i);
	for (; i < end; i++)
		put_point(d, f->points.v[i].lon / 1e7,
		    f->points.v[i].lat / 1e7);
	d->lines++;
}

/* The located stops of a trip, one after another. */
static void
draw_stops(struct drawing *d, const struct gtfs_feed *f,
    const struct gtfs_trip *t)
{
	const struct gtfs_stop_time *v = f->stop_times.v + t->first;
	const struct gtfs_stop *s;
	uint32_t i, n = 0;

	for (i = 0; i < t->n; i++)
		n += f->stops.v[v[i].stop].located;
	if (n < 2)
		return;
	reader_wkb_line(d->b, n);
	for (i = 0; i < t->n; i++) {
		s = &f->stops.v[v[i].stop];
		if (s->located)
			put_point(d, s->lon, s->lat);
	}
	d->lines++;
}

static void
draw_sequences(struct drawing *d, const struct gtfs_lines *l,
    const struct gtfs_feed *f, uint32_t route)
{
	uint32_t i, end = l->first[route + 1];
	uint64_t all = 0, drawn = 0;

	for (i = l->first[route]; i < end; i++)
		all += l->v.v[i].trips;
	for (i = l->first[route]; i < end &&
	    d->lines < GTFS_PATTERNS_MAX &&
	    (double)drawn < GTFS_PATTERNS_SHARE * (double)all; i++) {
		draw_stops(d, f, &f->trips.v[l->v.v[i].trip]);
		drawn += l->v.v[i].trips;
	}
}

bool
gtfs_lines_wkb(const struct gtfs_lines *l, const struct gtfs_feed *f,
    uint32_t route, struct gs_buf *b,
    void (*each)(void *ctx, double lon, double lat), void *ctx)
{
	struct drawing d = { b, 0, each, ctx };
	uint32_t i = l->first[route], end = l->first[route + 1];

	gs_buf_clear(b);
	reader_wkb_multiline(b);
	if (i < end && l->v.v[i].shape == INTERN_NONE)
		draw_sequences(&d, l, f, route);
	for (; i < end && l->v.v[i].shape != INTERN_NONE; i++)
		draw_shape(&d, f, l->v.v[i].shape);
	reader_wkb_multiline_end(b, d.lines);
	return d.lines > 0 && !b->failed;
}
