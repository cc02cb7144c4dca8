/* SPDX-License-Identifier: MIT */
/* Escaping by context, and the templates that do not compile. */
#include "template_case.h"

#define RUN(cases)	template_try(*state, cases, GS_COUNTOF(cases), false)

#define XSS	"{\"x\":\"\\\"'><script>&\"}"
#define XSS_HTML "&quot;&#39;&gt;&lt;script&gt;&amp;"

static void
test_text_and_attributes(void **state)
{
	static const struct template_case cases[] = {
		{ "text", XSS, "<p>{{x}}</p>", "<p>" XSS_HTML "</p>" },
		{ "double quotes", XSS, "<p title=\"{{x}}\">",
		  "<p title=\"" XSS_HTML "\">" },
		{ "single quotes", XSS, "<p title = '{{x}}'>",
		  "<p title = '" XSS_HTML "'>" },
		{ "textarea", XSS, "<textarea>{{x}}</textarea>{{x}}",
		  "<textarea>" XSS_HTML "</textarea>" XSS_HTML },
		{ "title", XSS, "<title>a < {{x}}</title>",
		  "<title>a < " XSS_HTML "</title>" },
		{ "bad bytes", "{\"x\":\"a\\u0008\"}", "{{x}}",
		  "a\xef\xbf\xbd" },
		{ "less-than as text", XSS, "1 < 2 {{x}}",
		  "1 < 2 " XSS_HTML },
		{ "after a comment", XSS, "<!-- <script> -->{{x}}",
		  "<!-- <script> -->" XSS_HTML },
		{ "after a doctype", XSS, "<!doctype html>{{x}}",
		  "<!doctype html>" XSS_HTML },
		{ "after a script file", XSS,
		  "<script type=\"module\" src=\"/a.js\"></script>{{x}}",
		  "<script type=\"module\" src=\"/a.js\"></script>" XSS_HTML },
		{ "after a script's text", XSS,
		  "<script>if (a < b) x(\"<p>\")</script>{{x}}",
		  "<script>if (a < b) x(\"<p>\")</script>" XSS_HTML },
		{ "unquoted literal", XSS, "<input type=text value=\"{{x}}\">",
		  "<input type=text value=\"" XSS_HTML "\">" },
		{ "a word that begins like a handler", XSS,
		  "<p data-onclick=\"{{x}}\">",
		  "<p data-onclick=\"" XSS_HTML "\">" },
	};

	RUN(cases);
}

static void
test_sections_inside_tags(void **state)
{
	static const struct template_case cases[] = {
		{ "attribute shown", "{\"s\":true}",
		  "<option{{#s}} selected{{/s}}>", "<option selected>" },
		{ "attribute hidden", "{}", "<option{{#s}} selected{{/s}}>",
		  "<option>" },
		{ "with a value", "{\"s\":\"<\"}",
		  "<a{{#s}} title=\"{{s}}\"{{/s}} id=\"i\">",
		  "<a title=\"&lt;\" id=\"i\">" },
		{ "parts of a class", "{\"a\":true,\"b\":false}",
		  "<p class=\"x{{#a}} y{{/a}}{{^b}} z{{/b}}\">",
		  "<p class=\"x y z\">" },
		{ "elements", "{\"a\":true}",
		  "{{#a}}<b title=\"1\">{{/a}}t{{#a}}</b>{{/a}}",
		  "<b title=\"1\">t</b>" },
		{ "both branches", "{}",
		  "<a href=\"{{#n}}{{n}}{{/n}}{{^n}}/{{/n}}\">", "<a href=\"/\">" },
	};

	RUN(cases);
}

