/* SPDX-License-Identifier: MIT */
/* geom.c: cleaning and promoting OGR geometries. */
#include "common/base.h"

#include <math.h>

#include "reader/vector/geom.h"

#define COORD_MAX	1e12

static bool
points_ok(OGRGeometryH g, int least)
{
	int i, n = OGR_G_GetPointCount(g);

	if (n < least)
		return false;
	for (i = 0; i < n; i++)
		/* Written so that NaN is not fine. */
		if (!(fabs(OGR_G_GetX(g, i)) <= COORD_MAX &&
		    fabs(OGR_G_GetY(g, i)) <= COORD_MAX))
			return false;
	return true;
}

/* Enough finite points in every part? Depth is that of collections. */
static bool
is_sound(OGRGeometryH g, int depth)
{
	OGRwkbGeometryType t = wkbFlatten(OGR_G_GetGeometryType(g));
	int i, n;

	if (t == wkbPoint)
		return OGR_G_IsEmpty(g) || points_ok(g, 1);
	if (t == wkbLineString)
		return points_ok(g, 2);
	n = OGR_G_GetGeometryCount(g);
	for (i = 0; i < n; i++) {
		OGRGeometryH part = OGR_G_GetGeometryRef(g, i);

		if (t == wkbPolygon ? !points_ok(part, 4) :
		    depth >= 16 || !is_sound(part, depth + 1))
			return false;
	}
	return true;
}

static unsigned
kind_of(OGRwkbGeometryType t)
{
	switch (wkbFlatten(t)) {
	case wkbPoint:
		return GEOM_POINT;
	case wkbMultiPoint:
		return GEOM_POINT | GEOM_MULTI;
	case wkbLineString:
		return GEOM_LINE;
	case wkbMultiLineString:
		return GEOM_LINE | GEOM_MULTI;
	case wkbPolygon:
		return GEOM_POLYGON;
	case wkbMultiPolygon:
		return GEOM_POLYGON | GEOM_MULTI;
	default:
		return GEOM_OTHER;
	}
}

static OGRGeometryH
replace(OGRGeometryH g, OGRGeometryH by)
{
	OGR_G_DestroyGeometry(g);
	return by;
}

OGRGeometryH
vector_geom_clean(OGRGeometryH g, unsigned *kinds, enum geom_fate *fate)
{
	OGRwkbGeometryType t;
	size_t size;

	*fate = GEOM_KEPT;
	if (g == NULL || OGR_G_IsEmpty(g))
		return g == NULL ? NULL : replace(g, NULL);
	if (OGR_G_HasCurveGeometry(g, FALSE))
		g = replace(g, OGR_G_GetLinearGeometry(g, 0, NULL));
	t = OGR_G_GetGeometryType(g);
	if (OGR_GT_IsSubClassOf(t, wkbPolyhedralSurface) ||
	    wkbFlatten(t) == wkbTriangle)
		g = OGR_G_ForceToMultiPolygon(g);
	if (OGR_GT_HasZ(t) || OGR_GT_HasM(t)) {
		*kinds |= GEOM_Z;
		OGR_G_FlattenTo2D(g);
		OGR_G_SetMeasured(g, FALSE);
	}
	size = OGR_G_WkbSizeEx(g);
	OGR_G_CloseRings(g);
	if (OGR_G_WkbSizeEx(g) != size)
		*fate = GEOM_CLOSED;
	if (!is_sound(g, 0)) {
		*fate = GEOM_LOST;
		return replace(g, NULL);
	}
	*kinds |= kind_of(OGR_G_GetGeometryType(g));
	return g;
}

const char *
vector_geom_name(unsigned kinds)
{
	bool multi = kinds & GEOM_MULTI;

	switch (kinds & (GEOM_POINT | GEOM_LINE | GEOM_POLYGON |
	    GEOM_OTHER)) {
	case 0:
		return "NONE";
	case GEOM_POINT:
		return multi ? "MULTIPOINT" : "POINT";
	case GEOM_LINE:
		return multi ? "MULTILINESTRING" : "LINESTRING";
	case GEOM_POLYGON:
		return multi ? "MULTIPOLYGON" : "POLYGON";
	default:
		return "GEOMETRY";
	}
}

OGRGeometryH
vector_geom_promote(OGRGeometryH g, unsigned kinds)
{
	if (g == NULL || !(kinds & GEOM_MULTI))
		return g;
	switch (kinds & (GEOM_POINT | GEOM_LINE | GEOM_POLYGON |
	    GEOM_OTHER)) {
	case GEOM_POINT:
		return OGR_G_ForceToMultiPoint(g);
	case GEOM_LINE:
		return OGR_G_ForceToMultiLineString(g);
	case GEOM_POLYGON:
		return OGR_G_ForceToMultiPolygon(g);
	default:
		return g;
	}
}

void
vector_geom_widen(struct gs_bbox *b, OGRGeometryH g)
{
	OGREnvelope e;

	OGR_G_GetEnvelope(g, &e);
	b->xmin = fmin(b->xmin, e.MinX);
	b->ymin = fmin(b->ymin, e.MinY);
	b->xmax = fmax(b->xmax, e.MaxX);
	b->ymax = fmax(b->ymax, e.MaxY);
}
