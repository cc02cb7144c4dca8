/* SPDX-License-Identifier: MIT */
/* find.c: which entries of the archive are the files of the feed. */
#include "common/base.h"

#include "reader/gtfs/load.h"

/* Their presence makes a GTFS of an archive, even if others are missing. */
static bool
is_telling(gs_str base)
{
	return gs_str_ieqc(base, "stops.txt") ||
	    gs_str_ieqc(base, "routes.txt") ||
	    gs_str_ieqc(base, "trips.txt") ||
	    gs_str_ieqc(base, "stop_times.txt") ||
	    gs_str_ieqc(base, "agency.txt");
}

static size_t
depth(gs_str folder)
{
	size_t i, n = folder.len > 0;

	for (i = 0; i < folder.len; i++)
		n += folder.ptr[i] == '/';
	return n;
}

/* The shallowest folder that holds a telling file. */
static const struct reader_entry *
find_folder(const struct reader_archive *x)
{
	const struct reader_entry *best = NULL;
	size_t i;

	for (i = 0; i < x->n; i++)
		if (is_telling(x->entries[i].base) && (best == NULL ||
		    depth(x->entries[i].folder) < depth(best->folder)))
			best = &x->entries[i];
	return best;
}

bool
gtfs_load_detect(const struct reader_archive *x)
{
	const struct reader_entry *e = find_folder(x);

	return e != NULL && depth(e->folder) <= 1;
}

static void
find_file(struct gtfs_feed *f, const char *name, enum gtfs_rule rule,
    gs_str value, gs_str other)
{
	reader_report_add(&f->r->report, &gtfs_rules[rule],
	    (struct reader_place){ .file = name, .value = value,
	    .other = other });
}

/* Same name but for the case? */
static enum gtfs_file_id
fold_file(gs_str base)
{
	int i;

	for (i = 0; i < GTFS_FILE__COUNT; i++)
		if (gs_str_ieqc(base, gtfs_files[i].name))
			break;
	return (enum gtfs_file_id)i;
}

static void
take_entry(struct gtfs_feed *f, const struct reader_entry *e)
{
	enum gtfs_file_id id = gtfs_spec_file(e->base);

	if (id == GTFS_FILE__COUNT) {
		id = fold_file(e->base);
		if (id != GTFS_FILE__COUNT && f->entry[id] == NULL)
			find_file(f, gtfs_files[id].name, GR_FILE_NAME_CASE,
			    e->base, GS_NOSTR);
		else
			id = GTFS_FILE__COUNT;
	}
	if (id == GTFS_FILE__COUNT)
		find_file(f, e->name.ptr, GR_FILE_UNKNOWN, GS_NOSTR,
		    GS_NOSTR);
	else
		f->entry[id] = e;
}

static void
check_missing(struct gtfs_feed *f)
{
	int i;

	for (i = 0; i < GTFS_FILE__COUNT; i++)
		if (gtfs_files[i].need == GTFS_REQUIRED && f->entry[i] == NULL)
			find_file(f, gtfs_files[i].name, GR_FILE_MISSING,
			    GS_NOSTR, GS_NOSTR);
	if (f->entry[GTFS_CALENDAR] == NULL &&
	    f->entry[GTFS_CALENDAR_DATES] == NULL)
		find_file(f, gtfs_files[GTFS_CALENDAR].name,
		    GR_CALENDAR_MISSING, GS_NOSTR, GS_NOSTR);
	if (f->entry[GTFS_FEED_INFO] == NULL)
		find_file(f, gtfs_files[GTFS_FEED_INFO].name,
		    GR_FEED_INFO_MISSING, GS_NOSTR, GS_NOSTR);
}

bool
gtfs_load_find(struct gtfs_feed *f)
{
	const struct reader_archive *x = f->archive;
	const struct reader_entry *root = find_folder(x), *e;
	bool several = false;
	size_t i;

	if (root == NULL || depth(root->folder) > 1)
		return false;
	for (i = 0; i < x->n; i++) {
		e = &x->entries[i];
		if (gs_str_eq(e->folder, root->folder)) {
			take_entry(f, e);
		} else if (is_telling(e->base) && !several) {
			several = true;
			find_file(f, e->name.ptr, GR_FEEDS_SEVERAL,
			    root->folder.len ? root->folder : GS_STR("/"),
			    e->folder.len ? e->folder : GS_STR("/"));
		} else if (!is_telling(e->base)) {
			find_file(f, e->name.ptr, GR_FILE_UNKNOWN, GS_NOSTR,
			    GS_NOSTR);
		}
	}
	if (root->folder.len > 0)
		find_file(f, NULL, GR_SUB_FOLDER, root->folder, GS_NOSTR);
	check_missing(f);
	return true;
}
