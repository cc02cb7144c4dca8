/* SPDX-License-Identifier: MIT */
/*
 * load_shapes.c: points of shapes.txt. Shapes have been numbered by the trips
 * that use them; the others are counted and left out.
 */
#include "common/base.h"

#include <math.h>

#include "reader/gtfs/feed.h"

/* A point that is no place: told, and not kept. */
static bool
check_point(struct gtfs_feed *f, const struct gtfs_row *row)
{
	const struct gtfs_value *lat = &row->v[SHAPE_LAT];
	const struct gtfs_value *lon = &row->v[SHAPE_LON];
	struct reader_place at = { .field = "shape_pt_lat" };
	char text[128];

	if (lat->set && lon->set && fabs(lat->d) <= 90 &&
	    fabs(lon->d) <= 180 && (fabs(lat->d) > 1e-3 ||
	    fabs(lon->d) > 1e-3))
		return true;
	snprintf(text, sizeof(text), "%.*s, %.*s",
	    GS_MIN((int)lat->text.len, 40), lat->text.ptr,
	    GS_MIN((int)lon->text.len, 40), lon->text.ptr);
	at.value = gs_str_of(text);
	gtfs_feed_find_at(f, GTFS_SHAPES, row->line, GR_SHAPE_POINT_INVALID,
	    at);
	return false;
}

/* The shape's number; those that no trip uses get one too, after the used
 * ones (f->shapes_used), so that each is told once. */
static uint32_t
shape_number(struct gtfs_feed *f, const struct gtfs_row *row)
{
	bool fresh;
	uint32_t n = reader_intern_add(&f->sets[SET_SHAPE],
	    row->v[SHAPE_ID].text, &fresh);

	if (fresh)
		gtfs_feed_find(f, row, SHAPE_ID, GR_SHAPE_UNUSED);
	return n;
}

void
gtfs_load_shape(struct gtfs_feed *f, const struct gtfs_row *row)
{
	uint32_t shape;

	if (row->v[SHAPE_ID].text.len == 0)
		return;
	shape = shape_number(f, row);
	if (shape < f->shapes_used)
		f->shape_seen.v[shape] = true;
	if (!row->v[SHAPE_SEQUENCE].set || !check_point(f, row))
		return;
	gtfs_feed_follow(f, row, shape, SHAPE_SEQUENCE, SHAPE_DIST);
	if (shape >= f->shapes_used || f->points.n >= GTFS_POINTS_MAX)
		return;
	*TABLE_ADD(&f->points) = (struct gtfs_point){
		.shape = shape,
		.sequence = (uint32_t)row->v[SHAPE_SEQUENCE].i,
		.lat = (int32_t)lround(row->v[SHAPE_LAT].d * 1e7),
		.lon = (int32_t)lround(row->v[SHAPE_LON].d * 1e7),
	};
}

void
gtfs_load_shapes_begin(struct gtfs_feed *f)
{
	uint32_t i;

	f->shapes_used = reader_intern_count(&f->sets[SET_SHAPE]);
	for (i = 0; i < f->shapes_used; i++)
		*TABLE_ADD(&f->shape_seen) = false;
}

static int
compare_point(const void *a, const void *b)
{
	const struct gtfs_point *x = a, *y = b;

	if (x->shape != y->shape)
		return x->shape < y->shape ? -1 : 1;
	return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

static void
sort_points(struct gtfs_feed *f)
{
	struct gtfs_point *v = f->points.v;
	size_t i;

	for (i = 1; i < f->points.n; i++)
		if (compare_point(&v[i - 1], &v[i]) > 0)
			break;
	if (i < f->points.n)
		qsort(v, f->points.n, sizeof(*v), compare_point);
}

static void
check_shapes(struct gtfs_feed *f)
{
	const struct gtfs_point *v = f->points.v;
	struct reader_place at = { .field = "shape_pt_sequence" };
	char rank[24];
	size_t i;

	for (i = 1; i < f->points.n; i++) {
		if (compare_point(&v[i - 1], &v[i]) != 0)
			continue;
		snprintf(rank, sizeof(rank), "%u", v[i].sequence);
		at.value = gs_str_of(rank);
		at.other = gtfs_feed_id(f, SET_SHAPE, v[i].shape);
		gtfs_feed_find_at(f, GTFS_SHAPES, 0,
		    GR_SHAPE_SEQUENCE_DUPLICATE, at);
	}
}

/* Where the points of each used shape lie. */
static void
index_points(struct gtfs_feed *f)
{
	struct reader_place at = { .field = "shape_id" };
	uint32_t shape;
	size_t i = 0;

	for (shape = 0; shape < f->shapes_used; shape++) {
		*TABLE_ADD(&f->shape_first) = (uint32_t)i;
		while (i < f->points.n && f->points.v[i].shape == shape)
			i++;
		if (i - f->shape_first.v[shape] >= 2 ||
		    !f->shape_seen.v[shape])
			continue;
		at.value = gtfs_feed_id(f, SET_SHAPE, shape);
		gtfs_feed_find_at(f, GTFS_SHAPES, 0, GR_SHAPE_SHORT, at);
	}
	*TABLE_ADD(&f->shape_first) = (uint32_t)i;
}

/* Shapes that are not there: each is told once, with its first trip. */
static void
check_trips(struct gtfs_feed *f)
{
	bool *told = GS_NEWN(f->r->arena, f->shapes_used + 1, bool);
	struct reader_place at = { .field = "shape_id" };
	const struct gtfs_trip *t;
	size_t i;

	for (i = 0; i < f->trips.n; i++) {
		t = &f->trips.v[i];
		if (t->shape == INTERN_NONE || f->shape_seen.v[t->shape] ||
		    told[t->shape])
			continue;
		told[t->shape] = true;
		at.value = gtfs_feed_id(f, SET_SHAPE, t->shape);
		gtfs_feed_find_at(f, GTFS_TRIPS, t->line, GR_SHAPE_UNKNOWN,
		    at);
	}
}

void
gtfs_load_shapes_done(struct gtfs_feed *f)
{
	sort_points(f);
	check_shapes(f);
	index_points(f);
	check_trips(f);
}
