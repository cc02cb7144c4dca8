/* SPDX-License-Identifier: MIT */
/*
 * reader_case.h: run the reader in this process on a file made here, and
 * read what it wrote: frames, layers, rows.
 *
 *	case_zip(c, "stops.txt", "stop_id,…\n…", …, NULL);
 *	case_run(c, "feed.zip");
 *	l = case_layer(c, "stops");
 *	assert_view(case_text(l, 0, "stop_name"), "Gare");
 */
#ifndef TEST_READER_CASE_H
#define TEST_READER_CASE_H

#include "unit.h"

#include <archive.h>
#include <archive_entry.h>
#include <endian.h>
#include <sys/mman.h>

#include "common/json.h"
#include "reader/reader.h"

#define CASE_LAYERS	8
#define CASE_ROWS	64

struct case_layer {
	const struct gs_jval	*head, *end;	/* frames L and E */
	struct gs_buf		 copy;
	gs_str			*cell;		/* row * columns + column */
	int			 rows, columns;
	bool			 geometry;
};

struct reader_case {
	struct gs_arena		*a;
	struct reader_options	 opt;
	struct reader		 r;
	struct case_layer	 layers[CASE_LAYERS];
	int			 nlayers;
	const struct gs_jval	*questions, *report;	/* frames Q and R */
	int			 fd;
};

GS_UNUSED static struct reader_case *
case_new(struct gs_arena *a)
{
	struct reader_case *c = GS_NEW(a, struct reader_case);

	c->a = a;
	c->fd = memfd_create("case", 0);
	c->opt.path = gs_printf(a, "/proc/self/fd/%d", c->fd);
	c->opt.today = 20619;		/* 2026-06-15 */
	return c;
}

GS_UNUSED static void
case_file(struct reader_case *c, const void *p, size_t n)
{
	assert_int_equal(ftruncate(c->fd, 0), 0);
	assert_int_equal(pwrite(c->fd, p, n, 0), n);
}

/* Names and contents, ended by NULL, as a zip. */
GS_UNUSED static void
case_zip(struct reader_case *c, ...)
{
	struct archive *ar = archive_write_new();
	struct archive_entry *e;
	const char *name, *text;
	va_list ap;

	assert_int_equal(ftruncate(c->fd, 0), 0);
	assert_int_equal(lseek(c->fd, 0, SEEK_SET), 0);
	archive_write_set_format_zip(ar);
	assert_int_equal(archive_write_open_fd(ar, c->fd), ARCHIVE_OK);
	va_start(ap, c);
	while ((name = va_arg(ap, const char *)) != NULL) {
		text = va_arg(ap, const char *);
		e = archive_entry_new();
		archive_entry_set_pathname(e, name);
		archive_entry_set_filetype(e, AE_IFREG);
		archive_entry_set_perm(e, 0644);
		archive_entry_set_size(e, (int64_t)strlen(text));
		assert_int_equal(archive_write_header(ar, e), ARCHIVE_OK);
		archive_write_data(ar, text, strlen(text));
		archive_entry_free(e);
	}
	va_end(ap);
	archive_write_close(ar);
	archive_write_free(ar);
}

static void
case_rows(struct reader_case *c, struct case_layer *l)
{
	const char *p = l->copy.ptr + 19;
	uint16_t n;
	uint32_t len;
	int i;

	assert_memory_equal(l->copy.ptr, "PGCOPY\n\377\r\n\0", 11);
	l->columns = (int)gs_jget(l->head, "columns")->n + 1;
	l->geometry = !gs_str_eqc(gs_jget_str(l->head, "geometry_type"),
	    "NONE");
	l->columns += l->geometry;
	l->cell = GS_NEWN(c->a, CASE_ROWS * (size_t)l->columns, gs_str);
	for (;;) {
		memcpy(&n, p, 2);
		p += 2;
		if (n == UINT16_MAX)
			break;
		assert_int_equal(be16toh(n), l->columns);
		assert_true(l->rows < CASE_ROWS);
		for (i = 0; i < l->columns; i++) {
			memcpy(&len, p, 4);
			len = be32toh(len);
			p += 4;
			if (len == UINT32_MAX)
				continue;
			l->cell[l->rows * l->columns + i] =
			    (gs_str){ p, len };
			p += len;
		}
		l->rows++;
	}
	assert_ptr_equal(p, l->copy.ptr + l->copy.len);
}

