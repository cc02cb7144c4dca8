/* SPDX-License-Identifier: MIT */
/*
 * crs.h: which coordinate reference system, and which one to publish.
 *
 * A system of geo.h's table is kept; any other is transformed to EPSG:4326.
 * Coordinates are x (east), y (north) throughout. An unknown system is never
 * assumed: it is a question, with guesses ranked by where each would put the
 * layer.
 */
#ifndef VECTOR_CRS_H
#define VECTOR_CRS_H

#include "common/geo.h"
#include "reader/vector/gdal.h"

struct vector_crs {
	OGRSpatialReferenceH		 source;
	int				 srid;		/* published */
	OGRCoordinateTransformationH	 publish;	/* NULL: as it is */
	OGRCoordinateTransformationH	 degrees;	/* source to lon, lat;
							   NULL: it is that */
};

/* From "EPSG:2154", "2154", "CRS:84" or their URI forms; false: unknown. */
bool vector_crs_parse(struct vector_crs *c, struct reader *r,
    const char *text);
/* From what a layer declares; false when that says nothing. */
bool vector_crs_declared(struct vector_crs *c, struct reader *r,
    OGRSpatialReferenceH srs);
/* ${b}, in the source system, in degrees; false when it has no place. */
bool vector_crs_degrees(const struct vector_crs *c, const struct gs_bbox *b,
    struct gs_bbox *out);
/* Set r->questions to the question, with guesses for raw extent ${b}. */
void vector_crs_ask(struct reader *r, const struct gs_bbox *b);
/* Findings about where the layer lies. */
void vector_crs_check_place(struct reader *r, const struct vector_crs *c,
    const char *layer, const struct gs_bbox *degrees);

#endif
