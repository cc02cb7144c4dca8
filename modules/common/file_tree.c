/* SPDX-License-Identifier: MIT */
/* file_tree.c: opening and removing what lies beneath a root (file.h). */
#include "common/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/file.h"

#define DEPTH_MAX	64	/* folders below the one that is removed */

static int
open_beneath(const char *root, const char *rel, uint64_t flags, uint64_t mode)
{
	struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.mode = mode,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	int dir, fd, saved;

	if ((dir = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC)) < 0)
		return -1;
	do {	/* EAGAIN: a rename elsewhere raced with the walk */
		fd = (int)syscall(SYS_openat2, dir, rel, &how, sizeof(how));
	} while (fd < 0 && (errno == EINTR || errno == EAGAIN));
	saved = errno;
	(void)close(dir);
	errno = saved;
	return fd;
}

static enum gs_status
fail_errno(struct gs_err *err, const char *what, const char *root,
    const char *rel)
{
	enum gs_status st = GS_EINTERNAL;

	if (errno == ENOENT || errno == ENOTDIR)
		st = GS_ENOTFOUND;
	else if (errno == ENOSPC || errno == EDQUOT)
		st = GS_ENOSPACE;
	else if (errno == EXDEV || errno == ELOOP)
		st = GS_EINVAL;
	return gs_fail(err, st, "cannot %s %s/%s: %s", what, root, rel,
	    strerror(errno));
}

enum gs_status
gs_open_beneath(int *fd, const char *root, const char *rel, int flags,
    struct gs_err *err)
{
	if (!gs_path_ok(rel))
		return gs_fail(err, GS_EINVAL,
		    "'%.100s' is not a path beneath its root", rel);
	*fd = open_beneath(root, rel, (uint64_t)flags,
	    flags & O_CREAT ? 0640 : 0);
	return *fd >= 0 ? GS_OK : fail_errno(err, "open", root, rel);
}

static bool remove_entry(int dir, const char *name, int depth);

/* Empty the folder ${fd}, which is closed. */
static bool
remove_content(int fd, int depth)
{
	struct dirent *e;
	bool ok = true;
	int saved;
	DIR *d;

	if ((d = fdopendir(fd)) == NULL) {
		(void)close(fd);
		return false;
	}
	while (ok && (errno = 0, e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			ok = remove_entry(dirfd(d), e->d_name, depth + 1);
	if (ok && errno != 0)
		ok = false;
	saved = errno;
	(void)closedir(d);
	errno = saved;
	return ok;
}

static bool
remove_entry(int dir, const char *name, int depth)
{
	int fd;

	if (unlinkat(dir, name, 0) == 0 || errno == ENOENT)
		return true;
	if (errno != EISDIR && errno != EPERM)
		return false;
	if (depth > DEPTH_MAX) {
		errno = ELOOP;
		return false;
	}
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT;
	return remove_content(fd, depth) &&
	    (unlinkat(dir, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
}

enum gs_status
gs_remove_tree(const char *root, const char *rel, struct gs_err *err)
{
	const char *slash = strrchr(rel, '/');
	enum gs_status st = GS_OK;
	struct gs_arena *a;
	int dir;

	if (!gs_path_ok(rel))
		return gs_fail(err, GS_EINVAL,
		    "'%.100s' is not a path beneath its root", rel);
	a = gs_arena_new();
	dir = open_beneath(root, slash == NULL ? "." :
	    gs_strndup(a, rel, (size_t)(slash - rel)),
	    O_PATH | O_DIRECTORY, 0);
	gs_arena_free(a);
	if (dir < 0)
		return errno == ENOENT ? GS_OK :
		    fail_errno(err, "remove", root, rel);
	if (!remove_entry(dir, slash == NULL ? rel : slash + 1, 0))
		st = fail_errno(err, "remove", root, rel);
	(void)close(dir);
	return st;
}
