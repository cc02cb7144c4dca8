/* SPDX-License-Identifier: MIT */
/* template.c: compile mustache; template_render.c renders. */
#include "common/base.h"

#include "common/template_node.h"

struct open_section {
	struct gs_node	*node;
	struct gs_node	**tail;		/* to go on with after it */
	struct gs_html	 html;		/* where it began */
};

struct compiler {
	struct gs_arena		*arena;
	struct gs_err		*err;
	const char		*name;
	gs_str			 src;
	size_t			 at;		/* read so far */
	size_t			 line_at;	/* of the line number below */
	int			 line;
	bool			 raw_ok;
	gs_str			 open, close;	/* delimiters */
	struct gs_html		 html;
	struct gs_node		**tail;
	struct open_section	 stack[GS_TEMPLATE_DEPTH];
	int			 depth;
};

/* A tag: what is between the delimiters, and its place in the source. */
struct tag {
	char	kind;		/* '$' value, '&' raw, '#', '^', '/', '>',
				   '!', '=' */
	gs_str	name;
	size_t	start, end;
};

static int
line_of(struct compiler *c, size_t at)
{
	for (; c->line_at < at; c->line_at++)
		if (c->src.ptr[c->line_at] == '\n')
			c->line++;
	return c->line;
}

static enum gs_status fail(struct compiler *c, size_t at, const char *fmt, ...)
    GS_PRINTF(3, 4);

static enum gs_status
fail(struct compiler *c, size_t at, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return gs_fail(c->err, GS_EINVAL, "%s:%d: %s", c->name, line_of(c, at),
	    text);
}

static size_t
find(gs_str src, size_t from, gs_str what)
{
	const char *p;

	if (from > src.len)
		return src.len;
	p = memmem(src.ptr + from, src.len - from, what.ptr, what.len);
	return p != NULL ? (size_t)(p - src.ptr) : src.len;
}

static gs_str
slice(gs_str s, size_t from, size_t to)
{
	return (gs_str){ s.ptr + from, to - from };
}

static struct gs_node *
add(struct compiler *c, char kind, gs_str text, size_t at)
{
	struct gs_node *n = GS_NEW(c->arena, struct gs_node);

	n->kind = kind;
	n->text = text;
	n->line = line_of(c, at);
	*c->tail = n;
	c->tail = &n->next;
	return n;
}

static enum gs_status
add_text(struct compiler *c, size_t from, size_t to)
{
	struct gs_err why = { 0 };
	size_t at;

	if (from >= to)
		return GS_OK;
	if (gs_html_feed(&c->html, slice(c->src, from, to), &at, &why) != GS_OK)
		return fail(c, from + at, "%s", why.text);
	add(c, 't', slice(c->src, from, to), from);
	return GS_OK;
}

static bool
blank(gs_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t')
			return false;
	return true;
}

/*
 * A section, comment, partial or delimiter tag that is alone on its line
 * takes the line with it: ${*from} and ${*to} widen to the line's bounds.
 */
static bool
alone(const struct compiler *c, const struct tag *t, size_t *from, size_t *to)
{
	gs_str src = c->src;
	size_t begin = t->start, end = t->end;

	while (begin > 0 && src.ptr[begin - 1] != '\n')
		begin--;
	while (end < src.len && src.ptr[end] != '\n')
		end++;
	if (t->kind == '$' || t->kind == '&' ||
	    !blank(slice(src, begin, t->start)))
		return false;
	if (!blank(slice(src, t->end, end > t->end && end < src.len &&
	    src.ptr[end - 1] == '\r' ? end - 1 : end)))
		return false;
	*from = begin;
	*to = end < src.len ? end + 1 : end;
	return true;
}

static bool
name_ok(gs_str s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

	if (gs_str_eqc(s, "."))
		return true;
	for (size_t i = 0; i < s.len; i++) {
		bool dot = s.ptr[i] == '.';

		if (!dot && memchr(letters, s.ptr[i], sizeof(letters) - 1) ==
		    NULL)
			return false;
		if (dot && (i == 0 || i + 1 == s.len || s.ptr[i - 1] == '.'))
			return false;
	}
	return s.len != 0;
}

