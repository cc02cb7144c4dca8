/* SPDX-License-Identifier: MIT */
/*
 * draw_ms.h: between draw.c (base map, prepared layers), draw_map.c
 * (pictures) and draw_legend.c. Private to them.
 *
 * The structs of mapserver.h depend on macros that Debian's package does not
 * record; the Makefile gives those that its library was built with, and
 * draw.c checks at start that a loaded map reads back as written.
 */
#ifndef RENDER_DRAW_MS_H
#define RENDER_DRAW_MS_H

/* libmapserver's headers use what base.h bans; they come after it, so the
 * names are given back for them alone. */
#pragma push_macro("strcpy")
#pragma push_macro("strcat")
#pragma push_macro("strncpy")
#pragma push_macro("sprintf")
#pragma push_macro("atoi")
#pragma push_macro("atof")
#undef strcpy
#undef strcat
#undef strncpy
#undef sprintf
#undef atoi
#undef atof
#include <mapserver.h>
#pragma pop_macro("strcpy")
#pragma pop_macro("strcat")
#pragma pop_macro("strncpy")
#pragma pop_macro("sprintf")
#pragma pop_macro("atoi")
#pragma pop_macro("atof")

#include "render/draw.h"
#include "render/style.h"

#define DRAW_CACHE	256	/* prepared layers kept by a process */

/* One of our layers as libmapserver's: one per kind of geometry. */
struct draw_prepared {
	int64_t		 id;		/* 0: free */
	uint64_t	 used;		/* clock of the last use */
	layerObj	*layers[STYLE_KIND__COUNT];
	int		 n;
};

struct draw_state {
	const char		*mapfiles, *conninfo;
	mapObj			*map;
	outputFormatObj		*formats[3];	/* by enum draw_format */
	int			 srid;		/* of the map's projection */
	uint64_t		 clock;
	struct draw_prepared	 cache[DRAW_CACHE];
};

/* The prepared layer of ${layer}, made if need be. */
enum gs_status draw_prepared(struct draw_state *d,
    const struct render_layer *layer, struct gs_arena *a,
    struct draw_prepared **p, struct gs_err *err) GS_MUST_CHECK;
void draw_forget(struct draw_prepared *p);
/* A libmapserver layer from the text of a LAYER block. */
layerObj *draw_layer_new(struct draw_state *d, const char *text,
    struct gs_err *err);
void draw_layer_free(layerObj *l);
/* libmapserver's error list as GS_EINTERNAL; the list is emptied. */
enum gs_status draw_fail(struct gs_err *err, const char *what);
/* A file of ${image} as it stands, cut to ${w} x ${h}. */
enum gs_status draw_encode(struct draw_state *d, imageObj *image, int w,
    int h, enum draw_format format, struct gs_arena *a, gs_str *file,
    struct gs_err *err) GS_MUST_CHECK;
/* Background of the next picture. */
void draw_background(struct draw_state *d, bool transparent, unsigned rgb);

#endif
