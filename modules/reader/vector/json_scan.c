/* SPDX-License-Identifier: MIT */
/* json_scan.c: yajl with callbacks that only count. */
#include "common/base.h"

#include <yajl/yajl_parse.h>

#include "reader/vector/json_scan.h"

#define PIECE	(1u << 20)

struct state {
	struct json_scan	*s;
	unsigned		 depth;
	unsigned		 crs;		/* depth of the "crs" we are in,
						   or 0 */
	bool			 crs_next;	/* its value comes next */
	char			*into;		/* where the next string goes */
	size_t			 size;
};

static int
open_scope(void *ctx)
{
	struct state *st = ctx;

	st->into = NULL;
	if (++st->depth > JSON_SCAN_DEPTH) {
		st->s->fault = JSON_DEEP;
		return 0;
	}
	if (st->crs_next && st->crs == 0)
		st->crs = st->depth;
	st->crs_next = false;
	return 1;
}

static int
close_scope(void *ctx)
{
	struct state *st = ctx;

	if (st->crs == st->depth)
		st->crs = 0;
	st->depth--;
	return 1;
}

static int
on_key(void *ctx, const unsigned char *p, size_t n)
{
	struct state *st = ctx;
	gs_str key = { (const char *)p, n };

	st->into = NULL;
	if (st->crs > 0 && (gs_str_ieqc(key, "href") ||
	    gs_str_ieqc(key, "url"))) {
		st->s->fault = JSON_CRS_LINK;
		return 0;
	}
	st->crs_next = gs_str_ieqc(key, "crs");
	if (st->depth != 1)
		return 1;
	if (gs_str_eqc(key, "type")) {
		st->into = st->s->type;
		st->size = sizeof(st->s->type);
	} else if (gs_str_eqc(key, "name")) {
		st->into = st->s->name;
		st->size = sizeof(st->s->name);
	}
	return 1;
}

static int
on_string(void *ctx, const unsigned char *p, size_t n)
{
	struct state *st = ctx;

	if (st->into != NULL && n < st->size) {
		memcpy(st->into, p, n);
		st->into[n] = '\0';
	}
	st->into = NULL;
	return 1;
}

static uint32_t
line_of(gs_str text, size_t offset)
{
	uint32_t n = 1;
	size_t i;

	for (i = 0; i < offset && i < text.len; i++)
		n += text.ptr[i] == '\n';
	return n;
}

/* yajl names the fault in words only. */
static void
blame(struct json_scan *s, yajl_handle h, gs_str text, size_t at)
{
	unsigned char *why;

	s->line = line_of(text, at + yajl_get_bytes_consumed(h));
	if (s->fault != JSON_FINE)
		return;
	why = yajl_get_error(h, 0, NULL, 0);
	s->fault = why != NULL && strstr((char *)why, "UTF8") != NULL ?
	    JSON_UTF8 : JSON_SYNTAX;
	yajl_free_error(h, why);
}

void
json_scan(struct json_scan *s, gs_str text)
{
	static const yajl_callbacks calls = {
		.yajl_start_map = open_scope, .yajl_end_map = close_scope,
		.yajl_start_array = open_scope,
		.yajl_end_array = close_scope, .yajl_map_key = on_key,
		.yajl_string = on_string,
	};
	struct state st = { .s = s };
	const unsigned char *p = (const unsigned char *)text.ptr;
	yajl_status rc = yajl_status_ok;
	yajl_handle h;
	size_t at, n;

	*s = (struct json_scan){ 0 };
	h = yajl_alloc(&calls, NULL, &st);
	if (h == NULL)
		abort();
	for (at = 0; at < text.len && rc == yajl_status_ok; at += n) {
		n = GS_MIN((size_t)PIECE, text.len - at);
		rc = yajl_parse(h, p + at, n);
		if (rc != yajl_status_ok)
			blame(s, h, text, at);
	}
	if (rc == yajl_status_ok && yajl_complete_parse(h) !=
	    yajl_status_ok) {
		s->fault = JSON_SYNTAX;
		s->cut = true;
		s->line = line_of(text, text.len);
	}
	yajl_free(h);
}

bool
json_scan_is_geojson(const struct json_scan *s)
{
	static const char *const types[] = { "FeatureCollection", "Feature",
	    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon",
	    "MultiPolygon", "GeometryCollection" };
	size_t i;

	for (i = 0; i < GS_COUNTOF(types); i++)
		if (strcmp(s->type, types[i]) == 0)
			return true;
	return false;
}
