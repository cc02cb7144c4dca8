/* SPDX-License-Identifier: MIT */
/* png.c: see png.h. */
#include "common/base.h"

#include <png.h>

#include "render/png.h"

#define COLORS		256
#define SLOTS		1024	/* of the hash of colours; power of two */
/* Maps are flat: more effort than this gains a few percent of size for
 * twice the time. */
#define EFFORT		5

struct colors {
	uint32_t	 key[SLOTS];
	int16_t		 index[SLOTS];	/* -1: free */
	uint32_t	 list[COLORS];
	int		 n;
};

struct picture {
	const struct draw_image	*image;
	int			 x, y, w, h;
};

static const unsigned char *
row_of(const struct picture *p, int row)
{
	return p->image->pixels + (size_t)(p->y + row) * p->image->stride +
	    (size_t)p->x * 4;
}

/* Index of a colour, added if new; -1 when there are too many. */
static int
color_index(struct colors *c, uint32_t v)
{
	uint32_t slot = (v * 2654435761u) >> 22 & (SLOTS - 1);

	while (c->index[slot] >= 0) {
		if (c->key[slot] == v)
			return c->index[slot];
		slot = (slot + 1) & (SLOTS - 1);
	}
	if (c->n == COLORS)
		return -1;
	c->key[slot] = v;
	c->index[slot] = (int16_t)c->n;
	c->list[c->n] = v;
	return c->n++;
}

/* Indices of all pixels into ${out}; false when they need no palette. */
static bool
index_pixels(const struct picture *p, struct colors *c, unsigned char *out)
{
	uint32_t v, last = 0;
	int i = -1;

	memset(c->index, 0xff, sizeof(c->index));
	c->n = 0;
	for (int row = 0; row < p->h; row++) {
		const unsigned char *from = row_of(p, row);

		for (int col = 0; col < p->w; col++, from += 4) {
			memcpy(&v, from, 4);
			if (i < 0 || v != last)
				i = color_index(c, v);
			if (i < 0)
				return false;
			last = v;
			*out++ = (unsigned char)i;
		}
	}
	return true;
}

static unsigned char
straight(unsigned value, unsigned alpha)
{
	return (unsigned char)GS_MIN((value * 255 + alpha / 2) / alpha, 255u);
}

/* Blue, green, red, alpha multiplied to red, green, blue, alpha not. */
static void
convert(unsigned char *to, const unsigned char *from)
{
	unsigned a = from[3];

	if (a == 255) {
		to[0] = from[2];
		to[1] = from[1];
		to[2] = from[0];
	} else if (a == 0) {
		to[0] = to[1] = to[2] = 0;
	} else {
		to[0] = straight(from[2], a);
		to[1] = straight(from[1], a);
		to[2] = straight(from[0], a);
	}
	to[3] = (unsigned char)a;
}

static void
set_palette(png_structp png, png_infop info, const struct colors *c)
{
	png_color palette[COLORS] = { 0 };
	png_byte alpha[COLORS] = { 0 };
	int last = 0;

	for (int i = 0; i < c->n; i++) {
		unsigned char from[4], to[4];

		memcpy(from, &c->list[i], 4);
		convert(to, from);
		palette[i] = (png_color){ to[0], to[1], to[2] };
		alpha[i] = to[3];
		if (to[3] != 255)
			last = i + 1;
	}
	png_set_PLTE(png, info, palette, c->n);
	if (last > 0)
		png_set_tRNS(png, info, alpha, last, NULL);
}

static void
write_indexed(png_structp png, png_infop info, const struct picture *p,
    const struct colors *c, unsigned char *indices)
{
	int bits = c->n <= 2 ? 1 : c->n <= 4 ? 2 : c->n <= 16 ? 4 : 8;

	png_set_IHDR(png, info, (png_uint_32)p->w, (png_uint_32)p->h, bits,
	    PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
	    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	set_palette(png, info, c);
	png_write_info(png, info);
	png_set_packing(png);
	for (int row = 0; row < p->h; row++)
		png_write_row(png, indices + (size_t)row * (size_t)p->w);
}

static void
write_full(png_structp png, png_infop info, const struct picture *p,
    unsigned char *line)
{
	int channels = p->image->opaque ? 3 : 4;

	png_set_IHDR(png, info, (png_uint_32)p->w, (png_uint_32)p->h, 8,
	    p->image->opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA,
	    PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	    PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	for (int row = 0; row < p->h; row++) {
		const unsigned char *from = row_of(p, row);

		for (int col = 0; col < p->w; col++, from += 4) {
			unsigned char to[4];

			convert(to, from);
			memcpy(line + col * channels, to, (size_t)channels);
		}
		png_write_row(png, line);
	}
}

static void
put(png_structp png, png_bytep data, png_size_t n)
{
	gs_buf_put(png_get_io_ptr(png), data, n);
}

static void
flush(png_structp png GS_UNUSED)
{
}

/* libpng must not return from an error; ours are programming errors. */
static void
fatal(png_structp png GS_UNUSED, png_const_charp why)
{
	fprintf(stderr, "png: %s\n", why);
	abort();
}

gs_str
png_encode(const struct draw_image *image, int x, int y, int w, int h,
    struct gs_arena *a)
{
	struct picture p = { image, x, y, w, h };
	struct colors *c = GS_NEW(a, struct colors);
	unsigned char *space = gs_alloc(a, GS_MAX((size_t)w * (size_t)h,
	    (size_t)w * 4));
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL,
	    fatal, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	struct gs_buf b;

	if (!info)
		abort();
	gs_buf_init_arena(&b, a, SIZE_MAX / 2);
	png_set_write_fn(png, &b, put, flush);
	png_set_compression_level(png, EFFORT);
	png_set_filter(png, 0, PNG_FILTER_NONE);
	if (index_pixels(&p, c, space))
		write_indexed(png, info, &p, c, space);
	else
		write_full(png, info, &p, space);
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	return gs_buf_str(&b);
}

bool
png_blank(const struct draw_image *image, int x, int y, int w, int h)
{
	struct picture p = { image, x, y, w, h };

	for (int row = 0; row < h; row++) {
		const unsigned char *from = row_of(&p, row);

		for (int col = 0; col < w; col++)
			if (from[col * 4 + 3] != 0)
				return false;
	}
	return true;
}
