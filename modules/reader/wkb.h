/* SPDX-License-Identifier: MIT */
/* wkb.h: the ISO WKB (little-endian) of the geometries we build ourselves. */
#ifndef READER_WKB_H
#define READER_WKB_H

#include "common/str.h"

#define WKB_POINT		1u
#define WKB_LINESTRING		2u
#define WKB_MULTILINESTRING	5u

void reader_wkb_point(struct gs_buf *b, double x, double y);
/* Begin a multilinestring; the count of lines is known later. */
void reader_wkb_multiline(struct gs_buf *b);
/* Begin a line of ${points} points, each put by reader_wkb_xy(). */
void reader_wkb_line(struct gs_buf *b, uint32_t points);
void reader_wkb_xy(struct gs_buf *b, double x, double y);
/* Write the count into the multilinestring that begins the buffer. */
void reader_wkb_multiline_end(struct gs_buf *b, uint32_t lines);

#endif
