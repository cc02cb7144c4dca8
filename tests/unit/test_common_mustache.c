/* SPDX-License-Identifier: MIT */
/*
 * The mustache specification, module by module: each row is one of its rules
 * (mustache(5) and the spec's overviews), in words and data of our own.
 */
#include "template_case.h"

#define RUN(cases)	template_try(*state, cases, GS_COUNTOF(cases), true)

static void
test_interpolation(void **state)
{
	static const struct template_case cases[] = {
		{ "no tag", "{}", "Plain {text}.\n", "Plain {text}.\n" },
		{ "value", "{\"who\":\"world\"}", "Hello, {{who}}!",
		  "Hello, world!" },
		{ "no interpolation twice", "{\"a\":\"{{b}}\",\"b\":\"no\"}",
		  "{{a}}: {{b}}", "{{b}}: no" },
		{ "escape", "{\"x\":\"& \\\" < >\"}", "{{x}}",
		  "&amp; &quot; &lt; &gt;" },
		{ "triple mustache", "{\"x\":\"& \\\" < >\"}", "{{{x}}}",
		  "& \" < >" },
		{ "ampersand", "{\"x\":\"& \\\" < >\"}", "{{&x}}",
		  "& \" < >" },
		{ "integers, each way", "{\"n\":85}", "{{n}}{{{n}}}{{&n}}",
		  "858585" },
		{ "decimals, each way", "{\"n\":1.21}", "{{n}}{{{n}}}{{&n}}",
		  "1.211.211.21" },
		{ "null is empty", "{\"x\":null}", "({{x}}{{{x}}}{{&x}})",
		  "()" },
		{ "missing is empty", "{}", "({{x}}{{{x}}}{{&x}})", "()" },
		{ "dotted name", "{\"p\":{\"name\":\"Joe\"}}",
		  "{{p.name}} {{{p.name}}} {{&p.name}}", "Joe Joe Joe" },
		{ "deep dotted name",
		  "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"n\":\"Phil\"}}}}}}",
		  "{{a.b.c.d.e.n}}", "Phil" },
		{ "broken chain", "{\"a\":{}}", "({{a.b.c}})", "()" },
		{ "broken chain does not fall back", "{\"a\":{\"b\":{}},"
		  "\"c\":{\"n\":\"Jim\"}}", "({{a.b.c.n}})", "()" },
		{ "first part goes outwards, the rest does not",
		  "{\"a\":{\"b\":{\"n\":\"Phil\"}},\"b\":{\"n\":\"Wrong\"}}",
		  "{{#a}}{{b.n}}{{/a}}", "Phil" },
		{ "context precedence", "{\"a\":{\"b\":{}},"
		  "\"b\":{\"c\":\"ERROR\"}}", "{{#a}}({{b.c}}){{/a}}", "()" },
		{ "dotted names are never single keys",
		  "{\"a.b\":\"c\"}", "({{a.b}})", "()" },
		{ "dotted name, no masking by a single key",
		  "{\"a.b\":\"c\",\"a\":{\"b\":\"d\"}}", "{{a.b}}", "d" },
		{ "implicit iterator", "\"world\"", "Hello, {{.}}!",
		  "Hello, world!" },
		{ "implicit iterator escapes", "\"<\"", "{{.}}{{{.}}}{{&.}}",
		  "&lt;<<" },
		{ "implicit iterator, number", "85", "{{.}}", "85" },
		{ "surrounding whitespace stays", "{\"s\":\"---\"}",
		  "| {{s}} {{{s}}} {{&s}} |", "| --- --- --- |" },
		{ "a value alone on its line keeps the line", "{\"s\":\"-\"}",
		  "  {{s}}\n  {{{s}}}\n  {{&s}}\n", "  -\n  -\n  -\n" },
		{ "padding inside the tag", "{\"s\":\"-\"}",
		  "|{{ s }}|{{{ s }}}|{{& s }}|", "|-|-|-|" },
	};

	RUN(cases);
}

