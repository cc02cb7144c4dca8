/* SPDX-License-Identifier: MIT */
/*
 * text.h: bytes of a file into text that PostgreSQL and JSON accept: valid
 * UTF-8 without control characters.
 */
#ifndef READER_TEXT_H
#define READER_TEXT_H

#include "common/arena.h"
#include "common/str.h"

enum reader_text_flags {
	TEXT_RECODED	= 1,	/* was not UTF-8, read as windows-1252 */
	TEXT_CONTROL	= 2,	/* control characters became blanks */
	TEXT_LOST	= 4,	/* holds U+FFFD: characters lost earlier on */
};

/* Only bytes 0x20 to 0x7e? */
bool reader_text_plain(gs_str s);
/* ${in} as it is when it is fine already, else rewritten into ${b}, which is
 * cleared first. Flags are added to ${*flags}. */
gs_str reader_text_clean(gs_str in, struct gs_buf *b, unsigned *flags);
/* windows-1252 bytes appended as UTF-8; its five holes become U+FFFD. */
void reader_text_cp1252(struct gs_buf *b, gs_str in);

/*
 * Conversion from a charset by name (iconv). NULL when it is not known.
 * Bytes that the charset lacks become U+FFFD (TEXT_LOST).
 */
struct reader_charset;
struct reader_charset *reader_charset_new(struct gs_arena *a,
    const char *name);
gs_str reader_charset_decode(struct reader_charset *c, gs_str in,
    struct gs_buf *b, unsigned *flags);

#endif
