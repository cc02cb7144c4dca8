/* SPDX-License-Identifier: MIT */
/* draw_map.c: one picture: layers in, drawn, layers out. */
#include "common/base.h"

#include <math.h>

#include "common/log.h"
#include "common/worker.h"
#include "render/draw_ms.h"
#include "render/png.h"

static void
image_free(void *image)
{
	msFreeImage(image);
}

static void
bytes_free(void *bytes)
{
	msFree(bytes);
}

void
draw_background(struct draw_state *d, bool transparent, unsigned rgb)
{
	colorObj *c = &d->map->imagecolor;

	c->red = (int)(rgb >> 16 & 255);
	c->green = (int)(rgb >> 8 & 255);
	c->blue = (int)(rgb & 255);
	c->alpha = 255;
	d->formats[DRAW_PNG]->transparent = transparent ? MS_TRUE : MS_FALSE;
}

static enum gs_status
set_projection(struct draw_state *d, int srid, struct gs_err *err)
{
	char text[32];

	if (d->srid == srid)
		return GS_OK;
	snprintf(text, sizeof(text), "init=epsg:%d", srid);
	d->srid = 0;
	if (msLoadProjectionString(&d->map->projection, text) != 0)
		return draw_fail(err, text);
	d->map->units = GetMapserverUnitUsingProj(&d->map->projection);
	d->srid = srid;
	return GS_OK;
}

/*
 * libmapserver makes copies of projections called "init=epsg:n", with +over,
 * to look up what a map shows beyond the antimeridian; each costs a query of
 * PROJ's database. A map inside the world needs none: the same projection is
 * then called "epsg:n".
 */
static void
name_projection(projectionObj *p, bool inside)
{
	const char *name = p->args[0];
	const char *number = strrchr(name, ':');
	char text[32];

	if (inside != gs_str_starts(gs_str_of(name), "init="))
		return;
	snprintf(text, sizeof(text), "%sepsg%s", inside ? "" : "init=",
	    number);
	msFree(p->args[0]);
	p->args[0] = msStrdup(text);
}

static bool
inside_world(const struct draw_map *m)
{
	const struct gs_crs *crs = gs_crs_by_srid(m->srid);
	double more;

	if (!crs)
		return false;
	/* Where a projection covers a country, its surroundings are far
	 * from the antimeridian, too. */
	more = crs->degrees || m->srid == 3857 ? 0 :
	    crs->area.xmax - crs->area.xmin;
	return m->bbox.xmin >= crs->area.xmin - more &&
	    m->bbox.xmax <= crs->area.xmax + more &&
	    m->bbox.ymin >= crs->area.ymin - more &&
	    m->bbox.ymax <= crs->area.ymax + more;
}

/*
 * MapServer's extent goes from the centre of the first pixel to that of the
 * last. Where pixels are oblong it draws so; else it takes the extent's
 * corner for the corner of the picture. So the picture is drawn a column and
 * a row larger than asked for, and cut: then nothing is moved, nothing at
 * the right and lower edge is left out, and one pixel has an extent, too.
 */
static void
set_extent(struct draw_state *d, const struct draw_map *m)
{
	mapObj *map = d->map;
	double dx = (m->bbox.xmax - m->bbox.xmin) / m->width;
	double dy = (m->bbox.ymax - m->bbox.ymin) / m->height;
	bool oblong = fabs(dx / dy - 1) * GS_MAX(m->width, m->height) > 1;
	double half = oblong ? 0.5 : 0;

	map->width = m->width + 1;
	map->height = m->height + 1;
	map->extent.minx = m->bbox.xmin + dx * half;
	map->extent.maxx = m->bbox.xmax + dx * half;
	map->extent.maxy = m->bbox.ymax - dy * half;
	map->extent.miny = m->bbox.ymin - dy * half;
	map->gt.need_geotransform = MS_FALSE;
	map->gt.rotation_angle = 0;
	map->projection.gt.need_geotransform = MS_FALSE;
	msSetConfigOption(map, "MS_NONSQUARE", oblong ? "YES" : "NO");
}

/*
 * Transformations that a layer keeps point into a cache of 32 that others
 * push out of it: none outlives a picture.
 */
static void
forget_transformations(layerObj *l)
{
	if (l->reprojectorLayerToMap)
		msProjectDestroyReprojector(l->reprojectorLayerToMap);
	if (l->reprojectorMapToLayer)
		msProjectDestroyReprojector(l->reprojectorMapToLayer);
	l->reprojectorLayerToMap = NULL;
	l->reprojectorMapToLayer = NULL;
}

static void
set_labels(layerObj *l, bool partials)
{
	for (int c = 0; c < l->numclasses; c++)
		for (int i = 0; i < l->class[c]->numlabels; i++)
			l->class[c]->labels[i]->partials =
			    partials ? MS_TRUE : MS_FALSE;
}

static bool
is_in_map(const mapObj *map, const layerObj *l)
{
	return l->map && l->index < map->numlayers &&
	    map->layers[l->index] == l;
}

/* Labels of what lies above win: MapServer places those of the layers drawn
 * last first. */
static enum gs_status
put_layers(struct draw_state *d, const struct draw_map *m, struct gs_arena *a,
    struct gs_err *err)
{
	bool inside = inside_world(m);

