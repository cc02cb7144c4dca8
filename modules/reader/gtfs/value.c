/* SPDX-License-Identifier: MIT */
/* value.c: parsers of GTFS values. */
#include "common/base.h"

#include <math.h>

#include "reader/date.h"
#include "reader/gtfs/value.h"

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
alnum(char c)
{
	return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
two_digits(const char *p)
{
	if (!digit(p[0]) || !digit(p[1]))
		return -1;
	return (p[0] - '0') * 10 + p[1] - '0';
}

bool
gtfs_value_time(gs_str s, int64_t *seconds)
{
	int64_t h = 0;
	int m, sec;
	size_t i;

	if (s.len < 7 || s.len > 9 || s.ptr[s.len - 3] != ':' ||
	    s.ptr[s.len - 6] != ':')
		return false;
	for (i = 0; i < s.len - 6; i++) {
		if (!digit(s.ptr[i]))
			return false;
		h = h * 10 + s.ptr[i] - '0';
	}
	m = two_digits(s.ptr + s.len - 5);
	sec = two_digits(s.ptr + s.len - 2);
	if (m < 0 || m > 59 || sec < 0 || sec > 59)
		return false;
	*seconds = h * 3600 + m * 60 + sec;
	return true;
}

bool
gtfs_value_color(gs_str s, uint32_t *rgb)
{
	static const char hex[] = "0123456789abcdefABCDEF";
	const char *p;
	uint32_t n = 0, d;
	size_t i;

	if (s.len != 6)
		return false;
	for (i = 0; i < 6; i++) {
		p = s.ptr[i] ? strchr(hex, s.ptr[i]) : NULL;
		if (p == NULL)
			return false;
		d = (uint32_t)(p - hex);
		n = n << 4 | (d > 15 ? d - 6 : d);
	}
	*rgb = n;
	return true;
}

bool
gtfs_value_url(gs_str s)
{
	size_t i, host = 0;

	if (gs_str_starts(s, "http://"))
		host = 7;
	else if (gs_str_starts(s, "https://"))
		host = 8;
	if (host == 0 || s.len > 2000 || s.len == host ||
	    !(alnum(s.ptr[host]) || s.ptr[host] == '[' ||
	    (s.ptr[host] & 0x80)))
		return false;
	for (i = host; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == '"' ||
		    s.ptr[i] == '<' || s.ptr[i] == '>')
			return false;
	return true;
}

bool
gtfs_value_email(gs_str s)
{
	const char *at = memchr(s.ptr, '@', s.len);
	size_t i, domain;

	if (at == NULL || at == s.ptr || s.len > 254)
		return false;
	domain = (size_t)(at - s.ptr) + 1;
	if (domain >= s.len || memchr(s.ptr + domain, '.', s.len - domain) ==
	    NULL || memchr(s.ptr + domain, '@', s.len - domain) != NULL)
		return false;
	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ')
			return false;
	return true;
}

/* The shape of BCP 47: subtags of 1 to 8 letters or digits, the first of 2
 * or 3 letters ("mul" too), or "x", "i". */
bool
gtfs_value_lang(gs_str s)
{
	gs_str rest = s, tag;
	size_t i, n = 0;

	while (rest.ptr != NULL) {
		tag = gs_str_split(&rest, '-');
		if (tag.len == 0 || tag.len > 8)
			return false;
		if (n++ == 0 && (tag.len < 2 || tag.len > 3))
			return false;
		for (i = 0; i < tag.len; i++)
			if (!alnum(tag.ptr[i]) ||
			    (n == 1 && digit(tag.ptr[i])))
				return false;
	}
	return n > 0;
}

static int
compare_zone(const void *key, const void *elem)
{
	const gs_str *s = key;
	const char *z = *(const char *const *)elem;
	size_t n = strlen(z);
	int c = memcmp(s->ptr, z, GS_MIN(s->len, n));

	if (c != 0)
		return c;
	return s->len < n ? -1 : s->len > n;
}

bool
gtfs_value_zone(gs_str s)
{
	return bsearch(&s, gtfs_zones, gtfs_zones_count, sizeof(*gtfs_zones),
	    compare_zone) != NULL;
}

static bool
currency(gs_str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] < 'A' || s.ptr[i] > 'Z')
			return false;
	return s.len == 3;
}

