/* SPDX-License-Identifier: MIT */
/* archive.c: libarchive's zip reader behind our limits. */
#include "common/base.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "reader/archive.h"
#include "reader/rules.h"
#include "reader/text.h"

#define PIECE	(256u * 1024u)

/* Extensions of what may hold files itself. */
static const char *const nested[] = { ".zip", ".kmz", ".gz", ".tgz", ".bz2",
    ".xz", ".zst", ".7z", ".rar", ".tar", ".lz", ".lzma", ".cab", ".iso" };

static enum gs_status
damaged(struct reader *r, const char *file)
{
	const char *where = file == NULL ? "" :
	    gs_printf(r->arena, " (« %s »)", file);

	return reader_refuse(r, RULE_ARCHIVE_DAMAGED,
	    (struct reader_place){ .file = file, .other = gs_str_of(where) });
}

static void
close_archive(void *p)
{
	archive_read_free(p);
}

/* Only through the central directory: a cut archive has none. */
static struct archive *
open_archive(struct reader *r, struct gs_arena *a)
{
	struct archive *ar = archive_read_new();

	if (ar == NULL)
		abort();
	gs_arena_defer(a, close_archive, ar);
	archive_read_support_format_zip_seekable(ar);
	if (archive_read_open_filename(ar, r->opt->path, PIECE) != ARCHIVE_OK)
		return NULL;
	return ar;
}

static bool
ends_with_fold(gs_str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.len >= n &&
	    gs_str_ieqc((gs_str){ s.ptr + s.len - n, n }, suffix);
}

static bool
is_nested(gs_str name)
{
	size_t i;

	for (i = 0; i < GS_COUNTOF(nested); i++)
		if (ends_with_fold(name, nested[i]))
			return true;
	return false;
}

static bool
path_ok(gs_str name)
{
	gs_str rest = name, part;

	if (name.len == 0 || name.len > 1024 || name.ptr[0] == '/' ||
	    memchr(name.ptr, '\\', name.len) != NULL)
		return false;
	if (name.len > 1 && name.ptr[1] == ':')
		return false;
	while (rest.ptr != NULL) {
		part = gs_str_split(&rest, '/');
		if (gs_str_eqc(part, ".."))
			return false;
	}
	return true;
}

/* Traces of file managers. */
static bool
is_litter(const struct reader_entry *e)
{
	return gs_str_starts(e->name, "__MACOSX/") ||
	    gs_str_starts(e->base, "._") ||
	    gs_str_ieqc(e->base, ".DS_Store") ||
	    gs_str_ieqc(e->base, "Thumbs.db") ||
	    gs_str_ieqc(e->base, "desktop.ini");
}

/* The name as valid UTF-8: some tools write it in an old charset. */
static gs_str
entry_name(struct gs_arena *a, struct archive_entry *ae)
{
	const char *raw = archive_entry_pathname(ae);
	unsigned flags = 0;
	struct gs_buf b;
	gs_str s;

	if (raw == NULL)
		return GS_NOSTR;
	gs_buf_init_arena(&b, a, 16384);
	s = reader_text_clean(gs_str_of(raw), &b, &flags);
	return gs_str_of(gs_str_dup(a, s));
}

static void
split_name(struct reader_entry *e)
{
	const char *slash = memrchr(e->name.ptr, '/', e->name.len);

	e->base = e->name;
	e->folder = GS_STR("");
	if (slash == NULL)
		return;
	e->folder.ptr = e->name.ptr;
	e->folder.len = (size_t)(slash - e->name.ptr);
	e->base.ptr = slash + 1;
	e->base.len = e->name.len - e->folder.len - 1;
}

/* What the header of one entry tells is enough to refuse it. */
static enum gs_status
check_entry(struct reader_archive *x, struct archive_entry *ae, gs_str name)
{
	struct reader *r = x->reader;
	struct reader_place at = { .file = name.ptr };
	size_t i;

	if (name.ptr == NULL || !path_ok(name))
		return reader_refuse(r, RULE_ARCHIVE_PATH, at);
	if (archive_entry_symlink(ae) != NULL ||
	    archive_entry_hardlink(ae) != NULL ||
	    (archive_entry_filetype(ae) != AE_IFREG &&
	    archive_entry_filetype(ae) != AE_IFDIR))
		return reader_refuse(r, RULE_ARCHIVE_LINK, at);
	if (archive_entry_is_encrypted(ae))
		return reader_refuse(r, RULE_ARCHIVE_ENCRYPTED, at);
	for (i = 0; i < x->n; i++)
		if (gs_str_eq(x->entries[i].name, name))
			return reader_refuse(r, RULE_ARCHIVE_DUPLICATE, at);
	return GS_OK;
}

