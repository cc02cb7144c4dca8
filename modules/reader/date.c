/* SPDX-License-Identifier: MIT */
/* date.c: civil dates and day numbers. */
#include "common/base.h"

#include "reader/date.h"

static int
month_length(int64_t y, int64_t m)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };

	if (m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0))
		return 29;
	return length[m - 1];
}

bool
reader_date_days(int64_t year, int64_t month, int64_t day, int64_t *days)
{
	int64_t y, m, era_days;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > month_length(year, month))
		return false;
	/* Years that begin in March, so that February's end is the year's. */
	y = month > 2 ? year : year - 1;
	m = month > 2 ? month - 3 : month + 9;
	era_days = 365 * y + y / 4 - y / 100 + y / 400;
	*days = era_days + (153 * m + 2) / 5 + day - 1 - 719468;
	return true;
}

bool
reader_date_basic(gs_str s, int64_t *days)
{
	int64_t n;

	if (s.len != 8 || s.ptr[0] == '-' || s.ptr[0] == '+' ||
	    !gs_str_int(s, &n))
		return false;
	return reader_date_days(n / 10000, n / 100 % 100, n % 100, days);
}

bool
reader_date_iso(gs_str s, int64_t *days)
{
	char digits[8];

	if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
		return false;
	memcpy(digits, s.ptr, 4);
	memcpy(digits + 4, s.ptr + 5, 2);
	memcpy(digits + 6, s.ptr + 8, 2);
	return reader_date_basic((gs_str){ digits, 8 }, days);
}

void
reader_date_civil(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468, era, doe, yoe, doy, mp;

	era = (z >= 0 ? z : z - 146096) / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

char *
reader_date_text(struct gs_arena *a, int64_t days)
{
	int y, m, d;

	reader_date_civil(days, &y, &m, &d);
	return gs_printf(a, "%04d-%02d-%02d", y, m, d);
}

int
reader_date_weekday(int64_t days)
{
	return (int)(((days + 3) % 7 + 7) % 7);	/* 1970-01-01: Thursday */
}
