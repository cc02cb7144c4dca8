/* SPDX-License-Identifier: MIT */
/* values.c: text of a client to values of a column's type. Pure. */
#include "common/base.h"

#include "render/feature/query.h"

static bool
digits(gs_str s, size_t at, size_t n, int lo, int hi, int *out)
{
	int v = 0;

	if (at + n > s.len)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		v = v * 10 + (s.ptr[i] - '0');
	}
	*out = v;
	return v >= lo && v <= hi;
}

/* YYYY-MM-DD of a day that exists, at the start of ${s}. */
static bool
date_ok(gs_str s, int *y, int *m, int *d)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	bool leap;

	if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
	    !digits(s, 0, 4, 1, 9999, y) || !digits(s, 5, 2, 1, 12, m) ||
	    !digits(s, 8, 2, 1, 31, d))
		return false;
	leap = *y % 4 == 0 && (*y % 100 != 0 || *y % 400 == 0);
	return *d <= days[*m - 1] + (leap && *m == 2);
}

/* What follows the date: T08:30:00, a fraction, and Z or ±hh:mm. */
static bool
time_ok(gs_str s)
{
	size_t i = 9;
	int v;

	if (s.len < 10 || (s.ptr[0] != 'T' && s.ptr[0] != 't') ||
	    s.ptr[3] != ':' || s.ptr[6] != ':' || !digits(s, 1, 2, 0, 23, &v)
	    || !digits(s, 4, 2, 0, 59, &v) || !digits(s, 7, 2, 0, 59, &v))
		return false;
	if (s.ptr[i] == '.') {
		size_t first = ++i;

		while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
			i++;
		if (i == first || i - first > 9 || i == s.len)
			return false;
	}
	if (s.ptr[i] == 'Z' || s.ptr[i] == 'z')
		return i + 1 == s.len;
	return (s.ptr[i] == '+' || s.ptr[i] == '-') && s.len == i + 6 &&
	    s.ptr[i + 3] == ':' && digits(s, i + 1, 2, 0, 14, &v) &&
	    digits(s, i + 4, 2, 0, 59, &v);
}

static gs_str
from(gs_str s, size_t at)
{
	return (gs_str){ s.ptr + at, s.len - at };
}

/* -- one value --------------------------------------------------------------- */

static bool
text_value(struct gs_arena *a GS_UNUSED, gs_str in, gs_str *out)
{
	*out = in.ptr != NULL ? in : GS_STR("");
	return in.len <= 8192;
}

static bool
integer_value(struct gs_arena *a, gs_str in, gs_str *out)
{
	int64_t n;

	if (!gs_str_int(in, &n))
		return false;
	*out = gs_str_of(gs_printf(a, "%lld", (long long)n));
	return true;
}

static bool
number_value(struct gs_arena *a, gs_str in, gs_str *out)
{
	double d;

	if (!gs_str_double(in, &d))
		return false;
	*out = gs_str_of(gs_printf(a, "%.17g", d));
	return true;
}

static bool
boolean_value(struct gs_arena *a GS_UNUSED, gs_str in, gs_str *out)
{
	bool yes = gs_str_eqc(in, "true") || gs_str_eqc(in, "1");

	*out = yes ? GS_STR("true") : GS_STR("false");
	return yes || gs_str_eqc(in, "false") || gs_str_eqc(in, "0");
}

static bool
date_value(struct gs_arena *a GS_UNUSED, gs_str in, gs_str *out)
{
	int y, m, d;

	*out = in;
	return in.len == 10 && date_ok(in, &y, &m, &d);
}

static bool
datetime_value(struct gs_arena *a GS_UNUSED, gs_str in, gs_str *out)
{
	int y, m, d;

	*out = in;
	return date_ok(in, &y, &m, &d) && in.len < 64 && time_ok(from(in, 10));
}

