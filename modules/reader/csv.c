/* SPDX-License-Identifier: MIT */
/*
 * csv.c: libcsv, fed line by line.
 *
 * Physical lines are assembled first. This gives each row its line number,
 * and lets a line that strict parsing refuses be tried again leniently: a
 * quote inside a bare value is common and harmless (Rue "Haute"), while a
 * value that is half quoted is not.
 */
#include "common/base.h"

#include "reader/csv.h"

static int
no_space(unsigned char c GS_UNUSED)
{
	return 0;		/* libcsv would trim; blanks are data */
}

static void
init_parser(struct reader_csv *c, struct csv_parser *p, bool strict)
{
	if (csv_init(p, strict ? CSV_STRICT | CSV_STRICT_FINI : 0) != 0)
		abort();
	csv_set_delim(p, (unsigned char)(c->delimiter ? c->delimiter : ','));
	csv_set_space_func(p, no_space);
	csv_set_blk_size(p, 4096);
}

static void
start_row(struct reader_csv *c)
{
	gs_buf_clear(&c->raw);
	c->nfields = 0;
	c->overflow = false;
	c->row_line = 0;
}

void
reader_csv_begin(struct reader_csv *c)
{
	init_parser(c, &c->parser, true);
	init_parser(c, &c->second, false);
	gs_buf_init(&c->line, CSV_ROW_MAX);
	gs_buf_init(&c->raw, CSV_ROW_MAX);
	gs_buf_init(&c->clean, 4 * CSV_ROW_MAX);
	gs_buf_init(&c->scratch, 4 * CSV_ROW_MAX);
	c->line_no = 1;
	c->begun = c->drop_line = false;
	c->status = GS_OK;
	start_row(c);
}

void
reader_csv_release(struct reader_csv *c)
{
	csv_free(&c->parser);
	csv_free(&c->second);
	gs_buf_release(&c->line);
	gs_buf_release(&c->raw);
	gs_buf_release(&c->clean);
	gs_buf_release(&c->scratch);
}

/* libcsv: a field is complete. */
static void
on_field(void *p, size_t n, void *ctx)
{
	struct reader_csv *c = ctx;

	if (c->nfields == CSV_FIELDS_MAX) {
		c->overflow = true;
		return;
	}
	c->start[c->nfields++] = c->raw.len;
	gs_buf_put(&c->raw, p, n);
}

static void
tell(struct reader_csv *c, enum reader_csv_fault fault, uint32_t line)
{
	if (c->status == GS_OK)
		c->status = c->fault(c->ctx, fault, line);
}

/* The fields as they are when all is plain ASCII, else made clean. */
static unsigned
clean_fields(struct reader_csv *c)
{
	bool plain = c->charset == NULL &&
	    reader_text_plain(gs_buf_str(&c->raw));
	unsigned flags = 0;
	size_t i;

	c->start[c->nfields] = c->raw.len;
	gs_buf_clear(&c->clean);
	for (i = 0; i < c->nfields; i++) {
		gs_str s = { c->raw.ptr + c->start[i],
		    c->start[i + 1] - c->start[i] };

		if (!plain) {
			s = c->charset ? reader_charset_decode(c->charset, s,
			    &c->scratch, &flags) :
			    reader_text_clean(s, &c->scratch, &flags);
			/* May move: fields are set once all are there. */
			c->field[i].len = s.len;
			gs_buf_put_str(&c->clean, s);
			continue;
		}
		c->field[i] = s;
	}
	for (i = 0, c->start[0] = 0; !plain && i < c->nfields; i++) {
		c->field[i].ptr = c->clean.ptr + c->start[i];
		c->start[i + 1] = c->start[i] + c->field[i].len;
	}
	return flags;
}

/* libcsv: a row is complete. */
static void
on_row(int end GS_UNUSED, void *ctx)
{
	struct reader_csv *c = ctx;
	struct reader_csv_row row = { .field = c->field };

	c->rows_done++;
	row.line = c->row_line;
	if (c->status != GS_OK)
		return;
	if (c->overflow || c->raw.failed) {
		tell(c, c->overflow ? CSV_FAULT_FIELDS : CSV_FAULT_TOO_LONG,
		    row.line);
	} else if (c->nfields > 0) {
		row.flags = clean_fields(c);
		row.n = c->nfields;
		c->status = c->row(c->ctx, &row);
	}
	start_row(c);
}

/* Counts without keeping, to see whether a line makes one row by itself. */
struct trial {
	size_t	fields, rows;
};

static void
trial_field(void *p GS_UNUSED, size_t n GS_UNUSED, void *ctx)
{
	((struct trial *)ctx)->fields++;
}

static void
trial_row(int end GS_UNUSED, void *ctx)
{
	((struct trial *)ctx)->rows++;
}

/* A quote that opens a field: after the delimiter or at the start. */
static bool
quotes_open_fields(const struct reader_csv *c, gs_str line)
{
	char d = c->delimiter ? c->delimiter : ',';
	size_t i;

	for (i = 0; i < line.len; i++)
		if (line.ptr[i] == '"' && (i == 0 || line.ptr[i - 1] == d))
			return true;
	return false;
}

