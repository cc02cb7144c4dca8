/* SPDX-License-Identifier: MIT */
/* row.c: table-driven checks of a row. */
#include "common/base.h"

#include "reader/gtfs/header.h"
#include "reader/gtfs/row.h"

#define KEYS_MAX	4000000u	/* rows checked for uniqueness */

void
gtfs_table_begin(struct gtfs_table *t, struct gtfs_feed *f,
    enum gtfs_file_id id)
{
	*t = (struct gtfs_table){ .feed = f, .id = id };
	t->row.file = &gtfs_files[id];
	gs_buf_init(&t->key_text, CSV_ROW_MAX);
}

void
gtfs_table_end(struct gtfs_table *t)
{
	reader_intern_release(&t->keys);
	TABLE_FREE(&t->key_line);
	gs_buf_release(&t->key_text);
}

/* Decimal text of ${n}; the report copies what it keeps. */
static gs_str
number_text(char buf[24], size_t n)
{
	snprintf(buf, 24, "%zu", n);
	return gs_str_of(buf);
}

static void
find_rows(struct gtfs_table *t, uint32_t line, enum gtfs_rule rule,
    size_t n, size_t expected)
{
	char a[24], b[24];
	struct reader_place at = { .value = number_text(a, n),
	    .other = number_text(b, expected) };

	gtfs_feed_find_at(t->feed, t->id, line, rule, at);
}

/* Which rule does a value break that is not what its field says? */
static enum gtfs_rule
rule_of_type(const struct gtfs_file *file, const struct gtfs_field *f,
    const struct gtfs_value *v)
{
	bool blocks = file->core && f->need != GTFS_OPTIONAL;
	int64_t n;

	switch (f->type) {
	case GTFS_COLOR:
		return GR_COLOR_FORMAT;
	case GTFS_URL:
		return GR_URL_FORMAT;
	case GTFS_EMAIL:
		return GR_EMAIL_FORMAT;
	case GTFS_LANG:
		return GR_LANG_FORMAT;
	case GTFS_ENUM:
		if (!gs_str_int(v->text, &n))
			break;
		return file == &gtfs_files[GTFS_ROUTES] &&
		    f == &file->fields[ROUTE_TYPE] ? GR_ROUTE_TYPE_UNKNOWN :
		    GR_ENUM_UNKNOWN;
	case GTFS_DATE:
		return blocks ? GR_DATE_FORMAT : GR_OPTIONAL_VALUE_INVALID;
	case GTFS_TIME:
		return blocks ? GR_TIME_FORMAT : GR_OPTIONAL_VALUE_INVALID;
	case GTFS_ZONE:
		return blocks ? GR_TIMEZONE_UNKNOWN :
		    GR_OPTIONAL_VALUE_INVALID;
	default:
		break;
	}
	return blocks ? GR_NUMBER_FORMAT : GR_OPTIONAL_VALUE_INVALID;
}

static void
find_type(struct gtfs_table *t, int i)
{
	const struct gtfs_file *file = t->row.file;
	const struct gtfs_field *f = &file->fields[i];
	enum gtfs_rule rule = rule_of_type(file, f, &t->row.v[i]);
	struct reader_place at = { .field = f->name,
	    .value = t->row.v[i].text };

	if (rule == GR_ENUM_UNKNOWN) {
		at.other = gs_str_of(f->domain);
	} else {
		at.other = gtfs_value_expected(f->type, true);
		at.other_en = gtfs_value_expected(f->type, false);
	}
	gtfs_feed_find_at(t->feed, t->id, t->row.line, rule, at);
}

/* A required value that is not there. */
static void
find_missing(struct gtfs_table *t, int i)
{
	gtfs_feed_find(t->feed, &t->row, i, t->row.file->core ?
	    GR_VALUE_MISSING : GR_OPTIONAL_VALUE_MISSING);
}