static void
test_sections(void **state)
{
	static const struct template_case cases[] = {
		{ "true", "{\"b\":true}", "\"{{#b}}shown{{/b}}\"",
		  "\"shown\"" },
		{ "false", "{\"b\":false}", "\"{{#b}}shown{{/b}}\"", "\"\"" },
		{ "null", "{\"b\":null}", "\"{{#b}}shown{{/b}}\"", "\"\"" },
		{ "missing", "{}", "({{#b}}shown{{/b}})", "()" },
		{ "object is the context", "{\"c\":{\"name\":\"Joe\"}}",
		  "{{#c}}Hi {{name}}.{{/c}}", "Hi Joe." },
		{ "outer contexts stay visible", "{\"a\":\"foo\","
		  "\"b\":\"wrong\",\"sec\":{\"b\":\"bar\"},\"c\":{\"d\":\"baz\"}}",
		  "{{#sec}}{{a}}, {{b}}, {{c.d}}{{/sec}}", "foo, bar, baz" },
		{ "variable test", "{\"foo\":\"bar\"}",
		  "{{#foo}}{{.}} is {{foo}}{{/foo}}", "bar is bar" },
		{ "list contexts", "{\"tops\":[{\"n\":{\"upper\":\"A\","
		  "\"lower\":\"a\"},\"mids\":[{\"m\":\"1\",\"bots\":[{\"b\":"
		  "\"x\"},{\"b\":\"y\"}]}]}]}", "{{#tops}}{{#mids}}{{n.lower}}"
		  "{{m}}.{{#bots}}{{n.upper}}{{m}}{{b}}.{{/bots}}{{/mids}}"
		  "{{/tops}}", "a1.A1x.A1y." },
		{ "deeply nested", "{\"a\":{\"one\":1},\"b\":{\"two\":2},"
		  "\"c\":{\"three\":3}}", "{{#a}}{{one}}{{#b}}{{one}}{{two}}"
		  "{{#c}}{{one}}{{two}}{{three}}{{/c}}{{two}}{{/b}}{{one}}"
		  "{{/a}}", "11212321" },
		{ "list", "{\"l\":[{\"i\":1},{\"i\":2},{\"i\":3}]}",
		  "\"{{#l}}{{i}}{{/l}}\"", "\"123\"" },
		{ "empty list", "{\"l\":[]}", "\"{{#l}}Yay{{/l}}\"", "\"\"" },
		{ "twice", "{\"b\":true,\"two\":\"second\"}",
		  "{{#b}}\n* first\n{{/b}}\n* {{two}}\n{{#b}}\n* third\n{{/b}}\n",
		  "* first\n* second\n* third\n" },
		{ "nested, shown", "{\"b\":true}",
		  "| A {{#b}}B {{#b}}C{{/b}} D{{/b}} E |", "| A B C D E |" },
		{ "nested, hidden", "{\"b\":false}",
		  "| A {{#b}}B {{#b}}C{{/b}} D{{/b}} E |", "| A  E |" },
		{ "iterator over strings", "{\"l\":[\"a\",\"b\"]}",
		  "\"{{#l}}({{.}}){{/l}}\"", "\"(a)(b)\"" },
		{ "iterator over numbers", "{\"l\":[1,2.5]}",
		  "{{#l}}({{.}}){{/l}}", "(1)(2.5)" },
		{ "iterator over lists", "{\"l\":[[1,2],[\"a\"]]}",
		  "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}", "(12)(a)" },
		{ "iterator escapes", "{\"l\":[\"<\",\"&\"]}",
		  "{{#l}}({{.}}{{{.}}}{{&.}}){{/l}}", "(&lt;<<)(&amp;&&)" },
		{ "root list", "[{\"v\":\"a\"},{\"v\":\"b\"}]",
		  "{{#.}}({{v}}){{/.}}", "(a)(b)" },
		{ "dotted, shown", "{\"a\":{\"b\":{\"c\":true}}}",
		  "\"{{#a.b.c}}Here{{/a.b.c}}\"", "\"Here\"" },
		{ "dotted, false", "{\"a\":{\"b\":{\"c\":false}}}",
		  "\"{{#a.b.c}}Here{{/a.b.c}}\"", "\"\"" },
		{ "dotted, broken", "{\"a\":{}}",
		  "\"{{#a.b.c}}Here{{/a.b.c}}\"", "\"\"" },
		{ "surrounding whitespace stays", "{\"b\":true}",
		  " | {{#b}}\t|\t{{/b}} | \n", " | \t|\t | \n" },
		{ "internal whitespace stays", "{\"b\":true}",
		  " | {{#b}} {{! no line of its own }}\n {{/b}} | \n",
		  " |  \n  | \n" },
		{ "two on a line are not alone", "{\"b\":true}",
		  " {{#b}}YES{{/b}}\n {{#b}}GOOD{{/b}}\n", " YES\n GOOD\n" },
		{ "alone: the line goes", "{\"b\":true}",
		  "| This Is\n{{#b}}\n|\n{{/b}}\n| A Line\n",
		  "| This Is\n|\n| A Line\n" },
		{ "alone, indented", "{\"b\":true}",
		  "| This Is\n  {{#b}}\n|\n  {{/b}}\n| A Line\n",
		  "| This Is\n|\n| A Line\n" },
		{ "alone, CRLF", "{\"b\":true}", "|\r\n{{#b}}\r\n{{/b}}\r\n|",
		  "|\r\n|" },
		{ "alone on the first line", "{\"b\":true}",
		  "  {{#b}}\n#{{/b}}\n/", "#\n/" },
		{ "alone on the last line", "{\"b\":true}",
		  "#{{#b}}\n/\n  {{/b}}", "#\n/\n" },
		{ "padding", "{\"b\":true}", "|{{# b }}={{/ b }}|", "|=|" },
	};

	RUN(cases);
}