/* Read the tag whose opening delimiter is at ${start}. */
static enum gs_status
read_tag(struct compiler *c, size_t start, struct tag *t)
{
	size_t in = start + c->open.len, end;
	gs_str close = c->close;
	char k = in < c->src.len ? c->src.ptr[in] : '\0';

	t->kind = k != '\0' && strchr("#^/>!=&", k) != NULL ? k : '$';
	if (k == '{' && gs_str_eqc(c->open, "{{")) {
		t->kind = '&';
		close = GS_STR("}}}");
	} else if (k == '=') {
		close = GS_STR("=");	/* then the delimiter, checked below */
	}
	in += t->kind != '$';
	end = find(c->src, in, close);
	if (end == c->src.len)
		return fail(c, start, "the tag is not closed by '%.*s'",
		    GS_FMT(close));
	t->start = start;
	t->name = gs_str_trim(slice(c->src, in, end));
	t->end = end + close.len;
	if (k == '=') {
		if (!gs_str_starts(slice(c->src, t->end, c->src.len),
		    gs_str_dup(c->arena, c->close)))
			return fail(c, start, "the tag is not closed by "
			    "'=%.*s'", GS_FMT(c->close));
		t->end += c->close.len;
	}
	if (t->kind != '!' && t->kind != '=' && !name_ok(t->name))
		return fail(c, start, "'%.*s' is no name",
		    (int)GS_MIN(t->name.len, (size_t)60), t->name.ptr);
	return GS_OK;
}

static enum gs_status
do_value(struct compiler *c, const struct tag *t)
{
	struct gs_err why = { 0 };
	enum gs_escape esc;

	if (t->kind == '&' && !c->raw_ok)
		return fail(c, t->start, "raw value '%.*s': data is never "
		    "markup, use {{%.*s}}", GS_FMT(t->name), GS_FMT(t->name));
	if (gs_html_value(&c->html, &esc, &why) != GS_OK)
		return fail(c, t->start, "{{%.*s}}: %s", GS_FMT(t->name),
		    why.text);
	add(c, '$', t->name, t->start)->escape =
	    t->kind == '&' ? GS_ESC_RAW : esc;
	return GS_OK;
}

static enum gs_status
do_open(struct compiler *c, const struct tag *t)
{
	struct gs_err why = { 0 };
	struct open_section *s;

	if (c->depth == GS_TEMPLATE_DEPTH)
		return fail(c, t->start, "sections nested deeper than %d",
		    GS_TEMPLATE_DEPTH);
	if (gs_html_boundary(&c->html, &why) != GS_OK)
		return fail(c, t->start, "{{%c%.*s}}: %s", t->kind,
		    GS_FMT(t->name), why.text);
	s = &c->stack[c->depth++];
	s->node = add(c, t->kind, t->name, t->start);
	s->tail = c->tail;
	s->html = c->html;
	c->tail = &s->node->first;
	return GS_OK;
}

static enum gs_status
do_close(struct compiler *c, const struct tag *t)
{
	struct gs_err why = { 0 };
	struct open_section *s;

	if (c->depth == 0)
		return fail(c, t->start, "{{/%.*s}} closes nothing",
		    GS_FMT(t->name));
	s = &c->stack[--c->depth];
	if (!gs_str_eq(t->name, s->node->text))
		return fail(c, t->start, "{{/%.*s}} where {{/%.*s}} is due "
		    "(line %d)", GS_FMT(t->name), GS_FMT(s->node->text),
		    s->node->line);
	if (gs_html_boundary(&c->html, &why) != GS_OK ||
	    gs_html_join(&c->html, &s->html, &why) != GS_OK)
		return fail(c, t->start, "{{/%.*s}}: %s", GS_FMT(t->name),
		    why.text);
	c->tail = s->tail;
	return GS_OK;
}

