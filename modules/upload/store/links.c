/* SPDX-License-Identifier: MIT */
/* links.c: links to drawn tiles; see links.h. */
#include "common/base.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <sodium.h>
#include <unistd.h>

#include "common/file.h"
#include "upload/store/links.h"

static char *
folder(struct gs_arena *a, const struct gs_conf *c)
{
	return gs_printf(a, "%s/public/tiles", c->var);
}

/* Of "reseau-bus.stops@3": slugs hold no dot, and end at the first. */
static gs_str
slug_of(const char *link)
{
	gs_str rest = gs_str_of(link);

	return gs_str_split(&rest, '.');
}

/* What ${name} should point to; NULL: it should not be. */
static char *
target(struct gs_arena *a, const char *name, const struct store_link *want,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *at = gs_printf(a, "%s@%lld", want[i].layer,
		    (long long)want[i].number);

		if (strcmp(name, at) == 0 || (want[i].current &&
		    strcmp(name, want[i].layer) == 0))
			return gs_printf(a, "../../tiles/%s/v%lld",
			    want[i].layer, (long long)want[i].number);
	}
	return NULL;
}

static enum gs_status
fail_errno(struct gs_err *err)
{
	return gs_fail(err, errno == ENOSPC ? GS_ENOSPACE : GS_EINTERNAL,
	    "links to tiles: %s", strerror(errno));
}

/* Links of ${slug} that should not be, or point elsewhere. */
static enum gs_status
prune(struct gs_arena *a, const struct gs_conf *c, gs_str slug,
    const struct store_link *want, size_t n, struct gs_err *err)
{
	DIR *d = opendir(folder(a, c));
	enum gs_status st = GS_OK;
	struct dirent *e;

	if (d == NULL)
		return errno == ENOENT ? GS_OK : fail_errno(err);
	while (st == GS_OK && (e = readdir(d)) != NULL) {
		char now[PATH_MAX], *right;
		ssize_t len;

		if (!gs_str_eq(slug_of(e->d_name), slug))
			continue;
		len = readlinkat(dirfd(d), e->d_name, now, sizeof(now));
		right = target(a, e->d_name, want, n);
		if (right != NULL && len > 0 &&
		    gs_str_eqc((gs_str){ now, (size_t)len }, right))
			continue;
		if (unlinkat(dirfd(d), e->d_name, 0) != 0 && errno != ENOENT)
			st = fail_errno(err);
	}
	closedir(d);
	return st;
}

enum gs_status
store_links_remove(struct gs_arena *a, const struct gs_conf *c, gs_str slug,
    struct gs_err *err)
{
	return prune(a, c, slug, NULL, 0, err);
}

static enum gs_status
make(struct gs_arena *a, const struct gs_conf *c, const char *name,
    const char *to, struct gs_err *err)
{
	char *path = gs_printf(a, "%s/%s", folder(a, c), name);

	if (symlink(to, path) == 0 || errno == EEXIST)
		return GS_OK;
	return fail_errno(err);
}

enum gs_status
store_links_set(struct gs_arena *a, const struct gs_conf *c, gs_str slug,
    const struct store_link *want, size_t n, struct gs_err *err)
{
	enum gs_status st;

	if ((st = gs_mkdirs(folder(a, c), err)) != GS_OK ||
	    (st = prune(a, c, slug, want, n, err)) != GS_OK)
		return st;
	for (size_t i = 0; i < n && st == GS_OK; i++) {
		char *at = gs_printf(a, "%s@%lld", want[i].layer,
		    (long long)want[i].number);

		st = make(a, c, at, target(a, at, want, n), err);
		if (st == GS_OK && want[i].current)
			st = make(a, c, want[i].layer, target(a,
			    want[i].layer, want, n), err);
	}
	return st;
}

void
store_links_each(struct gs_arena *a, const struct gs_conf *c,
    void (*each)(void *ctx, gs_str slug), void *ctx)
{
	DIR *d = opendir(folder(a, c));
	struct dirent *e;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			each(ctx, slug_of(gs_strdup(a, e->d_name)));
	closedir(d);
}
