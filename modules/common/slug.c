/* SPDX-License-Identifier: MIT */
/* slug.c: the names that datasets get in addresses (str.h). */
#include "common/base.h"

#include "common/str.h"

#define SLUG_MAX	60	/* made here; leaves room for a suffix */
#define SLUG_LIMIT	63	/* accepted */

/* Base letters of U+00C0 to U+017F; '?' is no letter, upper case marks a
 * pair of the table below. */
static const char fold[] =
    "aaaaaaAceeeeiiiidnooooo?ouuuuyTS"	/* 00C0 */
    "aaaaaaAceeeeiiiidnooooo?ouuuuyTy"	/* 00E0 */
    "aaaaaaccccccccddddeeeeeeeeeegggg"	/* 0100 */
    "gggghhhhiiiiiiiiiiIIjjkkklllllll"	/* 0120 */
    "lllnnnnnnnnnooooooOOrrrrrrssssss"	/* 0140 */
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";	/* 0160 */
_Static_assert(sizeof(fold) == 0x17f - 0xc0 + 1 + 1, "one letter each");

static const struct {
	char		 mark;
	const char	*text;
} pairs[] = {
	{ 'A', "ae" }, { 'O', "oe" }, { 'S', "ss" }, { 'T', "th" },
	{ 'I', "ij" },
};

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

bool
gs_slug_ok(gs_str s)
{
	if (s.len == 0 || s.len > SLUG_LIMIT || !is_lower(s.ptr[0]) ||
	    s.ptr[s.len - 1] == '-')
		return false;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.ptr[i];

		if (!is_lower(c) && !(c >= '0' && c <= '9') &&
		    !(c == '-' && s.ptr[i - 1] != '-'))
			return false;
	}
	return true;
}

/* ASCII text of a code point: "" for a combining mark, "-" for no letter. */
static const char *
folded(uint32_t c, char one[2])
{
	one[0] = '-';
	one[1] = '\0';
	if (c >= 'A' && c <= 'Z')
		one[0] = (char)(c - 'A' + 'a');
	else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		one[0] = (char)c;
	else if (c >= 0x300 && c <= 0x36f)
		one[0] = '\0';
	else if (c >= 0xc0 && c <= 0x17f && fold[c - 0xc0] != '?')
		one[0] = fold[c - 0xc0];
	for (size_t i = 0; i < GS_COUNTOF(pairs); i++)
		if (one[0] == pairs[i].mark)
			return pairs[i].text;
	return one;
}

char *
gs_slug_of(struct gs_arena *a, gs_str title)
{
	struct gs_buf b;
	char one[2];

	gs_buf_init_arena(&b, a, SLUG_MAX);
	while (title.len != 0 && !b.failed) {
		const char *text = folded(gs_utf8_next(&title), one);

		if (text[0] == '-' && (b.len == 0 || b.ptr[b.len - 1] == '-'))
			continue;
		if (b.len == 0 && text[0] >= '0' && text[0] <= '9')
			gs_buf_puts(&b, "d-");
		gs_buf_puts(&b, text);
	}
	while (b.len != 0 && b.ptr[b.len - 1] == '-')
		b.len--;
	if (b.len == 0)
		return gs_strdup(a, "jeu-de-donnees");
	return gs_strndup(a, b.ptr, b.len);
}
