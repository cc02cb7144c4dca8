/* SPDX-License-Identifier: MIT */
/* gtfs.c: the lines of a network and when they run; see gtfs.h. */
#include "common/base.h"

#include <inttypes.h>
#include <math.h>

#include "common/page.h"

#include "catalogue/pages/calendar.h"
#include "catalogue/pages/colour.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"
#include "catalogue/pages/gtfs.h"

#define LINES_SHOWN	12	/* at once; the others on demand */
#define LINES_MAX	200	/* beyond, they are in the table */
#define HOURS		28	/* a service day may pass midnight */
#define HOUR_PX		6
#define STRIP_PX	22
#define BADGE_MAX	14	/* characters of a line's name in its badge */
#define DEFAULT_FILL	"#4d5f63"
#define SOON_DAYS	14

char *
pages_gtfs_time(struct gs_req *req, gs_str hms)
{
	gs_str rest = hms, h = gs_str_split(&rest, ':');
	gs_str m = gs_str_split(&rest, ':');
	int64_t hours;

	if (!gs_str_int_in(h, 0, 99, &hours) || m.len != 2)
		return gs_str_dup(req->arena, hms);
	if (hours < 24)
		return gs_printf(req->arena, "%02d:%.*s", (int)hours,
		    GS_FMT(m));
	return gs_printf(req->arena, "%02d:%.*s (%.*s)", (int)(hours % 24),
	    GS_FMT(m), GS_FMT(gs_text(req, "gtfs.next_day")));
}

/* Departures of each hour; returns the largest. */
static double
hours_of(const struct gs_jval *v, double *hours)
{
	double most = 0;
	int i = 0;

	memset(hours, 0, HOURS * sizeof(*hours));
	if (v == NULL || v->type != GS_JARRAY)
		return 0;
	for (const struct gs_jval *m = v->first; m && i < HOURS; m = m->next) {
		hours[i] = m->type == GS_JNUMBER && m->number > 0 ?
		    m->number : 0;
		most = GS_MAX(most, hours[i]);
		i++;
	}
	return most;
}

bool
pages_gtfs_strip(struct gs_req *req, struct gs_jval *obj,
    const struct gs_jval *v)
{
	struct gs_arena *a = req->arena;
	struct gs_jval *strip = gs_jobject(a), *bars = gs_jarray(a), *bar;
	double hours[HOURS], most = hours_of(v, hours);
	struct gs_buf label;
	int h;

	if (!(most > 0))
		return false;
	gs_buf_init_arena(&label, a, 4096);
	gs_buf_put_str(&label, gs_text(req, "table.strip"));
	for (int i = 0; i < HOURS; i++) {
		if (!(hours[i] > 0))
			continue;
		gs_buf_printf(&label, req->lang == GS_FR ? ", %d h : %.0f" :
		    ", %d h: %.0f", i, hours[i]);
		h = GS_MAX(2, (int)lround(STRIP_PX * hours[i] / most));
		bar = gs_jobject(a);
		gs_jset_int(a, bar, "x", i * HOUR_PX);
		gs_jset_int(a, bar, "y", 24 - h);
		gs_jset_int(a, bar, "h", h);
		gs_jpush(bars, bar);
	}
	gs_jset_str(a, strip, "label", gs_buf_str(&label));
	gs_jset(a, strip, "bars", bars);
	gs_jset(a, obj, "strip", strip);
	return true;
}

/* The first ${n} characters of ${s}. */
static gs_str
characters(gs_str s, size_t n, size_t *count)
{
	size_t i = 0;

	for (*count = 0; i < s.len && *count < n; ++*count)
		do
			i++;
		while (i < s.len && ((unsigned char)s.ptr[i] & 0xc0) == 0x80);
	return (gs_str){ s.ptr, i };
}

static void
badge(struct gs_req *req, struct gs_jval *line)
{
	struct gs_arena *a = req->arena;
	gs_str fill = gs_jget_str(line, "route_color");
	gs_str name = gs_jget_str(line, "route_short_name");
	struct gs_jval *b = gs_jobject(a);
	struct pages_colour c;
	char ink[8];
	size_t n;
	int width;

	if (name.len == 0)
		return;
	if (!pages_colour_parse(fill, &c))
		fill = GS_STR(DEFAULT_FILL);
	pages_colour_ink(fill, gs_jget_str(line, "route_text_color"), ink);
	name = characters(name, BADGE_MAX, &n);
	width = GS_MAX(36, (int)n * 10 + 16);
	gs_jset_str(a, b, "text", name);
	gs_jset_str(a, b, "fill", fill);
	gs_jset_str(a, b, "ink", gs_str_of(gs_strdup(a, ink)));
	gs_jset_int(a, b, "width", width);
	gs_jset_int(a, b, "middle", width / 2);
	gs_jset(a, line, "badge", b);
}

