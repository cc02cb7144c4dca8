/* SPDX-License-Identifier: MIT */
/*
 * geo.h: boxes, the coordinate reference systems we speak and their axis
 * order, tile arithmetic. No GDAL, PROJ or MapServer type here: transforming
 * coordinates is PostGIS's and PROJ's work.
 */
#ifndef GS_GEO_H
#define GS_GEO_H

#include "common/base.h"
#include "common/str.h"

/* Always x (east, longitude) then y (north, latitude), whatever the CRS's
 * official axis order: it is undone when parsing, redone when writing. */
struct gs_bbox {
	double	xmin, ymin, xmax, ymax;
};

struct gs_crs {
	int		 srid;		/* EPSG code used in PostGIS */
	const char	*code;		/* "EPSG:2154", "CRS:84" */
	const char	*uri;		/* http://www.opengis.net/def/crs/… */
	bool		 lat_first;	/* official axis order is (y, x) */
	bool		 degrees;
	struct gs_bbox	 area;		/* of use, in its own units */
	const char	*name;
};

/* EPSG:2154, 3857, 4326, CRS:84 (srid 4326, lon first), also 4258, 4171 and
 * the CC zones 3942-3950. NULL when unknown. Accepts "EPSG:n", "CRS:84", the
 * http URI (OGC 11-135r2) and urn:ogc:def:crs forms; ASCII case ignored. */
const struct gs_crs *gs_crs_find(gs_str text);
const struct gs_crs *gs_crs_by_srid(int srid);	/* 4326 gives EPSG:4326 */
const struct gs_crs *gs_crs_table(size_t *n);

/* "a,b,c,d" in the axis order of ${crs} if ${official_order}, else x,y.
 * 6 numbers (with z) allowed, z ignored. min > max is refused, except for x
 * of degrees (antimeridian) when ${wrap_ok}. */
bool gs_bbox_parse(gs_str s, const struct gs_crs *crs, bool official_order,
    bool wrap_ok, struct gs_bbox *out) GS_MUST_CHECK;

/* WebMercatorQuad (OGC 17-083r4): tile z/x/y, y downwards, EPSG:3857. */
#define GS_TILE_ZMAX	22
#define GS_MERC_HALF	20037508.342789244
bool gs_tile_ok(int64_t z, int64_t x, int64_t y);
struct gs_bbox gs_tile_bbox(int z, int64_t x, int64_t y);
/* Longitude/latitude of WGS 84 to EPSG:3857, clamped to ±85.0511°. */
void gs_merc_from_lonlat(double lon, double lat, double *x, double *y);

#endif