static enum gs_status
case_frame(void *ctx, enum gs_frame_kind kind, gs_str payload,
    struct gs_err *err)
{
	struct reader_case *c = ctx;
	struct case_layer *l = &c->layers[GS_MAX(c->nlayers - 1, 0)];
	gs_str text = { gs_str_dup(c->a, payload), payload.len };
	struct gs_jval *v = NULL;

	if (kind == GS_FRAME_DATA) {
		gs_buf_put_str(&l->copy, payload);
		return GS_OK;
	}
	assert_int_equal(gs_json_parse(&v, c->a, text, 2u << 20, err), GS_OK);
	switch (kind) {
	case GS_FRAME_LAYER:
		assert_true(c->nlayers < CASE_LAYERS);
		l = &c->layers[c->nlayers++];
		l->head = v;
		gs_buf_init_arena(&l->copy, c->a, SIZE_MAX);
		break;
	case GS_FRAME_LAYER_END:
		l->end = v;
		case_rows(c, l);
		break;
	case GS_FRAME_QUESTIONS:
		c->questions = v;
		break;
	case GS_FRAME_REPORT:
		c->report = v;
		break;
	default:
		break;
	}
	return GS_OK;
}

GS_UNUSED static void
case_run(struct reader_case *c, const char *name)
{
	int out = memfd_create("frames", 0);
	struct gs_frame_decoder d;
	struct gs_err err = { 0 };
	size_t n;
	char *p;

	c->opt.name = name;
	c->nlayers = 0;
	c->questions = c->report = NULL;
	memset(c->layers, 0, sizeof(c->layers));
	c->r = (struct reader){ .arena = c->a, .opt = &c->opt };
	gs_frame_writer_init(&c->r.frames, out);
	assert_int_equal(reader_run(&c->r), GS_OK);
	gs_frame_writer_release(&c->r.frames);
	n = (size_t)lseek(out, 0, SEEK_END);
	p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, out, 0);
	gs_frame_decoder_init(&d, case_frame, c, 0);
	if (gs_frame_feed(&d, p, n, &err) != GS_OK ||
	    gs_frame_end(&d, &err) != GS_OK)
		fail_msg("%s", err.text);
	gs_frame_decoder_release(&d);
	munmap(p, n);
	close(out);
}

GS_UNUSED static gs_str
case_outcome(const struct reader_case *c)
{
	return gs_jget_str(c->report, "outcome");
}

/* How often the report has ${code}. */
GS_UNUSED static int64_t
case_count(const struct reader_case *c, const char *code)
{
	const struct gs_jval *v = gs_jget(gs_jget(c->report, "report"),
	    "by_code");
	int64_t n = 0;

	for (v = v->first; v != NULL; v = v->next)
		if (gs_str_eqc(gs_jget_str(v, "code"), code))
			assert_true(gs_jget_int(v, "count", &n));
	return n;
}

GS_UNUSED static const struct case_layer *
case_layer(const struct reader_case *c, const char *name)
{
	int i;

	for (i = 0; i < c->nlayers; i++)
		if (gs_str_eqc(gs_jget_str(c->layers[i].head, "name"), name))
			return &c->layers[i];
	fail_msg("no layer %s", name);
	return NULL;
}

GS_UNUSED static gs_str
case_text(const struct case_layer *l, int row, const char *column)
{
	const struct gs_jval *v = gs_jget(l->head, "columns")->first;
	int i = 1 + l->geometry;

	assert_true(row < l->rows);
	for (; v != NULL; v = v->next, i++)
		if (gs_str_eqc(gs_jget_str(v, "name"), column))
			return l->cell[row * l->columns + i];
	fail_msg("no column %s", column);
	return GS_NOSTR;
}

GS_UNUSED static int64_t
case_int(const struct case_layer *l, int row, const char *column)
{
	gs_str s = case_text(l, row, column);
	uint64_t n;

	assert_int_equal(s.len, 8);
	memcpy(&n, s.ptr, 8);
	return (int64_t)be64toh(n);
}

GS_UNUSED static double
case_number(const struct case_layer *l, int row, const char *column)
{
	uint64_t n = (uint64_t)case_int(l, row, column);
	double d;

	memcpy(&d, &n, 8);
	return d;
}

/* The WKB of a row; GS_NOSTR for NULL. */
GS_UNUSED static gs_str
case_geom(const struct case_layer *l, int row)
{
	assert_true(l->geometry && row < l->rows);
	return l->cell[row * l->columns + 1];
}

#endif
