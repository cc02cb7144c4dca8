/* SPDX-License-Identifier: MIT */
/* wkb.c: bytes of points and lines. */
#include "common/base.h"

#include <endian.h>

#include "reader/wkb.h"

static void
put_u32(struct gs_buf *b, uint32_t n)
{
	n = htole32(n);
	gs_buf_put(b, &n, sizeof(n));
}

static void
put_head(struct gs_buf *b, uint32_t type)
{
	gs_buf_putc(b, 1);		/* little-endian */
	put_u32(b, type);
}

void
reader_wkb_xy(struct gs_buf *b, double x, double y)
{
	double v[2] = { x, y };
	uint64_t w[2];

	memcpy(w, v, sizeof(w));
	w[0] = htole64(w[0]);
	w[1] = htole64(w[1]);
	gs_buf_put(b, w, sizeof(w));
}

void
reader_wkb_point(struct gs_buf *b, double x, double y)
{
	put_head(b, WKB_POINT);
	reader_wkb_xy(b, x, y);
}

void
reader_wkb_multiline(struct gs_buf *b)
{
	put_head(b, WKB_MULTILINESTRING);
	put_u32(b, 0);
}

void
reader_wkb_line(struct gs_buf *b, uint32_t points)
{
	put_head(b, WKB_LINESTRING);
	put_u32(b, points);
}

void
reader_wkb_multiline_end(struct gs_buf *b, uint32_t lines)
{
	lines = htole32(lines);
	if (!b->failed)
		memcpy(b->ptr + 5, &lines, sizeof(lines));
}
