/* SPDX-License-Identifier: MIT */
/*
 * sources.h: the OGR layers of a file, all looked at before any is written.
 */
#ifndef VECTOR_SOURCES_H
#define VECTOR_SOURCES_H

#include "reader/vector/ogr_layer.h"

#define SOURCES_MAX	40

struct vector_sources {
	struct reader		*r;
	struct vector_gdal	*gdal;
	struct ogr_layer	*v[SOURCES_MAX];
	size_t			 n;
	bool			 many;		/* there were more */
	struct reader_intern	 names;
};

void vector_sources_init(struct vector_sources *s, struct reader *r);
/* A layer to read; its fields may be set further. NULL past the maximum. */
struct ogr_layer *vector_sources_add(struct vector_sources *s,
    OGRLayerH layer, const char *title);
/* Look at all (of --layer, one), then ${looked} of each, then write all. */
enum gs_status vector_sources_run(struct vector_sources *s,
    enum gs_status (*looked)(struct ogr_layer *l, void *ctx), void *ctx)
    GS_MUST_CHECK;

#endif
