/* SPDX-License-Identifier: MIT */
/*
 * json_scan.h: a whole pass over a JSON text before GDAL sees it: syntax,
 * UTF-8, depth, and what it says it is. GDAL's parser recurses, and it
 * follows a "crs" that is a link, wherever in the text.
 */
#ifndef VECTOR_JSON_SCAN_H
#define VECTOR_JSON_SCAN_H

#include "common/str.h"

#define JSON_SCAN_DEPTH	64

enum json_fault { JSON_FINE, JSON_SYNTAX, JSON_UTF8, JSON_DEEP,
    JSON_CRS_LINK };

struct json_scan {
	enum json_fault	 fault;
	uint32_t	 line;		/* of the fault */
	bool		 cut;		/* ends before its end */
	char		 type[32];	/* member "type" of the outer object */
	char		 name[128];	/* and its member "name" */
};

void json_scan(struct json_scan *s, gs_str text);
/* Is ${type} one of RFC 7946? */
bool json_scan_is_geojson(const struct json_scan *s);

#endif
