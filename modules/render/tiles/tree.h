/* SPDX-License-Identifier: MIT */
/*
 * tree.h: tiles as files, VAR/tiles/<layer>/v<version>/<z>/<x>/<y>.png and
 * .mvt.gz.
 *
 * nginx serves them without asking a worker (public layers through the link
 * VAR/public/tiles/<layer>, which the job runner makes), so a file appears
 * whole or not at all. Each version of a layer has an mtime second of its
 * own, made from the layer's id: nginx's ETag is mtime and size, and a tile
 * that changed without changing size must not answer 304.
 */
#ifndef RENDER_TILES_TREE_H
#define RENDER_TILES_TREE_H

#include "common/http.h"
#include "render/layer.h"

struct tiles_id {
	const struct render_layer	*layer;
	int				 z;
	int64_t				 x, y;
	const char			*ext;	/* "png" or "mvt.gz" */
};

/* Path of a tile below VAR/tiles, in the arena. */
char *tiles_tree_name(const struct gs_req *req, const struct tiles_id *t);
/* Is that tile there? Then nginx sends it: only its size is told. */
bool tiles_tree_has(struct gs_req *req, const struct tiles_id *t,
    size_t *size) GS_MUST_CHECK;
enum gs_status tiles_tree_write(struct gs_req *req, const struct tiles_id *t,
    gs_str bytes) GS_MUST_CHECK;
/* The same for a tile that many share: one file under several names. */
enum gs_status tiles_tree_share(struct gs_req *req, const struct tiles_id *t,
    gs_str bytes) GS_MUST_CHECK;
/*
 * Wait until no other process draws what ${name} (a tile or metatile) stands
 * for, then keep others waiting until the request ends. After 3 s GS_EBUSY:
 * a slow tile may not take all processes from the others.
 */
enum gs_status tiles_tree_lock(struct gs_req *req, const char *name)
    GS_MUST_CHECK;
/* The ETag that nginx gives to a file of ${size} bytes of that layer. */
char *tiles_tree_etag(const struct gs_req *req,
    const struct render_layer *layer, size_t size);

#endif
