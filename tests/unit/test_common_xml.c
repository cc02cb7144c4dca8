/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <libxml/tree.h>

#include "common/xml.h"

static struct gs_buf buffer;
static struct gs_out out;
static struct gs_xml x;

static void
begin(struct gs_arena *a)
{
	gs_buf_init_arena(&buffer, a, SIZE_MAX);
	gs_out_init_buf(&out, &buffer);
	gs_xml_init(&x, &out);
}

static void
test_writes_indented_and_escaped(void **state)
{
	begin(*state);
	gs_xml_open(&x, "wms:Layer");
	gs_xml_attr(&x, "xmlns:wms", GS_STR("http://x/?a&b"));
	gs_xml_attr(&x, "t", GS_STR("é \"<\n\t\r>"));
	gs_xml_attrf(&x, "n", "%d", 7);
	gs_xml_elemc(&x, "Name", "a<b>&\"é\"");
	gs_xml_elem(&x, "Skipped", GS_NOSTR);
	gs_xml_elemc(&x, "Skipped", NULL);
	gs_xml_elemf(&x, "Max", "%.1f", 1.5);
	gs_xml_open(&x, "Empty");
	gs_xml_close(&x);
	gs_xml_finish(&x);
	assert_view(gs_buf_str(&buffer),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<wms:Layer xmlns:wms=\"http://x/?a&amp;b\" "
	    "t=\"é &quot;&lt;&#10;&#9;&#13;&gt;\" n=\"7\">\n"
	    "  <Name>a&lt;b&gt;&amp;&quot;é&quot;</Name>\n"
	    "  <Max>1.5</Max>\n"
	    "  <Empty/>\n"
	    "</wms:Layer>\n");
}

