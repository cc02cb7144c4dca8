/* SPDX-License-Identifier: MIT */
/*
 * png.h: PNG files of drawn pixels, without loss. A picture of at most 256
 * colours becomes a palette of 1 to 8 bits, an opaque one has no alpha.
 */
#ifndef RENDER_PNG_H
#define RENDER_PNG_H

#include "common/arena.h"
#include "common/str.h"
#include "render/draw.h"

/* The rectangle of ${image} from (x, y), w wide and h high. */
gs_str png_encode(const struct draw_image *image, int x, int y, int w, int h,
    struct gs_arena *a);
/* true when all its pixels are the same transparent one. */
bool png_blank(const struct draw_image *image, int x, int y, int w, int h);

#endif
