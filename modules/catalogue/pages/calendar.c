/* SPDX-License-Identifier: MIT */
/* calendar.c: trips per day, drawn and told; see calendar.h. */
#include "common/base.h"

#include <inttypes.h>

#include "common/fmt.h"
#include "common/page.h"

#include "catalogue/pages/calendar.h"
#include "catalogue/pages/data.h"

#define CELL_PX		14
#define TOP_PX		14
#define LEVELS		4
#define MONTH_PX	40	/* a month's name needs that much */

char *
pages_calendar_today(struct gs_arena *a, int days)
{
	time_t t = time(NULL) + (time_t)days * 86400;
	struct tm tm;
	char text[32];

	gmtime_r(&t, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	return gs_strdup(a, text);
}

/* Month and day of "YYYY-MM-DD"; false otherwise. */
static bool
month_day(gs_str date, int64_t *month, int64_t *day)
{
	return date.len == 10 &&
	    gs_str_int_in((gs_str){ date.ptr + 5, 2 }, 1, 12, month) &&
	    gs_str_int_in((gs_str){ date.ptr + 8, 2 }, 1, 31, day);
}

struct drawing {
	struct gs_req	*req;
	struct gs_jval	*days, *months;
	int64_t		 most, month_x;	/* where the last name stands */
};

static void
draw_month(struct drawing *d, int64_t x, int64_t month)
{
	struct gs_arena *a = d->req->arena;
	struct gs_jval *m;

	/* The month a calendar begins in may have one week in it only. */
	if (d->months->n == 1 && x < d->month_x + MONTH_PX)
		d->months = gs_jarray(a);
	m = gs_jobject(a);
	gs_jset_int(a, m, "x", x);
	gs_jset_str(a, m, "name", gs_text(d->req, gs_printf(a,
	    "months.m%" PRId64, month)));
	gs_jpush(d->months, m);
	d->month_x = x;
}

static void
draw_day(struct drawing *d, const struct gs_jval *day)
{
	struct gs_arena *a = d->req->arena;
	struct gs_jval *rect = gs_jobject(a);
	gs_str date = gs_jget_str(day, "date");
	int64_t trips = 0, dow = 1, week = 0, level, month, dom;

	gs_jget_int(day, "trips", &trips);
	gs_jget_int(day, "dow", &dow);
	gs_jget_int(day, "week", &week);
	level = trips <= 0 ? 0 : GS_MIN(LEVELS,
	    1 + (trips - 1) * LEVELS / GS_MAX(d->most, 1));
	pages_data_printf(d->req, rect, "level", "l%" PRId64, level);
	gs_jset_int(a, rect, "x", week * CELL_PX);
	gs_jset_int(a, rect, "y", TOP_PX + (dow - 1) * CELL_PX);
	pages_data_printf(d->req, rect, "tip", "%s : %s",
	    gs_fmt_date(a, d->req->lang, date),
	    gs_fmt_int(a, d->req->lang, trips));
	gs_jpush(d->days, rect);
	if (month_day(date, &month, &dom) && (dom <= 7 || d->days->n == 1) &&
	    (dow == 1 || d->days->n == 1))
		draw_month(d, week * CELL_PX, month);
}

static struct gs_jval *
weekdays(struct gs_req *req, const struct gs_jval *from)
{
	struct gs_arena *a = req->arena;
	struct gs_jval *list = gs_jarray(a), *row;
	int64_t dow, mean, days;

	for (from = from ? from->first : NULL; from; from = from->next) {
		if (!gs_jget_int(from, "dow", &dow) ||
		    !gs_jget_int(from, "days", &days))
			continue;
		row = gs_jobject(a);
		gs_jset_str(a, row, "name", gs_text(req, gs_printf(a,
		    "weekdays.d%" PRId64, dow)));
		if (gs_jget_int(from, "mean", &mean))
			gs_jset_str(a, row, "trips", gs_str_of(gs_fmt_int(a,
			    req->lang, mean)));
		else
			gs_jset_str(a, row, "trips",
			    gs_text(req, "gtfs.no_service"));
		gs_jset_str(a, row, "days", gs_str_of(gs_fmt_int(a,
		    req->lang, days)));
		gs_jpush(list, row);
	}
	return list;
}

void
pages_calendar_draw(struct gs_req *req, struct gs_jval *gtfs,
    const struct gs_jval *days)
{
	const struct gs_jval *list = gs_jget(days, "days");
	struct gs_arena *a = req->arena;
	struct drawing d = { .req = req, .days = gs_jarray(a),
	    .months = gs_jarray(a) };
	struct gs_jval *calendar;
	int64_t weeks = 0;

	gs_jget_int(days, "most", &d.most);
	gs_jget_int(days, "weeks", &weeks);
	if (list == NULL || list->type != GS_JARRAY || d.most <= 0)
		return;
	for (list = list->first; list != NULL; list = list->next)
		draw_day(&d, list);
	calendar = gs_jobject(a);
	gs_jset_int(a, calendar, "width",
	    GS_MAX(weeks * CELL_PX, d.month_x + MONTH_PX));
	gs_jset_int(a, calendar, "height", TOP_PX + 7 * CELL_PX);
	gs_jset_str(a, calendar, "label", gs_text(req,
	    "gtfs.calendar_label"));
	gs_jset(a, calendar, "months", d.months);
	gs_jset(a, calendar, "days", d.days);
	gs_jset(a, calendar, "weekdays", weekdays(req,
	    gs_jget(days, "weekdays")));
	gs_jset(a, gtfs, "calendar", calendar);
}