static enum gs_status
add_entry(struct reader_archive *x, struct archive_entry *ae, size_t index)
{
	struct reader *r = x->reader;
	struct reader_entry e = { .index = index };
	enum gs_status st;

	e.name = entry_name(r->arena, ae);
	if ((st = check_entry(x, ae, e.name)) != GS_OK)
		return st;
	split_name(&e);
	if (archive_entry_filetype(ae) == AE_IFDIR || is_litter(&e))
		return GS_OK;
	if (is_nested(e.name))
		return reader_refuse(r, RULE_ARCHIVE_NESTED,
		    (struct reader_place){ .file = e.name.ptr });
	e.size = archive_entry_size_is_set(ae) ? archive_entry_size(ae) : 0;
	x->entries[x->n++] = e;
	return GS_OK;
}

static enum gs_status
check_sizes(const struct reader_archive *x)
{
	struct reader *r = x->reader;
	struct stat sb;
	int64_t total = 0;
	size_t i;

	for (i = 0; i < x->n; i++) {
		if (x->entries[i].size < 0 ||
		    x->entries[i].size > ARCHIVE_BYTES_MAX - total)
			return reader_refuse(r, RULE_ARCHIVE_SIZE,
			    (struct reader_place){ .other = GS_STR("4 Gio"),
			    .other_en = GS_STR("4 GiB") });
		total += x->entries[i].size;
	}
	if (stat(r->opt->path, &sb) != 0)
		return damaged(r, NULL);
	if (total > ARCHIVE_RATIO_FREE &&
	    total / ARCHIVE_RATIO_MAX > sb.st_size)
		return reader_refuse(r, RULE_ARCHIVE_RATIO,
		    (struct reader_place){ .other = GS_STR("200") });
	return GS_OK;
}

static enum gs_status
list_entries(struct reader_archive *x, struct archive *ar)
{
	struct reader *r = x->reader;
	struct archive_entry *ae;
	enum gs_status st;
	size_t seen = 0;
	int rc;

	while ((rc = archive_read_next_header(ar, &ae)) == ARCHIVE_OK ||
	    rc == ARCHIVE_WARN) {
		if (seen == ARCHIVE_ENTRIES_MAX)
			return reader_refuse(r, RULE_ARCHIVE_ENTRIES,
			    (struct reader_place){
			    .other = GS_STR("1 000"),
			    .other_en = GS_STR("1,000") });
		if ((st = add_entry(x, ae, seen++)) != GS_OK)
			return st;
	}
	if (rc != ARCHIVE_EOF)
		return damaged(r, NULL);
	if (x->n == 0)
		return reader_refuse(r, RULE_ARCHIVE_EMPTY,
		    (struct reader_place){ 0 });
	return check_sizes(x);
}

enum gs_status
reader_archive_list(struct reader_archive *x, struct reader *r)
{
	struct gs_arena *a = gs_arena_new();
	struct archive *ar;
	enum gs_status st;

	*x = (struct reader_archive){ .reader = r };
	x->entries = GS_NEWN(r->arena, ARCHIVE_ENTRIES_MAX,
	    struct reader_entry);
	ar = open_archive(r, a);
	st = ar == NULL ? damaged(r, NULL) : list_entries(x, ar);
	gs_arena_free(a);
	return st;
}

static enum gs_status
pump(struct reader *r, struct archive *ar, const struct reader_entry *e,
    reader_sink sink, void *ctx)
{
	char *piece = gs_alloc(r->arena, PIECE);
	enum gs_status st;
	int64_t total = 0;
	la_ssize_t n;

	while ((n = archive_read_data(ar, piece, PIECE)) > 0) {
		total += n;
		if (total > e->size)
			return damaged(r, e->name.ptr);
		if ((st = sink(ctx, piece, (size_t)n)) != GS_OK)
			return st;
	}
	return n < 0 || total != e->size ? damaged(r, e->name.ptr) : GS_OK;
}

enum gs_status
reader_archive_read(const struct reader_archive *x,
    const struct reader_entry *e, reader_sink sink, void *ctx)
{
	struct gs_arena *a = gs_arena_new();
	struct archive_entry *ae;
	enum gs_status st;
	struct archive *ar;
	size_t i;
	int rc = ARCHIVE_OK;

	ar = open_archive(x->reader, a);
	for (i = 0; ar != NULL && i <= e->index && rc >= ARCHIVE_WARN; i++)
		rc = archive_read_next_header(ar, &ae);
	if (ar == NULL || rc < ARCHIVE_WARN)
		st = damaged(x->reader, e->name.ptr);
	else
		st = pump(x->reader, ar, e, sink, ctx);
	gs_arena_free(a);
	return st;
}