static enum gs_status
do_partial(struct compiler *c, const struct tag *t, bool is_alone, size_t from)
{
	struct gs_node *n;

	if (c->html.where != GS_H_TEXT)
		return fail(c, t->start, "{{>%.*s}}: a partial stands in text "
		    "only", GS_FMT(t->name));
	n = add(c, '>', t->name, t->start);
	n->alone = is_alone;
	if (is_alone)
		n->indent = slice(c->src, from, t->start);
	return GS_OK;
}

static enum gs_status
do_delimiters(struct compiler *c, const struct tag *t)
{
	size_t cut = 0, skip;
	gs_str open, close;

	while (cut < t->name.len && t->name.ptr[cut] > ' ')
		cut++;
	open = slice(t->name, 0, cut);
	for (skip = cut; skip < t->name.len && t->name.ptr[skip] <= ' '; )
		skip++;
	close = slice(t->name, skip, t->name.len);
	if (open.len == 0 || close.len == 0 || !gs_str_eq(close,
	    gs_str_trim(close)) || memchr(close.ptr, ' ', close.len) != NULL)
		return fail(c, t->start, "expected {{=open close=}}");
	c->open = open;
	c->close = close;
	return GS_OK;
}

static enum gs_status
do_tag(struct compiler *c, const struct tag *t, bool is_alone, size_t from)
{
	switch (t->kind) {
	case '#':
	case '^':
		return do_open(c, t);
	case '/':
		return do_close(c, t);
	case '>':
		return do_partial(c, t, is_alone, from);
	case '=':
		return do_delimiters(c, t);
	case '!':
		return GS_OK;
	default:
		return do_value(c, t);
	}
}

static enum gs_status
compile(struct compiler *c)
{
	enum gs_status st = GS_OK;

	while (st == GS_OK && c->at < c->src.len) {
		size_t start = find(c->src, c->at, c->open), from = start, to;
		bool is_alone;
		struct tag t = { 0 };

		if (start == c->src.len)
			return add_text(c, c->at, start);
		if ((st = read_tag(c, start, &t)) != GS_OK)
			return st;
		to = t.end;
		is_alone = alone(c, &t, &from, &to);
		if ((st = add_text(c, c->at, from)) != GS_OK)
			return st;
		c->at = to;
		st = do_tag(c, &t, is_alone, from);
	}
	return st;
}

enum gs_status
gs_template_compile(struct gs_template **t, struct gs_arena *a,
    const char *name, gs_str text, bool raw_ok, struct gs_err *err)
{
	struct gs_template *made = GS_NEW(a, struct gs_template);
	struct compiler c = {
		.arena = a, .err = err, .name = name, .raw_ok = raw_ok,
		.src = { gs_str_dup(a, text), text.len }, .line = 1,
		.open = GS_STR("{{"), .close = GS_STR("}}"),
		.tail = &made->first,
	};
	enum gs_status st;

	made->name = gs_strdup(a, name);
	made->raw_ok = raw_ok;
	if ((st = compile(&c)) != GS_OK)
		return st;
	if (c.depth != 0)
		return fail(&c, c.src.len, "{{%c%.*s}} of line %d is not closed",
		    c.stack[c.depth - 1].node->kind,
		    GS_FMT(c.stack[c.depth - 1].node->text),
		    c.stack[c.depth - 1].node->line);
	if (c.html.where != GS_H_TEXT && !raw_ok)
		return fail(&c, c.src.len, "the template ends inside a tag, a "
		    "comment or an element that holds no markup");
	*t = made;
	return GS_OK;
}

static void
visit(const struct gs_node *n,
    void (*fn)(void *ctx, char kind, gs_str name, int line), void *ctx)
{
	for (; n != NULL; n = n->next) {
		if (n->kind != 't')
			fn(ctx, n->kind == '$' && n->escape == GS_ESC_JSON ?
			    'j' : n->kind, n->text, n->line);
		visit(n->first, fn, ctx);
	}
}

void
gs_template_visit(const struct gs_template *t,
    void (*fn)(void *ctx, char kind, gs_str name, int line), void *ctx)
{
	visit(t->first, fn, ctx);
}
