/* SPDX-License-Identifier: MIT */
/*
 * style_map.c: a style as the LAYER block of a mapfile.
 *
 * Colours that depend on the row are computed in DATA, checked there by a
 * regular expression, and bound: a cell that is no colour takes the layer's.
 * Sizes shrink with the scale, one CLASS per band, so that a network seen
 * whole stays readable.
 */
#include "common/base.h"

#include "common/db.h"
#include "render/style.h"

/* Bands of scale denominators, largest scale first. */
static const struct band {
	double	from, to;	/* 0: open */
	double	factor;		/* of sizes and widths */
} bands[] = {
	{ 0, 25000, 1 },
	{ 25000, 100000, 0.8 },
	{ 100000, 400000, 0.6 },
	{ 400000, 0, 0.45 },
};

static const char *const type_names[STYLE_KIND__COUNT] = {
	[STYLE_POLYGON] = "POLYGON",
	[STYLE_LINE] = "LINE",
	[STYLE_POINT] = "POINT",
};

/* ST_Dimension of each kind, for layers that mix them. */
static const int dimensions[STYLE_KIND__COUNT] = {
	[STYLE_POLYGON] = 2,
	[STYLE_LINE] = 1,
	[STYLE_POINT] = 0,
};

#define IS_COLOR	"~ '^#[0-9A-Fa-f]{6}$'"

/* "identifier" for SQL inside a mapfile's double quotes. */
static void
put_ident(struct gs_buf *b, const char *name)
{
	gs_buf_printf(b, "\\\"%s\\\"", name);
}

/* 0 to 255 of two digits of the colour in column ${c}, from ${at}. */
static void
put_channel(struct gs_buf *b, const char *c, int at)
{
	gs_buf_puts(b, "('x' || substr(");
	put_ident(b, c);
	gs_buf_printf(b, ", %d, 2))::bit(8)::int", at);
}

/* gs_color, and gs_casing: white, dark around colours that are nearly so. */
static void
put_color_columns(struct gs_buf *b, const char *c, unsigned otherwise)
{
	gs_buf_puts(b, ", CASE WHEN ");
	put_ident(b, c);
	gs_buf_puts(b, " " IS_COLOR " THEN ");
	put_ident(b, c);
	gs_buf_printf(b, " ELSE '#%06x' END AS gs_color", otherwise);
	gs_buf_puts(b, ", CASE WHEN ");
	put_ident(b, c);
	gs_buf_puts(b, " " IS_COLOR " THEN CASE WHEN ");
	put_channel(b, c, 2);
	gs_buf_puts(b, " * 299 + ");
	put_channel(b, c, 4);
	gs_buf_puts(b, " * 587 + ");
	put_channel(b, c, 6);
	gs_buf_printf(b, " * 114 > %d THEN '#4d5f63' ELSE '#ffffff' END "
	    "ELSE '#ffffff' END AS gs_casing", STYLE_LIGHT);
}

static void
put_data(struct gs_buf *b, const struct render_layer *layer,
    enum style_kind kind, const struct style *s)
{
	gs_buf_puts(b, "\tDATA \"geom from (SELECT id, geom");
	if (s->color_column && kind != STYLE_POLYGON)
		put_color_columns(b, s->color_column->name, s->color);
	if (s->label) {
		gs_buf_puts(b, ", ");
		put_ident(b, s->label->name);
		gs_buf_puts(b, "::text AS gs_label");
	}
	gs_buf_puts(b, " FROM data.");
	put_ident(b, layer->table);
	if (layer->geometry == RENDER_ANY)
		gs_buf_printf(b, " WHERE ST_Dimension(geom) = %d",
		    dimensions[kind]);
	gs_buf_printf(b, ") AS t using unique id using srid=%d\"\n",
	    layer->srid);
}

static void
put_color(struct gs_buf *b, const char *key, unsigned rgb)
{
	gs_buf_printf(b, "\t\t\t%s %u %u %u\n", key, rgb >> 16 & 255,
	    rgb >> 8 & 255, rgb & 255);
}

static void
put_line_styles(struct gs_buf *b, const struct style *s, double f)
{
	gs_buf_puts(b, "\t\tSTYLE\n");
	if (s->color_column)
		gs_buf_puts(b, "\t\t\tCOLOR [gs_casing]\n");
	else
		put_color(b, "COLOR", s->outline);
	gs_buf_printf(b, "\t\t\tWIDTH %.2f\n\t\t\tLINECAP ROUND\n"
	    "\t\t\tLINEJOIN ROUND\n\t\tEND\n", s->width * f + 1.6);
	gs_buf_puts(b, "\t\tSTYLE\n");
	if (s->color_column)
		gs_buf_puts(b, "\t\t\tCOLOR [gs_color]\n");
	else
		put_color(b, "COLOR", s->color);
	gs_buf_printf(b, "\t\t\tWIDTH %.2f\n\t\t\tLINECAP ROUND\n"
	    "\t\t\tLINEJOIN ROUND\n\t\tEND\n", s->width * f);
}

static void
put_point_styles(struct gs_buf *b, const struct style *s, double f)
{
	gs_buf_puts(b, "\t\tSTYLE\n\t\t\tSYMBOL \"circle\"\n");
	if (s->color_column) {
		gs_buf_puts(b, "\t\t\tCOLOR [gs_color]\n"
		    "\t\t\tOUTLINECOLOR [gs_casing]\n");
	} else {
		put_color(b, "COLOR", s->color);
		put_color(b, "OUTLINECOLOR", s->outline);
	}
	gs_buf_printf(b, "\t\t\tWIDTH 1\n\t\t\tSIZE %.2f\n\t\tEND\n",
	    GS_MAX(s->size * f, 2));
}

