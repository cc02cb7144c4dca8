/* SPDX-License-Identifier: MIT */
/*
 * xml.h: a streaming XML writer over gs_out, and the one hardened reader.
 *
 * Writer (libxml2's xmlTextWriter): elements are a stack, text and attributes
 * are escaped, characters that XML 1.0 forbids become U+FFFD. Names are
 * constants of ours, never a client's. gs_xml_finish() closes what is open.
 *
 * Reader: gs_xml_parse() is the only door to xmlParse* in this tree. Any
 * DOCTYPE is refused before a document exists; no network, no external
 * entity, no XInclude, no huge mode; at most 5 MiB, depth 100 and 200,000
 * nodes.
 */
#ifndef GS_XML_H
#define GS_XML_H

#include "common/arena.h"
#include "common/err.h"
#include "common/out.h"
#include "common/str.h"

struct gs_xml {
	struct gs_out	*out;
	void		*writer;	/* xmlTextWriterPtr */
	int		 depth;
};

/* Writes the declaration (UTF-8). Layout is indented. */
void gs_xml_init(struct gs_xml *x, struct gs_out *out);
void gs_xml_finish(struct gs_xml *x);
void gs_xml_open(struct gs_xml *x, const char *qname);
void gs_xml_close(struct gs_xml *x);
void gs_xml_attr(struct gs_xml *x, const char *qname, gs_str value);
void gs_xml_attrf(struct gs_xml *x, const char *qname, const char *fmt, ...)
    GS_PRINTF(3, 4);
void gs_xml_text(struct gs_xml *x, gs_str s);
/* <qname>text</qname>; gs_xml_elem skips the element when ${s} is empty. */
void gs_xml_elem(struct gs_xml *x, const char *qname, gs_str s);
void gs_xml_elemc(struct gs_xml *x, const char *qname, const char *s);
void gs_xml_elemf(struct gs_xml *x, const char *qname, const char *fmt, ...)
    GS_PRINTF(3, 4);

/* Parsed document, released with the arena. ${*doc} is an xmlDocPtr. */
enum gs_status gs_xml_parse(void **doc, struct gs_arena *a, gs_str text,
    struct gs_err *err) GS_MUST_CHECK;

#endif
