/* SPDX-License-Identifier: MIT */
/* load_services.c: calendar.txt and calendar_dates.txt. */
#include "common/base.h"

#include "reader/gtfs/feed.h"

void
gtfs_load_calendar(struct gtfs_feed *f, const struct gtfs_row *row)
{
	const struct gtfs_value *start = &row->v[CAL_START];
	const struct gtfs_value *end = &row->v[CAL_END];
	struct gtfs_service *s = TABLE_ADD(&f->services);
	int i;

	*s = (struct gtfs_service){ .line = row->line, .start = 0,
	    .end = -1 };
	if (!start->set || !end->set)
		return;
	if (end->i < start->i) {
		gtfs_feed_find_value(f, row, CAL_END, GR_DATE_ORDER,
		    start->text);
		return;
	}
	s->regular = true;
	s->start = (int32_t)start->i;
	s->end = (int32_t)end->i;
	for (i = 0; i < 7; i++)
		if (row->v[CAL_MONDAY + i].set && row->v[CAL_MONDAY + i].i)
			s->weekdays |= (uint8_t)(1u << i);
}

void
gtfs_load_calendar_date(struct gtfs_feed *f, const struct gtfs_row *row)
{
	uint32_t service = row->id[CALD_SERVICE];

	if (service == INTERN_NONE)
		return;
	if (service == f->services.n)
		*TABLE_ADD(&f->services) = (struct gtfs_service){
		    .line = row->line, .start = 0, .end = -1 };
	if (!row->v[CALD_DATE].set || !row->v[CALD_TYPE].set)
		return;
	*TABLE_ADD(&f->exceptions) = (struct gtfs_exception){
		.service = service,
		.date = (int32_t)row->v[CALD_DATE].i,
		.added = row->v[CALD_TYPE].i == 1,
	};
}