/* A leading '+' or zeros are harmless; gs_str_double takes the rest. */
static bool
number(gs_str s, double *d)
{
	if (s.len > 1 && s.ptr[0] == '+' && s.ptr[1] != '-') {
		s.ptr++;
		s.len--;
	}
	return gs_str_double(s, d) && fabs(*d) < 1e15;
}

static bool
parse(const struct gtfs_field *f, struct gtfs_value *v)
{
	uint32_t rgb = 0;

	switch (f->type) {
	case GTFS_TEXT:
	case GTFS_ID:
		return true;
	case GTFS_URL:
		return gtfs_value_url(v->text);
	case GTFS_EMAIL:
		return gtfs_value_email(v->text);
	case GTFS_ZONE:
		return gtfs_value_zone(v->text);
	case GTFS_LANG:
		return gtfs_value_lang(v->text);
	case GTFS_LAT:
	case GTFS_LON:
	case GTFS_FLOAT:
		return number(v->text, &v->d);
	case GTFS_UFLOAT:
		return number(v->text, &v->d) && v->d >= 0;
	case GTFS_UINT:
		return gs_str_int_in(v->text, 0, INT32_MAX, &v->i);
	case GTFS_INT:
		return gs_str_int_in(v->text, INT32_MIN, INT32_MAX, &v->i);
	case GTFS_COLOR:
		if (!gtfs_value_color(v->text, &rgb))
			return false;
		v->i = rgb;
		return true;
	case GTFS_DATE:
		return reader_date_basic(v->text, &v->i);
	case GTFS_TIME:
		return gtfs_value_time(v->text, &v->i);
	case GTFS_ENUM:
		return gs_str_int_in(v->text, 0, INT32_MAX, &v->i) &&
		    gtfs_spec_in_domain(f->domain, v->i);
	case GTFS_CURRENCY:
		return currency(v->text);
	}
	return false;
}

bool
gtfs_value_parse(const struct gtfs_field *f, struct gtfs_value *v)
{
	v->set = parse(f, v);
	return v->set;
}

char *
gtfs_value_time_text(struct gs_arena *a, int64_t s)
{
	return gs_printf(a, "%02d:%02d:%02d", (int)(s / 3600),
	    (int)(s / 60 % 60), (int)(s % 60));
}

gs_str
gtfs_value_expected(enum gtfs_type t, bool fr)
{
	static const char *const text[][2] = {
		[GTFS_TEXT] = { "un texte", "a text" },
		[GTFS_ID] = { "un identifiant", "an identifier" },
		[GTFS_URL] = { "une adresse web", "a web address" },
		[GTFS_EMAIL] = { "une adresse électronique",
		    "an e-mail address" },
		[GTFS_ZONE] = { "un fuseau horaire comme Europe/Paris",
		    "a time zone such as Europe/Paris" },
		[GTFS_LANG] = { "un code de langue comme fr",
		    "a language code such as fr" },
		[GTFS_LAT] = { "une latitude en degrés",
		    "a latitude in degrees" },
		[GTFS_LON] = { "une longitude en degrés",
		    "a longitude in degrees" },
		[GTFS_UINT] = { "un entier positif ou nul",
		    "a whole number, zero or more" },
		[GTFS_INT] = { "un entier", "a whole number" },
		[GTFS_FLOAT] = { "un nombre décimal", "a decimal number" },
		[GTFS_UFLOAT] = { "un nombre décimal positif ou nul",
		    "a decimal number, zero or more" },
		[GTFS_COLOR] = { "une couleur RRVVBB", "a colour RRGGBB" },
		[GTFS_DATE] = { "une date AAAAMMJJ", "a date YYYYMMDD" },
		[GTFS_TIME] = { "une heure HH:MM:SS", "a time HH:MM:SS" },
		[GTFS_ENUM] = { "un code de la spécification",
		    "a code of the specification" },
		[GTFS_CURRENCY] = { "une devise comme EUR",
		    "a currency such as EUR" },
	};

	return gs_str_of(text[t][fr ? 0 : 1]);
}
