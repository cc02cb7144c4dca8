/* SPDX-License-Identifier: MIT */
/*
 * template-check: run by the build. Every embedded template compiles, the
 * partials and strings it names exist, and the strings of all languages have
 * the same keys. Prints each fault as "file:line: …" and exits 1.
 */
#include "common/base.h"

#include "common/json.h"
#include "common/template.h"

extern const struct gs_template_source gs_templates[], gs_strings[];
extern const size_t gs_templates_count, gs_strings_count;

static struct gs_arena *arena;
static int faults;

static void fault(const char *fmt, ...) GS_PRINTF(1, 2);

static void
fault(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	faults++;
}

static bool
template_exists(gs_str name)
{
	for (size_t i = 0; i < gs_templates_count; i++)
		if (gs_str_eqc(name, gs_templates[i].name))
			return true;
	return false;
}

static const struct gs_jval *
look_up(const struct gs_jval *v, gs_str dotted)
{
	while (v != NULL && dotted.ptr != NULL)
		v = gs_jget(v, gs_str_dup(arena, gs_str_split(&dotted, '.')));
	return v;
}

struct context {
	const char		*name;
	const struct gs_jval	*strings;
};

static void
check_tag(void *ctx, char kind, gs_str name, int line)
{
	const struct context *c = ctx;
	const struct gs_jval *v;
	gs_str key = { name.ptr + 2, name.len - 2 };

	if (kind == '>' && !template_exists(name))
		fault("%s.html:%d: no template '%.*s'", c->name, line,
		    GS_FMT(name));
	if (kind == '>' || c->strings == NULL || !gs_str_starts(name, "t."))
		return;
	v = look_up(c->strings, key);
	if (v == NULL)
		fault("%s.html:%d: no string '%.*s'", c->name, line,
		    GS_FMT(key));
	else if (kind == '$' && v->type != GS_JSTRING)
		fault("%s.html:%d: '%.*s' is no string", c->name, line,
		    GS_FMT(key));
}

static void
check_template(const struct gs_template_source *s,
    const struct gs_jval *strings)
{
	struct context c = { s->name, strings };
	struct gs_err err = { 0 };
	struct gs_template *t;

	if (gs_template_compile(&t, arena, gs_printf(arena, "%s.html", s->name),
	    (gs_str){ s->text, s->len }, false, &err) != GS_OK)
		fault("%s", err.text);
	else
		gs_template_visit(t, check_tag, &c);
}

/* What ${a} has, ${b} has too, of the same type. */
static void
check_keys(const char *place, const struct gs_jval *a, const char *file,
    const struct gs_jval *b)
{
	for (const struct gs_jval *m = a->first; m != NULL; m = m->next) {
		const struct gs_jval *other = gs_jget(b, m->key.ptr);
		char *name = gs_printf(arena, "%s%s%s", place,
		    place[0] != '\0' ? "." : "", m->key.ptr);

		if (other == NULL)
			fault("%s.json: key '%s' is missing", file, name);
		else if (other->type != m->type)
			fault("%s.json: key '%s' is of another type", file,
			    name);
		else if (m->type == GS_JOBJECT)
			check_keys(name, m, file, other);
		else if (m->type != GS_JSTRING)
			fault("%s.json: '%s' is no string", file, name);
	}
}

static struct gs_jval *
read_strings(const struct gs_template_source *s)
{
	struct gs_err err = { 0 };
	struct gs_jval *v;

	if (gs_json_parse(&v, arena, (gs_str){ s->text, s->len }, 0, &err) !=
	    GS_OK) {
		fault("%s.json: %s", s->name, err.text);
		return NULL;
	}
	return v;
}

int
main(void)
{
	struct gs_jval *first = NULL;

	arena = gs_arena_new();
	for (size_t i = 0; i < gs_strings_count; i++) {
		struct gs_jval *v = read_strings(&gs_strings[i]);

		if (v == NULL)
			continue;
		if (first != NULL) {
			check_keys("", first, gs_strings[i].name, v);
			check_keys("", v, gs_strings[0].name, first);
		} else {
			first = v;
		}
	}
	for (size_t i = 0; i < gs_templates_count; i++)
		check_template(&gs_templates[i], first);
	gs_arena_free(arena);
	return faults != 0;
}