static void
test_inverted(void **state)
{
	static const struct template_case cases[] = {
		{ "false", "{\"b\":false}", "\"{{^b}}shown{{/b}}\"",
		  "\"shown\"" },
		{ "true", "{\"b\":true}", "\"{{^b}}shown{{/b}}\"", "\"\"" },
		{ "null", "{\"b\":null}", "\"{{^b}}shown{{/b}}\"",
		  "\"shown\"" },
		{ "missing", "{}", "({{^b}}shown{{/b}})", "(shown)" },
		{ "object", "{\"c\":{\"n\":1}}", "\"{{^c}}shown{{/c}}\"",
		  "\"\"" },
		{ "list", "{\"l\":[{\"n\":1}]}", "\"{{^l}}shown{{/l}}\"",
		  "\"\"" },
		{ "empty list", "{\"l\":[]}", "\"{{^l}}shown{{/l}}\"",
		  "\"shown\"" },
		{ "twice", "{\"b\":false,\"two\":\"second\"}",
		  "{{^b}}\n* first\n{{/b}}\n* {{two}}\n{{^b}}\n* third\n{{/b}}\n",
		  "* first\n* second\n* third\n" },
		{ "nested", "{\"b\":false}",
		  "| A {{^b}}B {{^b}}C{{/b}} D{{/b}} E |", "| A B C D E |" },
		{ "nested, hidden", "{\"b\":true}",
		  "| A {{^b}}B {{^b}}C{{/b}} D{{/b}} E |", "| A  E |" },
		{ "dotted", "{\"a\":{\"b\":{\"c\":false}}}",
		  "\"{{^a.b.c}}Not Here{{/a.b.c}}\"", "\"Not Here\"" },
		{ "dotted, true", "{\"a\":{\"b\":{\"c\":true}}}",
		  "\"{{^a.b.c}}Not Here{{/a.b.c}}\"", "\"\"" },
		{ "dotted, broken", "{\"a\":{}}",
		  "\"{{^a.b.c}}Not Here{{/a.b.c}}\"", "\"Not Here\"" },
		{ "surrounding whitespace stays", "{\"b\":false}",
		  " | {{^b}}\t|\t{{/b}} | \n", " | \t|\t | \n" },
		{ "internal whitespace stays", "{\"b\":false}",
		  " | {{^b}} {{! no line of its own }}\n {{/b}} | \n",
		  " |  \n  | \n" },
		{ "two on a line are not alone", "{\"b\":false}",
		  " {{^b}}NO{{/b}}\n {{^b}}WAY{{/b}}\n", " NO\n WAY\n" },
		{ "alone: the line goes", "{\"b\":false}",
		  "| This Is\n{{^b}}\n|\n{{/b}}\n| A Line\n",
		  "| This Is\n|\n| A Line\n" },
		{ "alone, indented", "{\"b\":false}",
		  "| This Is\n  {{^b}}\n|\n  {{/b}}\n| A Line\n",
		  "| This Is\n|\n| A Line\n" },
		{ "alone, CRLF", "{\"b\":false}", "|\r\n{{^b}}\r\n{{/b}}\r\n|",
		  "|\r\n|" },
		{ "alone on the first line", "{\"b\":false}",
		  "  {{^b}}\n^{{/b}}\n/", "^\n/" },
		{ "alone on the last line", "{\"b\":false}",
		  "^{{^b}}\n/\n  {{/b}}", "^\n/\n" },
		{ "padding", "{\"b\":false}", "|{{^ b }}={{/ b }}|", "|=|" },
	};

	RUN(cases);
}

