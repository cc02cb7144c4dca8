/* SPDX-License-Identifier: MIT */
/* draw.c: the base map and the prepared layers of a process. */
#include "common/base.h"

#include <malloc.h>

#include "common/log.h"
#include "render/draw_ms.h"

#define MAP_TEXT_MAX	((size_t)256 * 1024)

static const char *const format_names[] = {
	[DRAW_PNG] = "png",
	[DRAW_PNG8] = "png8",
	[DRAW_JPEG] = "jpeg",
};

enum gs_status
draw_fail(struct gs_err *err, const char *what)
{
	char *why = msGetErrorString("; ");
	enum gs_status st;

	st = gs_fail(err, GS_EINTERNAL, "%s: %s", what, why ? why : "");
	msFree(why);
	msResetErrorList();
	return st;
}

struct draw_state *
draw_new(const char *mapfiles, const char *conninfo)
{
	struct draw_state *d = calloc(1, sizeof(*d));

	if (!d)
		abort();
	d->mapfiles = mapfiles[0] ? mapfiles : "mapfiles";
	d->conninfo = conninfo;
	return d;
}

static bool
find_formats(struct draw_state *d)
{
	for (size_t f = 0; f < GS_COUNTOF(format_names); f++) {
		int i = msGetOutputFormatIndex(d->map, format_names[f]);

		if (i < 0)
			return false;
		d->formats[f] = d->map->outputformatlist[i];
		if (msInitializeRendererVTable(d->formats[f]) != MS_SUCCESS)
			return false;
	}
	return d->map->outputformat == d->formats[DRAW_PNG];
}

/* A struct that does not agree with the library's reads back as noise. */
static bool
layout_agrees(const mapObj *m)
{
	return m->width == 256 && m->height == 256 && m->maxsize == 8192 &&
	    m->units == MS_METERS && m->numlayers == 0 &&
	    m->resolution > 90.7 && m->resolution < 90.8 &&
	    m->projection.numargs == 1 && m->legend.keysizex == 24 &&
	    m->fontset.numfonts >= 2 && m->symbolset.numsymbols >= 3;
}

enum gs_status
draw_prepare(struct draw_state *d, struct gs_err *err)
{
	char path[4096];

	if (d->map)
		return GS_OK;
	if (snprintf(path, sizeof(path), "%s/base.map", d->mapfiles) >=
	    (int)sizeof(path))
		return gs_fail(err, GS_EINTERNAL, "path of mapfiles too long");
	/* A picture's buffers are given back and asked for again by each
	 * request: what is below 8 MB stays with the process. */
	mallopt(M_MMAP_THRESHOLD, 8 << 20);
	mallopt(M_TRIM_THRESHOLD, 8 << 20);
	if (msSetup() != MS_SUCCESS)
		return draw_fail(err, "libmapserver does not start");
	d->map = msLoadMap(path, NULL, NULL);
	if (!d->map)
		return draw_fail(err, path);
	if (!layout_agrees(d->map) || !find_formats(d)) {
		/* Not freed: its fields cannot be trusted. */
		d->map = NULL;
		return gs_fail(err, GS_EINTERNAL, "%s does not read back as "
		    "written: libmapserver and its headers differ", path);
	}
	d->srid = 3857;
	return GS_OK;
}

layerObj *
draw_layer_new(struct draw_state *d, const char *text, struct gs_err *err)
{
	layerObj *l = calloc(1, sizeof(*l));
	char *copy = msStrdup(text);	/* the parser wants it writable */

	if (!l || initLayer(l, d->map) == -1)
		abort();
	l->map = d->map;
	if (msUpdateLayerFromString(l, copy) != MS_SUCCESS) {
		msFree(copy);
		draw_layer_free(l);
		draw_fail(err, "map layer");
		return NULL;
	}
	msFree(copy);
	return l;
}

void
draw_layer_free(layerObj *l)
{
	if (l && freeLayer(l) == MS_SUCCESS)
		free(l);
}

void
draw_forget(struct draw_prepared *p)
{
	for (int i = 0; i < p->n; i++)
		draw_layer_free(p->layers[i]);
	*p = (struct draw_prepared){ 0 };
}

static enum gs_status
prepare_kind(struct draw_state *d, struct draw_prepared *p,
    const struct render_layer *layer, enum style_kind kind,
    struct gs_arena *a, struct gs_err *err)
{
	struct gs_err why = { 0 };
	struct style style;
	struct gs_buf text;
	enum gs_status st;
	layerObj *l;

	if (style_parse(&style, kind, layer, &why) != GS_OK)
		/* Better drawn plainly than not at all. */
		gs_warn("layer %s: %s", layer->full_name, why.text);
	gs_buf_init_arena(&text, a, MAP_TEXT_MAX);
	st = style_layer(&text, layer, kind, &style, d->conninfo, err);
	if (st != GS_OK)
		return st;
	l = draw_layer_new(d, text.ptr, err);
	if (!l)
		return GS_EINTERNAL;
	p->layers[p->n++] = l;
	return GS_OK;
}

static struct draw_prepared *
find_slot(struct draw_state *d, int64_t id)
{
	struct draw_prepared *oldest = &d->cache[0];

	for (size_t i = 0; i < DRAW_CACHE; i++) {
		if (d->cache[i].id == id)
			return &d->cache[i];
		if (d->cache[i].used < oldest->used)
			oldest = &d->cache[i];
	}
	return oldest;
}

enum gs_status
draw_prepared(struct draw_state *d, const struct render_layer *layer,
    struct gs_arena *a, struct draw_prepared **out, struct gs_err *err)
{
	struct draw_prepared *p = find_slot(d, layer->id);
	unsigned kinds = style_kinds(layer);
	enum gs_status st = GS_OK;

	*out = p;
	if (p->id != layer->id) {
		draw_forget(p);
		for (int k = 0; k < STYLE_KIND__COUNT && st == GS_OK; k++)
			if (kinds & 1u << k)
				st = prepare_kind(d, p, layer, k, a,
				    err);
		if (st != GS_OK) {
			draw_forget(p);
			return st;
		}
		p->id = layer->id;
	}
	p->used = ++d->clock;
	return GS_OK;
}
