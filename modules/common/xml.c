/* SPDX-License-Identifier: MIT */
/* xml.c: the streaming writer; xml_read.c is the reader. */
#include "common/base.h"

#include <assert.h>
#include <libxml/xmlwriter.h>

#include "common/xml.h"

static int
write_out(void *ctx, const char *p, int n)
{
	gs_put(ctx, p, (size_t)n);
	return n;	/* a failure is kept by the sink */
}

static void
check(int rc)
{
	if (rc < 0)	/* memory; sinks do not fail here */
		abort();
}

void
gs_xml_init(struct gs_xml *x, struct gs_out *out)
{
	xmlOutputBufferPtr buffer;

	*x = (struct gs_xml){ .out = out };
	buffer = xmlOutputBufferCreateIO(write_out, NULL, out, NULL);
	if (buffer == NULL || (x->writer = xmlNewTextWriter(buffer)) == NULL)
		abort();
	check(xmlTextWriterSetIndent(x->writer, 1));
	check(xmlTextWriterSetIndentString(x->writer, BAD_CAST "  "));
	check(xmlTextWriterStartDocument(x->writer, "1.0", "UTF-8", NULL));
}

void
gs_xml_finish(struct gs_xml *x)
{
	if (x->writer == NULL)
		return;
	check(xmlTextWriterEndDocument(x->writer));
	xmlFreeTextWriter(x->writer);
	x->writer = NULL;
	x->depth = 0;
}

void
gs_xml_open(struct gs_xml *x, const char *qname)
{
	check(xmlTextWriterStartElement(x->writer, BAD_CAST qname));
	x->depth++;
}

void
gs_xml_close(struct gs_xml *x)
{
	assert(x->depth > 0);
	check(xmlTextWriterEndElement(x->writer));
	x->depth--;
}

static const char *
escape(uint32_t c, bool in_attribute)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\r': return "&#13;";
	case '\n': return in_attribute ? "&#10;" : NULL;
	case '\t': return in_attribute ? "&#9;" : NULL;
	case 0xfffd: case 0xfffe: case 0xffff: return "\xef\xbf\xbd";
	default: return c < 0x20 ? "\xef\xbf\xbd" : NULL;
	}
}

/* Escaped here and not by libxml2, which turns the letters of an attribute
 * that are not ASCII into references. */
static void
write_escaped(struct gs_xml *x, gs_str s, bool in_attribute)
{
	struct gs_buf b;

	gs_buf_init(&b, SIZE_MAX);
	while (s.len != 0) {
		gs_str bytes = s;
		const char *text = escape(gs_utf8_next(&s), in_attribute);

		bytes.len -= s.len;
		if (text != NULL)
			gs_buf_puts(&b, text);
		else
			gs_buf_put_str(&b, bytes);
	}
	check(xmlTextWriterWriteRaw(x->writer, BAD_CAST b.ptr));
	gs_buf_release(&b);
}

void
gs_xml_attr(struct gs_xml *x, const char *qname, gs_str value)
{
	check(xmlTextWriterStartAttribute(x->writer, BAD_CAST qname));
	write_escaped(x, value, true);
	check(xmlTextWriterEndAttribute(x->writer));
}

void
gs_xml_attrf(struct gs_xml *x, const char *qname, const char *fmt, ...)
{
	struct gs_buf b;
	va_list ap;

	gs_buf_init(&b, SIZE_MAX);
	va_start(ap, fmt);
	gs_buf_vprintf(&b, fmt, ap);
	va_end(ap);
	gs_xml_attr(x, qname, gs_buf_str(&b));
	gs_buf_release(&b);
}

void
gs_xml_text(struct gs_xml *x, gs_str s)
{
	write_escaped(x, s, false);
}

void
gs_xml_elem(struct gs_xml *x, const char *qname, gs_str s)
{
	if (s.len == 0)
		return;
	gs_xml_open(x, qname);
	gs_xml_text(x, s);
	gs_xml_close(x);
}

void
gs_xml_elemc(struct gs_xml *x, const char *qname, const char *s)
{
	gs_xml_elem(x, qname, gs_str_of(s));
}

void
gs_xml_elemf(struct gs_xml *x, const char *qname, const char *fmt, ...)
{
	struct gs_buf b;
	va_list ap;

	gs_buf_init(&b, SIZE_MAX);
	va_start(ap, fmt);
	gs_buf_vprintf(&b, fmt, ap);
	va_end(ap);
	gs_xml_elem(x, qname, gs_buf_str(&b));
	gs_buf_release(&b);
}
