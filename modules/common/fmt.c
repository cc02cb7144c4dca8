/* SPDX-License-Identifier: MIT */
/* fmt.c: numbers, sizes, dates and durations for people. */
#include "common/base.h"

#include <inttypes.h>

#include "common/fmt.h"

#define NNBSP	"\xe2\x80\xaf"	/* U+202F, between thousands in French */
#define NBSP	"\xc2\xa0"	/* before a unit */

char *
gs_fmt_int(struct gs_arena *a, enum gs_lang l, int64_t n)
{
	const char *sep = l == GS_FR ? NNBSP : ",";
	char digits[32];
	struct gs_buf b;
	int len;

	len = snprintf(digits, sizeof(digits), "%" PRIu64,
	    n < 0 ? -(uint64_t)n : (uint64_t)n);
	gs_buf_init_arena(&b, a, SIZE_MAX);
	if (n < 0)
		gs_buf_puts(&b, "-");
	for (int i = 0; i < len; i++) {
		if (i != 0 && (len - i) % 3 == 0)
			gs_buf_puts(&b, sep);
		gs_buf_putc(&b, digits[i]);
	}
	return b.ptr;
}

char *
gs_fmt_size(struct gs_arena *a, enum gs_lang l, int64_t bytes)
{
	static const char *const units[2][6] = {
		[GS_FR] = { "o", "ko", "Mo", "Go", "To", "Po" },
		[GS_EN] = { "B", "kB", "MB", "GB", "TB", "PB" },
	};
	int64_t unit = 1, whole, tenths;
	int u = 0;

	bytes = GS_MAX(bytes, (int64_t)0);
	if (bytes < 1000)
		return gs_printf(a, "%d" NBSP "%s", (int)bytes, units[l][0]);
	do {	/* 999,950 bytes are 1 MB, not 1000 kB */
		unit *= 1000;
		u++;
		whole = bytes / unit + (bytes % unit >= unit / 2);
	} while (whole >= 1000 && u < 5);
	tenths = bytes / unit * 10 + (bytes % unit * 10 + unit / 2) / unit;
	if (tenths >= 1000 || tenths % 10 == 0)
		return gs_printf(a, "%" PRId64 NBSP "%s", whole, units[l][u]);
	return gs_printf(a, "%" PRId64 "%c%d" NBSP "%s", tenths / 10,
	    l == GS_FR ? ',' : '.', (int)(tenths % 10), units[l][u]);
}

static const char *const months[2][12] = {
	[GS_FR] = { "janvier", "février", "mars", "avril", "mai", "juin",
	    "juillet", "août", "septembre", "octobre", "novembre", "décembre" },
	[GS_EN] = { "January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December" },
};

char *
gs_fmt_date(struct gs_arena *a, enum gs_lang l, gs_str iso)
{
	int64_t year, month, day;

	if (iso.len < 10 || iso.ptr[4] != '-' || iso.ptr[7] != '-' ||
	    (iso.len > 10 && iso.ptr[10] != 'T' && iso.ptr[10] != ' ') ||
	    !gs_str_int_in((gs_str){ iso.ptr, 4 }, 0, 9999, &year) ||
	    !gs_str_int_in((gs_str){ iso.ptr + 5, 2 }, 1, 12, &month) ||
	    !gs_str_int_in((gs_str){ iso.ptr + 8, 2 }, 1, 31, &day))
		return gs_str_dup(a, iso);
	return gs_printf(a, "%d%s %s %d", (int)day,
	    l == GS_FR && day == 1 ? "er" : "", months[l][month - 1],
	    (int)year);
}

char *
gs_fmt_ago(struct gs_arena *a, enum gs_lang l, int64_t seconds)
{
	static const struct {
		int64_t		 unit;
		const char	*one[2], *many[2];
	} steps[] = {
		{ 31556952, { "an", "year" }, { "ans", "years" } },
		{ 2629746, { "mois", "month" }, { "mois", "months" } },
		{ 86400, { "jour", "day" }, { "jours", "days" } },
		{ 3600, { "heure", "hour" }, { "heures", "hours" } },
		{ 60, { "minute", "minute" }, { "minutes", "minutes" } },
	};

	for (size_t i = 0; i < GS_COUNTOF(steps); i++) {
		int64_t n = seconds / steps[i].unit;
		const char *word;

		if (n < 1)
			continue;
		word = n == 1 ? steps[i].one[l] : steps[i].many[l];
		return l == GS_FR ?
		    gs_printf(a, "il y a %" PRId64 " %s", n, word) :
		    gs_printf(a, "%" PRId64 " %s ago", n, word);
	}
	return gs_strdup(a, l == GS_FR ? "à l’instant" : "just now");
}
