/* SPDX-License-Identifier: MIT */
/*
 * template.h: mustache (the specification's interpolation, sections,
 * inverted, comments, partials, delimiters modules) with escaping by context.
 *
 * Templates are files (nginx/portal/templates/ *.html), embedded at build in
 * a table and compiled at first use. The data is a stack of JSON trees
 * (json.h): a name is looked up from the innermost section outwards, with
 * dotted names; "." is the current element.
 *
 *	{{name}}	escaped by the context it stands in: HTML text or quoted
 *			attribute; after href=" or src=" also refuses schemes but
 *			http, https, mailto and relative (else "#"); in a URL query
 *			after ? or & inside such an attribute: percent-encoded;
 *			inside <script type="application/json"> or ld+json: a
 *			JSON value of the whole tree, safe there.
 *	{{{name}}}, {{&name}}	raw: does not compile in templates; data is never
 *			markup. Allowed only through gs_template_compile() with
 *			${raw_ok}, for the specification's tests.
 *	{{#n}}…{{/n}} {{^n}}…{{/n}} {{!…}} {{>partial}} {{=<% %>=}}
 *
 * Unquoted attributes, event handler attributes, <style> and other <script>
 * contexts with a tag inside are compile errors "name:line: …"; they fail
 * the build (build/template-check).
 */
#ifndef GS_TEMPLATE_H
#define GS_TEMPLATE_H

#include "common/arena.h"
#include "common/err.h"
#include "common/json.h"
#include "common/out.h"

struct gs_template;

/* A table of embedded sources, made by tools/embed.sh. */
struct gs_template_source {
	const char	*name;		/* "dataset" for dataset.html */
	const char	*text;
	size_t		 len;
};

/* Compile ${text}; partials are looked up by name in ${set} when rendered,
 * depth at most 16. The result lives in ${a}. */
enum gs_status gs_template_compile(struct gs_template **t, struct gs_arena *a,
    const char *name, gs_str text, bool raw_ok, struct gs_err *err)
    GS_MUST_CHECK;
/* Render ${t} on the stack ${data}[n], innermost last. */
void gs_template_render(const struct gs_template *t, struct gs_out *out,
    const struct gs_template_source *set, size_t nset,
    const struct gs_jval *const *data, int n);
/* By name, from a table; compiled once per process. Unknown name asserts. */
void gs_template_run(struct gs_out *out, const struct gs_template_source *set,
    size_t nset, const char *name, const struct gs_jval *const *data, int n);

#endif
