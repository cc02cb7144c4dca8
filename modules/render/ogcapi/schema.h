/* SPDX-License-Identifier: MIT */
/* schema.h: types of columns as JSON Schema, for schema.c and api.c. */
#ifndef RENDER_OGCAPI_SCHEMA_H
#define RENDER_OGCAPI_SCHEMA_H

#include "common/json.h"
#include "render/layer.h"

/* Members "type" and "format" of a column's type, in an open object. */
void ogcapi_schema_type(struct gs_json *j, enum render_type type);

#endif