static void
test_comments(void **state)
{
	static const struct template_case cases[] = {
		{ "inline", "{}", "12345{{! Comment }}67890", "1234567890" },
		{ "several lines", "{}", "12345{{!\n  This\n  is.\n}}67890\n",
		  "1234567890\n" },
		{ "alone", "{}", "Begin.\n{{! Comment }}\nEnd.\n",
		  "Begin.\nEnd.\n" },
		{ "alone, indented", "{}", "Begin.\n  {{! Comment }}\nEnd.\n",
		  "Begin.\nEnd.\n" },
		{ "alone, CRLF", "{}", "|\r\n{{! Comment }}\r\n|", "|\r\n|" },
		{ "alone on the first line", "{}", "  {{! here }}\n!", "!" },
		{ "alone on the last line", "{}", "!\n  {{! here }}", "!\n" },
		{ "alone, several lines", "{}",
		  "Begin.\n{{!\nSomething.\n}}\nEnd.\n", "Begin.\nEnd.\n" },
		{ "alone, several lines, indented", "{}",
		  "Begin.\n  {{!\n    Something.\n  }}\nEnd.\n",
		  "Begin.\nEnd.\n" },
		{ "inline at the end of a line", "{}", "  12 {{! 34 }}\n",
		  "  12 \n" },
		{ "whitespace around stays", "{}", "12345 {{! c }} 67890",
		  "12345  67890" },
		{ "a comment is no value", "{\"!c\":1,\"! c\":2,\"c\":3}",
		  "({{! c }})", "()" },
	};

	RUN(cases);
}

