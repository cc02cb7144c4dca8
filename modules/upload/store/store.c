/* SPDX-License-Identifier: MIT */
/* store.c: putting files in the store and taking them away; see store.h. */
#include "common/base.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/str.h"
#include "upload/store/store.h"

static bool
is_digest(const char *s)
{
	return strlen(s) == STORE_HEX &&
	    strspn(s, "0123456789abcdef") == STORE_HEX;
}

char *
store_name(struct gs_arena *a, const char *hex)
{
	assert(is_digest(hex));
	return gs_printf(a, "%.2s/%.2s/%s", hex, hex + 2, hex);
}

char *
store_path(struct gs_arena *a, const struct gs_conf *c, const char *hex)
{
	return gs_printf(a, "%s/store/%s", c->var, store_name(a, hex));
}

static enum gs_status
fail_errno(struct gs_err *err, const char *what)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return gs_fail(err, GS_ENOSPACE,
		    "The platform's disk is full: nothing was kept");
	return gs_fail(err, GS_EINTERNAL, "store: %s: %s", what,
	    strerror(errno));
}

struct temporary {
	char	*path;
	int	 fd;
};

static void
drop_temporary(void *arg)
{
	struct temporary *t = arg;

	unlink(t->path);
	close(t->fd);
}

int
store_temporary(struct gs_arena *a, const struct gs_conf *c, char **path,
    struct gs_err *err)
{
	struct temporary *t = GS_NEW(a, struct temporary);
	unsigned char random[16];
	char name[33];

	randombytes_buf(random, sizeof(random));
	gs_hex(name, random, sizeof(random));
	t->path = gs_printf(a, "%s/store/tmp", c->var);
	if (gs_mkdirs(t->path, err) != GS_OK)
		return -1;
	t->path = gs_printf(a, "%s/%s", t->path, name);
	t->fd = open(t->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (t->fd < 0) {
		fail_errno(err, "temporary file");
		return -1;
	}
	gs_arena_defer(a, drop_temporary, t);
	*path = t->path;
	return t->fd;
}

enum gs_status
store_measure(struct store_file *f, const char *path, struct gs_err *err)
{
	enum gs_status st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return fail_errno(err, "open");
	st = gs_file_sha256(fd, f->digest, &f->size, err);
	close(fd);
	gs_hex(f->hex, f->digest, sizeof(f->digest));
	return st;
}

static enum gs_status
sync_file(const char *path, struct gs_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum gs_status st = GS_OK;

	if (fd < 0)
		return fail_errno(err, "open");
	if (fsync(fd) != 0)
		st = fail_errno(err, "fsync");
	close(fd);
	return st;
}

enum gs_status
store_put(const struct store_file *f, struct gs_arena *a,
    const struct gs_conf *c, const char *path, struct gs_err *err)
{
	char *to = store_path(a, c, f->hex);
	char *folder = gs_printf(a, "%s/store/%.2s/%.2s", c->var, f->hex,
	    f->hex + 2);
	char *parent = gs_printf(a, "%s/store/%.2s", c->var, f->hex);
	char *root = gs_printf(a, "%s/store", c->var);
	enum gs_status st;

	if ((st = sync_file(path, err)) != GS_OK ||
	    (st = gs_mkdirs(folder, err)) != GS_OK)
		return st;
	if (link(path, to) != 0 && errno != EEXIST)
		return fail_errno(err, "link");
	if ((st = gs_fsync_dir(folder, err)) != GS_OK ||
	    (st = gs_fsync_dir(parent, err)) != GS_OK)
		return st;
	return gs_fsync_dir(root, err);
}

enum gs_status
store_remove(struct gs_arena *a, const struct gs_conf *c, const char *hex,
    struct gs_err *err)
{
	if (unlink(store_path(a, c, hex)) != 0 && errno != ENOENT)
		return fail_errno(err, "unlink");
	return GS_OK;
}

/* -- what lies there ----------------------------------------------------- */

struct walk {
	struct gs_arena	*arena;
	time_t		 before;
	void		(*each)(void *, const char *, const char *);
	void		*ctx;
};

/* Files of ${folder}; only old ones, and in a leaf only digests. */
static void
walk_files(const struct walk *w, const char *folder, bool leaf)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	struct stat sb;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		if (fstatat(dirfd(d), e->d_name, &sb,
		    AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(sb.st_mode) ||
		    sb.st_ctime > w->before)
			continue;
		if (leaf && !is_digest(e->d_name))
			continue;
		w->each(w->ctx, leaf ? e->d_name : NULL,
		    gs_printf(w->arena, "%s/%s", folder, e->d_name));
	}
	closedir(d);
}

void
store_each(struct gs_arena *a, const struct gs_conf *c, int64_t age_s,
    void (*each)(void *ctx, const char *hex, const char *path), void *ctx)
{
	struct walk w = { a, time(NULL) - age_s, each, ctx };

	walk_files(&w, gs_printf(a, "%s/store/tmp", c->var), false);
	for (int i = 0; i < 256; i++) {
		char *first = gs_printf(a, "%s/store/%02x", c->var,
		    (unsigned)i);

		if (access(first, F_OK) != 0)
			continue;
		for (int j = 0; j < 256; j++)
			walk_files(&w, gs_printf(a, "%s/%02x", first,
			    (unsigned)j), true);
	}
}
