/* SPDX-License-Identifier: MIT */
/* layer.h: what the reader says of a layer, checked before it is believed. */
#ifndef UPLOAD_JOBS_LAYER_H
#define UPLOAD_JOBS_LAYER_H

#include "common/err.h"
#include "common/json.h"

/* The frame L of ${v}: name (a-z 0-9 _), position, titles, geometry type,
 * srid, columns (name, type, titles; at most 1000, no two alike, none called
 * id or geom), style. GS_EUPSTREAM says what is wrong. Pure. */
enum gs_status jobs_layer_check(const struct gs_jval *v, struct gs_err *err)
    GS_MUST_CHECK;

#endif
