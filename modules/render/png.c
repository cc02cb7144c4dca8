/* SPDX-License-Identifier: MIT */
/* png.c: see png.h. */
#include "common/base.h"

#include <assert.h>
#include <libdeflate.h>

#include "render/png.h"

#define COLORS		256
#define SCRATCH_MAX	((size_t)4 << 20)	/* kept by a process */
#define HEAD_MAX	2048	/* all chunks but the picture's, and more */
#define SLOTS		1024	/* of the hash of colours; power of two */
/* Maps are flat: more effort than this gains a few percent of size for
 * twice the time. */
#define EFFORT		5

/* Colour types of the file format (ISO 15948, table 11.1). */
enum { TYPE_RGB = 2, TYPE_PALETTE = 3, TYPE_RGBA = 6 };

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

static void
scratch_free(void *p)
{
	free(p);
}

/* Room for ${n} bytes until the next call; not zeroed, and mostly the same
 * pages each time, unlike the arena's. */
static unsigned char *
scratch(struct gs_arena *a, size_t n)
{
	static unsigned char *kept;
	static size_t room;
	unsigned char *p;

	if (n <= room)
		return kept;
	p = malloc(n);
	if (!p)
		abort();
	if (n > SCRATCH_MAX) {
		gs_arena_defer(a, scratch_free, p);
		return p;
	}
	free(kept);
	room = n;
	return kept = p;
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

/* -- the file ---------------------------------------------------------------- */

static void
put_be32(unsigned char *to, uint32_t v)
{
	to[0] = (unsigned char)(v >> 24);
	to[1] = (unsigned char)(v >> 16);
	to[2] = (unsigned char)(v >> 8);
	to[3] = (unsigned char)v;
}

/* ${n} bytes are at to + 8 already. Returns what follows the chunk. */
static unsigned char *
close_chunk(unsigned char *to, const char *type, size_t n)
{
	put_be32(to, (uint32_t)n);
	memcpy(to + 4, type, 4);
	put_be32(to + 8 + n, libdeflate_crc32(0, to + 4, n + 4));
	return to + 12 + n;
}

static unsigned char *
put_header(unsigned char *to, int w, int h, int bits, int type)
{
	static const unsigned char signature[8] = { 0x89, 'P', 'N', 'G', '\r',
	    '\n', 0x1a, '\n' };

	memcpy(to, signature, sizeof(signature));
	to += sizeof(signature);
	put_be32(to + 8, (uint32_t)w);
	put_be32(to + 12, (uint32_t)h);
	to[16] = (unsigned char)bits;
	to[17] = (unsigned char)type;
	to[18] = to[19] = to[20] = 0;
	return close_chunk(to, "IHDR", 13);
}

static unsigned char *
put_palette(unsigned char *to, const struct colors *c)
{
	unsigned char alpha[COLORS];
	int last = 0;

	for (int i = 0; i < c->n; i++) {
		unsigned char from[4], rgba[4];

		memcpy(from, &c->list[i], 4);
		convert(rgba, from);
		memcpy(to + 8 + i * 3, rgba, 3);
		alpha[i] = rgba[3];
		if (rgba[3] != 255)
			last = i + 1;
	}
	to = close_chunk(to, "PLTE", (size_t)c->n * 3);
	if (last == 0)
		return to;
	memcpy(to + 8, alpha, (size_t)last);
	return close_chunk(to, "tRNS", (size_t)last);
}

/* Rows of ${bits} per index, each after its filter byte (none: flat maps
 * gain nothing from another). */
static size_t
pack_indices(unsigned char *to, const unsigned char *from,
    const struct picture *p, int bits)
{
	const unsigned char *start = to;
	int per_byte = 8 / bits;

	for (int row = 0; row < p->h; row++) {
		*to++ = 0;
		if (per_byte == 1) {
			memcpy(to, from, (size_t)p->w);
			to += p->w;
			from += p->w;
			continue;
		}
		for (int col = 0; col < p->w; col += per_byte) {
			unsigned v = 0;

			for (int k = 0; k < per_byte; k++)
				v = v << bits | (col + k < p->w ? *from++ : 0u);
			*to++ = (unsigned char)v;
		}
	}
	return (size_t)(to - start);
}

static size_t
pack_full(unsigned char *to, const struct picture *p)
{
	const unsigned char *start = to;
	size_t step = p->image->opaque ? 3 : 4;

	for (int row = 0; row < p->h; row++) {
		const unsigned char *from = row_of(p, row);

		*to++ = 0;
		/* The fourth byte of an opaque pixel is overwritten by the
		 * next one; the buffer has room for the last. */
		for (int col = 0; col < p->w; col++, from += 4, to += step)
			convert(to, from);
	}
	return (size_t)(to - start);
}

static struct libdeflate_compressor *
compressor(void)
{
	static struct libdeflate_compressor *c;	/* kept by the process */

	if (!c)
		c = libdeflate_alloc_compressor(EFFORT);
	if (!c)
		abort();
	return c;
}

/* Header, palette if any, the ${n} packed bytes at ${raw} compressed into
 * what follows them, end. */
static gs_str
finish(struct gs_arena *a, const struct picture *p, const struct colors *c,
    int bits, unsigned char *raw, size_t n)
{
	unsigned char *file = raw + n, *to;
	char *copy;
	size_t packed;

	to = put_header(file, p->w, p->h, bits, c ? TYPE_PALETTE :
	    p->image->opaque ? TYPE_RGB : TYPE_RGBA);
	if (c)
		to = put_palette(to, c);
	packed = libdeflate_zlib_compress(compressor(), raw, n, to + 8,
	    libdeflate_zlib_compress_bound(compressor(), n));
	assert(packed > 0);
	to = close_chunk(to, "IDAT", packed);
	to = close_chunk(to, "IEND", 0);
	copy = gs_alloc(a, (size_t)(to - file));
	memcpy(copy, file, (size_t)(to - file));
	return (gs_str){ copy, (size_t)(to - file) };
}

/* In the scratch space one after the other: the packed rows, the file. The
 * indices go where the file will be, and have been packed by then. */
gs_str
png_encode(const struct draw_image *image, int x, int y, int w, int h,
    struct gs_arena *a)
{
	struct picture p = { image, x, y, w, h };
	static struct colors c;
	size_t most = (size_t)w * (size_t)h * 4 + (size_t)h + 1;
	unsigned char *raw = scratch(a, most + HEAD_MAX +
	    libdeflate_zlib_compress_bound(compressor(), most));
	int bits;

	if (!index_pixels(&p, &c, raw + most))
		return finish(a, &p, NULL, 8, raw, pack_full(raw, &p));
	bits = c.n <= 2 ? 1 : c.n <= 4 ? 2 : c.n <= 16 ? 4 : 8;
	return finish(a, &p, &c, bits, raw, pack_indices(raw, raw + most, &p,
	    bits));
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
