/* SPDX-License-Identifier: MIT */
/*
 * gdal.h: GDAL with three drivers and its side doors shut.
 *
 * Only GeoJSON, GPKG and ESRI Shapefile are registered: no VRT, no remote
 * file systems' formats, no plug-in. Names opened are ours. What GDAL says
 * goes to standard error and is counted here.
 */
#ifndef VECTOR_GDAL_H
#define VECTOR_GDAL_H

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "reader/reader.h"

struct vector_gdal {
	unsigned	 failures;	/* CE_Failure and worse so far */
	char		 last[256];	/* latest message of any class */
};

/* Once per process. The state lives in the reader's arena. */
struct vector_gdal *vector_gdal_init(struct reader *r);
/* Make ${text}, which stays the caller's, the file ${path} ("/vsimem/…") for
 * as long as the arena lives. */
void vector_gdal_memory(struct reader *r, const char *path, gs_str text);
/* NULL when ${path} cannot be opened by ${driver}; closed with the arena. */
GDALDatasetH vector_gdal_open(struct reader *r, const char *path,
    const char *driver, const char *const *options);

#endif
