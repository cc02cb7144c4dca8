/* SPDX-License-Identifier: MIT */
/* rules.h: what may be wrong with layers of features. */
#ifndef VECTOR_RULES_H
#define VECTOR_RULES_H

#include "reader/reader.h"

enum vector_rule {
	VR_JSON_SYNTAX, VR_JSON_DEPTH, VR_JSON_KIND, VR_JSON_CRS_LINK,
	VR_JSON_TEXT,
	VR_GPKG, VR_OPEN, VR_READ, VR_SHP_CUT, VR_SHP_SHX, VR_SHP_DBF,
	VR_NO_LAYER, VR_LAYER_UNKNOWN, VR_LAYERS_MANY, VR_LAYER_EMPTY,
	VR_CRS_OPTION, VR_CRS_ASSUMED, VR_CHARSET_OPTION, VR_CHARSET_FALSE,
	VR_CHARSET_GUESSED, VR_TEXT_LOST, VR_TEXT_RECODED, VR_UTF16,
	VR_COLUMN_DROPPED, VR_COLUMN_EMPTY, VR_GEOMETRY_INVALID,
	VR_GEOMETRY_CLOSED, VR_GEOMETRY_LOST, VR_Z_DROPPED, VR_SWAPPED, VR_OUT_OF_AREA,
	VR_NOT_TABLE, VR_ROW_LENGTH, VR_QUOTES, VR_QUOTE_STRAY,
	VR_ROW_TOO_LONG, VR_NO_GEOMETRY, VR_COLUMN_OPTION, VR_COORDINATE,
	VR__COUNT
};

extern const struct reader_rule vector_rules[VR__COUNT];

void vector_find(struct reader *r, enum vector_rule rule,
    struct reader_place at);
/* Record the finding and return GS_EUNPROCESSABLE. */
enum gs_status vector_refuse(struct reader *r, enum vector_rule rule,
    struct reader_place at) GS_MUST_CHECK;

#endif
