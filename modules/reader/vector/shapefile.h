/* SPDX-License-Identifier: MIT */
/* shapefile.h: the Shapefiles of a zip. */
#ifndef VECTOR_SHAPEFILE_H
#define VECTOR_SHAPEFILE_H

#include "reader/archive.h"

enum gs_status vector_read_shapefiles(struct reader *r,
    const struct reader_archive *x) GS_MUST_CHECK;
/* Content of an entry, in the arena. */
enum gs_status vector_unpack(const struct reader_archive *x,
    const struct reader_entry *e, gs_str *out) GS_MUST_CHECK;

/* Charset named by a .cpg ("UTF-8", "ANSI 1252", "88591"), or by the
 * language byte of a .dbf; NULL when it names none. Pure. */
const char *vector_shapefile_cpg(gs_str cpg);
const char *vector_shapefile_ldid(unsigned char ldid);
/* Are the bytes at least as many as the header announces? Pure. */
bool vector_shapefile_whole(gs_str shp);	/* .shp and .shx */
bool vector_shapefile_dbf_whole(gs_str dbf);

#endif