static void
put_polygon_styles(struct gs_buf *b, const struct style *s, double f)
{
	gs_buf_puts(b, "\t\tSTYLE\n");
	put_color(b, "COLOR", s->fill);
	gs_buf_puts(b, "\t\tEND\n\t\tSTYLE\n");
	put_color(b, "OUTLINECOLOR", s->stroke);
	gs_buf_printf(b, "\t\t\tWIDTH %.2f\n\t\t\tLINEJOIN ROUND\n\t\tEND\n",
	    GS_MAX(s->width * f, 0.3));
}

static const char *const label_places[STYLE_KIND__COUNT] = {
	[STYLE_POLYGON] = "\t\t\tPOSITION CC\n",
	[STYLE_LINE] = "\t\t\tPOSITION CC\n\t\t\tANGLE FOLLOW\n"
	    "\t\t\tREPEATDISTANCE 300\n",
	[STYLE_POINT] = "\t\t\tPOSITION UC\n\t\t\tOFFSET 0 2\n",
};

/* Half the width of a wrapped label is less than a tile's buffer
 * (tiles/png.c), so that none is cut between two drawings. */
static void
put_label(struct gs_buf *b, enum style_kind kind, const struct style *s)
{
	gs_buf_puts(b, "\t\tLABEL\n\t\t\tFONT \"sans\"\n\t\t\tSIZE 8\n");
	put_color(b, "COLOR", 0x14262b);
	put_color(b, "OUTLINECOLOR", 0xffffff);
	gs_buf_puts(b, "\t\t\tOUTLINEWIDTH 2\n");
	gs_buf_puts(b, label_places[kind]);
	if (kind != STYLE_LINE)
		gs_buf_puts(b, "\t\t\tWRAP \" \"\n\t\t\tMAXLENGTH 12\n"
		    "\t\t\tALIGN CENTER\n");
	gs_buf_printf(b, "\t\t\tBUFFER 2\n\t\t\tPARTIALS FALSE\n"
	    "\t\t\tMAXSCALEDENOM %.0f\n\t\tEND\n", s->label_max_scale);
}

static void
put_class(struct gs_buf *b, enum style_kind kind, const struct style *s,
    const struct band *band)
{
	gs_buf_puts(b, "\tCLASS\n");
	if (band->from > 0)
		gs_buf_printf(b, "\t\tMINSCALEDENOM %.0f\n", band->from);
	if (band->to > 0)
		gs_buf_printf(b, "\t\tMAXSCALEDENOM %.0f\n", band->to);
	if (kind == STYLE_LINE)
		put_line_styles(b, s, band->factor);
	else if (kind == STYLE_POINT)
		put_point_styles(b, s, band->factor);
	else
		put_polygon_styles(b, s, band->factor);
	if (s->label && (band->from <= 0 || band->from < s->label_max_scale))
		put_label(b, kind, s);
	gs_buf_puts(b, "\tEND\n");
}

/* Everything that the text quotes, looked at once more here: this is the
 * last place before libmapserver. */
static enum gs_status
check(const struct render_layer *layer, const struct style *s,
    const char *conninfo, struct gs_err *err)
{
	if (!style_name_ok(gs_str_of(layer->table)) ||
	    !style_full_name_ok(gs_str_of(layer->full_name)) ||
	    (s->color_column &&
	    !style_name_ok(gs_str_of(s->color_column->name))) ||
	    (s->label && !style_name_ok(gs_str_of(s->label->name))))
		return gs_fail(err, GS_EUNPROCESSABLE, "a table or column has "
		    "a name with characters that a map cannot use");
	if (strpbrk(conninfo, "\"\\[]{}%\n\r"))
		return gs_fail(err, GS_EUNPROCESSABLE, "the state folder's "
		    "path has characters that a map cannot use");
	return GS_OK;
}

enum gs_status
style_layer(struct gs_buf *b, const struct render_layer *layer,
    enum style_kind kind, const struct style *s, const char *conninfo,
    struct gs_err *err)
{
	enum gs_status st = check(layer, s, conninfo, err);

	if (st != GS_OK)
		return st;
	gs_buf_printf(b, "LAYER\n\tNAME \"%s\"\n\tTYPE %s\n\tSTATUS ON\n",
	    layer->full_name, type_names[kind]);
	gs_buf_printf(b, "\tCONNECTIONTYPE POSTGIS\n\tCONNECTION \"%s\"\n"
	    "\tPROCESSING \"CLOSE_CONNECTION=DEFER\"\n", conninfo);
	put_data(b, layer, kind, s);
	gs_buf_printf(b, "\tPROJECTION\n\t\t\"init=epsg:%d\"\n\tEND\n",
	    layer->srid);
	if (s->label)
		gs_buf_puts(b, "\tLABELITEM \"gs_label\"\n");
	for (size_t i = 0; i < GS_COUNTOF(bands); i++)
		put_class(b, kind, s, &bands[i]);
	gs_buf_puts(b, "END\n");
	if (b->failed)
		return gs_fail(err, GS_ETOOLARGE, "the map's text is too long");
	return GS_OK;
}

void
style_legend(struct gs_buf *b, enum style_kind kind, const struct style *s)
{
	static const struct band whole = { 0, 0, 1 };
	struct style fixed = *s;

	fixed.color_column = NULL;
	fixed.label = NULL;
	gs_buf_printf(b, "LAYER\n\tNAME \"legend\"\n\tTYPE %s\n\tSTATUS ON\n",
	    type_names[kind]);
	put_class(b, kind, &fixed, &whole);
	gs_buf_puts(b, "END\n");
}
