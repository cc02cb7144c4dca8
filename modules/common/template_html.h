/* SPDX-License-Identifier: MIT */
/*
 * template_html.h: where in an HTML document a template's tag stands.
 *
 * A small state machine that is fed the literal text of a template from its
 * start, and asked at each tag which escape its value needs there. It knows
 * as much of HTML as that question takes: tags, attributes, comments, and
 * the elements whose content is not markup. Private to template*.c.
 */
#ifndef GS_TEMPLATE_HTML_H
#define GS_TEMPLATE_HTML_H

#include "common/err.h"
#include "common/str.h"

enum gs_escape {
	GS_ESC_HTML,		/* text, quoted attribute */
	GS_ESC_URL,		/* a link, or its start: the scheme is checked */
	GS_ESC_URL_PATH,	/* a link, after literal text */
	GS_ESC_URL_QUERY,	/* after its ?, & or # */
	GS_ESC_JSON,		/* a value of a JSON data block */
	GS_ESC_RAW,
};

enum gs_html_where {
	GS_H_TEXT,
	GS_H_OPEN,		/* after '<' */
	GS_H_MARKUP,		/* <!doctype …> */
	GS_H_COMMENT,
	GS_H_NAME,		/* of an element */
	GS_H_TAG,		/* between attributes */
	GS_H_ATTR,		/* name of an attribute */
	GS_H_AFTER_ATTR,	/* blanks after it */
	GS_H_BEFORE_VALUE,	/* after '=' */
	GS_H_DOUBLE, GS_H_SINGLE, GS_H_UNQUOTED,
	GS_H_RCDATA,		/* <title>, <textarea> */
	GS_H_JSON,		/* <script type="application/json"> */
	GS_H_SCRIPT, GS_H_STYLE,
};

enum gs_html_url { GS_U_START, GS_U_PATH, GS_U_QUERY, GS_U_BAD };

struct gs_html {
	enum gs_html_where	where;
	enum gs_html_url	url;
	const char		*attr_kind;	/* one of the table's */
	bool			 closing;	/* </… */
	bool			 glued;		/* a name ended at a section */
	bool			 json_script;	/* type= says so */
	bool			 in_string;	/* of JSON */
	bool			 escaped;	/* after its backslash */
	char			 name[24];	/* of the element */
	char			 attr[24];
	char			 word[24];	/* end of what was read: scheme,
						   type, "--", closing tag */
};

/* Read literal text. Errors are sentences without a place, which is ${*at}. */
enum gs_status gs_html_feed(struct gs_html *h, gs_str text, size_t *at,
    struct gs_err *err) GS_MUST_CHECK;
/* The escape of a value here. */
enum gs_status gs_html_value(struct gs_html *h, enum gs_escape *esc,
    struct gs_err *err) GS_MUST_CHECK;
/* A section begins or ends here. */
enum gs_status gs_html_boundary(struct gs_html *h, struct gs_err *err)
    GS_MUST_CHECK;
/* ${before} is the state where a section began, ${*h} where it ends: the
 * state after it, whether it was shown or not. */
enum gs_status gs_html_join(struct gs_html *h, const struct gs_html *before,
    struct gs_err *err) GS_MUST_CHECK;

#endif
