/* SPDX-License-Identifier: MIT */
/* file.c: joined paths, whole files, digests; file_tree.c opens and removes
 * beneath a root. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"

static enum gs_status
fail_errno(struct gs_err *err, const char *what, const char *path)
{
	enum gs_status st = GS_EINTERNAL;

	if (errno == ENOENT || errno == ENOTDIR)
		st = GS_ENOTFOUND;
	else if (errno == ENOSPC || errno == EDQUOT)
		st = GS_ENOSPACE;
	return gs_fail(err, st, "cannot %s %s: %s", what, path,
	    strerror(errno));
}

bool
gs_path_ok(const char *rel)
{
	gs_str rest = gs_str_of(rel), part;

	if (!gs_utf8_ok(rest) || strpbrk(rel, "\t\r\n\x7f") != NULL)
		return false;
	while (rest.ptr != NULL) {
		part = gs_str_split(&rest, '/');
		if (part.len == 0 || part.len > 255 ||
		    gs_str_eqc(part, ".") || gs_str_eqc(part, ".."))
			return false;
	}
	return true;
}

char *
gs_path_join(struct gs_arena *a, const char *root, const char *rel,
    struct gs_err *err)
{
	if (!gs_path_ok(rel)) {
		gs_fail(err, GS_EINVAL, "'%.100s' is not a relative path without "
		    "'.', '..', empty parts or control bytes", rel);
		return NULL;
	}
	return gs_printf(a, "%s/%s", root, rel);
}

enum gs_status
gs_mkdirs(const char *path, struct gs_err *err)
{
	struct stat sb;
	struct gs_buf b;
	int rc = 0;

	gs_buf_init(&b, SIZE_MAX);
	for (const char *end = path; rc == 0 && *end != '\0'; ) {
		end += strspn(end, "/");
		end += strcspn(end, "/");
		gs_buf_clear(&b);
		gs_buf_put(&b, path, (size_t)(end - path));
		rc = mkdir(b.ptr, 0750);
		if (rc != 0 && (errno == EEXIST || errno == EROFS ||
		    errno == EACCES) && stat(b.ptr, &sb) == 0) {
			rc = S_ISDIR(sb.st_mode) ? 0 : -1;
			errno = ENOTDIR;
		}
	}
	gs_buf_release(&b);
	return rc == 0 ? GS_OK : fail_errno(err, "make the folder", path);
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n != 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static bool
fill(int fd, const void *p, size_t n, bool durable, time_t mtime)
{
	struct timespec times[2] = { { .tv_sec = mtime }, { .tv_sec = mtime } };

	return fchmod(fd, 0640) == 0 && write_all(fd, p, n) &&
	    (mtime == 0 || futimens(fd, times) == 0) &&
	    (!durable || fsync(fd) == 0);
}

/* "folder" of "folder/name", "." of "name". */
static char *
folder_of(struct gs_arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return gs_strdup(a, ".");
	return gs_strndup(a, path, slash == path ? 1 : (size_t)(slash - path));
}

enum gs_status
gs_file_write(const char *path, const void *p, size_t n, bool durable,
    time_t mtime, struct gs_err *err)
{
	struct gs_arena *a = gs_arena_new();
	char *tmp = gs_printf(a, "%s.XXXXXX", path);
	enum gs_status st = GS_OK;
	bool ok;
	int fd;

	if ((fd = mkostemp(tmp, O_CLOEXEC)) < 0) {
		st = fail_errno(err, "write", path);
		goto end;
	}
	ok = fill(fd, p, n, durable, mtime);
	if (close(fd) != 0)
		ok = false;
	if (!ok || rename(tmp, path) != 0) {
		st = fail_errno(err, "write", path);
		(void)unlink(tmp);
		goto end;
	}
	if (durable)
		st = gs_fsync_dir(folder_of(a, path), err);
end:
	gs_arena_free(a);
	return st;
}

static bool
read_all(int fd, struct gs_buf *b)
{
	char chunk[16384];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		gs_buf_put(b, chunk, (size_t)n);
		if (b->failed)
			return true;
	}
	return true;
}

enum gs_status
gs_file_read(const char *path, size_t max, struct gs_arena *a, gs_str *out,
    struct gs_err *err)
{
	struct gs_buf b;
	bool ok;
	int fd;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return fail_errno(err, "read", path);
	gs_buf_init_arena(&b, a, max);
	ok = read_all(fd, &b);
	if (!ok)
		(void)fail_errno(err, "read", path);
	(void)close(fd);
	if (!ok)
		return err != NULL ? err->status : GS_EINTERNAL;
	if (b.failed)
		return gs_fail(err, GS_ETOOLARGE, "%s: more than %zu bytes",
		    path, max);
	*out = gs_buf_str(&b);
	return GS_OK;
}

enum gs_status
gs_file_sha256(int fd, unsigned char digest[32], int64_t *size,
    struct gs_err *err)
{
	enum { CHUNK = 256 * 1024 };
	crypto_hash_sha256_state hash;
	unsigned char *chunk;
	ssize_t n;

	_Static_assert(crypto_hash_sha256_BYTES == 32, "size of a digest");
	if (sodium_init() < 0 || (chunk = malloc(CHUNK)) == NULL)
		abort();
	crypto_hash_sha256_init(&hash);
	*size = 0;
	while ((n = pread(fd, chunk, CHUNK, *size)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		crypto_hash_sha256_update(&hash, chunk, (size_t)n);
		*size += n;
	}
	free(chunk);
	if (n < 0)
		return fail_errno(err, "read", "a stored file");
	crypto_hash_sha256_final(&hash, digest);
	return GS_OK;
}

enum gs_status
gs_fsync_dir(const char *path, struct gs_err *err)
{
	enum gs_status st = GS_OK;
	int fd;

	if ((fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		return fail_errno(err, "open the folder", path);
	if (fsync(fd) != 0)
		st = fail_errno(err, "flush the folder", path);
	(void)close(fd);
	return st;
}
