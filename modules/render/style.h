/* SPDX-License-Identifier: MIT */
/*
 * style.h: the look of a layer, from JSON to the text of a mapfile. Pure.
 *
 * catalogue.layer.style is an object; what it leaves out has a default:
 *
 *	kind		"line", "point" or "polygon"; else by geometry type
 *	color		"#rrggbb": lines, points
 *	color_column	text column whose "#rrggbb" colours each line or point;
 *			a row without one takes color
 *	width		of lines and of the outline of polygons, pixels, 0.1-20
 *	size		of points, pixels, 2-40
 *	outline		"#rrggbb" around points
 *	fill, stroke	"#rrggbb", of polygons
 *	label		column written beside each feature
 *	label_max_scale	denominator above which labels are not drawn
 *
 * Everything that ends in the mapfile is a number printed by us, a colour
 * checked digit by digit, an identifier of a column or table that the
 * catalogue holds, or a constant. An identifier with a byte that would mean
 * something to MapServer's parsers (quotes, brackets, backslash, controls…)
 * is refused, not escaped.
 */
#ifndef RENDER_STYLE_H
#define RENDER_STYLE_H

#include "common/err.h"
#include "common/json.h"
#include "common/str.h"
#include "render/layer.h"

#define STYLE_LIGHT	204000	/* of 255,000: nearly white */

/* In drawing order, when a layer has geometries of several kinds. */
enum style_kind { STYLE_POLYGON, STYLE_LINE, STYLE_POINT, STYLE_KIND__COUNT };

struct style {
	unsigned	 color, outline, fill, stroke;	/* 0xRRGGBB */
	double		 width, size;
	const struct render_column *color_column, *label; /* or NULL */
	double		 label_max_scale;
};

/* The default look of ${kind}. */
void style_default(struct style *s, enum style_kind kind);
/*
 * The look of ${kind} in ${layer} (its columns and style are loaded).
 * GS_EUNPROCESSABLE names the member that cannot be: ${s} then holds the
 * default. An unknown member is one, too.
 */
enum gs_status style_parse(struct style *s, enum style_kind kind,
    const struct render_layer *layer, struct gs_err *err) GS_MUST_CHECK;
/* Kinds that ${layer} needs, one bit each (1 << kind): all three for a
 * geometry type that allows all, none without geometry. */
unsigned style_kinds(const struct render_layer *layer);

/*
 * LAYER … END for ${kind} of ${layer}, into ${b}. ${conninfo} is that of
 * gs_db_conninfo(). GS_EUNPROCESSABLE when the table, a column or the
 * connection has a byte that is refused.
 */
enum gs_status style_layer(struct gs_buf *b, const struct render_layer *layer,
    enum style_kind kind, const struct style *s, const char *conninfo,
    struct gs_err *err) GS_MUST_CHECK;

/* LAYER … END with the symbol alone, without data: for legends. Bound
 * colours are those of ${s}. */
void style_legend(struct gs_buf *b, enum style_kind kind,
    const struct style *s);

/* What surrounds a line or point of colour ${rgb}: white, dark when the colour
 * is nearly white itself. The DATA of bound colours computes the same. */
unsigned style_casing(unsigned rgb);
/* "#rrggbb" to 0xRRGGBB. */
bool style_color(gs_str text, unsigned *rgb) GS_MUST_CHECK;
/* A name that MapServer reads as one plain piece of text. */
bool style_name_ok(gs_str name) GS_MUST_CHECK;
/* The same of a layer's full name, which is made of two. */
bool style_full_name_ok(gs_str name) GS_MUST_CHECK;

#endif
