/* SPDX-License-Identifier: MIT */
/* style.h: a first style for a layer, by its geometry. */
#ifndef VECTOR_STYLE_H
#define VECTOR_STYLE_H

#include "reader/layer.h"

/* JSON of the style model; labels by a text column called like a name. */
const char *vector_style(struct gs_arena *a, const char *geometry_type,
    const struct reader_column *columns, size_t n);

#endif
