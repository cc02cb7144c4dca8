/* SPDX-License-Identifier: MIT */
/* header.c: the first row of a GTFS file. */
#include "common/base.h"

#include "reader/gtfs/header.h"

static void
find_column(struct gtfs_table *t, uint32_t line, gs_str name,
    enum gtfs_rule rule)
{
	struct reader_place at = {
		.field = gs_str_dup(t->feed->r->arena, name),
	};

	gtfs_feed_find_at(t->feed, t->id, line, rule, at);
}

/* One name of the header: which field of the specification is it? */
static void
read_name(struct gtfs_table *t, uint32_t line, size_t i, gs_str raw)
{
	gs_str name = gs_str_trim(raw);
	int f = gtfs_spec_field(t->row.file, name);

	t->column[i] = -1;
	if (name.len == 0) {
		find_column(t, line, name, GR_COLUMN_EMPTY);
	} else if (f < 0) {
		find_column(t, line, name, GR_COLUMN_UNKNOWN);
	} else if (t->present[f]) {
		find_column(t, line, name, GR_COLUMN_DUPLICATE);
	} else {
		t->present[f] = true;
		t->column[i] = (int16_t)f;
	}
}

/* Columns that must be there; without them the rows are not looked at. */
static void
check_required(struct gtfs_table *t, uint32_t line)
{
	const struct gtfs_file *file = t->row.file;
	size_t i;

	t->usable = true;
	for (i = 0; i < file->nfields; i++) {
		const struct gtfs_field *f = &file->fields[i];

		if (t->present[i] || (f->need != GTFS_REQUIRED &&
		    f->need != GTFS_COLUMN))
			continue;
		t->usable = false;
		find_column(t, line, gs_str_of(f->name), file->core ?
		    GR_COLUMN_MISSING : GR_OPTIONAL_COLUMN_MISSING);
	}
}

static void
read_key(struct gtfs_table *t)
{
	gs_str rest = gs_str_of(t->row.file->key), name;
	int f;

	while (rest.ptr != NULL && t->nkey < (int)GS_COUNTOF(t->key)) {
		name = gs_str_split(&rest, ',');
		f = gtfs_spec_field(t->row.file, name);
		if (f >= 0)
			t->key[t->nkey++] = f;
	}
}

static void
declare_sets(struct gtfs_table *t)
{
	const struct gtfs_file *file = t->row.file;
	size_t i;

	for (i = 0; i < file->nfields; i++)
		if (file->fields[i].role == ROLE_KEY ||
		    file->fields[i].role == ROLE_DEFINE)
			t->feed->set_known[file->fields[i].set] = true;
}

void
gtfs_header_read(struct gtfs_table *t, const struct reader_csv_row *row)
{
	size_t i;

	t->ncolumns = row->n;
	for (i = 0; i < row->n; i++)
		read_name(t, row->line, i, row->field[i]);
	check_required(t, row->line);
	read_key(t);
	if (t->usable)
		declare_sets(t);
}
