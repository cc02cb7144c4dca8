/* SPDX-License-Identifier: MIT */
/* load_network.c: agency.txt, routes.txt, feed_info.txt. */
#include "common/base.h"

#include <math.h>

#include "reader/gtfs/feed.h"

void
gtfs_load_agency(struct gtfs_feed *f, const struct gtfs_row *row)
{
	struct gtfs_agency *a;
	uint32_t i = row->id[AGENCY_ID];
	bool fresh = true;

	/* A single agency may go without an identifier. */
	if (i == INTERN_NONE) {
		i = reader_intern_add(&f->sets[SET_AGENCY], GS_STR(""),
		    &fresh);
		if (fresh)
			*TABLE_ADD(&f->set_line[SET_AGENCY]) = row->line;
	}
	if (!fresh || i != f->agencies.n) {
		gtfs_feed_find(f, row, AGENCY_ID, GR_AGENCY_ID_MISSING);
		return;
	}
	a = TABLE_ADD(&f->agencies);
	*a = (struct gtfs_agency){
		.name = gtfs_feed_keep(f, row, AGENCY_NAME),
		.url = gtfs_feed_keep(f, row, AGENCY_URL),
		.zone = gtfs_feed_keep(f, row, AGENCY_TIMEZONE),
		.lang = gtfs_feed_keep(f, row, AGENCY_LANG),
		.phone = gtfs_feed_keep(f, row, AGENCY_PHONE),
		.email = gtfs_feed_keep(f, row, AGENCY_EMAIL),
		.line = row->line,
	};
}

void
gtfs_load_agencies_done(struct gtfs_feed *f)
{
	struct reader_place at = { .field = "agency_timezone" };
	const struct gtfs_agency *a, *first = f->agencies.v;
	size_t i;

	for (i = 0; i < f->agencies.n; i++) {
		a = &f->agencies.v[i];
		if (f->agencies.n > 1 &&
		    gtfs_feed_id(f, SET_AGENCY, (uint32_t)i).len == 0)
			gtfs_feed_find_at(f, GTFS_AGENCY, a->line,
			    GR_AGENCY_ID_MISSING,
			    (struct reader_place){ .field = "agency_id" });
		if (a->zone == INTERN_NONE || first->zone == INTERN_NONE ||
		    a->zone == first->zone)
			continue;
		at.value = gtfs_feed_text(f, a->zone);
		at.other = gtfs_feed_text(f, first->zone);
		gtfs_feed_find_at(f, GTFS_AGENCY, a->line,
		    GR_TIMEZONES_MIXED, at);
	}
}

/* Contrast by relative luminance (WCAG), of a colour 0xRRGGBB. */
static double
luminance(int64_t rgb)
{
	static const double weight[] = { 0.0722, 0.7152, 0.2126 };
	double sum = 0, c;
	int i;

	for (i = 0; i < 3; i++) {
		c = (double)(rgb >> (8 * i) & 0xff) / 255;
		c = c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
		sum += c * weight[i];
	}
	return sum;
}

static void
check_contrast(struct gtfs_feed *f, const struct gtfs_row *row)
{
	double a, b;

	if (!row->v[ROUTE_COLOR].set || !row->v[ROUTE_TEXT_COLOR].set)
		return;
	a = luminance(row->v[ROUTE_COLOR].i) + 0.05;
	b = luminance(row->v[ROUTE_TEXT_COLOR].i) + 0.05;
	if (fmax(a, b) / fmin(a, b) < 2)
		gtfs_feed_find_value(f, row, ROUTE_TEXT_COLOR,
		    GR_COLOR_CONTRAST, row->v[ROUTE_COLOR].text);
}

static uint32_t
route_agency(struct gtfs_feed *f, const struct gtfs_row *row)
{
	if (row->v[ROUTE_AGENCY].text.len > 0)
		return row->id[ROUTE_AGENCY];
	if (f->agencies.n == 1)
		return 0;
	if (f->agencies.n > 1)
		gtfs_feed_find(f, row, ROUTE_AGENCY, GR_ROUTE_AGENCY_MISSING);
	return INTERN_NONE;
}

static int32_t
color_of(const struct gtfs_value *v)
{
	return v->set ? (int32_t)v->i : -1;
}

void
gtfs_load_route(struct gtfs_feed *f, const struct gtfs_row *row)
{
	struct gtfs_route *r = TABLE_ADD(&f->routes);

	*r = (struct gtfs_route){
		.agency = route_agency(f, row),
		.short_name = gtfs_feed_keep(f, row, ROUTE_SHORT),
		.long_name = gtfs_feed_keep(f, row, ROUTE_LONG),
		.desc = gtfs_feed_keep(f, row, ROUTE_DESC),
		.url = gtfs_feed_keep(f, row, ROUTE_URL),
		.line = row->line,
		.type = row->v[ROUTE_TYPE].set ?
		    (int32_t)row->v[ROUTE_TYPE].i : 3,
		.color = color_of(&row->v[ROUTE_COLOR]),
		.text_color = color_of(&row->v[ROUTE_TEXT_COLOR]),
	};
	if (r->short_name == INTERN_NONE && r->long_name == INTERN_NONE)
		gtfs_feed_find(f, row, ROUTE_ID, GR_ROUTE_NAME_MISSING);
	check_contrast(f, row);
}

void
gtfs_load_feed_info(struct gtfs_feed *f, const struct gtfs_row *row)
{
	const struct gtfs_value *start = &row->v[FEED_START];
	const struct gtfs_value *end = &row->v[FEED_END];

	if (f->info.line != 0)
		return;			/* one row is meant */
	f->info = (struct gtfs_info){
		.publisher = gtfs_feed_keep(f, row, FEED_PUBLISHER),
		.version = gtfs_feed_keep(f, row, FEED_VERSION),
		.lang = gtfs_feed_keep(f, row, FEED_LANG),
		.start = start->set ? start->i : INT64_MIN,
		.end = end->set ? end->i : INT64_MIN,
		.line = row->line,
	};
	if (start->set && end->set && end->i < start->i) {
		gtfs_feed_find_value(f, row, FEED_END, GR_DATE_ORDER,
		    start->text);
		f->info.start = f->info.end = INT64_MIN;
	}
}
