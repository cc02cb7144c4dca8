/* SPDX-License-Identifier: MIT */
/* out.c: sinks, and the escapes that are in a function's name. */
#include "common/base.h"

#include "common/out.h"

static enum gs_status
write_buf(void *ctx, const void *p, size_t n)
{
	struct gs_buf *b = ctx;

	gs_buf_put(b, p, n);
	return b->failed ? GS_ETOOLARGE : GS_OK;
}

static enum gs_status
write_file(void *ctx, const void *p, size_t n)
{
	return fwrite(p, 1, n, ctx) == n ? GS_OK : GS_EINTERNAL;
}

static enum gs_status
write_nothing(void *ctx GS_UNUSED, const void *p GS_UNUSED, size_t n GS_UNUSED)
{
	return GS_OK;
}

void
gs_out_init_buf(struct gs_out *o, struct gs_buf *b)
{
	*o = (struct gs_out){ .write = write_buf, .ctx = b };
}

void
gs_out_init_file(struct gs_out *o, FILE *f)
{
	*o = (struct gs_out){ .write = write_file, .ctx = f };
}

void
gs_out_init_count(struct gs_out *o)
{
	*o = (struct gs_out){ .write = write_nothing };
}

void
gs_put(struct gs_out *o, const void *p, size_t n)
{
	if (o->status != GS_OK || n == 0)
		return;
	o->status = o->write(o->ctx, p, n);
	if (o->status == GS_OK)
		o->count += n;
}

void
gs_puts(struct gs_out *o, const char *s)
{
	gs_put(o, s, strlen(s));
}

void
gs_put_str(struct gs_out *o, gs_str s)
{
	gs_put(o, s.ptr, s.len);
}

void
gs_putf(struct gs_out *o, const char *fmt, ...)
{
	char small[256], *text = small;
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	if ((n = vsnprintf(small, sizeof(small), fmt, ap)) < 0)
		abort();
	if ((size_t)n >= sizeof(small)) {
		if ((text = malloc((size_t)n + 1)) == NULL)
			abort();
		vsnprintf(text, (size_t)n + 1, fmt, again);
	}
	gs_put(o, text, (size_t)n);
	if (text != small)
		free(text);
	va_end(again);
	va_end(ap);
}

enum gs_status
gs_out_status(const struct gs_out *o)
{
	return o->status;
}

/* What takes the place of a code point; NULL: its own bytes. */
typedef const char *(*replacement)(uint32_t c, char scratch[8]);

static void
put_replaced(struct gs_out *o, gs_str s, replacement fn)
{
	gs_str kept = { s.ptr, 0 };
	char scratch[8];

	while (s.len != 0) {
		const char *start = s.ptr, *text;
		uint32_t c = gs_utf8_next(&s);

		text = c == 0xfffd ? "\xef\xbf\xbd" : fn(c, scratch);
		if (text == NULL) {
			kept.len = (size_t)(s.ptr - kept.ptr);
			continue;
		}
		kept.len = (size_t)(start - kept.ptr);
		gs_put_str(o, kept);
		gs_puts(o, text);
		kept = (gs_str){ s.ptr, 0 };
	}
	gs_put_str(o, kept);
}

static const char *
html(uint32_t c, char scratch[8] GS_UNUSED)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	case '\t': case '\n': case '\r': return NULL;
	case 0x7f: return "\xef\xbf\xbd";
	default: return c < 0x20 ? "\xef\xbf\xbd" : NULL;
	}
}

void
gs_put_html(struct gs_out *o, gs_str s)
{
	put_replaced(o, s, html);
}

static const char *
json(uint32_t c, char scratch[8])
{
	switch (c) {
	case '"': return "\\\"";
	case '\\': return "\\\\";
	case '\b': return "\\b";
	case '\f': return "\\f";
	case '\n': return "\\n";
	case '\r': return "\\r";
	case '\t': return "\\t";
	case '<': case '>': case '&': case 0x7f: case 0x2028: case 0x2029:
		break;
	default:
		if (c >= 0x20)
			return NULL;
	}
	snprintf(scratch, 8, "\\u%04x", (unsigned)c & 0xffff);
	return scratch;
}

void
gs_put_json_str(struct gs_out *o, gs_str s)
{
	gs_put(o, "\"", 1);
	put_replaced(o, s, json);
	gs_put(o, "\"", 1);
}

static bool
unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

void
gs_put_url(struct gs_out *o, gs_str s)
{
	while (s.len != 0) {
		gs_str bytes = { s.ptr, 1 };

		if (gs_utf8_next(&s) == 0xfffd)
			bytes = GS_STR("\xef\xbf\xbd");
		else
			bytes.len = (size_t)(s.ptr - bytes.ptr);
		for (size_t i = 0; i < bytes.len; i++)
			if (unreserved(bytes.ptr[i]))
				gs_put(o, &bytes.ptr[i], 1);
			else
				gs_putf(o, "%%%02X",
				    (unsigned char)bytes.ptr[i]);
	}
}

/* A spreadsheet would run such a cell as a formula. */
static bool
looks_like_formula(gs_str s)
{
	double d;

	return s.len != 0 && memchr("=+-@\t\r", s.ptr[0], 6) != NULL &&
	    !gs_str_double(s, &d);
}

static const char *
csv(uint32_t c, char scratch[8] GS_UNUSED)
{
	return c == '"' ? "\"\"" : NULL;
}

static bool
needs_quotes(gs_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (memchr(",\"\r\n", s.ptr[i], 4) != NULL)
			return true;
	return false;
}

void
gs_put_csv(struct gs_out *o, gs_str s)
{
	bool quoted = needs_quotes(s);

	if (quoted)
		gs_put(o, "\"", 1);
	if (looks_like_formula(s))
		gs_put(o, "'", 1);
	put_replaced(o, s, csv);
	if (quoted)
		gs_put(o, "\"", 1);
}