	name_projection(&d->map->projection, inside);
	for (int i = 0; i < m->nlayers; i++) {
		struct draw_prepared *p;
		enum gs_status st;

		st = draw_prepared(d, m->layers[i], a, &p, err);
		if (st != GS_OK)
			return st;
		for (int k = 0; k < p->n; k++) {
			layerObj *l = p->layers[k];

			if (is_in_map(d->map, l))
				continue;	/* asked for twice */
			name_projection(&l->projection, inside);
			set_labels(l, m->tile);
			if (msInsertLayer(d->map, l, -1) < 0)
				return draw_fail(err, "layer");
		}
	}
	return GS_OK;
}

static void
take_layers(struct draw_state *d)
{
	while (d->map->numlayers > 0)
		forget_transformations(msRemoveLayer(d->map,
		    d->map->numlayers - 1));
}

static enum gs_status
draw_once(struct draw_state *d, const struct draw_map *m, struct gs_arena *a,
    imageObj **image, struct gs_err *err)
{
	enum gs_status st;

	*image = NULL;
	draw_background(d, m->transparent, m->bgcolor);
	if ((st = set_projection(d, m->srid, err)) != GS_OK)
		return st;
	set_extent(d, m);
	if ((st = put_layers(d, m, a, err)) == GS_OK) {
		gs_fault("draw.map");
		*image = msDrawMap(d->map, MS_FALSE);
		if (!*image)
			st = draw_fail(err, "map");
	}
	take_layers(d);
	return st;
}

/*
 * A connection that the database has closed (restart) fails once: the second
 * try opens another. What the first left half done is thrown away.
 */
static enum gs_status
draw_try(struct draw_state *d, const struct draw_map *m, struct gs_arena *a,
    imageObj **image, struct gs_err *err)
{
	struct gs_err first = { 0 };
	enum gs_status st;

	if ((st = draw_prepare(d, err)) != GS_OK)
		return st;
	if (draw_once(d, m, a, image, &first) == GS_OK)
		return GS_OK;
	for (size_t i = 0; i < DRAW_CACHE; i++)
		draw_forget(&d->cache[i]);
	msConnPoolFinalCleanup();
	if (draw_once(d, m, a, image, err) == GS_OK)
		return GS_OK;
	gs_error("drawing: %s; then %s", first.text, err->text);
	if (strstr(err->text, "connection")) {
		gs_err_clear(err);
		return gs_fail(err, GS_EBUSY, "the database does not answer: "
		    "try again in a moment");
	}
	return err->status;
}

static enum gs_status
pixels_of(imageObj *i, const struct draw_map *m, struct draw_image *image,
    struct gs_err *err)
{
	rasterBufferObj rb = { 0 };

	if (MS_IMAGE_RENDERER(i)->getRasterBufferHandle(i, &rb) != MS_SUCCESS ||
	    rb.type != MS_BUFFER_BYTE_RGBA || rb.data.rgba.pixel_step != 4)
		return draw_fail(err, "pixels");
	*image = (struct draw_image){
		.pixels = rb.data.rgba.pixels,
		.width = m->width,
		.height = m->height,
		.stride = rb.data.rgba.row_step,
		.opaque = !m->transparent,
	};
	return GS_OK;
}

enum gs_status
draw_pixels(struct draw_state *d, const struct draw_map *m,
    struct gs_arena *a, struct draw_image *image, struct gs_err *err)
{
	imageObj *i;
	enum gs_status st;

	if ((st = draw_try(d, m, a, &i, err)) != GS_OK)
		return st;
	gs_arena_defer(a, image_free, i);
	return pixels_of(i, m, image, err);
}

enum gs_status
draw_encode(struct draw_state *d, imageObj *image, int w, int h,
    enum draw_format format, struct gs_arena *a, gs_str *file,
    struct gs_err *err)
{
	rasterBufferObj rb = { 0 };
	bufferObj bytes;

	if (MS_IMAGE_RENDERER(image)->getRasterBufferHandle(image, &rb) !=
	    MS_SUCCESS)
		return draw_fail(err, "pixels");
	rb.width = (unsigned)w;
	rb.height = (unsigned)h;
	msBufferInit(&bytes);
	if (msSaveRasterBufferToBuffer(&rb, &bytes, d->formats[format]) !=
	    MS_SUCCESS) {
		msBufferFree(&bytes);
		return draw_fail(err, "encoding");
	}
	gs_arena_defer(a, bytes_free, bytes.data);
	*file = (gs_str){ (const char *)bytes.data, bytes.size };
	return GS_OK;
}

enum gs_status
draw_file(struct draw_state *d, const struct draw_map *m,
    enum draw_format format, struct gs_arena *a, gs_str *file,
    struct gs_err *err)
{
	struct draw_map with = *m;
	struct draw_image image;
	enum gs_status st;
	imageObj *i;

	with.transparent = m->transparent && format != DRAW_JPEG;
	if ((st = draw_try(d, &with, a, &i, err)) != GS_OK)
		return st;
	gs_arena_defer(a, image_free, i);
	if (format != DRAW_PNG)
		return draw_encode(d, i, m->width, m->height, format, a, file,
		    err);
	if ((st = pixels_of(i, &with, &image, err)) == GS_OK)
		*file = png_encode(&image, 0, 0, m->width, m->height, a);
	return st;
}
