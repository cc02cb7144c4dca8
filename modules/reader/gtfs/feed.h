/* SPDX-License-Identifier: MIT */
/*
 * feed.h: a GTFS in memory.
 *
 * Identifiers become numbers (intern.h), which are also the indices of the
 * tables below: stop 7 is stops.v[7], and its stop_id is text 7 of
 * sets[SET_STOP]. Other texts are numbers of ${text}. A row that cannot be
 * used is reported and left out, so what is here is sound: every number is
 * in range or INTERN_NONE.
 */
#ifndef GTFS_FEED_H
#define GTFS_FEED_H

#include "reader/archive.h"
#include "reader/gtfs/rules.h"
#include "reader/gtfs/spec.h"
#include "reader/gtfs/value.h"
#include "reader/intern.h"
#include "reader/table.h"

#define GTFS_NO_TIME	INT32_MIN
#define GTFS_STOP_TIMES_MAX	30000000u
#define GTFS_POINTS_MAX		30000000u

struct gtfs_agency {
	uint32_t	 name, url, zone, lang, phone, email, line;
};

struct gtfs_stop {
	uint32_t	 code, name, desc, zone, url, platform;
	uint32_t	 parent;	/* stop, or INTERN_NONE */
	uint32_t	 parent_text;	/* as written */
	uint32_t	 line;
	double		 lat, lon;
	bool		 located;	/* has usable coordinates */
	bool		 used;		/* by a stop time */
	uint8_t		 location_type;
	int8_t		 wheelchair;	/* -1: not given */
};

struct gtfs_route {
	uint32_t	 agency;
	uint32_t	 short_name, long_name, desc, url, line;
	int32_t		 type;
	int32_t		 color, text_color;	/* 0xRRGGBB, -1: not given */
	bool		 used;
};

struct gtfs_service {
	uint32_t	 line;
	int32_t		 start, end;	/* of calendar.txt */
	uint8_t		 weekdays;	/* bit 0: Monday */
	bool		 regular;	/* is in calendar.txt */
	bool		 used;
};

struct gtfs_exception {
	uint32_t	 service;
	int32_t		 date;
	bool		 added;
};

struct gtfs_trip {
	uint32_t	 route, service;	/* or INTERN_NONE: left out */
	uint32_t	 shape;
	uint32_t	 line;
	uint32_t	 first, n;	/* its rows in stop_times */
	uint32_t	 frequency;	/* first of its frequencies, or NONE */
	uint8_t		 direction;
};

struct gtfs_frequency {
	uint32_t	 trip, line;
	int32_t		 start, end, headway;
	uint32_t	 next;		/* of the same trip, or NONE */
};

struct gtfs_stop_time {
	uint32_t	 trip, stop, sequence, line;
	int32_t		 arrival, departure;	/* or GTFS_NO_TIME */
};

struct gtfs_point {
	uint32_t	 shape, sequence;
	int32_t		 lat, lon;	/* 1e-7 degrees: a centimetre */
};

struct gtfs_info {			/* feed_info.txt */
	uint32_t	 publisher, version, lang;
	int64_t		 start, end;	/* or INT64_MIN */
	uint32_t	 line;		/* 0: there is none */
};

/* The row before, of stop_times.txt or shapes.txt. */
struct gtfs_last {
	uint32_t	 group;		/* trip or shape; 0 with ${any} unset */
	uint32_t	 sequence;
	double		 distance;	/* -1: not given */
	bool		 any;
};

struct gtfs_feed {
	struct reader			*r;
	struct reader_archive		*archive;
	/* Content of an entry: reader_archive_read(), or a test's own. */
	enum gs_status			(*read)(const struct reader_archive *x,
					    const struct reader_entry *e,
					    reader_sink sink, void *ctx);
	const struct reader_entry	*entry[GTFS_FILE__COUNT];
	uint32_t			 rows[GTFS_FILE__COUNT];
	int64_t				 bytes_total, bytes_done;
	struct reader_intern		 text;
	struct reader_intern		 sets[SET__COUNT];
	TABLE_OF(uint32_t)		 set_line[SET__COUNT];
	bool				 set_known[SET__COUNT];
	struct gtfs_info		 info;
	TABLE_OF(struct gtfs_agency)	 agencies;
	TABLE_OF(struct gtfs_stop)	 stops;
	TABLE_OF(struct gtfs_route)	 routes;
	TABLE_OF(struct gtfs_service)	 services;
	TABLE_OF(struct gtfs_exception)	 exceptions;
	TABLE_OF(struct gtfs_trip)	 trips;
	TABLE_OF(struct gtfs_frequency)	 frequencies;
	TABLE_OF(struct gtfs_stop_time)	 stop_times;
	TABLE_OF(struct gtfs_point)	 points;
	uint32_t			 shapes_used;	/* numbers below: by
							   trips */
	TABLE_OF(bool)			 shape_seen;	/* in shapes.txt */
	TABLE_OF(uint32_t)		 shape_first;	/* point; one more */
	struct gtfs_last		 last;
};

/* A row that passed the table-driven checks (row.c). */
struct gtfs_row {
	const struct gtfs_file	*file;
	uint32_t		 line;
	struct gtfs_value	 v[GTFS_FIELDS_MAX];
	uint32_t		 id[GTFS_FIELDS_MAX]; /* of roles but LATER */
};

void gtfs_feed_release(struct gtfs_feed *f);
gs_str gtfs_feed_text(const struct gtfs_feed *f, uint32_t i);
gs_str gtfs_feed_id(const struct gtfs_feed *f, enum gtfs_set set,
    uint32_t i);
/* Number of the text of value ${i} of the row; INTERN_NONE when empty. */
uint32_t gtfs_feed_keep(struct gtfs_feed *f, const struct gtfs_row *row,
    int i);

/* Findings: of field ${i} of a row (-1: the row); of a file and line. */
void gtfs_feed_find(struct gtfs_feed *f, const struct gtfs_row *row, int i,
    enum gtfs_rule rule);
void gtfs_feed_find_value(struct gtfs_feed *f, const struct gtfs_row *row,
    int i, enum gtfs_rule rule, gs_str other);
void gtfs_feed_find_at(struct gtfs_feed *f, enum gtfs_file_id file,
    uint32_t line, enum gtfs_rule rule, struct reader_place more);

/* Order of sequence and distance, against the row before; ${seq} and ${dist}
 * are the fields. Remembers this row. */
void gtfs_feed_follow(struct gtfs_feed *f, const struct gtfs_row *row,
    uint32_t group, int seq, int dist);

/* Loaders, one per file that is kept. */
void gtfs_load_agency(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_feed_info(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_route(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_stop(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_calendar(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_calendar_date(struct gtfs_feed *f,
    const struct gtfs_row *row);
void gtfs_load_trip(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_frequency(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_stop_time(struct gtfs_feed *f, const struct gtfs_row *row);
void gtfs_load_shape(struct gtfs_feed *f, const struct gtfs_row *row);

/* What can be said once a file has been read whole. */
void gtfs_load_agencies_done(struct gtfs_feed *f);
void gtfs_load_stops_done(struct gtfs_feed *f);
void gtfs_load_frequencies_done(struct gtfs_feed *f);
void gtfs_load_stop_times_done(struct gtfs_feed *f);
/* Before and after shapes.txt, whether it is there or not. */
void gtfs_load_shapes_begin(struct gtfs_feed *f);
void gtfs_load_shapes_done(struct gtfs_feed *f);

#endif
