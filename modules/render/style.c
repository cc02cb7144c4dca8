/* SPDX-License-Identifier: MIT */
/* style.c: the members of a style object, checked. */
#include "common/base.h"

#include "render/style.h"

/* Members, what they hold, where it goes. */
enum member_type { COLOR, NUMBER, COLUMN, TEXT_COLUMN, KIND };
#define ONLY(kind)	(1u << STYLE_##kind)
#define ALL		(ONLY(POLYGON) | ONLY(LINE) | ONLY(POINT))

static const struct member {
	const char		*name;
	enum member_type	 type;
	size_t			 offset;
	double			 lo, hi;	/* of a NUMBER */
} members[] = {
	{ "kind", KIND, 0, 0, 0 },
	{ "color", COLOR, offsetof(struct style, color), 0, 0 },
	{ "color_column", TEXT_COLUMN, offsetof(struct style, color_column), 0, 0 },
	{ "width", NUMBER, offsetof(struct style, width), 0.1, 20 },
	{ "size", NUMBER, offsetof(struct style, size), 2, 40 },
	{ "outline", COLOR, offsetof(struct style, outline), 0, 0 },
	{ "fill", COLOR, offsetof(struct style, fill), 0, 0 },
	{ "stroke", COLOR, offsetof(struct style, stroke), 0, 0 },
	{ "label", COLUMN, offsetof(struct style, label), 0, 0 },
	{ "label_max_scale", NUMBER, offsetof(struct style, label_max_scale), 1, 1e9 },
};

static const struct style defaults[STYLE_KIND__COUNT] = {
	[STYLE_POLYGON] = { .color = 0x0b5d5e, .outline = 0xffffff,
	    .fill = 0xe4efe9, .stroke = 0x4d5f63, .width = 0.8, .size = 7,
	    .label_max_scale = 500000 },
	[STYLE_LINE] = { .color = 0x0b5d5e, .outline = 0xffffff,
	    .fill = 0xe4efe9, .stroke = 0x4d5f63, .width = 2.5, .size = 7,
	    .label_max_scale = 50000 },
	[STYLE_POINT] = { .color = 0x0b5d5e, .outline = 0xffffff,
	    .fill = 0xe4efe9, .stroke = 0x4d5f63, .width = 1, .size = 7,
	    .label_max_scale = 25000 },
};

void
style_default(struct style *s, enum style_kind kind)
{
	*s = defaults[kind];
}

unsigned
style_kinds(const struct render_layer *layer)
{
	switch (layer->geometry) {
	case RENDER_POINT:
		return ONLY(POINT);
	case RENDER_LINE:
		return ONLY(LINE);
	case RENDER_POLYGON:
		return ONLY(POLYGON);
	case RENDER_ANY:
		return ALL;
	default:
		return 0;
	}
}

unsigned
style_casing(unsigned rgb)
{
	unsigned light = (rgb >> 16 & 255) * 299 + (rgb >> 8 & 255) * 587 +
	    (rgb & 255) * 114;

	return light > STYLE_LIGHT ? 0x4d5f63 : 0xffffff;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
style_color(gs_str text, unsigned *rgb)
{
	unsigned v = 0;

	if (text.len != 7 || text.ptr[0] != '#')
		return false;
	for (int i = 1; i < 7; i++) {
		int d = hex_digit(text.ptr[i]);

		if (d < 0)
			return false;
		v = v << 4 | (unsigned)d;
	}
	*rgb = v;
	return true;
}

/*
 * Not by what MapServer's lexer is known to do with a byte, but by what it
 * could do: nothing that opens or closes a string, a binding, an expression,
 * a substitution or a comment passes.
 */
static bool
plain(gs_str name, size_t max)
{
	if (name.len == 0 || name.len > max || !gs_utf8_ok(name))
		return false;
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];

		if (c < 0x20 || c == 0x7f || strchr("\"'`\\[]{}()!%$#;/*", c))
			return false;
	}
	return true;
}

bool
style_name_ok(gs_str name)
{
	return plain(name, 63);
}

bool
style_full_name_ok(gs_str name)
{
	return plain(name, 127);
}

static enum gs_status
wrong(struct gs_err *err, const char *name, const char *reason)
{
	return gs_fail(err, GS_EUNPROCESSABLE, "style: %s: %s", name, reason);
}

static enum gs_status
set_column(struct style *s, const struct member *m, const struct gs_jval *v,
    const struct render_layer *layer, struct gs_err *err)
{
	const struct render_column *c;

	if (v->type != GS_JSTRING)
		return wrong(err, m->name, "expected the name of a column");
	c = render_layer_column(layer, v->text);
	if (!c)
		return wrong(err, m->name, "the layer has no such column");
	if (m->type == TEXT_COLUMN ? c->type != RENDER_TEXT :
	    c->type == RENDER_JSON)
		return wrong(err, m->name, "expected a column of text");
	if (!style_name_ok(v->text))
		return wrong(err, m->name, "the name of that column has "
		    "characters that a map cannot use");
	*(const struct render_column **)((char *)s + m->offset) = c;
	return GS_OK;
}

static enum gs_status
set_member(struct style *s, const struct gs_jval *v,
    const struct render_layer *layer, struct gs_err *err)
{
	const struct member *m = NULL;
	void *to;

	for (size_t i = 0; i < GS_COUNTOF(members); i++)
		if (gs_str_eqc(v->key, members[i].name))
			m = &members[i];
	if (!m)
		return gs_fail(err, GS_EUNPROCESSABLE,
		    "style: unknown member \"%.*s\"",
		    (int)GS_MIN(v->key.len, 60u), v->key.ptr);
	to = (char *)s + m->offset;
	switch (m->type) {
	case COLOR:
		if (v->type != GS_JSTRING || !style_color(v->text, to))
			return wrong(err, m->name, "expected \"#rrggbb\"");
		return GS_OK;
	case NUMBER:
		if (v->type != GS_JNUMBER || !(v->number >= m->lo &&
		    v->number <= m->hi))
			return gs_fail(err, GS_EUNPROCESSABLE,
			    "style: %s: expected a number from %g to %g",
			    m->name, m->lo, m->hi);
		*(double *)to = v->number;
		return GS_OK;
	case COLUMN:
	case TEXT_COLUMN:
		return set_column(s, m, v, layer, err);
	case KIND:
		if (v->type != GS_JSTRING || (!gs_str_eqc(v->text, "line") &&
		    !gs_str_eqc(v->text, "point") &&
		    !gs_str_eqc(v->text, "polygon")))
			return wrong(err, m->name,
			    "expected line, point or polygon");
	}
	return GS_OK;
}

enum gs_status
style_parse(struct style *s, enum style_kind kind,
    const struct render_layer *layer, struct gs_err *err)
{
	const struct gs_jval *o = layer->style;
	enum gs_status st = GS_OK;

	style_default(s, kind);
	if (!o || o->type == GS_JNULL)
		return GS_OK;
	if (o->type != GS_JOBJECT)
		return gs_fail(err, GS_EUNPROCESSABLE,
		    "style: expected an object");
	for (const struct gs_jval *v = o->first; v && st == GS_OK; v = v->next)
		if (v->type != GS_JNULL)
			st = set_member(s, v, layer, err);
	if (st != GS_OK)
		style_default(s, kind);
	return st;
}
