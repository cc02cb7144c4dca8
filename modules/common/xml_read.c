/* SPDX-License-Identifier: MIT */
/* xml_read.c: the only door to libxml2's parser in this tree (xml.h). */
#include "common/base.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "common/xml.h"

#define SIZE_LIMIT	((size_t)5 << 20)
#define DEPTH_LIMIT	100
#define NODE_LIMIT	200000

struct reader {
	int		 nodes;
	struct gs_err	 own;		/* refusals of ours */
};

static void
refuse(xmlParserCtxtPtr ctxt, enum gs_status st, const char *why)
{
	struct reader *r = ctxt->_private;

	gs_fail(&r->own, st, "XML, line %d: %s", xmlSAX2GetLineNumber(ctxt),
	    why);
	xmlStopParser(ctxt);
}

/* Called at the DOCTYPE, before anything it declares is read. */
static void
on_doctype(void *ctx, const xmlChar *name GS_UNUSED,
    const xmlChar *external GS_UNUSED, const xmlChar *system GS_UNUSED)
{
	refuse(ctx, GS_EINVAL, "a DOCTYPE is not accepted: remove it");
}

static bool
count(xmlParserCtxtPtr ctxt, int n)
{
	struct reader *r = ctxt->_private;

	if (r->own.status != GS_OK)
		return false;
	r->nodes += n;
	if (r->nodes <= NODE_LIMIT)
		return true;
	refuse(ctxt, GS_ETOOLARGE, "more than 200000 nodes");
	return false;
}

static void
on_element(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattr, int ndefault,
    const xmlChar **attr)
{
	xmlParserCtxtPtr ctxt = ctx;

	if (!count(ctxt, 1 + nns + nattr))
		return;
	if (ctxt->nodeNr >= DEPTH_LIMIT) {
		refuse(ctxt, GS_ETOOLARGE, "nested deeper than 100");
		return;
	}
	xmlSAX2StartElementNs(ctx, name, prefix, uri, nns, ns, nattr, ndefault,
	    attr);
}

static void
on_comment(void *ctx, const xmlChar *text)
{
	if (count(ctx, 1))
		xmlSAX2Comment(ctx, text);
}

static void
on_instruction(void *ctx, const xmlChar *target, const xmlChar *data)
{
	if (count(ctx, 1))
		xmlSAX2ProcessingInstruction(ctx, target, data);
}

static void
on_cdata(void *ctx, const xmlChar *text, int n)
{
	if (count(ctx, 1))
		xmlSAX2CDataBlock(ctx, text, n);
}

static void
free_doc(void *doc)
{
	xmlFreeDoc(doc);
}

static enum gs_status
fail_syntax(struct gs_err *err, xmlParserCtxtPtr ctxt)
{
	const xmlError *e = xmlCtxtGetLastError(ctxt);
	gs_str why = GS_STR("not well-formed");

	if (e != NULL && e->message != NULL)
		why = gs_str_trim(gs_str_of(e->message));
	return gs_fail(err, GS_EINVAL, "XML, line %d: %.*s",
	    e != NULL ? e->line : 0, GS_FMT(why));
}

enum gs_status
gs_xml_parse(void **doc, struct gs_arena *a, gs_str text, struct gs_err *err)
{
	struct reader r = { 0 };
	enum gs_status st = GS_OK;
	xmlParserCtxtPtr ctxt;
	xmlDocPtr d;

	if (text.len > SIZE_LIMIT)
		return gs_fail(err, GS_ETOOLARGE, "XML: %zu bytes, where at "
		    "most %zu are read", text.len, SIZE_LIMIT);
	if (text.len == 0)
		return gs_fail(err, GS_EINVAL, "XML: the document is empty");
	if ((ctxt = xmlNewParserCtxt()) == NULL)
		abort();
	ctxt->_private = &r;
	ctxt->sax->internalSubset = on_doctype;
	ctxt->sax->startElementNs = on_element;
	ctxt->sax->comment = on_comment;
	ctxt->sax->processingInstruction = on_instruction;
	ctxt->sax->cdataBlock = on_cdata;
	d = xmlCtxtReadMemory(ctxt, text.ptr, (int)text.len, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (r.own.status != GS_OK)
		st = gs_fail(err, r.own.status, "%s", r.own.text);
	else if (d == NULL)
		st = fail_syntax(err, ctxt);
	xmlFreeParserCtxt(ctxt);
	if (st != GS_OK) {
		xmlFreeDoc(d);
		return st;
	}
	gs_arena_defer(a, free_doc, d);
	*doc = d;
	return GS_OK;
}