static void
test_links(void **state)
{
	static const struct template_case cases[] = {
		{ "https", "{\"u\":\"https://a.org/b?c=d&e=\\\"f\"}",
		  "<a href=\"{{u}}\">", "<a href=\"https://a.org/b?c=d&amp;"
		  "e=%22f\">" },
		{ "HTTP and mailto",
		  "{\"u\":\"HTTP://a\",\"v\":\"mailto:a@b.org\"}",
		  "<a href='{{u}}'><a href='{{v}}'>",
		  "<a href='HTTP://a'><a href='mailto:a@b.org'>" },
		{ "relative", "{\"u\":\"/é b?x:y\",\"v\":\"../a:b\"}",
		  "<a href=\"{{u}}\"><a href=\"{{v}}\">",
		  "<a href=\"/%C3%A9%20b?x:y\"><a href=\"../a:b\">" },
		{ "javascript", "{\"u\":\"javascript:alert(1)\"}",
		  "<a href=\"{{u}}\">", "<a href=\"#\">" },
		{ "disguised", "{\"u\":\" \\u0001JaVa\\tScript\\n:alert(1)\"}",
		  "<a href=\"{{u}}\">", "<a href=\"#\">" },
		{ "data and vbscript", "{\"u\":\"data:text/html,x\","
		  "\"v\":\"vbscript:x\"}",
		  "<img src=\"{{u}}\"><form action=\"{{v}}\">",
		  "<img src=\"#\"><form action=\"#\">" },
		{ "in two parts", "{\"u\":\"\",\"v\":\"javascript:x\"}",
		  "<a href=\"{{u}}{{v}}\">", "<a href=\"#\">" },
		{ "a colon to join", "{\"u\":\"javascript\",\"v\":\":x\"}",
		  "<a href=\"{{u}}{{v}}\">", "<a href=\"javascript#\">" },
		{ "a hidden start", "{\"v\":\"javascript:x\"}",
		  "<a href=\"{{#p}}/{{/p}}{{v}}\">", "<a href=\"#\">" },
		{ "after blanks", "{\"v\":\"javascript:x\"}",
		  "<a href=\" {{v}}\">", "<a href=\" #\">" },
		{ "path", "{\"p\":\"/fr\",\"s\":\"a b/c?d\\\"\"}",
		  "<a href=\"{{p}}/dataset/{{s}}\">",
		  "<a href=\"/fr/dataset/a%20b/c?d%22\">" },
		{ "query", "{\"q\":\"a&b=c/é\"}",
		  "<a href=\"/s?q={{q}}&amp;p={{q}}\">",
		  "<a href=\"/s?q=a%26b%3Dc%2F%C3%A9&amp;p="
		  "a%26b%3Dc%2F%C3%A9\">" },
		{ "query of a value", "{\"u\":\"/s?a=1\",\"q\":\"x y\"}",
		  "<a href=\"{{u}}&amp;b={{q}}\">",
		  "<a href=\"/s?a=1&amp;b=x%20y\">" },
		{ "fragment", "{\"f\":\"a b\"}", "<a href=\"#{{f}}\">",
		  "<a href=\"#a%20b\">" },
		{ "query in a section", "{\"q\":\"a b\"}",
		  "<a href=\"/s{{#q}}?q={{q}}{{/q}}\">",
		  "<a href=\"/s?q=a%20b\">" },
		{ "literal scheme", "{\"m\":\"a b@c\"}",
		  "<a href=\"mailto:{{m}}\">", "<a href=\"mailto:a%20b@c\">" },
		{ "other attributes are no links", "{\"u\":\"a:b c\"}",
		  "<a title=\"{{u}}\">", "<a title=\"a:b c\">" },
		{ "upper case names", "{\"u\":\"javascript:x\"}",
		  "<A HREF=\"{{u}}\">", "<A HREF=\"#\">" },
		{ "closing the attribute", "{\"u\":\"/'\\\"><b>\"}",
		  "<a href='{{u}}'>", "<a href='/%27%22%3E%3Cb%3E'>" },
	};

	RUN(cases);
}

