/* SPDX-License-Identifier: MIT */
/*
 * geom.h: geometries of files into those that PostGIS takes: two dimensions,
 * no curve, rings closed, no line of one point, finite coordinates.
 */
#ifndef VECTOR_GEOM_H
#define VECTOR_GEOM_H

#include <ogr_api.h>

#include "common/geo.h"

/* What a layer holds, as bits. */
enum {
	GEOM_POINT = 1, GEOM_LINE = 2, GEOM_POLYGON = 4, GEOM_OTHER = 8,
	GEOM_MULTI = 16,		/* some are multiple */
	GEOM_Z = 32,			/* some had Z or M */
};

enum geom_fate {
	GEOM_KEPT,
	GEOM_CLOSED,			/* a ring was open */
	GEOM_LOST,			/* no geometry can be made of it */
};

/*
 * Takes ${g} and returns it, or another in its place; NULL when it is empty
 * or lost. Adds to ${*kinds} what it is.
 */
OGRGeometryH vector_geom_clean(OGRGeometryH g, unsigned *kinds,
    enum geom_fate *fate);
/* "POINT", "MULTIPOLYGON", "GEOMETRY", "NONE"… of a layer's kinds. */
const char *vector_geom_name(unsigned kinds);
/* Promote ${g}, which is taken, to the type of its layer. */
OGRGeometryH vector_geom_promote(OGRGeometryH g, unsigned kinds);
void vector_geom_widen(struct gs_bbox *b, OGRGeometryH g);

#endif
