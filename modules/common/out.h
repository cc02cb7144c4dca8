/* SPDX-License-Identifier: MIT */
/*
 * out.h: where bytes go, with one sticky status.
 *
 * Writers (JSON, XML, templates, feature formats) write to a gs_out and do
 * not check each write: after the first failure all others do nothing, and
 * the caller looks at gs_out_status() once. Sinks: FastCGI answer, gs_buf
 * (tests, documents whose length must be known), stdio file, counter.
 */
#ifndef GS_OUT_H
#define GS_OUT_H

#include "common/base.h"
#include "common/err.h"
#include "common/str.h"

struct gs_out {
	/* Write all ${n} bytes or return a status other than GS_OK. */
	enum gs_status	(*write)(void *ctx, const void *p, size_t n);
	void		*ctx;
	uint64_t	 count;		/* bytes accepted so far */
	enum gs_status	 status;	/* sticky */
};

void gs_out_init_buf(struct gs_out *o, struct gs_buf *b);
void gs_out_init_file(struct gs_out *o, FILE *f);
void gs_out_init_count(struct gs_out *o);

void gs_put(struct gs_out *o, const void *p, size_t n);
void gs_puts(struct gs_out *o, const char *s);
void gs_put_str(struct gs_out *o, gs_str s);
void gs_putf(struct gs_out *o, const char *fmt, ...) GS_PRINTF(2, 3);
enum gs_status gs_out_status(const struct gs_out *o);

/* Escaping is in the name. Invalid UTF-8 becomes U+FFFD. */
void gs_put_html(struct gs_out *o, gs_str s);	/* text and quoted attribute */
void gs_put_url(struct gs_out *o, gs_str s);	/* one query or path component:
						   all but RFC 3986 unreserved */
void gs_put_json_str(struct gs_out *o, gs_str s); /* with its quotes; also
						   safe inside <script>: < > &
						   and U+2028/9 escaped */
void gs_put_csv(struct gs_out *o, gs_str s);	/* RFC 4180, and a leading
						   = + - @ tab CR that is no
						   number gets a ' before it */

#endif
