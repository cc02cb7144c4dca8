/* SPDX-License-Identifier: MIT */
/* tree.c: see tree.h. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "render/tiles/tree.h"

#define FIRST_MTIME	1577836800	/* 2020-01-01, for layer 0 */
#define LOCKS		256		/* files; two metatiles may share one */
#define WAIT_MS		3000	/* for another process that draws */
#define STEP_MS		10

static time_t
mtime_of(const struct render_layer *layer)
{
	return FIRST_MTIME + (time_t)layer->id;
}

char *
tiles_tree_etag(const struct gs_req *req, const struct render_layer *layer,
    size_t size)
{
	return gs_printf(req->arena, "%" PRIx64 "-%zx",
	    (uint64_t)mtime_of(layer), size);
}

char *
tiles_tree_name(const struct gs_req *req, const struct tiles_id *t)
{
	return gs_printf(req->arena, "%s/v%" PRId64 "/%d/%" PRId64 "/%" PRId64
	    ".%s", t->layer->full_name, t->layer->version, t->z, t->x, t->y,
	    t->ext);
}

static char *
path_of(struct gs_req *req, const char *name)
{
	return gs_path_join(req->arena, req->conf->var,
	    gs_printf(req->arena, "tiles/%s", name), &req->err);
}

bool
tiles_tree_has(struct gs_req *req, const struct tiles_id *t, size_t *size)
{
	char *path = path_of(req, tiles_tree_name(req, t));
	struct stat sb;

	if (!path) {
		gs_err_clear(&req->err);
		return false;
	}
	if (stat(path, &sb) != 0 || !S_ISREG(sb.st_mode))
		return false;
	*size = (size_t)sb.st_size;
	return true;
}

/* Parents first; in a tree that is being filled they mostly exist. */
static enum gs_status
write_file(struct gs_req *req, const char *path, gs_str bytes, time_t mtime)
{
	char *folder = gs_strdup(req->arena, path);
	struct gs_err ignored = { 0 };
	enum gs_status st;

	st = gs_file_write(path, bytes.ptr, bytes.len, false, mtime,
	    &ignored);
	if (st == GS_OK)
		return GS_OK;
	*strrchr(folder, '/') = '\0';
	if ((st = gs_mkdirs(folder, &req->err)) != GS_OK)
		return st;
	return gs_file_write(path, bytes.ptr, bytes.len, false, mtime,
	    &req->err);
}

enum gs_status
tiles_tree_write(struct gs_req *req, const struct tiles_id *t, gs_str bytes)
{
	char *path = path_of(req, tiles_tree_name(req, t));

	if (!path)
		return req->err.status;
	return write_file(req, path, bytes, mtime_of(t->layer));
}

enum gs_status
tiles_tree_share(struct gs_req *req, const struct tiles_id *t, gs_str bytes)
{
	char *path = path_of(req, tiles_tree_name(req, t));
	char *shared = path_of(req, gs_printf(req->arena, "%s/v%" PRId64
	    "/blank.%s", t->layer->full_name, t->layer->version, t->ext));
	char *folder;
	enum gs_status st;

	if (!path || !shared)
		return req->err.status;
	folder = gs_strdup(req->arena, path);
	*strrchr(folder, '/') = '\0';
	for (int try = 0; try < 3; try++) {
		if (link(shared, path) == 0 || errno == EEXIST)
			return GS_OK;
		if (errno == EMLINK)
			return tiles_tree_write(req, t, bytes);
		/* Either the shared file or the folder is not there yet. */
		if (access(shared, F_OK) != 0)
			st = write_file(req, shared, bytes,
			    mtime_of(t->layer));
		else
			st = gs_mkdirs(folder, &req->err);
		if (st != GS_OK)
			return st;
	}
	return tiles_tree_write(req, t, bytes);
}

static void
unlock(void *fd)
{
	close((int)(intptr_t)fd);
}

enum gs_status
tiles_tree_lock(struct gs_req *req, const char *name)
{
	uint32_t h = 2166136261u;
	char *path;
	int fd;

	for (const char *p = name; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	path = gs_path_join(req->arena, req->conf->var, gs_printf(req->arena,
	    "run/tiles.%02x.lock", h % LOCKS), &req->err);
	if (!path)
		return req->err.status;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return gs_fail(&req->err, GS_EINTERNAL, "open %s: %s", path,
		    strerror(errno));
	gs_arena_defer(req->arena, unlock, (void *)(intptr_t)fd);
	for (int waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0;
	    waited += STEP_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return gs_fail(&req->err, GS_EINTERNAL,
			    "lock %s: %s", path, strerror(errno));
		if (waited >= WAIT_MS)
			return gs_fail(&req->err, GS_EBUSY, "This tile is "
			    "being drawn: ask again in a moment");
		nanosleep(&(struct timespec){ 0, STEP_MS * 1000000L }, NULL);
	}
	return GS_OK;
}
