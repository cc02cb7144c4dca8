/* SPDX-License-Identifier: MIT */
/*
 * template.h: mustache (the specification's interpolation, sections,
 * inverted, comments, partials, delimiters modules) with escaping by context.
 *
 * Templates are files (nginx/portal/templates/ *.html), embedded at build in
 * a table and compiled at first use. The data is a stack of JSON trees
 * (json.h): a name is looked up from the innermost section outwards, with
 * dotted names; "." is the current element. A section is shown unless its
 * value is missing, null, false, "", 0 or [].
 *
 *	{{name}}	escaped by the context it stands in:
 *			- HTML text or quoted attribute: as HTML;
 *			- at the start of href, src, action and the like: also,
 *			  a scheme other than http, https or mailto gives "#";
 *			- in such an attribute after literal text: what no link
 *			  may hold is percent-encoded, "/?&=%" stay;
 *			- there after a literal ?, & or #: percent-encoded
 *			  whole, as one component;
 *			- in <script type="application/json"> or ld+json: a JSON
 *			  value of the whole tree, safe there.
 *	{{{name}}}, {{&name}}	raw: does not compile in templates; data is never
 *			markup. Allowed only through gs_template_compile() with
 *			${raw_ok}, for the specification's tests.
 *	{{#n}}…{{/n}} {{^n}}…{{/n}} {{!…}} {{>partial}} {{=<% %>=}}
 *
 * Compile errors "name:line: …", which fail the build (build/template-check):
 * a tag in an unquoted attribute, among the names of a tag, in a comment, in
 * <style> or another <script>, in an attribute whose value is code (style,
 * srcdoc, data); any event handler attribute; a section that ends in another
 * part of HTML than it begins; a partial elsewhere than in text.
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
/* Call ${fn} for each tag that names something, in order: ${kind} is one of
 * "#^>", '$' for a text, 'j' for a JSON value. For the build's check. */
void gs_template_visit(const struct gs_template *t,
    void (*fn)(void *ctx, char kind, gs_str name, int line), void *ctx);
/* Render ${t} on the stack ${data}[n], innermost last. */
void gs_template_render(const struct gs_template *t, struct gs_out *out,
    const struct gs_template_source *set, size_t nset,
    const struct gs_jval *const *data, int n);
/* By name, from a table; compiled once per process. A name that is not there,
 * or that does not compile, aborts: the build's check has seen them all. */
void gs_template_run(struct gs_out *out, const struct gs_template_source *set,
    size_t nset, const char *name, const struct gs_jval *const *data, int n);

#endif
