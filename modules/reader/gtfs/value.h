/* SPDX-License-Identifier: MIT */
/* value.h: the types of GTFS values, each parsed by a pure function. */
#ifndef GTFS_VALUE_H
#define GTFS_VALUE_H

#include "common/str.h"
#include "reader/gtfs/spec.h"

struct gtfs_value {
	gs_str	 text;		/* blanks removed; as in the file */
	bool	 set;		/* not empty, and valid */
	int64_t	 i;		/* time in seconds, date in days, integers */
	double	 d;		/* coordinates, decimal numbers */
};

/* Parse v->text, which is not empty, as ${f} says; sets ${i}, ${d} and
 * ${set}. Coordinates may be out of range: that is the loaders' affair. */
bool gtfs_value_parse(const struct gtfs_field *f, struct gtfs_value *v);

/* "7:05:00", "25:10:00": seconds after midnight of the day of service. */
bool gtfs_value_time(gs_str s, int64_t *seconds) GS_MUST_CHECK;
/* "0B5D5E", upper or lower case. */
bool gtfs_value_color(gs_str s, uint32_t *rgb) GS_MUST_CHECK;
bool gtfs_value_url(gs_str s) GS_MUST_CHECK;
bool gtfs_value_email(gs_str s) GS_MUST_CHECK;
bool gtfs_value_lang(gs_str s) GS_MUST_CHECK;
bool gtfs_value_zone(gs_str s) GS_MUST_CHECK;
/* HH:MM:SS in the arena. */
char *gtfs_value_time_text(struct gs_arena *a, int64_t seconds);
/* What a type expects, for messages: "a date YYYYMMDD". */
gs_str gtfs_value_expected(enum gtfs_type t, bool fr);

extern const char *const gtfs_zones[];
extern const size_t gtfs_zones_count;

#endif
