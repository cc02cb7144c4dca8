/* SPDX-License-Identifier: MIT */
/*
 * spec.h: the GTFS Schedule reference as tables: files, fields, types,
 * what is required, which identifiers a field defines or refers to.
 *
 * The checks read these tables (row.c); a field added here is checked. The
 * order of gtfs_files[] is the order of reading: identifiers are defined
 * before they are referred to. shapes.txt is last, as its points are needed
 * only to draw the lines.
 */
#ifndef GTFS_SPEC_H
#define GTFS_SPEC_H

#include "common/str.h"

enum gtfs_file_id {
	GTFS_AGENCY, GTFS_LEVELS, GTFS_STOPS, GTFS_CALENDAR,
	GTFS_CALENDAR_DATES, GTFS_ROUTES, GTFS_TRIPS, GTFS_FREQUENCIES,
	GTFS_STOP_TIMES, GTFS_FEED_INFO, GTFS_SHAPES, GTFS_TRANSFERS,
	GTFS_PATHWAYS, GTFS_FARE_ATTRIBUTES, GTFS_FARE_RULES,
	GTFS_TRANSLATIONS, GTFS_ATTRIBUTIONS, GTFS_AREAS, GTFS_STOP_AREAS,
	GTFS_NETWORKS, GTFS_ROUTE_NETWORKS, GTFS_TIMEFRAMES,
	GTFS_RIDER_CATEGORIES, GTFS_FARE_MEDIA, GTFS_FARE_PRODUCTS,
	GTFS_FARE_LEG_RULES, GTFS_FARE_LEG_JOIN_RULES,
	GTFS_FARE_TRANSFER_RULES, GTFS_BOOKING_RULES, GTFS_LOCATION_GROUPS,
	GTFS_LOCATION_GROUP_STOPS, GTFS_LOCATIONS,
	GTFS_FILE__COUNT
};

enum gtfs_need {
	GTFS_OPTIONAL,
	GTFS_REQUIRED,		/* file; or column and each of its values */
	GTFS_CONDITIONAL,	/* the condition is checked elsewhere */
	GTFS_COLUMN,		/* the column must be there, values may miss */
};

enum gtfs_type {
	GTFS_TEXT, GTFS_ID, GTFS_URL, GTFS_EMAIL, GTFS_ZONE, GTFS_LANG,
	GTFS_LAT, GTFS_LON, GTFS_UINT, GTFS_INT, GTFS_FLOAT, GTFS_UFLOAT,
	GTFS_COLOR, GTFS_DATE, GTFS_TIME, GTFS_ENUM, GTFS_CURRENCY,
};

/* What an identifier names. */
enum gtfs_set {
	SET_NONE, SET_AGENCY, SET_STOP, SET_LEVEL, SET_SERVICE, SET_ROUTE,
	SET_TRIP, SET_SHAPE, SET_FARE, SET_PATHWAY, SET_FARE_ZONE, SET_AREA,
	SET_NETWORK, SET_TIMEFRAME, SET_RIDER, SET_MEDIA, SET_PRODUCT,
	SET_BOOKING, SET_LOCATION_GROUP,
	SET__COUNT
};

enum gtfs_role {
	ROLE_NONE,
	ROLE_KEY,	/* defines an identifier, once */
	ROLE_DEFINE,	/* defines one, maybe many times */
	ROLE_REF,	/* must be defined in a file read before */
	ROLE_LATER,	/* reference that the loader checks itself */
};

struct gtfs_field {
	const char	*name;
	enum gtfs_type	 type;
	enum gtfs_need	 need;
	enum gtfs_role	 role;
	enum gtfs_set	 set;
	const char	*domain;	/* GTFS_ENUM: "0-4,7,100-1799" */
};

struct gtfs_file {
	const char		*name;
	enum gtfs_need		 need;
	bool			 core;	/* its faults may block publication */
	const struct gtfs_field	*fields;
	size_t			 nfields;
	const char		*key;	/* columns unique together, or NULL */
};

#define GTFS_FIELDS_MAX	40	/* of a file of the specification */

extern const struct gtfs_file gtfs_files[GTFS_FILE__COUNT];

/* File of that name (case matters), or GTFS_FILE__COUNT. */
enum gtfs_file_id gtfs_spec_file(gs_str name);
/* Index of column ${name} in ${f}, or -1. */
int gtfs_spec_field(const struct gtfs_file *f, gs_str name);
/* Does ${n} belong to a domain such as "0-7,11,12"? */
bool gtfs_spec_in_domain(const char *domain, int64_t n);

/* Field numbers that loaders need: positions in the tables of spec.c. */
enum { AGENCY_ID, AGENCY_NAME, AGENCY_URL, AGENCY_TIMEZONE, AGENCY_LANG,
    AGENCY_PHONE, AGENCY_FARE_URL, AGENCY_EMAIL };
enum { STOP_ID, STOP_CODE, STOP_NAME, STOP_TTS_NAME, STOP_DESC, STOP_LAT,
    STOP_LON, STOP_ZONE, STOP_URL, STOP_LOCATION_TYPE, STOP_PARENT,
    STOP_TIMEZONE, STOP_WHEELCHAIR, STOP_LEVEL, STOP_PLATFORM };
enum { CAL_SERVICE, CAL_MONDAY, CAL_START = 8, CAL_END };
enum { CALD_SERVICE, CALD_DATE, CALD_TYPE };
enum { ROUTE_ID, ROUTE_AGENCY, ROUTE_SHORT, ROUTE_LONG, ROUTE_DESC,
    ROUTE_TYPE, ROUTE_URL, ROUTE_COLOR, ROUTE_TEXT_COLOR };
enum { TRIP_ROUTE, TRIP_SERVICE, TRIP_ID, TRIP_HEADSIGN, TRIP_SHORT,
    TRIP_DIRECTION, TRIP_BLOCK, TRIP_SHAPE };
enum { FREQ_TRIP, FREQ_START, FREQ_END, FREQ_HEADWAY };
enum { ST_TRIP, ST_ARRIVAL, ST_DEPARTURE, ST_STOP, ST_LOCATION_GROUP,
    ST_LOCATION, ST_SEQUENCE, ST_HEADSIGN, ST_WINDOW_START, ST_WINDOW_END,
    ST_PICKUP, ST_DROP_OFF, ST_CONT_PICKUP, ST_CONT_DROP_OFF, ST_DIST };
enum { FEED_PUBLISHER, FEED_PUBLISHER_URL, FEED_LANG, FEED_DEFAULT_LANG,
    FEED_START, FEED_END, FEED_VERSION };
enum { SHAPE_ID, SHAPE_LAT, SHAPE_LON, SHAPE_SEQUENCE, SHAPE_DIST };

#endif