static void
test_partials(void **state)
{
	static const struct template_case cases[] = {
		{ "text", "{}", "\"{{>text}}\"", "\"from partial\"",
		  { "text", "from partial" } },
		{ "missing is empty", "{}", "\"{{>text}}\"", "\"\"" },
		{ "sees the context", "{\"text\":\"content\"}",
		  "\"{{>p}}\"", "\"*content*\"", { "p", "*{{text}}*" } },
		{ "sees the section's context", "{\"o\":{\"x\":1}}",
		  "{{#o}}{{>p}}{{/o}}", "1", { "p", "{{x}}" } },
		{ "recursion", "{\"v\":\"X\",\"nodes\":[{\"v\":\"Y\","
		  "\"nodes\":[]}]}", "{{>node}}", "X(Y())",
		  { "node", "{{v}}({{#nodes}}{{>node}}{{/nodes}})" } },
		{ "nested", "{\"a\":\"hello\",\"b\":\"world\"}", "{{>outer}}",
		  "*hello world!*", { "outer", "*{{a}} {{>inner}}*",
		  "inner", "{{b}}!" } },
		{ "surrounding whitespace stays", "{}", "| {{>p}} |",
		  "| \t|\t |", { "p", "\t|\t" } },
		{ "inside a line: no indent", "{\"data\":\"|\"}",
		  "  {{data}}  {{> p}}\n", "  |  >\n>\n",
		  { "p", ">\n>" } },
		{ "alone, CRLF", "{}", "|\r\n{{>p}}\r\n|", "|\r\n>|",
		  { "p", ">" } },
		{ "alone on the first line", "{}", "  {{>p}}\n>",
		  "  >\n  >>", { "p", ">\n>" } },
		{ "alone on the last line", "{}", ">\n  {{>p}}",
		  ">\n  >\n  >", { "p", ">\n>" } },
		{ "alone: each line of the partial is indented, values are "
		  "not", "{\"content\":\"<\\n->\"}", "\\\n {{>p}}\n/\n",
		  "\\\n |\n <\n->\n |\n/\n", { "p", "|\n{{{content}}}\n|\n" } },
		{ "padding", "{\"b\":true}", "|{{> p }}|", "|[]|",
		  { "p", "[]" } },
		{ "indents add up", "{}", "a\n  {{>p}}\nz\n",
		  "a\n  p1\n   q1\n   q2\n  p2\nz\n", { "p",
		  "p1\n {{>q}}\np2\n", "q", "q1\nq2\n" } },
		{ "an indented list", "{\"l\":[1,2]}", "<\n  {{>p}}\n>\n",
		  "<\n  1\n  2\n>\n", { "p", "{{#l}}\n{{.}}\n{{/l}}\n" } },
		{ "after it, the line goes on", "{}", "  {{>p}}x\n  y\n",
		  "  1\n2\nx\n  y\n", { "p", "1\n2\n" } },
	};

	RUN(cases);
}

static void
test_delimiters(void **state)
{
	static const struct template_case cases[] = {
		{ "pair", "{\"t\":\"Hey!\"}", "{{=<% %>=}}(<%t%>)", "(Hey!)" },
		{ "special characters", "{\"t\":\"It worked!\"}",
		  "({{=[ ]=}}[t])", "(It worked!)" },
		{ "sections", "{\"s\":true,\"d\":\"got\"}",
		  "[\n{{#s}}\n  {{d}}\n  |d|\n{{/s}}\n\n{{= | | =}}\n|#s|\n"
		  "  {{d}}\n  |d|\n|/s|\n]\n",
		  "[\n  got\n  |d|\n\n  {{d}}\n  got\n]\n" },
		{ "inverted sections", "{\"s\":false,\"d\":\"got\"}",
		  "{{^s}}{{d}}{{/s}}{{= | | =}}|^s|{{d}}|d||/s|",
		  "got{{d}}got" },
		{ "partials do not inherit", "{\"v\":\"yes\"}",
		  "[ {{>p}} ]{{= | | =}}[ |>p| ]",
		  "[ .yes. ][ .yes. ]", { "p", ".{{v}}." } },
		{ "partials do not leak", "{\"v\":\"yes\"}",
		  "[ {{>p}} ]\n[ .{{v}}.  .|v|. ]\n",
		  "[ .yes.  .yes. ]\n[ .yes.  .|v|. ]\n",
		  { "p", ".{{v}}. {{= | | =}} .|v|." } },
		{ "surrounding whitespace stays", "{}", "| {{=@ @=}} |",
		  "|  |" },
		{ "inside a line", "{}", " | {{=@ @=}}\n", " | \n" },
		{ "alone", "{}", "Begin.\n{{=@ @=}}\nEnd.\n",
		  "Begin.\nEnd.\n" },
		{ "alone, indented", "{}", "Begin.\n  {{=@ @=}}\nEnd.\n",
		  "Begin.\nEnd.\n" },
		{ "alone, CRLF", "{}", "|\r\n{{= @ @ =}}\r\n|", "|\r\n|" },
		{ "alone on the first line", "{}", "  {{=@ @=}}\n=", "=" },
		{ "alone on the last line", "{}", "=\n  {{=@ @=}}", "=\n" },
		{ "padding", "{}", "|{{= @   @ =}}|", "||" },
		{ "back again", "{\"v\":1}",
		  "{{=<% %>=}}<%={{ }}=%>{{v}}", "1" },
	};

	RUN(cases);
}