/* Whatever bytes come, the document is well-formed and says U+FFFD. */
static void
test_forbidden_characters(void **state)
{
	struct gs_err err = { 0 };
	xmlChar *content;
	void *doc;

	begin(*state);
	gs_xml_open(&x, "a");
	gs_xml_attr(&x, "b", GS_STR("\x01\xff\xef\xbf\xbf"));
	gs_xml_text(&x, (gs_str){ "x\0\x0b\x1f\xed\xa0\x80z\r", 9 });
	gs_xml_finish(&x);
	assert_int_equal(gs_xml_parse(&doc, *state, gs_buf_str(&buffer),
	    &err), GS_OK);
	content = xmlNodeGetContent(xmlDocGetRootElement(doc));
	assert_view(gs_str_of((char *)content), "x\xef\xbf\xbd\xef\xbf\xbd"
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\r");
	xmlFree(content);
}

static void
test_finish_closes_what_is_open(void **state)
{
	struct gs_err err = { 0 };
	void *doc;

	begin(*state);
	gs_xml_open(&x, "a");
	gs_xml_open(&x, "b");
	gs_xml_attr(&x, "c", GS_STR("d"));
	gs_xml_finish(&x);
	gs_xml_finish(&x);
	assert_int_equal(gs_xml_parse(&doc, *state, gs_buf_str(&buffer),
	    &err), GS_OK);
}

static void
test_large_document_streams(void **state)
{
	begin(*state);
	gs_xml_open(&x, "a");
	for (int i = 0; i < 10000; i++)
		gs_xml_elemc(&x, "b", "text");
	assert_true(buffer.len > 100000);
	gs_xml_finish(&x);
	assert_int_equal(gs_out_status(&out), GS_OK);
}

static void
test_failed_sink_is_kept(void **state GS_UNUSED)
{
	struct unit_narrow w = { .left = 60 };

	out = (struct gs_out){ .write = unit_narrow_write, .ctx = &w };
	gs_xml_init(&x, &out);
	gs_xml_open(&x, "a");
	for (int i = 0; i < 10000; i++)
		gs_xml_elemc(&x, "b", "text");
	gs_xml_finish(&x);
	assert_int_equal(gs_out_status(&out), GS_EUPSTREAM);
	assert_int_equal(w.calls, 1);
}

static struct gs_err
refused(struct gs_arena *a, gs_str text)
{
	struct gs_err err = { 0 };
	void *doc;

	assert_int_not_equal(gs_xml_parse(&doc, a, text, &err), GS_OK);
	return err;
}

static void
test_reader_refuses_doctype(void **state)
{
	static const char *const bad[] = {
		"<!DOCTYPE a><a/>",
		"<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"
		"<a/>",
		"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;"
		"</a>",
		"<!DOCTYPE a [<!ENTITY b 'xx'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
		"<!-- c --><!DOCTYPE a PUBLIC '-//x' 'http://127.0.0.1:1/x'>"
		"<a/>",
	};

	for (size_t i = 0; i < GS_COUNTOF(bad); i++) {
		struct gs_err err = refused(*state, gs_str_of(bad[i]));

		assert_error(err, GS_EINVAL, "DOCTYPE is not accepted");
	}
}

/* The same in UTF-16, which a search for "<!DOCTYPE" would not see. */
static void
test_reader_refuses_doctype_in_utf16(void **state)
{
	static const char text[] = "<!DOCTYPE a><a/>";
	char wide[2 * sizeof(text)] = { '\xff', '\xfe' };
	struct gs_err err;

	for (size_t i = 0; i + 1 < sizeof(text); i++)
		wide[2 + 2 * i] = text[i];
	err = refused(*state, (gs_str){ wide, 2 * sizeof(text) });
	assert_error(err, GS_EINVAL, "DOCTYPE is not accepted");
}

static void
test_reader_names_the_place(void **state)
{
	struct gs_err err = refused(*state, GS_STR("<a>\n\n<b></a>"));

	assert_error(err, GS_EINVAL, "XML, line 3: ");
	err = refused(*state, GS_STR(""));
	assert_error(err, GS_EINVAL, "XML");
	err = refused(*state, GS_STR("<a>&undefined;</a>"));
	assert_error(err, GS_EINVAL, "undefined");
	err = refused(*state, GS_STR("<a/><b/>"));
	assert_error(err, GS_EINVAL, "XML, line 1");
	err = refused(*state, GS_STR("<a>\xff</a>"));
	assert_error(err, GS_EINVAL, "XML, line 1");
}

static void
repeat(struct gs_buf *b, const char *s, int n)
{
	while (n-- > 0)
		gs_buf_puts(b, s);
}

static void
test_reader_limits(void **state)
{
	struct gs_err err = { 0 };
	struct gs_buf b;
	void *doc;

	gs_buf_init_arena(&b, *state, SIZE_MAX);
	repeat(&b, "<a>", 100);
	repeat(&b, "</a>", 100);
	assert_int_equal(gs_xml_parse(&doc, *state, gs_buf_str(&b), &err),
	    GS_OK);
	gs_buf_clear(&b);
	repeat(&b, "<a>", 101);
	repeat(&b, "</a>", 101);
	err = refused(*state, gs_buf_str(&b));
	assert_error(err, GS_ETOOLARGE, "nested deeper than 100");

	gs_buf_clear(&b);
	gs_buf_puts(&b, "<a>");
	repeat(&b, "<b/>", 200000);
	gs_buf_puts(&b, "</a>");
	err = refused(*state, gs_buf_str(&b));
	assert_error(err, GS_ETOOLARGE, "200000 nodes");

	gs_buf_clear(&b);
	gs_buf_puts(&b, "<a>");
	repeat(&b, "<!---->", 200001);
	gs_buf_puts(&b, "</a>");
	err = refused(*state, gs_buf_str(&b));
	assert_error(err, GS_ETOOLARGE, "200000 nodes");

	gs_buf_clear(&b);
	gs_buf_printf(&b, "<a>%*s</a>", 5 << 20, "");
	err = refused(*state, gs_buf_str(&b));
	assert_error(err, GS_ETOOLARGE, "at most 5242880");
}

/* XInclude stays an ordinary element; CDATA and references are text. */
static void
test_reader_content(void **state)
{
	struct gs_err err = { 0 };
	xmlChar *content;
	void *doc;

	assert_int_equal(gs_xml_parse(&doc, *state, GS_STR("<a xmlns:xi="
	    "'http://www.w3.org/2001/XInclude'><xi:include href="
	    "'file:///etc/passwd' parse='text'/><![CDATA[<x>]]>&amp;&#233;"
	    "</a>"), &err), GS_OK);
	content = xmlNodeGetContent(xmlDocGetRootElement(doc));
	assert_view(gs_str_of((char *)content), "<x>&é");
	xmlFree(content);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_writes_indented_and_escaped),
	UNIT_TEST(test_forbidden_characters),
	UNIT_TEST(test_finish_closes_what_is_open),
	UNIT_TEST(test_large_document_streams),
	UNIT_TEST(test_failed_sink_is_kept),
	UNIT_TEST(test_reader_refuses_doctype),
	UNIT_TEST(test_reader_refuses_doctype_in_utf16),
	UNIT_TEST(test_reader_names_the_place),
	UNIT_TEST(test_reader_limits),
	UNIT_TEST(test_reader_content),
};
UNIT_MAIN(tests)
