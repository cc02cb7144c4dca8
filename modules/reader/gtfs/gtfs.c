/* SPDX-License-Identifier: MIT */
/* gtfs.c: find, load, check, extract, write. */
#include "common/base.h"

#include "reader/gtfs/gtfs.h"
#include "reader/gtfs/layers.h"
#include "reader/gtfs/load.h"
#include "reader/rules.h"

/* What nobody uses: remarks. */
static void
check_unused(struct gtfs_feed *f)
{
	struct reader_place at = { .field = "stop_id" };
	uint32_t i;

	for (i = 0; i < f->stops.n; i++) {
		if (f->stops.v[i].used || f->stops.v[i].location_type != 0)
			continue;
		at.value = gtfs_feed_id(f, SET_STOP, i);
		gtfs_feed_find_at(f, GTFS_STOPS, f->stops.v[i].line,
		    GR_STOP_UNUSED, at);
	}
	at.field = "route_id";
	for (i = 0; i < f->routes.n; i++) {
		if (f->routes.v[i].used)
			continue;
		at.value = gtfs_feed_id(f, SET_ROUTE, i);
		gtfs_feed_find_at(f, GTFS_ROUTES, f->routes.v[i].line,
		    GR_ROUTE_UNUSED, at);
	}
}

static void
write_layers(const struct gtfs_extract *x)
{
	struct reader *r = x->f->r;

	reader_progress(r, 0.85, "Lignes", "Routes");
	gtfs_layers_routes(x);
	reader_progress(r, 0.92, "Arrêts", "Stops");
	gtfs_layers_stops(x);
	gtfs_layers_stop_routes(x);
	gtfs_layers_services(x);
	gtfs_layers_agencies(x);
}

/* The feed has no fault that blocks: what does it say? */
static void
extract(struct gtfs_extract *x)
{
	struct reader *r = x->f->r;

	if (!gtfs_stats_build(&x->stats, x->f, &x->days)) {
		enum gs_status st = reader_refuse(r, RULE_TOO_LARGE,
		    (struct reader_place){ .file = "frequencies.txt",
		    .other = GS_STR("40 millions de départs par jour"),
		    .other_en = GS_STR("40 million departures a day") });

		(void)st;
	} else if (!r->opt->check_only) {
		gtfs_lines_build(&x->lines, x->f);
		write_layers(x);
		gtfs_lines_release(&x->lines);
	}
	gtfs_stats_release(&x->stats);
}

static enum gs_status
check_and_extract(struct gtfs_feed *f)
{
	struct gtfs_extract *x = GS_NEW(f->r->arena, struct gtfs_extract);
	enum gs_status st;

	if ((st = gtfs_load_read(f)) != GS_OK)
		return st;
	x->f = f;
	gtfs_days_build(&x->days, f);
	if (f->set_known[SET_TRIP] && f->set_known[SET_SERVICE] &&
	    f->set_known[SET_STOP] && f->set_known[SET_ROUTE] &&
	    f->rows[GTFS_STOP_TIMES] > 0)
		gtfs_days_check(&x->days, f);
	if (f->rows[GTFS_STOP_TIMES] > 0)
		check_unused(f);
	f->r->summary = gtfs_summary(x);
	if (f->r->report.count[READER_ERROR] == 0)
		extract(x);
	return GS_OK;
}

enum gs_status
gtfs_read(struct reader *r, struct reader_archive *x)
{
	struct gtfs_feed *f = GS_NEW(r->arena, struct gtfs_feed);
	enum gs_status st = GS_OK;

	r->kind = "gtfs";
	f->r = r;
	f->archive = x;
	f->read = reader_archive_read;
	if (gtfs_load_find(f))
		st = check_and_extract(f);
	gtfs_feed_release(f);
	return st;
}