static const struct {
	bool		(*parse)(struct gs_arena *a, gs_str in, gs_str *out);
	const char	*expected;
} kinds[RENDER_TYPE__COUNT] = {
	[RENDER_TEXT] = { text_value, "a text of at most 8192 bytes" },
	[RENDER_INTEGER] = { integer_value, "an integer" },
	[RENDER_NUMBER] = { number_value, "a number" },
	[RENDER_BOOLEAN] = { boolean_value, "true or false" },
	[RENDER_DATE] = { date_value, "a date YYYY-MM-DD" },
	[RENDER_DATETIME] = { datetime_value,
	    "a time YYYY-MM-DDThh:mm:ssZ (RFC 3339)" },
	[RENDER_JSON] = { NULL, NULL },
};

enum gs_status
feature_value(struct gs_arena *a, const struct render_column *column,
    const char *what, gs_str in, gs_str *out, struct gs_err *err)
{
	if (kinds[column->type].parse == NULL)
		return gs_fail(err, GS_EINVAL, "%s: this property holds "
		    "structured values and cannot be a filter", what);
	if (!kinds[column->type].parse(a, in, out))
		return gs_fail(err, GS_EINVAL, "%s: expected %s", what,
		    kinds[column->type].expected);
	return GS_OK;
}

/* -- intervals ----------------------------------------------------------------- */

/* The day after, as text. */
static gs_str
next_day(struct gs_arena *a, int y, int m, int d)
{
	struct tm tm = { .tm_year = y - 1900, .tm_mon = m - 1,
	    .tm_mday = d + 1, .tm_hour = 12 };
	time_t t = timegm(&tm);

	gmtime_r(&t, &tm);
	return gs_str_of(gs_printf(a, "%04d-%02d-%02d", tm.tm_year + 1900,
	    tm.tm_mon + 1, tm.tm_mday));
}

/* What one end covers: a day lasts until the next, which ${high} gives; a
 * time in a column of times is that instant, and ${high} is GS_NOSTR. */
static bool
end_bounds(struct gs_arena *a, enum render_type type, gs_str in, gs_str *low,
    gs_str *high)
{
	int y, m, d;

	if (!date_ok(in, &y, &m, &d))
		return false;
	if (in.len == 10 || type == RENDER_DATE) {
		if (in.len > 10 && !time_ok(from(in, 10)))
			return false;
		*low = (gs_str){ in.ptr, 10 };
		*high = next_day(a, y, m, d);
		if (type == RENDER_DATETIME) {
			*low = gs_str_of(gs_printf(a, "%.*sT00:00:00Z",
			    GS_FMT(*low)));
			*high = gs_str_of(gs_printf(a, "%.*sT00:00:00Z",
			    GS_FMT(*high)));
		}
		return true;
	}
	if (in.len >= 64 || !time_ok(from(in, 10)))
		return false;
	*low = in;
	*high = GS_NOSTR;
	return true;
}

static bool
is_open(gs_str s)
{
	return s.len == 0 || gs_str_eqc(s, "..");
}

enum gs_status
feature_interval(struct gs_arena *a, struct feature_filter *f, gs_str in,
    struct gs_err *err)
{
	enum render_type type = f->column ? f->column->type : RENDER_DATE;
	gs_str rest = in, first = gs_str_split(&rest, '/'), low, high;

	f->range = true;
	f->closed = false;
	f->low = f->high = GS_NOSTR;
	if (rest.ptr == NULL) {			/* an instant or a day */
		if (!end_bounds(a, type, first, &f->low, &f->high))
			goto bad;
		f->range = f->high.ptr != NULL;
		return GS_OK;
	}
	if (is_open(first) && is_open(rest) && first.len + rest.len == 0)
		goto bad;
	if (!is_open(first)) {
		if (!end_bounds(a, type, first, &f->low, &high))
			goto bad;
	}
	if (!is_open(rest)) {
		if (!end_bounds(a, type, rest, &low, &high))
			goto bad;
		f->closed = high.ptr == NULL;
		f->high = f->closed ? low : high;
	}
	return GS_OK;
bad:
	return gs_fail(err, GS_EINVAL, "datetime: expected a date or time of "
	    "RFC 3339, or an interval such as 2026-01-01/2026-06-30 or "
	    "2026-01-01T00:00:00Z/..");
}
