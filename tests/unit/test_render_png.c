/* SPDX-License-Identifier: MIT */
/* test_render_png.c: what png.c writes, libpng reads back the same. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <png.h>

#include "render/png.h"
#include "render/tiles/png_tiles.h"
#include "render_layer.h"

#define W	40
#define H	30

static struct gs_arena *arena;
static unsigned char pixels[H][W][4];

static struct draw_image
image(bool opaque)
{
	return (struct draw_image){ &pixels[0][0][0], W, H, W * 4, opaque };
}

/* Byte 25 of a PNG file is its colour type, 24 its bits. */
static void
assert_type(gs_str file, int type, int bits)
{
	assert_true(file.len > 33);
	assert_memory_equal(file.ptr, "\x89PNG\r\n\x1a\n", 8);
	assert_int_equal(file.ptr[25], type);
	assert_int_equal(file.ptr[24], bits);
}

static unsigned char *
decode(gs_str file, int w, int h)
{
	unsigned char *out = gs_alloc(arena, (size_t)w * (size_t)h * 4);
	png_image in = { .version = PNG_IMAGE_VERSION };

	assert_true(png_image_begin_read_from_memory(&in, file.ptr, file.len));
	assert_int_equal(in.width, w);
	assert_int_equal(in.height, h);
	in.format = PNG_FORMAT_RGBA;
	assert_true(png_image_finish_read(&in, NULL, out, 0, NULL));
	return out;
}

static void
assert_same(gs_str file, int x, int y, int w, int h)
{
	unsigned char *out = decode(file, w, h);

	for (int r = 0; r < h; r++)
		for (int c = 0; c < w; c++, out += 4) {
			const unsigned char *p = pixels[y + r][x + c];

			assert_int_equal(out[3], p[3]);
			for (int k = 0; k < 3; k++) {
				/* multiplied again, as it was drawn */
				int v = (out[2 - k] * out[3] + 127) / 255;

				assert_true(abs(v - p[k]) <= 1);
			}
		}
}

/* ${n} colours, each with its alpha. */
static void
paint(int n, bool opaque)
{
	for (int r = 0; r < H; r++)
		for (int c = 0; c < W; c++) {
			int i = (r * W + c) % n;
			unsigned a = opaque ? 255 : (unsigned)(i * 37 % 256);

			pixels[r][c][3] = (unsigned char)a;
			pixels[r][c][0] = (unsigned char)(i % 251 * a / 255);
			pixels[r][c][1] = (unsigned char)(i / 4 % 256 * a /
			    255);
			pixels[r][c][2] = (unsigned char)(a / 2);
		}
}

static void
test_palettes(void **state GS_UNUSED)
{
	static const struct { int n, bits; } cases[] = { { 1, 1 }, { 2, 1 },
	    { 3, 2 }, { 4, 2 }, { 5, 4 }, { 16, 4 }, { 17, 8 }, { 200, 8 } };

	for (size_t i = 0; i < GS_COUNTOF(cases); i++) {
		struct draw_image im = image(true);
		gs_str f;

		paint(cases[i].n, true);
		f = png_encode(&im, 0, 0, W, H, arena);
		assert_type(f, PNG_COLOR_TYPE_PALETTE, cases[i].bits);
		assert_same(f, 0, 0, W, H);
	}
}

static void
test_transparent_palette(void **state GS_UNUSED)
{
	struct draw_image im = image(false);
	gs_str f;

	paint(20, false);
	f = png_encode(&im, 0, 0, W, H, arena);
	assert_type(f, PNG_COLOR_TYPE_PALETTE, 8);
	assert_same(f, 0, 0, W, H);
}

static void
test_full(void **state GS_UNUSED)
{
	struct draw_image im = image(false);
	gs_str f;

	paint(1000, false);
	f = png_encode(&im, 0, 0, W, H, arena);
	assert_type(f, PNG_COLOR_TYPE_RGBA, 8);
	assert_same(f, 0, 0, W, H);
	im = image(true);
	paint(1000, true);
	f = png_encode(&im, 0, 0, W, H, arena);
	assert_type(f, PNG_COLOR_TYPE_RGB, 8);
	assert_same(f, 0, 0, W, H);
}

static void
test_part(void **state GS_UNUSED)
{
	struct draw_image im = image(false);

	paint(1000, false);
	assert_same(png_encode(&im, 3, 5, 7, 11, arena), 3, 5, 7, 11);
	assert_same(png_encode(&im, W - 1, H - 1, 1, 1, arena), W - 1, H - 1,
	    1, 1);
}

static void
test_blank(void **state GS_UNUSED)
{
	struct draw_image im = image(false);

	memset(pixels, 0, sizeof(pixels));
	assert_true(png_blank(&im, 0, 0, W, H));
	pixels[5][6][3] = 1;
	assert_false(png_blank(&im, 0, 0, W, H));
	assert_true(png_blank(&im, 0, 0, 6, 6));
	assert_false(png_blank(&im, 6, 5, 1, 1));
}

static void
test_touches(void **state GS_UNUSED)
{
	struct render_layer l = test_layer();	/* 0-2 east, 47-49 north */

	assert_true(tiles_png_touches(&l, 0, 0, 0));
	assert_true(tiles_png_touches(&l, 7, 64, 44));
	/* Its points lie on the edge: half of each is in the next tile. */
	assert_true(tiles_png_touches(&l, 7, 63, 44));
	assert_false(tiles_png_touches(&l, 7, 62, 44));
	assert_false(tiles_png_touches(&l, 22, 0, 0));
	l.has_extent = false;
	assert_false(tiles_png_touches(&l, 0, 0, 0));
}

static int
setup(void **state GS_UNUSED)
{
	arena = gs_arena_new();
	return 0;
}

static int
teardown(void **state GS_UNUSED)
{
	gs_arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_palettes),
		cmocka_unit_test(test_transparent_palette),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_part),
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_touches),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
