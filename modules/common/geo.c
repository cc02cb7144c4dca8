/* SPDX-License-Identifier: MIT */
/* geo.c: the reference systems we speak, boxes, tile arithmetic. */
#include "common/base.h"

#include <assert.h>
#include <math.h>

#include "common/geo.h"

#define URI(n)	"http://www.opengis.net/def/crs/EPSG/0/" #n
#define CRS(n, lat, deg, x0, y0, x1, y1, title) \
	{ n, "EPSG:" #n, URI(n), lat, deg, { x0, y0, x1, y1 }, title }
#define CC(n, x0, y0, x1, y1) \
	CRS(39##n, false, false, x0, y0, x1, y1, "RGF93 v1 / CC" #n)

/* Areas of use from the EPSG registry, those of projections transformed. */
static const struct gs_crs table[] = {
CRS(4326, true, true, -180, -90, 180, 90, "WGS 84"),
{ 4326, "CRS:84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84", false, true,
    { -180, -90, 180, 90 }, "WGS 84 (longitude, latitude)" },
CRS(3857, false, false, -GS_MERC_HALF, -GS_MERC_HALF, GS_MERC_HALF,
    GS_MERC_HALF, "WGS 84 / Pseudo-Mercator"),
CRS(2154, false, false, -378306, 6005305, 1320650, 7235613,
    "RGF93 v1 / Lambert-93"),
CRS(4258, true, true, -16.1, 32.88, 40.18, 84.73, "ETRS89"),
CRS(4171, true, true, -9.86, 41.15, 10.38, 51.56, "RGF93 v1"),
CC(42, 1360148, 1123370, 2254633, 1339754),
CC(43, 1305423, 2125579, 2083057, 2323159),
CC(44, 1309097, 3080014, 2084382, 3322083),
CC(45, 1342437, 4088887, 2077583, 4321740),
CC(46, 1289474, 5088864, 2027875, 5324113),
CC(47, 1099057, 6088843, 2058470, 6339910),
CC(48, 1102439, 7088823, 2097494, 7340564),
CC(49, 1113711, 8088804, 2090008, 8340438),
CC(50, 1332199, 9088785, 2071451, 9338882),
};

const struct gs_crs *
gs_crs_table(size_t *n)
{
	*n = GS_COUNTOF(table);
	return table;
}

const struct gs_crs *
gs_crs_by_srid(int srid)
{
	for (size_t i = 0; i < GS_COUNTOF(table); i++)
		if (table[i].srid == srid)
			return &table[i];
	return NULL;
}

static bool
skip(gs_str *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (s->len < n || !gs_str_ieqc((gs_str){ s->ptr, n }, prefix))
		return false;
	s->ptr += n;
	s->len -= n;
	return true;
}

/* A registry's version: empty, or digits and dots. */
static bool
version_ok(gs_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '.' && (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	return s.len <= 16;
}

static const struct gs_crs *
find_code(gs_str authority, gs_str code)
{
	int64_t srid;

	if (gs_str_ieqc(authority, "EPSG") && code.len <= 6 &&
	    gs_str_int_in(code, 1, 999999, &srid))
		return gs_crs_by_srid((int)srid);
	if ((gs_str_ieqc(authority, "CRS") && gs_str_eqc(code, "84")) ||
	    (gs_str_ieqc(authority, "OGC") && gs_str_ieqc(code, "CRS84")))
		return &table[1];
	return NULL;
}

const struct gs_crs *
gs_crs_find(gs_str text)
{
	gs_str authority, version, rest = text;
	char sep = ':';

	if (skip(&rest, "http://www.opengis.net/def/crs/") ||
	    skip(&rest, "https://www.opengis.net/def/crs/"))
		sep = '/';
	else if (!skip(&rest, "urn:ogc:def:crs:")) {
		authority = gs_str_split(&rest, ':');
		return find_code(authority, rest);
	}
	authority = gs_str_split(&rest, sep);
	version = gs_str_split(&rest, sep);
	if (rest.ptr == NULL || !version_ok(version) ||
	    (sep == '/' && version.len == 0))
		return NULL;
	return find_code(authority, rest);
}

bool
gs_bbox_parse(gs_str s, const struct gs_crs *crs, bool official_order,
    bool wrap_ok, struct gs_bbox *out)
{
	double v[7];
	int n = gs_str_doubles(s, ',', v, 7);
	struct gs_bbox b;

	if (n != 4 && n != 6)
		return false;
	b = (struct gs_bbox){ v[0], v[1], v[n / 2], v[n / 2 + 1] };
	if (n == 6 && v[2] > v[5])
		return false;
	if (official_order && crs->lat_first)
		b = (struct gs_bbox){ b.ymin, b.xmin, b.ymax, b.xmax };
	if (b.ymin > b.ymax || (b.xmin > b.xmax && !(wrap_ok && crs->degrees)))
		return false;
	*out = b;
	return true;
}

bool
gs_tile_ok(int64_t z, int64_t x, int64_t y)
{
	int64_t n;

	if (z < 0 || z > GS_TILE_ZMAX)
		return false;
	n = (int64_t)1 << z;
	return x >= 0 && x < n && y >= 0 && y < n;
}

struct gs_bbox
gs_tile_bbox(int z, int64_t x, int64_t y)
{
	double side;

	assert(gs_tile_ok(z, x, y));
	side = 2 * GS_MERC_HALF / (double)((int64_t)1 << z);
	return (struct gs_bbox){
		.xmin = -GS_MERC_HALF + (double)x * side,
		.ymin = GS_MERC_HALF - (double)(y + 1) * side,
		.xmax = -GS_MERC_HALF + (double)(x + 1) * side,
		.ymax = GS_MERC_HALF - (double)y * side,
	};
}

void
gs_merc_from_lonlat(double lon, double lat, double *x, double *y)
{
	const double limit = 85.0511287798066;

	lat = fmax(-limit, fmin(limit, lat));
	*x = lon / 180 * GS_MERC_HALF;
	*y = log(tan(M_PI_4 + lat * M_PI / 360)) / M_PI * GS_MERC_HALF;
}
