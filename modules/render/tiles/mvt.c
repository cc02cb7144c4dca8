/* SPDX-License-Identifier: MIT */
/* mvt.c: one vector tile, made by PostGIS and gzipped for the tile tree. */
#include "common/base.h"

#include <assert.h>
#include <zlib.h>

#include "render/feature/query.h"
#include "render/tiles/mvt.h"

/* Level 6 with a gzip header (16) that holds neither name nor time: the same
 * tile is the same bytes each time. */
#define GZIP_LEVEL	6
#define GZIP_WINDOW	(15 + 16)

static void
zlib_release(void *z)
{
	deflateEnd(z);
}

static enum gs_status
gzip(struct gs_req *req, gs_str in, gs_str *out)
{
	z_stream *z = GS_NEW(req->arena, z_stream);
	size_t room;
	char *to;

	if (deflateInit2(z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return gs_fail(&req->err, GS_EINTERNAL, "mvt: zlib: %s",
		    z->msg ? z->msg : "no memory");
	gs_arena_defer(req->arena, zlib_release, z);
	room = deflateBound(z, in.len);
	to = gs_alloc(req->arena, room);
	z->next_in = (unsigned char *)(uintptr_t)in.ptr;
	z->avail_in = (uInt)in.len;
	z->next_out = (unsigned char *)to;
	z->avail_out = (uInt)room;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		return gs_fail(&req->err, GS_EINTERNAL,
		    "mvt: the tile does not fit its bound");
	*out = (gs_str){ to, z->total_out };
	return GS_OK;
}

enum gs_status
tiles_mvt(struct gs_req *req, const struct render_layer *layer, int z,
    int64_t x, int64_t y, gs_str *bytes)
{
	struct feature_sql s;
	struct gs_rows rows;
	enum gs_status st;

	if (layer->geometry == RENDER_NONE)
		return gs_fail(&req->err, GS_ENOTFOUND,
		    "The layer '%s' has no geometry, so no tiles",
		    layer->full_name);
	feature_sql_mvt(&s, req->arena, layer, z, x, y);
	if ((st = gs_req_db(req)) != GS_OK ||
	    (st = gs_db_query_text(req->db, s.text.ptr, s.params, s.nparams,
	    req->arena, &rows, &req->err)) != GS_OK)
		return st;
	assert(rows.n == 1);
	return gzip(req, gs_row_bytes(req->arena, &rows, 0, 0), bytes);
}