static void
check_value(struct gtfs_table *t, int i, gs_str raw)
{
	const struct gtfs_field *f = &t->row.file->fields[i];
	struct gtfs_value *v = &t->row.v[i];

	*v = (struct gtfs_value){ .text = raw };
	if (raw.len > 0 && ((unsigned char)raw.ptr[0] <= ' ' ||
	    (unsigned char)raw.ptr[raw.len - 1] <= ' ')) {
		gtfs_feed_find(t->feed, &t->row, i, GR_VALUE_PADDED);
		v->text = gs_str_trim(raw);
	}
	if (v->text.len == 0) {
		if (f->need == GTFS_REQUIRED)
			find_missing(t, i);
		return;
	}
	if (memchr(v->text.ptr, '\n', v->text.len) != NULL ||
	    memchr(v->text.ptr, '\r', v->text.len) != NULL)
		gtfs_feed_find(t->feed, &t->row, i, GR_VALUE_NEWLINE);
	/* Coordinates are the loaders' affair: a stop and a point of a
	 * shape do not weigh the same. */
	if (!gtfs_value_parse(f, v) && f->type != GTFS_LAT &&
	    f->type != GTFS_LON)
		find_type(t, i);
}

static enum gtfs_rule
rule_of_reference(const struct gtfs_file *file, enum gtfs_set set)
{
	static const enum gtfs_rule rules[SET__COUNT] = {
		[SET_STOP] = GR_STOP_UNKNOWN, [SET_TRIP] = GR_TRIP_UNKNOWN,
		[SET_ROUTE] = GR_ROUTE_UNKNOWN,
		[SET_SERVICE] = GR_SERVICE_UNKNOWN,
		[SET_AGENCY] = GR_AGENCY_UNKNOWN,
	};

	return file->core && rules[set] != 0 ? rules[set] :
	    GR_REFERENCE_UNKNOWN;
}

/* When the file that defines them is missing, that is said once. */
static bool
worth_telling(const struct gtfs_feed *f, enum gtfs_set set)
{
	return f->set_known[set] || (set != SET_STOP && set != SET_TRIP &&
	    set != SET_ROUTE && set != SET_SERVICE && set != SET_AGENCY);
}

static void
check_reference(struct gtfs_table *t, int i)
{
	const struct gtfs_field *f = &t->row.file->fields[i];
	struct gtfs_feed *feed = t->feed;

	t->row.id[i] = reader_intern_find(&feed->sets[f->set],
	    t->row.v[i].text);
	if (t->row.id[i] == INTERN_NONE && worth_telling(feed, f->set))
		gtfs_feed_find(feed, &t->row, i,
		    rule_of_reference(t->row.file, f->set));
}

/* Defines an identifier; false when the row repeats one. */
static bool
define(struct gtfs_table *t, int i)
{
	const struct gtfs_field *f = &t->row.file->fields[i];
	struct gtfs_feed *feed = t->feed;
	char line[24];
	bool fresh;

	t->row.id[i] = reader_intern_add(&feed->sets[f->set],
	    t->row.v[i].text, &fresh);
	if (fresh)
		*TABLE_ADD(&feed->set_line[f->set]) = t->row.line;
	if (fresh || f->role == ROLE_DEFINE)
		return true;
	gtfs_feed_find_value(feed, &t->row, i, t->row.file->core ?
	    GR_ID_DUPLICATE : GR_OPTIONAL_ID_DUPLICATE,
	    number_text(line, feed->set_line[f->set].v[t->row.id[i]]));
	return false;
}

/* Identifiers of the row; false when it goes no further. */
static bool
check_ids(struct gtfs_table *t)
{
	const struct gtfs_file *file = t->row.file;
	bool ok = true;
	size_t i;

	for (i = 0; i < file->nfields; i++) {
		const struct gtfs_field *f = &file->fields[i];

		t->row.id[i] = INTERN_NONE;
		if (f->role == ROLE_NONE || f->role == ROLE_LATER ||
		    f->set == SET_NONE)
			continue;
		if (t->row.v[i].text.len == 0)
			ok = ok && !(f->role == ROLE_KEY &&
			    f->need == GTFS_REQUIRED);
		else if (f->role == ROLE_REF)
			check_reference(t, (int)i);
		else
			ok = define(t, (int)i) && ok;
	}
	return ok;
}

