/* SPDX-License-Identifier: MIT */
/* load_stops.c: stops.txt, its places and its parents. */
#include "common/base.h"

#include <math.h>

#include "reader/gtfs/feed.h"

#define FAR_KM		200.0	/* from the centre, at least, to be told */
#define FAR_TIMES	10.0	/* the median distance, at least */

/* location_type: what the parent must be, if any. */
enum { STOP, STATION, ENTRANCE, NODE, BOARDING };

static const struct {
	int		 parent;	/* location_type of the parent, or -1 */
	bool		 must;
	const char	*fr, *en;	/* what it is */
} kinds[] = {
	[STOP] = { STATION, false, "un arrêt", "a stop" },
	[STATION] = { -1, false, "une station", "a station" },
	[ENTRANCE] = { STATION, true, "une entrée", "an entrance" },
	[NODE] = { STATION, true, "un nœud de station", "a station node" },
	[BOARDING] = { STOP, true, "une zone d'embarquement",
	    "a boarding area" },
};

static void
find_range(struct gtfs_feed *f, const struct gtfs_row *row, int i,
    const char *range)
{
	gtfs_feed_find_value(f, row, i, GR_COORDINATE_RANGE,
	    gs_str_of(range));
}

/* Finding about field ${i} of a stop's row; {other} is its identifier. */
static void
find_stop(struct gtfs_feed *f, const struct gtfs_row *row, int i,
    enum gtfs_rule rule)
{
	gtfs_feed_find_value(f, row, i, rule, row->v[STOP_ID].text);
}

/* One coordinate: there, a number, in range? */
static bool
check_coordinate(struct gtfs_feed *f, const struct gtfs_row *row, int i)
{
	const struct gtfs_value *v = &row->v[i];
	double most = i == STOP_LAT ? 90 : 180;

	if (v->text.len == 0)
		return false;
	if (!v->set)
		gtfs_feed_find(f, row, i, GR_COORDINATE_FORMAT);
	else if (fabs(v->d) > most)
		find_range(f, row, i, most > 90 ? "[-180, 180]" :
		    "[-90, 90]");
	return v->set && fabs(v->d) <= most;
}

static bool
is_located(struct gtfs_feed *f, const struct gtfs_row *row, uint32_t stop)
{
	bool lat = check_coordinate(f, row, STOP_LAT);
	bool lon = check_coordinate(f, row, STOP_LON);
	uint8_t type = f->stops.v[stop].location_type;

	if (row->v[STOP_LAT].text.len == 0 ||
	    row->v[STOP_LON].text.len == 0) {
		/* Nodes and boarding areas may be anywhere in the station. */
		if (type != NODE && type != BOARDING)
			find_stop(f, row, row->v[STOP_LAT].text.len == 0 ?
			    STOP_LAT : STOP_LON, GR_COORDINATE_MISSING);
		return false;
	}
	if (!lat || !lon)
		return false;
	if (fabs(row->v[STOP_LAT].d) < 1e-3 &&
	    fabs(row->v[STOP_LON].d) < 1e-3) {
		find_stop(f, row, STOP_LAT, GR_COORDINATE_ZERO);
		return false;
	}
	return true;
}

void
gtfs_load_stop(struct gtfs_feed *f, const struct gtfs_row *row)
{
	const struct gtfs_value *type = &row->v[STOP_LOCATION_TYPE];
	const struct gtfs_value *chair = &row->v[STOP_WHEELCHAIR];
	struct gtfs_stop *s = TABLE_ADD(&f->stops);

	*s = (struct gtfs_stop){
		.code = gtfs_feed_keep(f, row, STOP_CODE),
		.name = gtfs_feed_keep(f, row, STOP_NAME),
		.desc = gtfs_feed_keep(f, row, STOP_DESC),
		.zone = gtfs_feed_keep(f, row, STOP_ZONE),
		.url = gtfs_feed_keep(f, row, STOP_URL),
		.platform = gtfs_feed_keep(f, row, STOP_PLATFORM),
		.parent = INTERN_NONE,
		.parent_text = gtfs_feed_keep(f, row, STOP_PARENT),
		.line = row->line,
		.location_type = type->set ? (uint8_t)type->i : 0,
		.wheelchair = chair->set ? (int8_t)chair->i : -1,
		.lat = row->v[STOP_LAT].d,
		.lon = row->v[STOP_LON].d,
	};
	s->located = is_located(f, row, (uint32_t)f->stops.n - 1);
	if (s->name == INTERN_NONE && s->location_type <= ENTRANCE)
		find_stop(f, row, STOP_NAME, GR_STOP_NAME_MISSING);
}

