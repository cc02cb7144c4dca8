/* SPDX-License-Identifier: MIT */
/*
 * fuzz_gtfs_csv.c: the files of a GTFS, read, checked and counted. The input
 * is "name.txt\n" and the content of that file, then a form feed and the
 * next one.
 */
#include "fuzz.h"

#include "common/json.h"
#include "reader/gtfs/days.h"
#include "reader/gtfs/lines.h"
#include "reader/gtfs/load.h"
#include "reader/gtfs/stats.h"

#ifndef FUZZ_REPLAY
/* run.c, which announces progress, is not part of this. */
void
reader_progress(struct reader *r GS_UNUSED, double fraction GS_UNUSED,
    const char *fr GS_UNUSED, const char *en GS_UNUSED)
{
}
#endif

/* An entry's name is its content here; pieces of a few bytes. */
static enum gs_status
read_fuzzed(const struct reader_archive *x GS_UNUSED,
    const struct reader_entry *e, reader_sink sink, void *ctx)
{
	enum gs_status st = GS_OK;
	size_t at, k;

	for (at = 0; at < e->name.len && st == GS_OK; at += k) {
		k = GS_MIN((size_t)61, e->name.len - at);
		st = sink(ctx, e->name.ptr + at, k);
	}
	return st;
}

static void
split_files(struct gtfs_feed *f, gs_str all)
{
	struct reader_entry *e;
	enum gtfs_file_id id;

	while (all.ptr != NULL) {
		gs_str file = gs_str_split(&all, '\f');

		id = gtfs_spec_file(gs_str_split(&file, '\n'));
		if (id == GTFS_FILE__COUNT || file.ptr == NULL)
			continue;
		e = GS_NEW(f->r->arena, struct reader_entry);
		e->name = file;
		e->size = (int64_t)file.len;
		f->entry[id] = e;
	}
}

static void
each_point(void *ctx GS_UNUSED, double lon, double lat)
{
	must(lon >= -180.1 && lon <= 180.1 && lat >= -90.1 && lat <= 90.1);
}

static void
check_numbers(const struct gtfs_feed *f)
{
	struct gtfs_days d;
	struct gtfs_stats s;
	struct gtfs_lines l;
	struct gs_buf wkb;
	uint32_t i;

	gtfs_days_build(&d, f);
	if (gtfs_stats_build(&s, f, &d)) {
		for (i = 0; i < s.pairs.n; i++) {
			must(s.pairs.v[i].stop < f->stops.n);
			must(s.pairs.v[i].route < f->routes.n);
			must(s.pairs.v[i].service_days <= d.n);
			must(s.pairs.v[i].first <= s.pairs.v[i].last);
		}
		must(s.pair_first[f->stops.n] == s.pairs.n);
	}
	gtfs_stats_release(&s);
	gs_buf_init(&wkb, 1 << 24);
	gtfs_lines_build(&l, f);
	for (i = 0; i < f->routes.n; i++)
		(void)gtfs_lines_wkb(&l, f, i, &wkb, each_point, NULL);
	gtfs_lines_release(&l);
	gs_buf_release(&wkb);
}

FUZZ_TARGET(gtfs_csv)
{
	static const struct reader_options opt = { .today = 20619,
	    .check_only = true };
	struct reader r = { .arena = gs_arena_new(), .opt = &opt };
	struct gtfs_feed *f = GS_NEW(r.arena, struct gtfs_feed);
	struct gs_jval *v;
	gs_str report;

	reader_report_init(&r.report, r.arena);
	f->r = &r;
	f->read = read_fuzzed;
	split_files(f, FUZZ_VIEW(data, size));
	must(gtfs_load_read(f) == GS_OK);
	must(f->agencies.n == reader_intern_count(&f->sets[SET_AGENCY]));
	must(f->stops.n == reader_intern_count(&f->sets[SET_STOP]));
	must(f->routes.n == reader_intern_count(&f->sets[SET_ROUTE]));
	must(f->trips.n == reader_intern_count(&f->sets[SET_TRIP]));
	must(f->services.n == reader_intern_count(&f->sets[SET_SERVICE]));
	check_numbers(f);
	report = reader_report_json(&r.report, 1 << 19);
	must(gs_json_parse(&v, r.arena, report, 1 << 20, NULL) == GS_OK);
	gtfs_feed_release(f);
	gs_arena_free(r.arena);
	return 0;
}
