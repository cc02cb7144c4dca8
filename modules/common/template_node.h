/* SPDX-License-Identifier: MIT */
/* template_node.h: a compiled template. Private to template*.c. */
#ifndef GS_TEMPLATE_NODE_H
#define GS_TEMPLATE_NODE_H

#include "common/template.h"
#include "common/template_html.h"

#define GS_TEMPLATE_DEPTH	32	/* nested sections */
#define GS_PARTIAL_DEPTH	16

struct gs_node {
	struct gs_node	*next;
	char		 kind;		/* 't'ext, '$' value, '#', '^', '>' */
	enum gs_escape	 escape;	/* of a value */
	int		 line;
	gs_str		 text;		/* literal, or name */
	gs_str		 indent;	/* of a partial alone on its line */
	bool		 alone;		/* it is */
	struct gs_node	*first;		/* of a section */
};

struct gs_template {
	const char	*name;
	bool		 raw_ok;
	struct gs_node	*first;
};

#endif