static void
test_json_blocks(void **state)
{
	static const struct template_case cases[] = {
		{ "tree", "{\"m\":{\"a\":[1,2.50,null,true],\"b\":\"x\"}}",
		  "<script type=\"application/json\">{{m}}</script>",
		  "<script type=\"application/json\">"
		  "{\"a\":[1,2.50,null,true],\"b\":\"x\"}</script>" },
		{ "closing tag", "{\"m\":\"</script><!--&\\u2028\"}",
		  "<script id=\"i\" type='application/ld+json'>"
		  "{\"k\": {{m}}}</script>",
		  "<script id=\"i\" type='application/ld+json'>{\"k\": "
		  "\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\"}</script>" },
		{ "keys too", "{\"m\":{\"</script>\":1}}",
		  "<script type=application/json>{{m}}</script>",
		  "<script type=application/json>"
		  "{\"\\u003c/script\\u003e\":1}</script>" },
		{ "missing", "{}",
		  "<script type=\"application/json\">{{m}}</script>{{m}}",
		  "<script type=\"application/json\">null</script>" },
		{ "text after it", "{\"x\":\"<\"}",
		  "<script type=\"application/json\">\"a\"</script>{{x}}",
		  "<script type=\"application/json\">\"a\"</script>&lt;" },
	};

	RUN(cases);
}

static void
test_does_not_compile(void **state)
{
	static const struct {
		const char	*text, *want;
	} rows[] = {
		{ "<p title={{x}}>", "attribute without quotes" },
		{ "<p title=a{{x}}>", "attribute without quotes" },
		{ "<p title={{#x}}a{{/x}}>", "attribute without quotes" },
		{ "<p onclick=\"f({{x}})\">", "event handler attribute 'onclick'" },
		{ "<p OnLoad='f()'>", "event handler attribute 'onload'" },
		{ "{{{x}}}", "raw value 'x'" },
		{ "{{&x}}", "raw value 'x'" },
		{ "<style>p { color: {{x}} }</style>", "<style>" },
		{ "<script>var a = {{x}};</script>", "<script>" },
		{ "<script type=\"text/javascript\">{{x}}</script>", "<script>" },
		{ "<script type=\"{{x}}\">{{x}}</script>",
		  "attribute 'type', whose value is code" },
		{ "<script {{#x}}type=\"application/json\"{{/x}}>{{x}}</script>",
		  "<script>" },
		{ "<script type=\"application/json\">{\"a\": \"{{x}}\"}</script>",
		  "inside a string" },
		{ "<p style=\"color: {{x}}\">", "'style', whose value is code" },
		{ "<iframe srcdoc=\"{{x}}\">", "'srcdoc', whose value is code" },
		{ "<object data=\"{{x}}\">", "'data', whose value is code" },
		{ "<{{x}}>", "names of an HTML element" },
		{ "<p {{x}}>", "names of an HTML element" },
		{ "<p {{x}}=\"a\">", "names of an HTML element" },
		{ "<p t{{x}}=\"a\">", "names of an HTML element" },
		{ "<!-- {{x}} -->", "comment" },
		{ "<!doctype {{x}}>", "comment or declaration" },
		{ "<a href=\"javascript:{{x}}\">", "a scheme that is not" },
		{ "<a href=\" data:{{x}}\">", "a scheme that is not" },
		{ "<a href=\"{{x}}:y\">", "has its scheme" },
		{ "{{#a}}<p title=\"{{/a}}\">", "another part of HTML" },
		{ "<p {{#a}}title=\"x{{/a}}\">", "another part of HTML" },
		{ "{{#a}}<textarea>{{/a}}</textarea>", "another part of HTML" },
		{ "<opt{{#a}}x{{/a}}ion>", "cannot be cut" },
		{ "<option{{#a}} sel{{/a}}ected>", "cannot be cut" },
		{ "<p title=\"{{>x}}\">", "a partial stands in text only" },
		{ "<p title=\"x", "ends inside a tag" },
		{ "<!-- x", "ends inside a tag" },
		{ "{{#a}}", "{{#a}} of line 1 is not closed" },
		{ "{{/a}}", "{{/a}} closes nothing" },
		{ "{{#a}}{{#b}}{{/a}}{{/b}}", "{{/b}} is due" },
		{ "{{x", "not closed by '}}'" },
		{ "{{! x", "not closed" },
		{ "{{=a}}", "not closed" },
		{ "{{=a=}}", "{{=open close=}}" },
		{ "{{= a b c =}}", "{{=open close=}}" },
		{ "{{}}", "is no name" },
		{ "{{a b}}", "is no name" },
		{ "{{a..b}}", "is no name" },
		{ "{{.a}}", "is no name" },
		{ "{{>../x}}", "is no name" },
	};

	for (size_t i = 0; i < GS_COUNTOF(rows); i++) {
		struct gs_err err = { 0 };
		struct gs_template *t;

		if (gs_template_compile(&t, *state, "page.html",
		    gs_str_of(rows[i].text), false, &err) == GS_OK)
			fail_msg("compiles: %s", rows[i].text);
		assert_error(err, GS_EINVAL, rows[i].want);
		assert_error(err, GS_EINVAL, "page.html:1: ");
	}
}