/* Columns that are unique together. */
static void
check_key(struct gtfs_table *t)
{
	struct reader_place at = { .field = t->row.file->key };
	char line[24];
	uint32_t n;
	bool fresh;
	int i;

	if (t->nkey == 0 || t->key_line.n >= KEYS_MAX)
		return;
	gs_buf_clear(&t->key_text);
	for (i = 0; i < t->nkey; i++) {
		gs_buf_put_str(&t->key_text, t->row.v[t->key[i]].text);
		gs_buf_putc(&t->key_text, '\x1f');
	}
	n = reader_intern_add(&t->keys, gs_buf_str(&t->key_text), &fresh);
	if (fresh) {
		*TABLE_ADD(&t->key_line) = t->row.line;
		return;
	}
	at.other = number_text(line, t->key_line.v[n]);
	gtfs_feed_find_at(t->feed, t->id, t->row.line, GR_KEY_DUPLICATE, at);
}

static void
check_text(struct gtfs_table *t, uint32_t line, unsigned flags)
{
	struct reader_place at = { 0 };

	if (flags & TEXT_RECODED && !t->recoded) {
		t->recoded = true;
		gtfs_feed_find_at(t->feed, t->id, line, GR_ENCODING_WINDOWS,
		    at);
	}
	if (flags & TEXT_CONTROL)
		gtfs_feed_find_at(t->feed, t->id, line, GR_TEXT_CONTROL, at);
	if (flags & TEXT_LOST)
		gtfs_feed_find_at(t->feed, t->id, line, GR_TEXT_LOST, at);
}

/* Values beyond the header's columns: nothing but commas is harmless. */
static bool
check_length(struct gtfs_table *t, const struct reader_csv_row *row)
{
	size_t i;

	if (row->n < t->ncolumns)
		find_rows(t, row->line, GR_ROW_SHORT, row->n, t->ncolumns);
	for (i = t->ncolumns; i < row->n; i++)
		if (row->field[i].len > 0) {
			find_rows(t, row->line, GR_ROW_LONG, row->n,
			    t->ncolumns);
			return false;
		}
	return true;
}

enum gs_status
gtfs_table_row(void *ctx, const struct reader_csv_row *row)
{
	struct gtfs_table *t = ctx;
	size_t i;

	check_text(t, row->line, row->flags);
	if (t->ncolumns == 0) {
		gtfs_header_read(t, row);
		return GS_OK;
	}
	t->feed->rows[t->id]++;
	if (!t->usable || !check_length(t, row))
		return GS_OK;
	t->row.line = row->line;
	for (i = 0; i < t->ncolumns; i++)
		if (t->column[i] >= 0)
			check_value(t, t->column[i], i < row->n ?
			    row->field[i] : GS_STR(""));
	if (!check_ids(t))
		return GS_OK;
	check_key(t);
	if (t->load != NULL)
		t->load(t->feed, &t->row);
	return GS_OK;
}

enum gs_status
gtfs_table_fault(void *ctx, enum reader_csv_fault fault, uint32_t line)
{
	static const enum gtfs_rule rules[] = {
		[CSV_FAULT_STRAY_QUOTE] = GR_QUOTE_STRAY,
		[CSV_FAULT_QUOTES] = GR_QUOTES,
		[CSV_FAULT_OPEN_QUOTE] = GR_QUOTE_OPEN,
		[CSV_FAULT_FIELDS] = GR_ROW_TOO_LONG,
		[CSV_FAULT_TOO_LONG] = GR_ROW_TOO_LONG,
	};
	struct gtfs_table *t = ctx;
	struct reader_place at = { 0 };

	gtfs_feed_find_at(t->feed, t->id, line, rules[fault], at);
	return GS_OK;
}
