/* SPDX-License-Identifier: MIT */
/*
 * csv.h: delimited text, row by row, with the line each row begins on.
 *
 * libcsv in strict mode does the parsing; what it refuses is looked at again
 * and told apart (enum reader_csv_fault). A byte-order mark is skipped, blank
 * lines are skipped, blanks round values are kept. Fields come out as text
 * that PostgreSQL accepts (text.h); row->flags tells what that took.
 *
 * Line ends are LF, CR LF or CR. Limits: fields of a row, bytes of a row;
 * memory does not grow with the file.
 */
#ifndef READER_CSV_H
#define READER_CSV_H

#include <csv.h>

#include "common/err.h"
#include "common/str.h"
#include "reader/text.h"

#define CSV_FIELDS_MAX	500u
#define CSV_ROW_MAX	(256u * 1024u)

enum reader_csv_fault {
	CSV_FAULT_STRAY_QUOTE,	/* a quote inside a bare value; row kept */
	CSV_FAULT_QUOTES,	/* quotes that make no sense; row dropped */
	CSV_FAULT_OPEN_QUOTE,	/* a quote never closed; rows are lost */
	CSV_FAULT_FIELDS,	/* too many fields; row dropped */
	CSV_FAULT_TOO_LONG,	/* row or line too long; row dropped */
};

struct reader_csv_row {
	gs_str		*field;		/* borrowed for the call */
	size_t		 n;
	uint32_t	 line;		/* where it begins, from 1 */
	unsigned	 flags;		/* enum reader_text_flags */
};

struct reader_csv {
	/* Set by the caller before reader_csv_begin(). */
	char		 delimiter;	/* 0: ',' */
	struct reader_charset *charset;	/* NULL: UTF-8, else windows-1252 */
	enum gs_status	(*row)(void *ctx, const struct reader_csv_row *row);
	enum gs_status	(*fault)(void *ctx, enum reader_csv_fault fault,
			    uint32_t line);
	void		*ctx;
	/* Private. */
	struct csv_parser parser, second;
	struct gs_buf	 line, raw, clean, scratch;
	size_t		 start[CSV_FIELDS_MAX + 1];	/* in raw */
	gs_str		 field[CSV_FIELDS_MAX];
	size_t		 nfields;	/* of the row being read */
	uint32_t	 line_no;	/* of the line being read */
	uint32_t	 row_line;	/* of the row being read; 0: none */
	bool		 overflow;	/* of this row */
	bool		 begun;		/* the first bytes were seen */
	bool		 drop_line;	/* too long: skip to its end */
	unsigned	 rows_done;	/* completed by the last parse */
	enum gs_status	 status;
};

void reader_csv_begin(struct reader_csv *c);
enum gs_status reader_csv_feed(struct reader_csv *c, const char *p, size_t n)
    GS_MUST_CHECK;
enum gs_status reader_csv_end(struct reader_csv *c) GS_MUST_CHECK;
void reader_csv_release(struct reader_csv *c);

#endif
