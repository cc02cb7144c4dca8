/* SPDX-License-Identifier: MIT */
/*
 * archive.h: zip archives, read entry by entry and never unpacked to disk.
 *
 * reader_archive_list() refuses, before any content is read, an archive that
 * is damaged or encrypted, that holds links, forbidden paths, duplicates or
 * other archives, or whose entries are too many, too large or too well
 * compressed. Sizes are checked again while reading, as headers may lie.
 * Folders and the traces of file managers (__MACOSX, .DS_Store) are left out.
 */
#ifndef READER_ARCHIVE_H
#define READER_ARCHIVE_H

#include "reader/reader.h"

#define ARCHIVE_ENTRIES_MAX	1000
#define ARCHIVE_BYTES_MAX	((int64_t)4 << 30)
#define ARCHIVE_RATIO_MAX	200
#define ARCHIVE_RATIO_FREE	((int64_t)10 << 20)	/* below: any ratio */

struct reader_entry {
	gs_str	 name;		/* whole path, valid UTF-8 */
	gs_str	 base;		/* after the last '/' */
	gs_str	 folder;	/* before it; "" at the top */
	int64_t	 size;		/* unpacked, as announced */
	size_t	 index;		/* among all entries of the archive */
};

struct reader_archive {
	struct reader		*reader;
	struct reader_entry	*entries;
	size_t			 n;
};

/* Receives the content of an entry, piece by piece. */
typedef enum gs_status (*reader_sink)(void *ctx, const char *p, size_t n);

/* A refusal is recorded in the report and returned. */
enum gs_status reader_archive_list(struct reader_archive *x,
    struct reader *r) GS_MUST_CHECK;
/* A status of ${sink} other than GS_OK ends the reading and is returned. */
enum gs_status reader_archive_read(const struct reader_archive *x,
    const struct reader_entry *e, reader_sink sink, void *ctx) GS_MUST_CHECK;

#endif
