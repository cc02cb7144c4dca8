/* SPDX-License-Identifier: MIT */
/* csv_guess.c: heuristics, each a pure function. */
#include "common/base.h"

#include "reader/date.h"
#include "reader/vector/csv_guess.h"

#define LINES_MAX	50
#define DIGITS_MAX	15	/* beyond, a double would lose some */

/* Separators of one line, outside quotes. */
static unsigned
count_in(gs_str line, char d)
{
	bool quoted = false;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < line.len; i++) {
		if (line.ptr[i] == '"')
			quoted = !quoted;
		n += !quoted && line.ptr[i] == d;
	}
	return n;
}

/* How many of the first lines have as many separators as the first? */
static unsigned
agreement(gs_str text, char d, unsigned *columns)
{
	unsigned lines = 0, same = 0, n;
	gs_str line;

	*columns = 0;
	while (text.ptr != NULL && lines < LINES_MAX) {
		line = gs_str_trim(gs_str_split(&text, '\n'));
		if (line.len == 0)
			continue;
		n = count_in(line, d) + 1;
		if (lines++ == 0)
			*columns = n;
		same += n == *columns;
	}
	return lines ? same * 100 / lines : 0;
}

char
csv_guess_delimiter(gs_str text)
{
	static const char candidates[] = { ';', '\t', ',', '|' };
	unsigned best = 0, score, columns;
	char d = 0;
	size_t i;

	for (i = 0; i < sizeof(candidates); i++) {
		score = agreement(text, candidates[i], &columns);
		/* Ragged tables are still tables; single columns are not. */
		if (columns < 2 || score < 20)
			continue;
		score = score * 10 + GS_MIN(columns, 9u);
		if (score > best) {
			best = score;
			d = candidates[i];
		}
	}
	return d;
}

static int
find(const char *const *names, size_t n, const char *want)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(names[i], want) == 0)
			return (int)i;
	return -1;
}

struct csv_place
csv_guess_place(const char *const *names, size_t n)
{
	static const struct {
		const char	*x, *y, *crs;
	} pairs[] = {
		{ "longitude", "latitude", "EPSG:4326" },
		{ "lon", "lat", "EPSG:4326" }, { "long", "lat", "EPSG:4326" },
		{ "lng", "lat", "EPSG:4326" },
		{ "longitude", "lat", "EPSG:4326" },
		{ "stop_lon", "stop_lat", "EPSG:4326" },
		{ "x_wgs84", "y_wgs84", "EPSG:4326" },
		{ "lon_wgs84", "lat_wgs84", "EPSG:4326" },
		{ "longitude_wgs84", "latitude_wgs84", "EPSG:4326" },
		{ "coord_lon", "coord_lat", "EPSG:4326" },
		{ "x_l93", "y_l93", "EPSG:2154" },
		{ "x_lambert93", "y_lambert93", "EPSG:2154" },
		{ "x_lambert_93", "y_lambert_93", "EPSG:2154" },
		{ "lambert93_x", "lambert93_y", "EPSG:2154" },
		{ "x_2154", "y_2154", "EPSG:2154" },
		{ "x", "y", NULL }, { "coord_x", "coord_y", NULL },
		{ "x_coord", "y_coord", NULL }, { "coordx", "coordy", NULL },
		{ "xcoord", "ycoord", NULL },
		{ "coordonnee_x", "coordonnee_y", NULL },
		{ "easting", "northing", NULL }, { "est", "nord", NULL },
	};
	static const char *const wkt[] = { "wkt", "geom_2", "geometry_2",
	    "the_geom", "geometrie", "wkt_geom", "geom_wkt", "wktgeom" };
	struct csv_place p = { -1, -1, -1, NULL };
	size_t i;

	for (i = 0; i < GS_COUNTOF(pairs); i++) {
		p.x = find(names, n, pairs[i].x);
		p.y = find(names, n, pairs[i].y);
		p.crs = pairs[i].crs;
		if (p.x >= 0 && p.y >= 0)
			return p;
	}
	p = (struct csv_place){ -1, -1, -1, NULL };
	/* "geom" and "geometry" are reserved: they got a number. */
	for (i = 0; i < GS_COUNTOF(wkt) && p.wkt < 0; i++)
		p.wkt = find(names, n, wkt[i]);
	return p;
}

bool
csv_guess_number(gs_str s, double *d)
{
	char buf[64];
	char *comma;

	if (s.len == 0 || s.len >= sizeof(buf))
		return false;
	if (memchr(s.ptr, ',', s.len) == NULL)
		return gs_str_double(s, d);
	memcpy(buf, s.ptr, s.len);
	comma = memchr(buf, ',', s.len);
	*comma = '.';
	return gs_str_double((gs_str){ buf, s.len }, d);
}

void
csv_guess_see(struct csv_evidence *e, gs_str v)
{
	int64_t n;
	double d = 0;

	if (v.len == 0)
		return;
	if (!e->not_int && (!gs_str_int(v, &n) || v.len > DIGITS_MAX ||
	    v.ptr[0] == '+' || (v.ptr[0] == '0' && v.len > 1) ||
	    (v.len > 2 && v.ptr[0] == '-' && v.ptr[1] == '0')))
		e->not_int = true;
	/* 02691 is a code, 0.5 a number. */
	if (!e->not_number && (!csv_guess_number(v, &d) || v.ptr[0] == '+' ||
	    (v.len > 1 && v.ptr[0] == '0' && v.ptr[1] != '.' &&
	    v.ptr[1] != ',')))
		e->not_number = true;
	e->lo = !e->any || d < e->lo ? d : e->lo;
	e->hi = !e->any || d > e->hi ? d : e->hi;
	e->any = true;
	if (!e->not_date && !reader_date_iso(v, &n))
		e->not_date = true;
}

const char *
csv_guess_pair(const struct csv_evidence *x, const struct csv_evidence *y)
{
	static const struct {
		double		 x0, y0, x1, y1;
		const char	*crs;
	} places[] = {
		{ -5.5, 41.2, 9.8, 51.2, "EPSG:4326" },
		{ 90000, 6030000, 1250000, 7150000, "EPSG:2154" },
	};
	size_t i;

	/* Whole numbers are counts more often than coordinates. */
	if (!x->any || !y->any || x->not_number || y->not_number ||
	    !x->not_int || !y->not_int)
		return NULL;
	for (i = 0; i < GS_COUNTOF(places); i++)
		if (x->lo >= places[i].x0 && x->hi <= places[i].x1 &&
		    y->lo >= places[i].y0 && y->hi <= places[i].y1)
			return places[i].crs;
	return NULL;
}

enum reader_type
csv_guess_type(const struct csv_evidence *e, bool code)
{
	if (!e->any || code)
		return TYPE_TEXT;
	if (!e->not_int)
		return TYPE_INTEGER;
	if (!e->not_number)
		return TYPE_NUMBER;
	return e->not_date ? TYPE_TEXT : TYPE_DATE;
}

bool
csv_guess_is_code(const char *name)
{
	static const char *const words[] = { "code", "insee", "postal",
	    "siret", "siren", "tel", "telephone", "phone", "fax", "cp", "ref",
	    "num", "numero", "identifiant" };
	gs_str rest = gs_str_of(name), part;
	size_t i;

	while (rest.ptr != NULL) {
		part = gs_str_split(&rest, '_');
		for (i = 0; i < GS_COUNTOF(words); i++)
			if (gs_str_eqc(part, words[i]))
				return true;
	}
	return false;
}
