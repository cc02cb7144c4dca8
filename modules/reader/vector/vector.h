/* SPDX-License-Identifier: MIT */
/*
 * vector.h: layers of features: GeoJSON, GeoPackage, Shapefile (through
 * GDAL), CSV (through csv.h). Findings and questions go to the reader; a
 * status other than GS_OK means that nothing more can be said.
 *
 * ${name} is what the file was called: titles come from it. ${text} is the
 * whole file, mapped or in memory.
 */
#ifndef VECTOR_VECTOR_H
#define VECTOR_VECTOR_H

#include "reader/archive.h"

enum gs_status vector_read_json(struct reader *r, gs_str text,
    const char *name) GS_MUST_CHECK;
enum gs_status vector_read_csv(struct reader *r, gs_str text,
    const char *name) GS_MUST_CHECK;
/* ${path} is one that GDAL opens, "/vsimem/…" included. */
enum gs_status vector_read_gpkg(struct reader *r, const char *path)
    GS_MUST_CHECK;
/* A zip that is no GTFS: Shapefiles, or one file of the others. */
enum gs_status vector_read_zip(struct reader *r, struct reader_archive *x)
    GS_MUST_CHECK;

#endif
