/* SPDX-License-Identifier: MIT */
/*
 * area.c: boxes and reference systems that a layer can be put through. Pure.
 *
 * A projection is only defined around its country: transforming the corners
 * of the world into Lambert-93 gives an error or nonsense. So a box is first
 * cut at the layer's extent, where both are known to be sane.
 */
#include "common/base.h"

#include <math.h>

#include "render/feature/query.h"

/* Slack around an extent, degrees: about 100 m, more than any rounding. */
#define SLACK		1e-3
#define MERC_LAT	85.06
/* Where the conic projections of France still give usable numbers. */
static const struct gs_bbox conic_area = { -40, 20, 50, 75 };

static struct gs_bbox
cut(struct gs_bbox a, struct gs_bbox b)
{
	return (struct gs_bbox){ GS_MAX(a.xmin, b.xmin),
	    GS_MAX(a.ymin, b.ymin), GS_MIN(a.xmax, b.xmax),
	    GS_MIN(a.ymax, b.ymax) };
}

/* The layer's extent in ${crs}, when that is degrees or EPSG:3857. */
static bool
extent_in(const struct render_layer *l, const struct gs_crs *crs,
    struct gs_bbox *out)
{
	struct gs_bbox e = l->extent;

	/* The world has no place for slack. */
	e.xmin = GS_MIN(e.xmin, GS_MAX(e.xmin - SLACK, -180));
	e.ymin = GS_MIN(e.ymin, GS_MAX(e.ymin - SLACK, -90));
	e.xmax = GS_MAX(e.xmax, GS_MIN(e.xmax + SLACK, 180));
	e.ymax = GS_MAX(e.ymax, GS_MIN(e.ymax + SLACK, 90));
	*out = e;
	if (crs->degrees)
		return true;
	if (crs->srid != 3857)
		return false;
	gs_merc_from_lonlat(e.xmin, e.ymin, &out->xmin, &out->ymin);
	gs_merc_from_lonlat(e.xmax, e.ymax, &out->xmax, &out->ymax);
	/* Latitudes past the square's edge still have a place in the plane. */
	if (e.ymin < -85)
		out->ymin = -INFINITY;
	if (e.ymax > 85)
		out->ymax = INFINITY;
	return true;
}

/* A conic projection's box in another system: keep what can be undone. */
static struct gs_bbox
conic_limits(const struct gs_crs *crs)
{
	double w = crs->area.xmax - crs->area.xmin;
	double h = crs->area.ymax - crs->area.ymin;

	return (struct gs_bbox){ crs->area.xmin - w, crs->area.ymin - h,
	    crs->area.xmax + w, crs->area.ymax + h };
}

/* A box of zero width has no inside: open it by a hair. */
static void
widen(double *lo, double *hi)
{
	double hair = 1e-9 * GS_MAX(1.0, fabs(*lo));

	if (*hi - *lo < hair) {
		*lo -= hair;
		*hi += hair;
	}
}

static int
add(const struct render_layer *l, struct gs_bbox b, const struct gs_crs *crs,
    struct gs_bbox *out)
{
	struct gs_bbox e;

	if (crs->srid != l->srid) {
		if (extent_in(l, crs, &e))
			b = cut(b, e);
		else
			b = cut(b, conic_limits(crs));
	}
	if (!(b.xmin <= b.xmax) || !(b.ymin <= b.ymax))
		return 0;
	widen(&b.xmin, &b.xmax);
	widen(&b.ymin, &b.ymax);
	*out = b;
	return 1;
}

int
feature_area(const struct render_layer *layer, struct gs_bbox box,
    const struct gs_crs *crs, struct gs_bbox out[2])
{
	struct gs_bbox west = box, east = box;
	int n;

	if (!layer->has_extent || layer->geometry == RENDER_NONE)
		return 0;
	if (box.xmin <= box.xmax)
		return add(layer, box, crs, out);
	east.xmax = 180;
	west.xmin = -180;
	n = add(layer, east, crs, out);
	return n + add(layer, west, crs, out + n);
}

bool
feature_area_is_all(const struct render_layer *layer, struct gs_bbox box,
    const struct gs_crs *crs)
{
	struct gs_bbox e;

	return layer->has_extent && extent_in(layer, crs, &e) &&
	    box.xmin <= e.xmin && box.ymin <= e.ymin && box.xmax >= e.xmax &&
	    box.ymax >= e.ymax;
}

bool
feature_beyond_mercator(const struct render_layer *layer)
{
	return layer->has_extent && (layer->extent.ymin < -MERC_LAT ||
	    layer->extent.ymax > MERC_LAT);
}

bool
feature_crs_ok(const struct render_layer *layer, const struct gs_crs *crs)
{
	const struct gs_bbox *e = &layer->extent;

	if (crs->degrees || crs->srid == 3857 || crs->srid == layer->srid ||
	    !layer->has_extent)
		return true;
	return e->xmin >= conic_area.xmin && e->xmax <= conic_area.xmax &&
	    e->ymin >= conic_area.ymin && e->ymax <= conic_area.ymax;
}

int
feature_crs_list(const struct render_layer *layer, const struct gs_crs **out,
    int max)
{
	static const char *const offered[] = { "CRS:84", "EPSG:4326",
	    "EPSG:3857", "EPSG:2154" };
	const struct gs_crs *c, *storage = gs_crs_by_srid(layer->srid);
	int n = 0;

	for (size_t i = 0; i < GS_COUNTOF(offered) && n < max; i++) {
		c = gs_crs_find(gs_str_of(offered[i]));
		if (c == NULL || !feature_crs_ok(layer, c))
			continue;
		out[n++] = c;
		if (storage != NULL && c->srid == storage->srid)
			storage = NULL;
	}
	if (storage != NULL && layer->geometry != RENDER_NONE && n < max)
		out[n++] = storage;
	return n;
}
