/* SPDX-License-Identifier: MIT */
/* load.c: from the archive through CSV to the loaders. */
#include "common/base.h"

#include "reader/gtfs/load.h"
#include "reader/gtfs/row.h"
#include "reader/rules.h"

static const struct {
	void	(*row)(struct gtfs_feed *f, const struct gtfs_row *row);
	void	(*done)(struct gtfs_feed *f);
} loaders[GTFS_FILE__COUNT] = {
	[GTFS_AGENCY] = { gtfs_load_agency, gtfs_load_agencies_done },
	[GTFS_STOPS] = { gtfs_load_stop, gtfs_load_stops_done },
	[GTFS_CALENDAR] = { gtfs_load_calendar, NULL },
	[GTFS_CALENDAR_DATES] = { gtfs_load_calendar_date, NULL },
	[GTFS_ROUTES] = { gtfs_load_route, NULL },
	[GTFS_TRIPS] = { gtfs_load_trip, NULL },
	[GTFS_FREQUENCIES] = { gtfs_load_frequency,
	    gtfs_load_frequencies_done },
	[GTFS_STOP_TIMES] = { gtfs_load_stop_time,
	    gtfs_load_stop_times_done },
	[GTFS_FEED_INFO] = { gtfs_load_feed_info, NULL },
	[GTFS_SHAPES] = { gtfs_load_shape, NULL },
};

struct pass {
	struct gtfs_feed	*feed;
	enum gtfs_file_id	 id;
	struct gtfs_table	 table;
	struct reader_csv	 csv;
	bool			 begun;
	bool			 utf16;
};

static bool
is_utf16(const char *p, size_t n)
{
	return n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
	    memcmp(p, "\xfe\xff", 2) == 0);
}

static enum gs_status
take_piece(void *ctx, const char *p, size_t n)
{
	struct pass *s = ctx;
	struct gtfs_feed *f = s->feed;

	if (!s->begun && is_utf16(p, n)) {
		s->utf16 = true;
		gtfs_feed_find_at(f, s->id, 0, GR_ENCODING_UTF16,
		    (struct reader_place){ 0 });
	}
	s->begun = true;
	f->bytes_done += (int64_t)n;
	reader_progress(f->r, 0.8 * (double)f->bytes_done /
	    (double)GS_MAX(f->bytes_total, 1), "Lecture des horaires",
	    "Reading the timetables");
	return s->utf16 ? GS_OK : reader_csv_feed(&s->csv, p, n);
}

/* A file without a row: does the feed stand without it? */
static void
check_empty(struct gtfs_feed *f, enum gtfs_file_id id)
{
	gtfs_feed_find_at(f, id, 0, gtfs_files[id].need == GTFS_REQUIRED ?
	    GR_FILE_EMPTY : GR_OPTIONAL_FILE_EMPTY,
	    (struct reader_place){ 0 });
}

static enum gs_status
read_file(struct gtfs_feed *f, enum gtfs_file_id id)
{
	struct pass *s = GS_NEW(f->r->arena, struct pass);
	enum gs_status st;

	*s = (struct pass){ .feed = f, .id = id };
	gtfs_table_begin(&s->table, f, id);
	s->table.load = loaders[id].row;
	s->csv.row = gtfs_table_row;
	s->csv.fault = gtfs_table_fault;
	s->csv.ctx = &s->table;
	reader_csv_begin(&s->csv);
	st = f->read(f->archive, f->entry[id], take_piece, s);
	if (st == GS_OK && !s->utf16)
		st = reader_csv_end(&s->csv);
	if (st == GS_OK && !s->utf16 && f->rows[id] == 0)
		check_empty(f, id);
	reader_csv_release(&s->csv);
	gtfs_table_end(&s->table);
	return st;
}

/* Rows beyond what memory is meant for were not kept. */
static enum gs_status
check_limits(struct gtfs_feed *f)
{
	if (f->stop_times.n < GTFS_STOP_TIMES_MAX &&
	    f->points.n < GTFS_POINTS_MAX)
		return GS_OK;
	return reader_refuse(f->r, RULE_TOO_LARGE, (struct reader_place){
	    .other = GS_STR("30 millions de lignes dans stop_times.txt ou "
	    "shapes.txt"), .other_en = GS_STR("30 million rows in "
	    "stop_times.txt or shapes.txt") });
}

enum gs_status
gtfs_load_read(struct gtfs_feed *f)
{
	enum gs_status st;
	int i;

	for (i = 0; i < GTFS_FILE__COUNT; i++)
		if (f->entry[i] != NULL)
			f->bytes_total += f->entry[i]->size;
	for (i = 0; i < GTFS_FILE__COUNT; i++) {
		if (i == GTFS_SHAPES)
			gtfs_load_shapes_begin(f);
		if (f->entry[i] != NULL && gtfs_files[i].nfields > 0 &&
		    (st = read_file(f, (enum gtfs_file_id)i)) != GS_OK)
			return st;
		if (i == GTFS_SHAPES)
			gtfs_load_shapes_done(f);
		else if (f->entry[i] != NULL && loaders[i].done != NULL)
			loaders[i].done(f);
	}
	return check_limits(f);
}