/* Strict parsing refused ${line}; the parser is fresh again. */
static void
second_look(struct reader_csv *c, gs_str line, bool began_here)
{
	uint32_t row_line = c->row_line ? c->row_line : c->line_no;
	struct trial t = { 0, 0 };

	start_row(c);
	if (began_here && !quotes_open_fields(c, line)) {
		csv_parse(&c->second, line.ptr, line.len, trial_field,
		    trial_row, &t);
		csv_fini(&c->second, trial_field, trial_row, &t);
	}
	if (t.rows != 1) {
		tell(c, CSV_FAULT_QUOTES, row_line);
		return;
	}
	tell(c, CSV_FAULT_STRAY_QUOTE, row_line);
	c->row_line = row_line;
	csv_parse(&c->second, line.ptr, line.len, on_field, on_row, c);
	csv_fini(&c->second, on_field, on_row, c);
}

/* In the middle of a row that has already more than it may hold? */
static bool
row_too_long(const struct reader_csv *c)
{
	return c->raw.failed || c->parser.entry_pos > CSV_ROW_MAX;
}

static void
restart_parser(struct reader_csv *c)
{
	csv_free(&c->parser);
	init_parser(c, &c->parser, true);
}

/* One physical line, its end included (but for the last one). */
static void
parse_line(struct reader_csv *c, gs_str line)
{
	bool began_here = c->row_line == 0;
	size_t n;

	if (began_here)
		c->row_line = c->line_no;
	c->rows_done = 0;
	n = csv_parse(&c->parser, line.ptr, line.len, on_field, on_row, c);
	if (n != line.len) {
		restart_parser(c);
		second_look(c, line, began_here);
	} else if (c->rows_done > 0) {
		c->row_line = 0;
	} else if (row_too_long(c)) {
		tell(c, c->parser.quoted ? CSV_FAULT_OPEN_QUOTE :
		    CSV_FAULT_TOO_LONG, c->row_line);
		restart_parser(c);
		start_row(c);
	} else if (c->nfields == 0 && c->parser.entry_pos == 0 &&
	    !c->parser.quoted) {
		c->row_line = 0;	/* a blank line */
	}
	c->line_no++;
}

/* A whole line in p[n], or the end of one whose start was kept. */
static void
take_line(struct reader_csv *c, const char *p, size_t n)
{
	gs_str line = { p, n };

	if (c->line.len > 0 || c->line.failed) {
		gs_buf_put(&c->line, p, n);
		line = gs_buf_str(&c->line);
	}
	if (c->drop_line || c->line.failed || n > CSV_ROW_MAX) {
		tell(c, CSV_FAULT_TOO_LONG, c->line_no++);
		restart_parser(c);
		start_row(c);
	} else {
		parse_line(c, line);
	}
	gs_buf_clear(&c->line);
	c->drop_line = false;
}

/* Length of the first line of p[n] with its end; 0 when it is not whole.
 * A CR that ends the piece waits for the LF that may follow. */
static size_t
line_length(const char *p, size_t n)
{
	const char *lf = memchr(p, '\n', n), *cr;
	size_t upto = lf ? (size_t)(lf - p) : n;

	cr = memchr(p, '\r', upto);
	if (cr != NULL && cr + 1 < p + upto)
		return (size_t)(cr - p) + 1;
	return lf ? upto + 1 : 0;
}

static bool
is_bom(const char *p, size_t n)
{
	return n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0;
}

/* Feed pieces of at least 3 bytes first: archive and file reads do. */
enum gs_status
reader_csv_feed(struct reader_csv *c, const char *p, size_t n)
{
	size_t k;

	if (!c->begun && is_bom(p, n)) {
		p += 3;
		n -= 3;
	}
	c->begun = true;
	/* A CR that ended the last piece ends its line, unless LF follows. */
	if (n > 0 && c->line.len > 0 && p[0] != '\n' &&
	    c->line.ptr[c->line.len - 1] == '\r')
		take_line(c, p, 0);
	while (n > 0 && c->status == GS_OK && (k = line_length(p, n)) > 0) {
		take_line(c, p, k);
		p += k;
		n -= k;
	}
	if (n > 0 && c->status == GS_OK && !c->drop_line) {
		gs_buf_put(&c->line, p, n);
		c->drop_line = c->line.failed;
	}
	return c->status;
}

enum gs_status
reader_csv_end(struct reader_csv *c)
{
	uint32_t line = c->row_line ? c->row_line : c->line_no;

	if (c->line.len > 0 || c->drop_line)
		take_line(c, "", 0);
	if (c->row_line > 0)
		line = c->row_line;
	c->rows_done = 0;
	if (csv_fini(&c->parser, on_field, on_row, c) != 0)
		tell(c, CSV_FAULT_OPEN_QUOTE, line);
	return c->status;
}
