/* SPDX-License-Identifier: MIT */
/* template_render.c: render a compiled template on a stack of JSON trees. */
#include "common/base.h"

#include "common/log.h"
#include "common/template_node.h"

/* The data stack, innermost first. */
struct frame {
	const struct gs_jval	*v;
	const struct frame	*up;
};

/* Indents of the partials around, innermost last in the text. */
struct indent {
	gs_str			 text;
	const struct indent	*up;
};

struct cached {
	struct cached				*next;
	const struct gs_template_source		*source;
	struct gs_template			*t;
};

struct cache {
	struct gs_arena	*arena;
	struct cached	*first;
};

struct render {
	struct gs_out				*out;
	const struct gs_template_source		*set;
	size_t					 nset;
	struct cache				*cache;
	const struct indent			*indent;
	bool					 line_start;
	bool					 raw_ok;
	int					 partials;
};

static const struct gs_jval *
member(const struct gs_jval *v, gs_str key)
{
	if (v == NULL || v->type != GS_JOBJECT)
		return NULL;
	for (const struct gs_jval *m = v->first; m != NULL; m = m->next)
		if (gs_str_eq(m->key, key))
			return m;
	return NULL;
}

/* Only the first part of a dotted name is looked for outwards. */
static const struct gs_jval *
look_up(const struct frame *f, gs_str name)
{
	const struct gs_jval *v = NULL;
	gs_str rest = name, part;

	if (gs_str_eqc(name, "."))
		return f != NULL ? f->v : NULL;
	part = gs_str_split(&rest, '.');
	for (; f != NULL && v == NULL; f = f->up)
		v = member(f->v, part);
	while (v != NULL && rest.ptr != NULL)
		v = member(v, gs_str_split(&rest, '.'));
	return v;
}

static bool
shown(const struct gs_jval *v)
{
	if (v == NULL)
		return false;
	switch (v->type) {
	case GS_JNULL:
		return false;
	case GS_JBOOL:
		return v->b;
	case GS_JNUMBER:
		return v->number < 0 || v->number > 0;
	case GS_JSTRING:
		return v->text.len != 0;
	case GS_JARRAY:
		return v->n != 0;
	case GS_JOBJECT:
		return true;
	}
	return false;
}

/* As text; lists and objects have none. */
static gs_str
text_of(const struct gs_jval *v)
{
	if (v == NULL)
		return GS_STR("");
	if (v->type == GS_JBOOL)
		return v->b ? GS_STR("true") : GS_STR("false");
	if (v->type == GS_JSTRING || v->type == GS_JNUMBER)
		return v->text;
	return GS_STR("");
}

static void
put_json(struct gs_out *o, const struct gs_jval *v)
{
	const char *sep = "";

	if (v == NULL || v->type == GS_JNULL) {
		gs_puts(o, "null");
	} else if (v->type == GS_JSTRING) {
		gs_put_json_str(o, v->text);
	} else if (v->type == GS_JARRAY || v->type == GS_JOBJECT) {
		gs_puts(o, v->type == GS_JARRAY ? "[" : "{");
		for (const struct gs_jval *m = v->first; m != NULL;
		    m = m->next) {
			gs_puts(o, sep);
			if (v->type == GS_JOBJECT) {
				gs_put_json_str(o, m->key);
				gs_puts(o, ":");
			}
			put_json(o, m);
			sep = ",";
		}
		gs_puts(o, v->type == GS_JARRAY ? "]" : "}");
	} else {
		gs_put_str(o, text_of(v));
	}
}

/* What stands before a colon that ends a scheme, as a browser sees it: it
 * drops blanks in front, and tabs and line breaks anywhere. */
static bool
scheme_of(gs_str s, char scheme[16], size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '\t' || c == '\n' || c == '\r' ||
		    (*n == 0 && (unsigned char)c <= ' '))
			continue;
		if (c == '/' || c == '?' || c == '#' || c == '\\')
			return false;
		if (c == ':')
			return true;
		if (*n < 16)
			scheme[(*n)++] = c;
	}
	return false;
}

static bool
scheme_refused(gs_str s)
{
	static const char *const allowed[] = { "http", "https", "mailto" };
	char scheme[16];
	size_t n;

	if (!scheme_of(s, scheme, &n))
		return false;
	for (size_t i = 0; i < GS_COUNTOF(allowed); i++)
		if (gs_str_ieqc((gs_str){ scheme, n }, allowed[i]))
			return false;
	return true;
}

/* The bytes of a link: those that none may hold are percent-encoded. */
static void
put_link(struct gs_out *o, gs_str s)
{
	while (s.len != 0) {
		gs_str one = s;
		uint32_t c = gs_utf8_next(&s);

		one.len -= s.len;
		if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}'", (int)c) !=
		    NULL)
			gs_put_url(o, one);
		else
			gs_put_html(o, one);
	}
}

static void
put_value(struct gs_out *o, enum gs_escape esc, const struct gs_jval *v)
{
	gs_str s = text_of(v);

	switch (esc) {
	case GS_ESC_HTML:
		gs_put_html(o, s);
		break;
	case GS_ESC_URL:
		if (scheme_refused(s))
			gs_puts(o, "#");
		else
			put_link(o, s);
		break;
	case GS_ESC_URL_PATH:
		put_link(o, s);
		break;
	case GS_ESC_URL_QUERY:
		gs_put_url(o, s);
		break;
	case GS_ESC_JSON:
		put_json(o, v);
		break;
	case GS_ESC_RAW:
		gs_put_str(o, s);
		break;
	}
}

