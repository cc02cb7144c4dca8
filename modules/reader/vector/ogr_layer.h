/* SPDX-License-Identifier: MIT */
/*
 * ogr_layer.h: one OGR layer, in two passes: one looks (types of geometry,
 * extent, charset, faults), one writes. Nothing is written of a layer that
 * cannot be read to its end, or whose reference system is a question.
 */
#ifndef VECTOR_OGR_LAYER_H
#define VECTOR_OGR_LAYER_H

#include "reader/layer.h"
#include "reader/text.h"
#include "reader/vector/crs.h"
#include "reader/vector/geom.h"
#include "reader/vector/names.h"

struct ogr_layer {
	/* Set by the caller. */
	struct reader		*r;
	struct vector_gdal	*gdal;
	OGRLayerH		 layer;
	const char		*title;
	int			 position;
	struct reader_intern	*names;		/* of layers so far */
	const void		*origin;	/* the caller's, to know it */
	struct reader_charset	*charset;	/* of texts that are not UTF-8;
						   NULL: windows-1252 */
	bool			 crs_option;	/* --crs overrides */
	/* What the first pass saw. */
	int64_t			 features;
	unsigned		 kinds;
	struct gs_bbox		 box;
	bool			 not_utf8;	/* some text is not */
	struct vector_crs	 crs;
	/* Of the second. */
	struct reader_layer_spec spec;
	struct reader_column	*columns;
	int			*fields;	/* OGR field of each column */
	struct gs_buf		 text;
};

/* First pass. Findings are recorded; GS_EUNPROCESSABLE when the layer cannot
 * be read whole. A question may be asked: see r->questions. */
enum gs_status ogr_layer_scan(struct ogr_layer *l) GS_MUST_CHECK;
/* Second pass. */
enum gs_status ogr_layer_write(struct ogr_layer *l) GS_MUST_CHECK;

#endif