static void
line_times(struct gs_req *req, struct gs_jval *line)
{
	static const char *const times[] = { "first_departure",
	    "last_departure" };
	static const char *const counts[][2] = { { "trips", "trips_int" },
	    { "service_days", "service_days_int" } };
	double headway;
	int64_t n;

	for (size_t i = 0; i < GS_COUNTOF(times); i++) {
		struct gs_jval *t = pages_data_member(line, times[i],
		    GS_JSTRING);

		if (t != NULL)
			t->text = gs_str_of(pages_gtfs_time(req, t->text));
	}
	for (size_t i = 0; i < GS_COUNTOF(counts); i++)
		gs_jset_int(req->arena, line, counts[i][1],
		    gs_jget_int(line, counts[i][0], &n) ? n : 0);
	if (gs_jget_double(line, "headway_min", &headway))
		pages_data_printf(req, line, "headway", "%.0f",
		    GS_MAX(headway, 1));
	pages_gtfs_strip(req, line, gs_jget(line, "frequency"));
}

static enum gs_status
lines(struct gs_req *req, struct gs_jval *gtfs, const struct gs_jval *layers)
{
	const struct gs_jval *routes = layers ? layers->first : NULL;
	struct gs_jval *found, *shown = gs_jarray(req->arena);
	struct gs_jval *others = gs_jarray(req->arena), *next;
	int64_t id, features;
	enum gs_status st;

	while (routes && !gs_str_eqc(gs_jget_str(routes, "name"), "routes"))
		routes = routes->next;
	if (!gs_jget_int(routes, "id", &id) ||
	    !gs_jget_int(routes, "features", &features))
		return GS_OK;
	if ((st = pages_db_gtfs_lines(req, id, LINES_MAX, &found)) != GS_OK)
		return st;
	for (struct gs_jval *l = found->first; l != NULL; l = next) {
		next = l->next;
		l->next = NULL;
		badge(req, l);
		gs_jset_str(req->arena, l, "long_name",
		    gs_jget_str(l, "route_long_name"));
		line_times(req, l);
		gs_jpush(shown->n < LINES_SHOWN ? shown : others, l);
	}
	gs_jset_bool(req->arena, gtfs, "any_line", found->n > 0);
	gs_jset_bool(req->arena, gtfs, "any_other", others->n > 0);
	gs_jset_bool(req->arena, gtfs, "more_lines", features > LINES_MAX);
	gs_jset_int(req->arena, gtfs, "lines_int", features);
	gs_jset_int(req->arena, gtfs, "other_int", (int64_t)others->n);
	gs_jset(req->arena, gtfs, "lines", shown);
	gs_jset(req->arena, gtfs, "other_lines", others);
	return GS_OK;
}

/* Validity as dates, and what a reader must know about it today. */
static void
validity(struct gs_req *req, struct gs_jval *gtfs,
    const struct gs_jval *summary)
{
	static const char *const dates[][2] = {
		{ "valid_from", "valid_from_date" },
		{ "valid_to", "valid_to_date" },
		{ "reference_date", "reference_date" },
	};
	gs_str to = gs_jget_str(summary, "valid_to");
	char *today = pages_calendar_today(req->arena, 0);
	char *soon = pages_calendar_today(req->arena, SOON_DAYS);
	bool expired, ending;

	for (size_t i = 0; i < GS_COUNTOF(dates); i++)
		if (gs_jget_str(summary, dates[i][0]).len != 0)
			gs_jset_str(req->arena, gtfs, dates[i][1],
			    gs_jget_str(summary, dates[i][0]));
	if (to.len != 10)
		return;
	expired = strncmp(to.ptr, today, 10) < 0;
	ending = !expired && strncmp(to.ptr, soon, 10) <= 0;
	gs_jset_bool(req->arena, gtfs, "expired", expired);
	gs_jset_bool(req->arena, gtfs, "soon", ending);
}

static void
agencies(struct gs_req *req, struct gs_jval *gtfs,
    const struct gs_jval *summary)
{
	const struct gs_jval *from = gs_jget(summary, "agencies");
	struct gs_jval *list = gs_jarray(req->arena), *one;

	for (from = from ? from->first : NULL; from; from = from->next) {
		one = gs_jobject(req->arena);
		gs_jset_str(req->arena, one, "agency_name",
		    gs_jget_str(from, "name"));
		gs_jset_str(req->arena, one, "agency_url",
		    gs_jget_str(from, "url"));
		gs_jpush(list, one);
	}
	pages_data_first(req, list, "first_agency");
	gs_jset_bool(req->arena, gtfs, "any_agency", list->n > 0);
	gs_jset(req->arena, gtfs, "agencies", list);
}

enum gs_status
pages_gtfs(struct gs_req *req, struct gs_jval *data)
{
	const struct gs_jval *summary = gs_jget(data, "summary");
	struct gs_jval *gtfs = gs_jobject(req->arena), *days;
	int64_t version = 0;
	enum gs_status st;

	gs_jget_int(data, "version_id", &version);
	if ((st = lines(req, gtfs, gs_jget(data, "layers"))) != GS_OK ||
	    (st = pages_db_gtfs_days(req, version, &days)) != GS_OK)
		return st;
	validity(req, gtfs, summary);
	agencies(req, gtfs, summary);
	pages_calendar_draw(req, gtfs, days);
	gs_jset(req->arena, data, "gtfs", gtfs);
	return GS_OK;
}
