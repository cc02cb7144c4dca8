/* SPDX-License-Identifier: MIT */
/* db_values.c: parameters, values of rows, identifiers; see db.h. */
#include "common/base.h"

#include <assert.h>
#include <libpq-fe.h>

#include "common/db.h"
#include "common/log.h"

/* Parameters ------------------------------------------------------------- */

struct gs_param
gs_p_str(struct gs_arena *a, gs_str s)
{
	if (s.ptr == NULL)
		return GS_PNULL;
	return (struct gs_param){ gs_strndup(a, s.ptr, s.len), s.len, false };
}

struct gs_param
gs_p_cstr(const char *s)
{
	return (struct gs_param){ s, s ? strlen(s) : 0, false };
}

struct gs_param
gs_p_int(struct gs_arena *a, int64_t n)
{
	return gs_p_cstr(gs_printf(a, "%lld", (long long)n));
}

struct gs_param
gs_p_double(struct gs_arena *a, double d)
{
	return gs_p_cstr(gs_printf(a, "%.17g", d));
}

struct gs_param
gs_p_bool(bool b)
{
	return gs_p_cstr(b ? "t" : "f");
}

struct gs_param
gs_p_bytes(const void *p, size_t n)
{
	return (struct gs_param){ p, n, true };
}

/* Rows ------------------------------------------------------------------- */

bool
gs_row_null(const struct gs_rows *r, int row, int col)
{
	return PQgetisnull(r->result, row, col);
}

gs_str
gs_row_str(const struct gs_rows *r, int row, int col)
{
	if (PQgetisnull(r->result, row, col))
		return GS_NOSTR;
	return (gs_str){ PQgetvalue(r->result, row, col),
	    (size_t)PQgetlength(r->result, row, col) };
}

int64_t
gs_row_int(const struct gs_rows *r, int row, int col)
{
	int64_t n;

	return gs_str_int(gs_row_str(r, row, col), &n) ? n : 0;
}

double
gs_row_double(const struct gs_rows *r, int row, int col)
{
	double d;

	return gs_str_double(gs_row_str(r, row, col), &d) ? d : 0;
}

bool
gs_row_bool(const struct gs_rows *r, int row, int col)
{
	return gs_str_eqc(gs_row_str(r, row, col), "t");
}

gs_str
gs_row_bytes(struct gs_arena *a, const struct gs_rows *r, int row, int col)
{
	size_t n;
	unsigned char *p;
	gs_str s;

	if (PQgetisnull(r->result, row, col))
		return GS_NOSTR;
	p = PQunescapeBytea((unsigned char *)PQgetvalue(r->result, row, col),
	    &n);
	if (p == NULL)
		abort();
	s = (gs_str){ gs_strndup(a, "", 0), n };
	if (n > 0) {
		char *copy = gs_alloc(a, n + 1);

		memcpy(copy, p, n);
		s.ptr = copy;
	}
	PQfreemem(p);
	return s;
}

const struct gs_jval *
gs_row_json(struct gs_arena *a, const struct gs_rows *r, int row, int col)
{
	struct gs_jval *v;
	struct gs_err err = { 0 };
	gs_str s = gs_row_str(r, row, col);

	if (s.ptr == NULL)
		return NULL;
	if (gs_json_parse(&v, a, s, 64 << 20, &err) != GS_OK) {
		gs_error("json column: %s", err.text);
		return NULL;
	}
	return v;
}

/* Identifiers ------------------------------------------------------------ */

void
gs_sql_ident(struct gs_buf *b, gs_str ident)
{
	assert(ident.len > 0 && ident.len <= 63 &&
	    memchr(ident.ptr, 0, ident.len) == NULL);
	gs_buf_putc(b, '"');
	for (size_t i = 0; i < ident.len; i++) {
		if (ident.ptr[i] == '"')
			gs_buf_putc(b, '"');
		gs_buf_putc(b, ident.ptr[i]);
	}
	gs_buf_putc(b, '"');
}
