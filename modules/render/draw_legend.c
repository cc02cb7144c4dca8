/* SPDX-License-Identifier: MIT */
/* draw_legend.c: legends, and pictures of a sentence. */
#include "common/base.h"

#include "render/draw_ms.h"

#define LEGEND_TEXT_MAX	((size_t)64 * 1024)
#define KEY_WIDTH	24
#define KEY_HEIGHT	16
#define MARGIN		8	/* around a message, in pixels */
#define LINE_HEIGHT	15
#define GLYPH_WIDTH	6.2	/* mean of the legend's font */

static void
image_free(void *image)
{
	msFreeImage(image);
}

/* One class per kind of geometry, with the item's text and colour. */
static enum gs_status
add_item(struct draw_state *d, const struct draw_legend_item *item,
    struct gs_arena *a, struct gs_err *err)
{
	unsigned kinds = style_kinds(item->layer);

	for (int k = 0; k < STYLE_KIND__COUNT; k++) {
		struct gs_err why = { 0 };
		struct style style;
		struct gs_buf text;
		layerObj *l;

		if (!(kinds & 1u << k))
			continue;
		if (style_parse(&style, k, item->layer, &why) != GS_OK)
			style_default(&style, k);
		if (item->own_color) {
			style.color = item->color;
			style.outline = style_casing(item->color);
		}
		gs_buf_init_arena(&text, a, LEGEND_TEXT_MAX);
		style_legend(&text, k, &style);
		l = draw_layer_new(d, text.ptr, err);
		if (!l)
			return err->status;
		if (item->text)
			l->class[0]->title = msStrdup(item->text);
		if (msInsertLayer(d->map, l, -1) < 0) {
			draw_layer_free(l);
			return draw_fail(err, "legend");
		}
	}
	return GS_OK;
}

static void
take_items(struct draw_state *d)
{
	while (d->map->numlayers > 0)
		draw_layer_free(msRemoveLayer(d->map, d->map->numlayers - 1));
}

/* The symbols of all layers in the map, one over the other. */
static imageObj *
draw_symbol(struct draw_state *d, int width, int height)
{
	mapObj *map = d->map;
	imageObj *image = msImageCreate(width, height, map->outputformat, NULL,
	    NULL, map->resolution, map->defresolution, &map->imagecolor);

	if (!image)
		return NULL;
	image->map = map;
	for (int i = 0; i < map->numlayers; i++) {
		layerObj *l = map->layers[i];

		l->scalefactor = 1;
		for (int s = 0; s < l->class[0]->numstyles; s++)
			l->class[0]->styles[s]->scalefactor = 1;
		if (msDrawLegendIcon(map, l, l->class[0], width, height, image,
		    0, 0, MS_TRUE, NULL) != MS_SUCCESS) {
			msFreeImage(image);
			return NULL;
		}
	}
	return image;
}

enum gs_status
draw_legend(struct draw_state *d, const struct draw_legend_item *items, int n,
    int width, int height, enum draw_format format, struct gs_arena *a,
    gs_str *file, struct gs_err *err)
{
	enum gs_status st = draw_prepare(d, err);
	imageObj *image = NULL;

	if (st != GS_OK)
		return st;
	draw_background(d, format != DRAW_JPEG, 0xffffff);
	d->map->legend.transparent = format != DRAW_JPEG;
	/* libmapserver lists the highest layer first. */
	for (int i = n - 1; i >= 0 && st == GS_OK; i--)
		st = add_item(d, &items[i], a, err);
	if (st == GS_OK) {
		if (n == 1 && !items[0].text)
			image = draw_symbol(d, width ? width : KEY_WIDTH,
			    height ? height : KEY_HEIGHT);
		else
			image = msDrawLegend(d->map, MS_TRUE, NULL);
		if (!image)
			st = draw_fail(err, "legend");
	}
	take_items(d);
	if (st != GS_OK)
		return st;
	gs_arena_defer(a, image_free, image);
	return draw_encode(d, image, image->width, image->height, format, a,
	    file, err);
}

/* Lines of at most ${width} characters, cut at blanks. */
static int
next_line(const char *text, int width)
{
	int n = (int)strnlen(text, (size_t)width + 1), cut;

	if (n <= width)
		return n;
	for (cut = width; cut > 0 && text[cut] != ' '; cut--)
		;
	if (cut > 0)
		return cut;
	/* A word longer than the line: not inside a character. */
	for (cut = width; cut > 1 && (text[cut] & 0xc0) == 0x80; cut--)
		;
	return cut;
}

static enum gs_status
write_lines(struct draw_state *d, imageObj *image, const char *text,
    struct gs_arena *a, struct gs_err *err)
{
	int chars = GS_MAX((int)((image->width - 2 * MARGIN) / GLYPH_WIDTH), 1);
	pointObj at = { .x = MARGIN, .y = MARGIN };

	while (*text && at.y + LINE_HEIGHT < image->height) {
		int n = next_line(text, chars);

		at.y += LINE_HEIGHT;
		/* msDrawLabel() keeps the text it is given. */
		if (msDrawLabel(d->map, image, at,
		    msStrdup(gs_strndup(a, text, (size_t)n)),
		    &d->map->legend.label, 1) != MS_SUCCESS)
			return draw_fail(err, "message");
		text += n;
		while (*text == ' ')
			text++;
	}
	return GS_OK;
}

enum gs_status
draw_message(struct draw_state *d, const struct draw_map *m, const char *text,
    enum draw_format format, struct gs_arena *a, gs_str *file,
    struct gs_err *err)
{
	enum gs_status st = draw_prepare(d, err);
	mapObj *map = d->map;
	imageObj *image;

	if (st != GS_OK)
		return st;
	draw_background(d, m->transparent && format != DRAW_JPEG, m->bgcolor);
	image = msImageCreate(m->width, m->height, map->outputformat, NULL,
	    NULL, map->resolution, map->defresolution, &map->imagecolor);
	if (!image)
		return draw_fail(err, "message");
	image->map = map;
	gs_arena_defer(a, image_free, image);
	map->legend.label.position = MS_UR;
	if (text && (st = write_lines(d, image, text, a, err)) != GS_OK)
		return st;
	return draw_encode(d, image, m->width, m->height, format, a, file, err);
}