static void
test_errors_name_the_line(void **state)
{
	static const struct {
		const char	*text, *want;
	} rows[] = {
		{ "a\n{{! two\nthree }}\n{{#b}}\n{{/b}}\n<p {{x}}>",
		  "page.html:6: {{x}}: a tag among" },
		{ "a\n\n<p\n onclick=\"x\">\n\n{{x}}",
		  "page.html:4: event handler" },
		{ "\n{{#a}}\n\n{{/b}}", "page.html:4: {{/b}} where {{/a}} is "
		  "due (line 2)" },
		{ "\n\n{{#a}}\n", "page.html:4: {{#a}} of line 3" },
	};

	for (size_t i = 0; i < GS_COUNTOF(rows); i++) {
		struct gs_err err = { 0 };
		struct gs_template *t;

		assert_int_equal(gs_template_compile(&t, *state, "page.html",
		    gs_str_of(rows[i].text), false, &err), GS_EINVAL);
		assert_error(err, GS_EINVAL, rows[i].want);
	}
}

static void
test_sections_nest_to_a_depth(void **state)
{
	struct gs_err err = { 0 };
	struct gs_template *t;
	struct gs_buf b;

	gs_buf_init_arena(&b, *state, SIZE_MAX);
	for (int i = 0; i < 33; i++)
		gs_buf_puts(&b, "{{#a}}");
	assert_int_equal(gs_template_compile(&t, *state, "x", gs_buf_str(&b),
	    false, &err), GS_EINVAL);
	assert_error(err, GS_EINVAL, "nested deeper than 32");
}

static void
note(void *ctx, char kind, gs_str name, int line)
{
	gs_buf_printf(ctx, "%c%.*s:%d ", kind, GS_FMT(name), line);
}

static void
test_visit(void **state)
{
	struct gs_err err = { 0 };
	struct gs_template *t;
	struct gs_buf b;

	gs_buf_init_arena(&b, *state, SIZE_MAX);
	assert_int_equal(gs_template_compile(&t, *state, "x", GS_STR(
	    "{{a}}\n{{#b.c}}\n{{>d}}{{^e}}{{/e}}\n{{/b.c}}\n"
	    "<script type=\"application/json\">{{f}}</script>"), false, &err),
	    GS_OK);
	gs_template_visit(t, note, &b);
	assert_view(gs_buf_str(&b), "$a:1 #b.c:2 >d:3 ^e:3 jf:5 ");
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_text_and_attributes),
	UNIT_TEST(test_sections_inside_tags),
	UNIT_TEST(test_links),
	UNIT_TEST(test_json_blocks),
	UNIT_TEST(test_does_not_compile),
	UNIT_TEST(test_errors_name_the_line),
	UNIT_TEST(test_sections_nest_to_a_depth),
	UNIT_TEST(test_visit),
};
UNIT_MAIN(tests)
