/* SPDX-License-Identifier: MIT */
/* str.c: views and strict parsing; slugs are in slug.c, buffers in buf.c. */
#include "common/base.h"

#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <math.h>

#include "common/str.h"

gs_str
gs_str_of(const char *cstr)
{
	if (cstr == NULL)
		return GS_NOSTR;
	return (gs_str){ cstr, strlen(cstr) };
}

char *
gs_str_dup(struct gs_arena *a, gs_str s)
{
	char *p = gs_alloc(a, s.len + 1);

	if (s.len != 0)
		memcpy(p, s.ptr, s.len);
	return p;
}

bool
gs_str_eq(gs_str a, gs_str b)
{
	return a.len == b.len &&
	    (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool
gs_str_eqc(gs_str a, const char *cstr)
{
	return gs_str_eq(a, gs_str_of(cstr));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
gs_str_ieqc(gs_str a, const char *cstr)
{
	size_t n = strlen(cstr);

	if (a.len != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(a.ptr[i]) != lower(cstr[i]))
			return false;
	return true;
}

bool
gs_str_starts(gs_str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && (n == 0 || memcmp(s.ptr, prefix, n) == 0);
}

bool
gs_str_ends(gs_str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.len >= n &&
	    (n == 0 || memcmp(s.ptr + (s.len - n), suffix, n) == 0);
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

gs_str
gs_str_trim(gs_str s)
{
	while (s.len != 0 && is_blank(s.ptr[0]))
		s = (gs_str){ s.ptr + 1, s.len - 1 };
	while (s.len != 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

gs_str
gs_str_split(gs_str *rest, char sep)
{
	const char *end;
	gs_str field = *rest;

	end = rest->len != 0 ? memchr(rest->ptr, sep, rest->len) : NULL;
	if (end == NULL) {
		*rest = GS_NOSTR;
		return field;
	}
	field.len = (size_t)(end - field.ptr);
	*rest = (gs_str){ end + 1, rest->len - field.len - 1 };
	return field;
}

bool
gs_str_int(gs_str s, int64_t *out)
{
	bool minus = s.len != 0 && s.ptr[0] == '-';
	size_t i = minus ? 1 : 0;
	int64_t n = 0;

	if (i == s.len)
		return false;
	for (; i < s.len; i++) {
		int digit = s.ptr[i] - '0';

		if (digit < 0 || digit > 9 ||
		    __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, minus ? -digit : digit, &n))
			return false;
	}
	*out = n;
	return true;
}

bool
gs_str_int_in(gs_str s, int64_t lo, int64_t hi, int64_t *out)
{
	int64_t n;

	if (!gs_str_int(s, &n) || n < lo || n > hi)
		return false;
	*out = n;
	return true;
}

static size_t
digits(gs_str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && s.ptr[at + n] >= '0' && s.ptr[at + n] <= '9')
		n++;
	return n;
}

/* [+-] digits [. digits] [(e|E) [+-] digits], with a digit before 'e'. */
static bool
is_decimal(gs_str s)
{
	size_t at = 0, n, m = 0;

	if (s.len != 0 && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		at++;
	n = digits(s, at);
	at += n;
	if (at < s.len && s.ptr[at] == '.') {
		m = digits(s, at + 1);
		at += 1 + m;
	}
	if (n + m == 0)
		return false;
	if (at < s.len && lower(s.ptr[at]) == 'e') {
		at++;
		if (at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '+'))
			at++;
		if ((n = digits(s, at)) == 0)
			return false;
		at += n;
	}
	return at == s.len;
}

static locale_t
c_locale(void)
{
	static locale_t l;

	if (l == (locale_t)0 &&
	    (l = newlocale(LC_ALL_MASK, "C", (locale_t)0)) == (locale_t)0)
		abort();
	return l;
}

bool
gs_str_double(gs_str s, double *out)
{
	char text[512];
	double d;

	if (s.len >= sizeof(text) || !is_decimal(s))
		return false;
	memcpy(text, s.ptr, s.len);
	text[s.len] = '\0';
	d = strtod_l(text, NULL, c_locale());
	if (!isfinite(d))
		return false;
	*out = d;
	return true;
}

int
gs_str_doubles(gs_str s, char sep, double *out, int max)
{
	int n = 0;

	if (s.len == 0)
		return -1;
	while (s.ptr != NULL) {
		if (n == max || !gs_str_double(gs_str_split(&s, sep), &out[n]))
			return -1;
		n++;
	}
	return n;
}

void
gs_double_text(char out[GS_DOUBLE_MAX], double d)
{
	locale_t before;

	assert(isfinite(d));
	before = uselocale(c_locale());
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(out, GS_DOUBLE_MAX, "%.*g", precision, d);
		if (strtod_l(out, NULL, c_locale()) == d)
			break;
	}
	uselocale(before);
}

static void
advance(gs_str *s, size_t n)
{
	s->ptr += n;
	s->len -= n;
}

uint32_t
gs_utf8_next(gs_str *s)
{
	const unsigned char *p = (const unsigned char *)s->ptr;
	unsigned lo = 0x80, hi = 0xbf;	/* of the second byte */
	size_t more, i;
	uint32_t c = p[0];

	if (c < 0x80) {
		advance(s, 1);
		return c;
	}
	more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
	if (c < 0xc2 || c > 0xf4) {
		advance(s, 1);
		return 0xfffd;
	}
	if (c == 0xe0)
		lo = 0xa0;
	else if (c == 0xed)
		hi = 0x9f;
	else if (c == 0xf0)
		lo = 0x90;
	else if (c == 0xf4)
		hi = 0x8f;
	c &= 0x3fu >> more;
	for (i = 1; i <= more; i++) {
		if (i == s->len || p[i] < lo || p[i] > hi) {
			advance(s, i);
			return 0xfffd;
		}
		c = c << 6 | (p[i] & 0x3f);
		lo = 0x80;
		hi = 0xbf;
	}
	advance(s, i);
	return c;
}

bool
gs_utf8_ok(gs_str s)
{
	while (s.len != 0) {
		gs_str before = s;
		uint32_t c = gs_utf8_next(&s);

		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			return false;
		if (c == 0xfffd && !gs_str_starts(before, "\xef\xbf\xbd"))
			return false;
	}
	return true;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
gs_percent_decode(struct gs_arena *a, gs_str in, bool plus, gs_str *out)
{
	char *p = gs_alloc(a, in.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.ptr[i];

		if (c == '%') {
			int hi, lo;

			if (in.len - i < 3 ||
			    (hi = hex_digit(in.ptr[i + 1])) < 0 ||
			    (lo = hex_digit(in.ptr[i + 2])) < 0)
				return false;
			c = (char)(hi * 16 + lo);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		p[n++] = c;
	}
	*out = (gs_str){ p, n };
	return gs_utf8_ok(*out);
}

void
gs_hex(char *hex, const unsigned char *bin, size_t n)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digit[bin[i] >> 4];
		hex[2 * i + 1] = digit[bin[i] & 15];
	}
	hex[2 * n] = '\0';
}

bool
gs_str_eq_secret(gs_str a, gs_str b)
{
	unsigned char diff = 0;

	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		diff |= (unsigned char)(a.ptr[i] ^ b.ptr[i]);
	return diff == 0;
}