/* "« E1 », une entrée," : a stop and what it is. */
static void
name_stop(const struct gtfs_feed *f, uint32_t i, struct reader_place *at)
{
	const struct gtfs_stop *s = &f->stops.v[i];
	gs_str id = gtfs_feed_id(f, SET_STOP, i);
	int n = (int)GS_MIN(id.len, 100u);

	at->other = gs_str_of(gs_printf(f->r->arena, "« %.*s », %s,", n,
	    id.ptr, kinds[s->location_type].fr));
	at->other_en = gs_str_of(gs_printf(f->r->arena, "“%.*s”, %s,", n,
	    id.ptr, kinds[s->location_type].en));
}

static void
check_parent(struct gtfs_feed *f, uint32_t i)
{
	struct gtfs_stop *s = &f->stops.v[i];
	gs_str text = gtfs_feed_text(f, s->parent_text);
	struct reader_place at = { .field = "parent_station", .value = text };
	int want = kinds[s->location_type].parent;

	if (text.ptr == NULL ? kinds[s->location_type].must : want < 0) {
		name_stop(f, i, &at);
		gtfs_feed_find_at(f, GTFS_STOPS, s->line, text.ptr == NULL ?
		    GR_PARENT_MISSING : GR_STATION_WITH_PARENT, at);
	}
	if (text.ptr == NULL || want < 0)
		return;
	s->parent = reader_intern_find(&f->sets[SET_STOP], text);
	if (s->parent == INTERN_NONE) {
		gtfs_feed_find_at(f, GTFS_STOPS, s->line, GR_PARENT_UNKNOWN,
		    at);
	} else if (f->stops.v[s->parent].location_type != want) {
		at.other = gs_str_of(kinds[want].fr);
		at.other_en = gs_str_of(kinds[want].en);
		gtfs_feed_find_at(f, GTFS_STOPS, s->line, GR_PARENT_TYPE, at);
		s->parent = INTERN_NONE;
	}
}

static int
compare_double(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), compare_double);
	return v[n / 2];
}

/* Kilometres, on a sphere flattened at the centre: an order of magnitude. */
static double
distance_km(const struct gtfs_stop *s, double lat, double lon)
{
	double dx = (s->lon - lon) * cos(lat * M_PI / 180), dy = s->lat - lat;

	return 111.2 * hypot(dx, dy);
}

static void
find_far(struct gtfs_feed *f, double *v, double lat, double lon)
{
	double typical, km;
	size_t i, n = 0;
	char text[24];

	for (i = 0; i < f->stops.n; i++)
		if (f->stops.v[i].located)
			v[n++] = distance_km(&f->stops.v[i], lat, lon);
	typical = median(v, n);
	for (i = 0; i < f->stops.n; i++) {
		km = distance_km(&f->stops.v[i], lat, lon);
		if (!f->stops.v[i].located ||
		    km < fmax(FAR_KM, FAR_TIMES * typical))
			continue;
		snprintf(text, sizeof(text), "%.0f", km);
		gtfs_feed_find_at(f, GTFS_STOPS, f->stops.v[i].line,
		    GR_COORDINATE_FAR, (struct reader_place){
		    .field = "stop_id", .other = gs_str_of(text),
		    .value = gtfs_feed_id(f, SET_STOP, (uint32_t)i) });
	}
}

/* Outliers from the median place; it takes a few stops to have one. */
static void
check_far(struct gtfs_feed *f)
{
	double lat, lon, *v = malloc((f->stops.n + 1) * sizeof(*v));
	size_t i, n = 0;

	if (v == NULL)
		abort();
	for (i = 0; i < f->stops.n; i++)
		if (f->stops.v[i].located)
			v[n++] = f->stops.v[i].lat;
	if (n >= 4) {
		lat = median(v, n);
		for (i = 0, n = 0; i < f->stops.n; i++)
			if (f->stops.v[i].located)
				v[n++] = f->stops.v[i].lon;
		lon = median(v, n);
		find_far(f, v, lat, lon);
	}
	free(v);
}

void
gtfs_load_stops_done(struct gtfs_feed *f)
{
	uint32_t i;

	for (i = 0; i < f->stops.n; i++)
		check_parent(f, i);
	check_far(f);
}