/* What the specification leaves to us: the values that hide a section. */
static void
test_empty_values_hide(void **state)
{
	static const struct template_case cases[] = {
		{ "empty string", "{\"x\":\"\"}", "{{#x}}a{{/x}}{{^x}}b{{/x}}",
		  "b" },
		{ "zero", "{\"x\":0}", "{{#x}}a{{/x}}{{^x}}b{{/x}}", "b" },
		{ "negative", "{\"x\":-1}", "{{#x}}a{{/x}}{{^x}}b{{/x}}",
		  "a" },
		{ "empty object", "{\"x\":{}}", "{{#x}}a{{/x}}{{^x}}b{{/x}}",
		  "a" },
		{ "object and list as text", "{\"x\":{},\"y\":[1]}",
		  "({{x}}{{y}})", "()" },
		{ "boolean as text", "{\"x\":true,\"y\":false}",
		  "{{x}} {{y}}", "true false" },
	};

	RUN(cases);
}

static void
test_endless_partial_ends(void **state)
{
	static const struct template_case c = { "itself", "{}", "{{>p}}", "",
	    { "p", "x{{>p}}" } };

	assert_int_equal(template_render(*state, &c, false).len, 16);
}

/* Innermost data last; what it lacks is found further out. */
static void
test_stack_of_data(void **state)
{
	const struct gs_jval *stack[2];
	struct gs_jval *v[2];
	struct gs_template *t;
	struct gs_err err = { 0 };
	struct gs_buf b;
	struct gs_out o;

	assert_int_equal(gs_json_parse(&v[0], *state, GS_STR("{\"a\":1,"
	    "\"b\":2}"), 0, &err), GS_OK);
	assert_int_equal(gs_json_parse(&v[1], *state, GS_STR("{\"b\":3}"), 0,
	    &err), GS_OK);
	assert_int_equal(gs_template_compile(&t, *state, "x",
	    GS_STR("{{a}}{{b}}"), false, &err), GS_OK);
	gs_buf_init_arena(&b, *state, SIZE_MAX);
	gs_out_init_buf(&o, &b);
	stack[0] = v[0];
	stack[1] = v[1];
	gs_template_render(t, &o, NULL, 0, stack, 2);
	assert_view(gs_buf_str(&b), "13");
}

static const struct gs_template_source table[] = {
	{ "page", "{{>part}}!", 10 },
	{ "part", "{{x}}", 5 },
};

static void
run_unknown(void *arg)
{
	struct gs_out o;

	gs_out_init_count(&o);
	gs_template_run(&o, table, 2, "absent", arg, 0);
}

static void
test_run_by_name(void **state)
{
	const struct gs_jval *stack[1];
	struct gs_jval *v = gs_jobject(*state);
	struct gs_buf b;
	struct gs_out o;

	gs_jset_int(*state, v, "x", 5);
	stack[0] = v;
	gs_buf_init_arena(&b, *state, SIZE_MAX);
	gs_out_init_buf(&o, &b);
	for (int i = 0; i < 2; i++)
		gs_template_run(&o, table, 2, "page", stack, 1);
	assert_view(gs_buf_str(&b), "5!5!");
	assert_true(unit_aborts(run_unknown, NULL));
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_interpolation),
	UNIT_TEST(test_sections),
	UNIT_TEST(test_inverted),
	UNIT_TEST(test_comments),
	UNIT_TEST(test_partials),
	UNIT_TEST(test_delimiters),
	UNIT_TEST(test_empty_values_hide),
	UNIT_TEST(test_endless_partial_ends),
	UNIT_TEST(test_stack_of_data),
	UNIT_TEST(test_run_by_name),
};
UNIT_MAIN(tests)
