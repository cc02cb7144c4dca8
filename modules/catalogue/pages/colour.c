/* SPDX-License-Identifier: MIT */
/* colour.c: colours of a feed, made readable; see colour.h. */
#include "common/base.h"

#include <math.h>

#include "catalogue/pages/colour.h"

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
pages_colour_parse(gs_str text, struct pages_colour *c)
{
	int v[6];

	if (text.len != 7 || text.ptr[0] != '#')
		return false;
	for (int i = 0; i < 6; i++)
		if ((v[i] = digit(text.ptr[i + 1])) < 0)
			return false;
	*c = (struct pages_colour){ (unsigned char)(v[0] * 16 + v[1]),
	    (unsigned char)(v[2] * 16 + v[3]),
	    (unsigned char)(v[4] * 16 + v[5]) };
	return true;
}

static double
linear(unsigned char channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(struct pages_colour c)
{
	return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) +
	    0.0722 * linear(c.b);
}

double
pages_colour_contrast(struct pages_colour a, struct pages_colour b)
{
	double la = luminance(a), lb = luminance(b);

	return (GS_MAX(la, lb) + 0.05) / (GS_MIN(la, lb) + 0.05);
}

void
pages_colour_ink(gs_str fill, gs_str wanted, char *text)
{
	static const struct pages_colour white = { 255, 255, 255 };
	static const struct pages_colour black = { 0, 0, 0 };
	struct pages_colour f = { 11, 93, 94 }, w;

	if (!pages_colour_parse(fill, &f))
		f = (struct pages_colour){ 11, 93, 94 };
	if (!pages_colour_parse(wanted, &w) ||
	    pages_colour_contrast(f, w) < PAGES_COLOUR_READABLE)
		w = pages_colour_contrast(f, white) >=
		    pages_colour_contrast(f, black) ? white : black;
	snprintf(text, 8, "#%02x%02x%02x", w.r, w.g, w.b);
}
