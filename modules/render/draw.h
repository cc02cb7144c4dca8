/* SPDX-License-Identifier: MIT */
/*
 * draw.h: pictures of layers, by libmapserver. Only draw*.c include
 * mapserver.h; nothing of a client reaches it but numbers.
 *
 * A process keeps one base map (mapfiles/base.map) and the prepared map
 * layers of the layers drawn last, by layer id: a layer never changes, a
 * publication makes others. A picture puts the prepared layers into the base
 * map, draws, and takes them out again, so its cost does not depend on how
 * many layers are published. The caller has the right to each layer
 * (layer.h); libmapserver reads the tables over a connection of its own.
 *
 * libmapserver may call exit() when memory fails; worker.c then cuts the
 * answer and another child takes over.
 */
#ifndef RENDER_DRAW_H
#define RENDER_DRAW_H

#include "common/arena.h"
#include "common/err.h"
#include "common/geo.h"
#include "common/str.h"
#include "render/layer.h"

#define DRAW_SIZE_MAX	4096	/* of a side of a picture of a request */

struct draw_state;

struct draw_map {
	const struct render_layer *const *layers; /* lowest first */
	int		 nlayers;
	int		 srid;		/* of bbox and of the picture */
	struct gs_bbox	 bbox;		/* its outer edges */
	int		 width, height;
	bool		 transparent;
	unsigned	 bgcolor;	/* 0xRRGGBB */
	bool		 tile;		/* labels may be cut by the edges:
					   the caller cuts further inside */
};

/* Pixels: blue, green, red, alpha; colours multiplied by alpha. */
struct draw_image {
	const unsigned char	*pixels;
	int			 width, height;
	size_t			 stride;	/* bytes from row to row */
	bool			 opaque;	/* every alpha is 255 */
};

enum draw_format { DRAW_PNG, DRAW_PNG8, DRAW_JPEG };

struct draw_legend_item {
	const struct render_layer *layer;
	const char		*text;		/* NULL: no text */
	bool			 own_color;	/* ${color} replaces the
						   style's */
	unsigned		 color;
};

/* ${mapfiles}: the folder; ${conninfo}: of gs_db_conninfo(). Both kept. */
struct draw_state *draw_new(const char *mapfiles, const char *conninfo);
/* Load what every picture needs, before the first one asks for it. */
enum gs_status draw_prepare(struct draw_state *d, struct gs_err *err)
    GS_MUST_CHECK;

/*
 * Draw. The image lives in ${a}. GS_EBUSY when the database does not answer;
 * GS_EINTERNAL otherwise.
 */
enum gs_status draw_pixels(struct draw_state *d, const struct draw_map *m,
    struct gs_arena *a, struct draw_image *image, struct gs_err *err)
    GS_MUST_CHECK;
/* The same as a file. */
enum gs_status draw_file(struct draw_state *d, const struct draw_map *m,
    enum draw_format format, struct gs_arena *a, gs_str *file,
    struct gs_err *err) GS_MUST_CHECK;
/*
 * A legend: one row per item, symbol then text. A single item without text
 * is its symbol alone, ${width} x ${height} (0: 24 x 16).
 */
enum gs_status draw_legend(struct draw_state *d,
    const struct draw_legend_item *items, int n, int width, int height,
    enum draw_format format, struct gs_arena *a, gs_str *file,
    struct gs_err *err) GS_MUST_CHECK;
/* ${text} written on a picture of the size and background of ${m}, without
 * its layers (NULL: nothing is written); needs no database. */
enum gs_status draw_message(struct draw_state *d, const struct draw_map *m,
    const char *text, enum draw_format format, struct gs_arena *a,
    gs_str *file, struct gs_err *err) GS_MUST_CHECK;

#endif
