/* SPDX-License-Identifier: MIT */
/*
 * colour.h: colours of a feed, made readable. WCAG 2.2 relative luminance
 * and contrast; nothing but "#RRGGBB" is taken for a colour, so that a
 * feed's text never reaches an attribute of a drawing.
 */
#ifndef CATALOGUE_PAGES_COLOUR_H
#define CATALOGUE_PAGES_COLOUR_H

#include "common/str.h"

#define PAGES_COLOUR_READABLE	4.5	/* WCAG 1.4.3 */

struct pages_colour {
	unsigned char	r, g, b;
};

/* "#RRGGBB", any case. */
bool pages_colour_parse(gs_str text, struct pages_colour *c) GS_MUST_CHECK;
/* From 1 to 21. */
double pages_colour_contrast(struct pages_colour a, struct pages_colour b);
/* Colour of text on ${fill}: ${wanted} when that can be read, else black or
 * white, whichever reads better. "#rrggbb" in ${text}[8]. */
void pages_colour_ink(gs_str fill, gs_str wanted, char *text);

#endif
