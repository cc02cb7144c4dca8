/* SPDX-License-Identifier: MIT */
/*
 * str.h: views of text, strict parsing, and a bounded growing buffer.
 *
 * gs_str is a borrowed view (pointer, length); it need not end with NUL.
 * Input is never copied to be looked at. Parsers here accept the whole view
 * or nothing: no leading blanks, no trailing junk, no locale, no NaN or
 * infinity, no hexadecimal, and out-of-range is an error.
 */
#ifndef GS_STR_H
#define GS_STR_H

#include <stdarg.h>

#include "common/arena.h"
#include "common/base.h"

typedef struct gs_str {
	const char	*ptr;
	size_t		 len;
} gs_str;

#define GS_STR(lit)	((gs_str){ (lit), sizeof(lit) - 1 })
#define GS_NOSTR	((gs_str){ NULL, 0 })
/* For printf: "%.*s", GS_FMT(s). */
#define GS_FMT(s)	(int)(s).len, (s).ptr ? (s).ptr : ""

gs_str gs_str_of(const char *cstr);		/* NULL gives GS_NOSTR */
char *gs_str_dup(struct gs_arena *a, gs_str s);	/* NUL-ended copy */
bool gs_str_eq(gs_str a, gs_str b);
bool gs_str_eqc(gs_str a, const char *cstr);
bool gs_str_ieqc(gs_str a, const char *cstr);	/* ASCII case ignored */
bool gs_str_starts(gs_str s, const char *prefix);
bool gs_str_ends(gs_str s, const char *suffix);
gs_str gs_str_trim(gs_str s);			/* ASCII blanks, both ends */
/* Cut ${*rest} at the first ${sep}: returns what is before, leaves what is
 * after in ${*rest}; ${*rest}.ptr becomes NULL after the last field. */
gs_str gs_str_split(gs_str *rest, char sep);

bool gs_str_int(gs_str s, int64_t *out) GS_MUST_CHECK;
/* Also inside [lo, hi]. */
bool gs_str_int_in(gs_str s, int64_t lo, int64_t hi, int64_t *out)
    GS_MUST_CHECK;
/* Decimal or scientific notation with '.', finite. */
bool gs_str_double(gs_str s, double *out) GS_MUST_CHECK;
/* ${sep}-separated numbers into out[max]; returns their count, or -1. */
int gs_str_doubles(gs_str s, char sep, double *out, int max) GS_MUST_CHECK;
/* Shortest decimal text that reads back as ${d}, which must be finite. */
#define GS_DOUBLE_MAX	32
void gs_double_text(char out[GS_DOUBLE_MAX], double d);
/* Take one code point from the front of a non-empty ${*s}; 0xFFFD for each
 * maximal ill-formed sequence, as browsers do (U+FFFD itself too). */
uint32_t gs_utf8_next(gs_str *s);
/* Well-formed UTF-8 (RFC 3629), without NUL or C0 controls but \t\n\r. */
bool gs_utf8_ok(gs_str s) GS_MUST_CHECK;
/* Every byte of a non-empty view is in a-z 0-9 '-', first a letter, at most
 * 63 bytes, no double or trailing '-': the form of slugs. */
bool gs_slug_ok(gs_str s) GS_MUST_CHECK;
/* Slug of a title: accents folded (Latin-1, Latin Extended-A, œ, æ), the
 * rest to '-'; prefixed with "d-" when it would not start with a letter;
 * "jeu-de-donnees" when nothing is left. At most 60 bytes. */
char *gs_slug_of(struct gs_arena *a, gs_str title);
/* Percent-decoding; '+' is a blank when ${plus}. false on a bad escape,
 * NUL, or result that is not UTF-8. */
bool gs_percent_decode(struct gs_arena *a, gs_str in, bool plus, gs_str *out)
    GS_MUST_CHECK;
/* Lowercase hexadecimal of ${n} bytes; ${hex} has 2n+1 bytes. */
void gs_hex(char *hex, const unsigned char *bin, size_t n);
/* Comparison in constant time for equal lengths. */
bool gs_str_eq_secret(gs_str a, gs_str b);

/*
 * gs_buf: NUL-ended text that grows up to ${max} bytes. Once ${failed} is
 * set (maximum passed) every further call does nothing: check it once, at
 * the end. gs_buf_release() frees; a released or zeroed buffer may be
 * initialised again.
 */
struct gs_buf {
	char	*ptr;		/* never NULL after init */
	size_t	 len, cap, max;
	bool	 failed;
	void	**owner;	/* where the arena looks for what to free */
};

void gs_buf_init(struct gs_buf *b, size_t max);
/* As init; its bytes are freed with the arena, also when ${*b} is a variable
 * of a function that has returned. */
void gs_buf_init_arena(struct gs_buf *b, struct gs_arena *a, size_t max);
void gs_buf_release(struct gs_buf *b);
void gs_buf_clear(struct gs_buf *b);	/* empty, and not failed */
void gs_buf_put(struct gs_buf *b, const void *p, size_t n);
void gs_buf_puts(struct gs_buf *b, const char *s);
void gs_buf_putc(struct gs_buf *b, char c);
void gs_buf_put_str(struct gs_buf *b, gs_str s);
void gs_buf_printf(struct gs_buf *b, const char *fmt, ...) GS_PRINTF(2, 3);
void gs_buf_vprintf(struct gs_buf *b, const char *fmt, va_list ap)
    GS_PRINTF(2, 0);
gs_str gs_buf_str(const struct gs_buf *b);

#endif
