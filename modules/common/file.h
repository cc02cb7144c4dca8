/* SPDX-License-Identifier: MIT */
/*
 * file.h: files under the state folder, and the only place that joins paths.
 *
 * Names given here are relative, built by us from checked parts: an absolute
 * path, "..", an empty component or a control byte is GS_EINVAL. Opening
 * never follows a symbolic link outside ${root} (openat2, RESOLVE_BENEATH).
 */
#ifndef GS_FILE_H
#define GS_FILE_H

#include "common/arena.h"
#include "common/err.h"
#include "common/str.h"

/* The checks above, without an error. */
bool gs_path_ok(const char *rel) GS_MUST_CHECK;
/* Open "root/rel" with open(2)'s ${flags} (O_CREAT gives mode 0640): GS_EINVAL
 * when a link leads out of ${root}, GS_ENOTFOUND when absent. */
enum gs_status gs_open_beneath(int *fd, const char *root, const char *rel,
    int flags, struct gs_err *err) GS_MUST_CHECK;
/* "root/rel" after the checks above. NULL and err otherwise. */
char *gs_path_join(struct gs_arena *a, const char *root, const char *rel,
    struct gs_err *err);
/* Parents of ${path} too; 0750. */
enum gs_status gs_mkdirs(const char *path, struct gs_err *err) GS_MUST_CHECK;
/* Write ${path} whole: temporary file in the same folder, fsync when
 * ${durable}, rename. ${mtime} 0 leaves the clock's. */
enum gs_status gs_file_write(const char *path, const void *p, size_t n,
    bool durable, time_t mtime, struct gs_err *err) GS_MUST_CHECK;
/* At most ${max} bytes; NUL-ended copy in the arena. */
enum gs_status gs_file_read(const char *path, size_t max, struct gs_arena *a,
    gs_str *out, struct gs_err *err) GS_MUST_CHECK;
/* sha256 of an open file from its start, and its size. */
enum gs_status gs_file_sha256(int fd, unsigned char digest[32], int64_t *size,
    struct gs_err *err) GS_MUST_CHECK;
/* fsync of a folder, so that a new name in it survives a power cut. */
enum gs_status gs_fsync_dir(const char *path, struct gs_err *err)
    GS_MUST_CHECK;
/* Remove a tree under ${root}; missing is fine; never follows links. */
enum gs_status gs_remove_tree(const char *root, const char *rel,
    struct gs_err *err) GS_MUST_CHECK;

#endif