static void
put_indent(struct gs_out *o, const struct indent *i)
{
	if (i == NULL)
		return;
	put_indent(o, i->up);
	gs_put_str(o, i->text);
}

static void
begin_line(struct render *r)
{
	if (r->line_start)
		put_indent(r->out, r->indent);
	r->line_start = false;
}

/* Literal text: each of its lines gets the indent of the partials around. */
static void
put_text(struct render *r, gs_str s)
{
	while (s.len != 0) {
		const char *end = memchr(s.ptr, '\n', s.len);
		size_t n = end != NULL ? (size_t)(end - s.ptr) + 1 : s.len;

		begin_line(r);
		gs_put(r->out, s.ptr, n);
		r->line_start = end != NULL;
		s = (gs_str){ s.ptr + n, s.len - n };
	}
}

static const struct gs_template *
cached_template(struct cache *cache, const struct gs_template_source *s,
    bool raw_ok)
{
	struct gs_err err = { 0 };
	struct cached *c;

	for (c = cache->first; c != NULL; c = c->next)
		if (c->source == s)
			return c->t;
	c = GS_NEW(cache->arena, struct cached);
	c->source = s;
	if (gs_template_compile(&c->t, cache->arena, s->name,
	    (gs_str){ s->text, s->len }, raw_ok, &err) != GS_OK) {
		gs_error("template %s", err.text);
		abort();
	}
	c->next = cache->first;
	cache->first = c;
	return c->t;
}

static const struct gs_template_source *
source_of(const struct gs_template_source *set, size_t nset, gs_str name)
{
	for (size_t i = 0; i < nset; i++)
		if (gs_str_eqc(name, set[i].name))
			return &set[i];
	return NULL;
}

static void render_nodes(struct render *r, const struct gs_node *n,
    const struct frame *f);

/* A partial alone on its line indents each of its lines; one inside a line
 * does not, and what follows it is still that line. */
static void
render_partial(struct render *r, const struct gs_node *n,
    const struct frame *f)
{
	struct indent more = { n->indent, r->indent };
	const struct gs_template_source *s;
	const struct indent *before = r->indent;

	s = source_of(r->set, r->nset, n->text);
	if (s == NULL || r->partials == GS_PARTIAL_DEPTH)
		return;
	if (!n->alone)
		begin_line(r);
	r->indent = n->alone ? &more : NULL;
	r->partials++;
	render_nodes(r, cached_template(r->cache, s, r->raw_ok)->first, f);
	r->partials--;
	r->indent = before;
	if (!n->alone)
		r->line_start = false;
}

static void
render_section(struct render *r, const struct gs_node *n,
    const struct frame *f)
{
	const struct gs_jval *v = look_up(f, n->text);
	struct frame inner = { v, f };

	if (!shown(v))
		return;
	if (v->type != GS_JARRAY) {
		render_nodes(r, n->first, &inner);
		return;
	}
	for (const struct gs_jval *m = v->first; m != NULL; m = m->next) {
		inner.v = m;
		render_nodes(r, n->first, &inner);
	}
}

static void
render_nodes(struct render *r, const struct gs_node *n, const struct frame *f)
{
	for (; n != NULL; n = n->next)
		switch (n->kind) {
		case 't':
			put_text(r, n->text);
			break;
		case '$':
			begin_line(r);
			put_value(r->out, n->escape, look_up(f, n->text));
			break;
		case '#':
			render_section(r, n, f);
			break;
		case '^':
			if (!shown(look_up(f, n->text)))
				render_nodes(r, n->first, f);
			break;
		case '>':
			render_partial(r, n, f);
			break;
		}
}

/* Frames of ${data}[0..n), then the template. */
static void
render_on(struct render *r, const struct gs_template *t,
    const struct gs_jval *const *data, int n, const struct frame *up)
{
	struct frame f;

	if (n == 0) {
		r->raw_ok = t->raw_ok;
		r->line_start = true;
		render_nodes(r, t->first, up);
		return;
	}
	f = (struct frame){ data[0], up };
	render_on(r, t, data + 1, n - 1, &f);
}

void
gs_template_render(const struct gs_template *t, struct gs_out *out,
    const struct gs_template_source *set, size_t nset,
    const struct gs_jval *const *data, int n)
{
	struct cache own = { .arena = gs_arena_new() };
	struct render r = { .out = out, .set = set, .nset = nset,
	    .cache = &own };

	render_on(&r, t, data, n, NULL);
	gs_arena_free(own.arena);
}

void
gs_template_run(struct gs_out *out, const struct gs_template_source *set,
    size_t nset, const char *name, const struct gs_jval *const *data, int n)
{
	static struct cache process;
	const struct gs_template_source *s;
	struct render r = { .out = out, .set = set, .nset = nset,
	    .cache = &process };

	s = source_of(set, nset, gs_str_of(name));
	if (s == NULL) {
		gs_error("template '%s' is not there", name);
		abort();
	}
	if (process.arena == NULL)
		process.arena = gs_arena_new();
	render_on(&r, cached_template(&process, s, false), data, n, NULL);
}
