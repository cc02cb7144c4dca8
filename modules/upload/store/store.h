/* SPDX-License-Identifier: MIT */
/*
 * store.h: files kept under the name of their content,
 * VAR/store/ab/cd/<sha256>.
 *
 * A file is complete and durable before it has that name, and never changes
 * afterwards. Which ones are wanted is said by the rows that refer to
 * store.file; store.hold() and store.forget() keep putting and removing the
 * same content apart.
 */
#ifndef UPLOAD_STORE_H
#define UPLOAD_STORE_H

#include "common/arena.h"
#include "common/conf.h"
#include "common/err.h"

#define STORE_HEX	64	/* characters of a digest */

struct store_file {
	unsigned char	digest[32];
	char		hex[STORE_HEX + 1];
	int64_t		size;
};

/* "ab/cd/<hex>". ${hex} is checked: anything else asserts. */
char *store_name(struct gs_arena *a, const char *hex);
/* Absolute path of a digest. */
char *store_path(struct gs_arena *a, const struct gs_conf *c,
    const char *hex);
/* A new empty file beside the store, open for writing and removed with the
 * arena; -1 and err when there is none. */
int store_temporary(struct gs_arena *a, const struct gs_conf *c, char **path,
    struct gs_err *err);
/* Digest and size of a file. */
enum gs_status store_measure(struct store_file *f, const char *path,
    struct gs_err *err) GS_MUST_CHECK;
/* Give ${path} (same file system) its name in the store, durably: file, then
 * folders. Already there: nothing to do. */
enum gs_status store_put(const struct store_file *f, struct gs_arena *a,
    const struct gs_conf *c, const char *path, struct gs_err *err)
    GS_MUST_CHECK;
/* Remove a file that nothing refers to; missing is fine. */
enum gs_status store_remove(struct gs_arena *a, const struct gs_conf *c,
    const char *hex, struct gs_err *err) GS_MUST_CHECK;
/* Each file of the store older than ${age_s}, and each forgotten temporary
 * one. ${each} gets the digest, or NULL for a temporary file, and the path. */
void store_each(struct gs_arena *a, const struct gs_conf *c, int64_t age_s,
    void (*each)(void *ctx, const char *hex, const char *path), void *ctx);

#endif
