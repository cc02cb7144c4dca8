/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "reader/csv.h"

/* Rows and faults as text: "2:a|b" is a row of line 2, "!3:q" a fault. */
struct seen {
	char	text[8192];
	size_t	len;
	unsigned flags;
};

static enum gs_status
on_row(void *ctx, const struct reader_csv_row *row)
{
	struct seen *s = ctx;
	size_t i;

	s->len += (size_t)snprintf(s->text + s->len,
	    sizeof(s->text) - s->len, "%u:", row->line);
	for (i = 0; i < row->n; i++)
		s->len += (size_t)snprintf(s->text + s->len,
		    sizeof(s->text) - s->len, "%s%.*s", i ? "|" : "",
		    (int)GS_MIN(row->field[i].len, (size_t)40),
		    row->field[i].ptr);
	s->len += (size_t)snprintf(s->text + s->len,
	    sizeof(s->text) - s->len, " ");
	s->flags |= row->flags;
	return GS_OK;
}

static enum gs_status
on_fault(void *ctx, enum reader_csv_fault fault, uint32_t line)
{
	struct seen *s = ctx;

	s->len += (size_t)snprintf(s->text + s->len,
	    sizeof(s->text) - s->len, "!%u:%c ", line, "sqofl"[fault]);
	return GS_OK;
}

static struct seen
parse_by(const char *p, size_t n, size_t step, char delimiter)
{
	struct seen s = { .len = 0 };
	struct reader_csv *c = calloc(1, sizeof(*c));
	size_t at, k;

	c->row = on_row;
	c->fault = on_fault;
	c->ctx = &s;
	c->delimiter = delimiter;
	reader_csv_begin(c);
	for (at = 0; at < n; at += k) {
		k = GS_MIN(step, n - at);
		assert_int_equal(reader_csv_feed(c, p + at, k), GS_OK);
	}
	assert_int_equal(reader_csv_end(c), GS_OK);
	reader_csv_release(c);
	free(c);
	return s;
}

/* The same whatever the pieces. */
static void
expect(const char *text, size_t n, const char *want)
{
	static const size_t steps[] = { 3, 4, 7, SIZE_MAX };
	struct seen s;
	size_t i;

	for (i = 0; i < GS_COUNTOF(steps); i++) {
		s = parse_by(text, n, steps[i], 0);
		assert_string_equal(s.text, want);
	}
}
#define EXPECT(lit, want)	expect((lit), sizeof(lit) - 1, (want))

static void
test_rows_and_lines(void **state GS_UNUSED)
{
	EXPECT("", "");
	EXPECT("a,b\n1,2\n", "1:a|b 2:1|2 ");
	EXPECT("a,b\r\n1,2\r\n3,4", "1:a|b 2:1|2 3:3|4 ");
	EXPECT("a,b\r1,2\r3,4", "1:a|b 2:1|2 3:3|4 ");
	EXPECT("a\n\n\nb\n", "1:a 4:b ");
	EXPECT("a,,\n,\n", "1:a|| 2:| ");
	EXPECT("\xef\xbb\xbf" "a,b\n", "1:a|b ");
	EXPECT(" a , b \n", "1: a | b  ");
}

static void
test_quotes(void **state GS_UNUSED)
{
	EXPECT("\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d ");
	EXPECT("a\n\"b\nc\",d\ne\n", "1:a 2:b\nc|d 4:e ");
	EXPECT("\"\",x\n", "1:|x ");
	EXPECT("\"a\r\nb\"\r\nc\r\n", "1:a\r\nb 3:c ");
}

static void
test_faults(void **state GS_UNUSED)
{
	/* A quote inside a bare value is kept, and told. */
	EXPECT("a\nRue \"Haute\",1\nb\n", "1:a !2:s 2:Rue \"Haute\"|1 3:b ");
	/* Half quoted values make no sense; the next line is fine. */
	EXPECT("a\n\"x\"y,1\nb\n", "1:a !2:q 3:b ");
	EXPECT("a\nx,\"y\"z\nb\n", "1:a !2:q 3:b ");
	/* Never closed. */
	EXPECT("a\n\"x,1\nb\nc\n", "1:a !2:o ");
}

static void
test_limits(void **state)
{
	size_t n = CSV_ROW_MAX + 100;
	char *p = gs_alloc(*state, n + 16);
	struct seen s;

	/* A line too long, without a line end for a while. */
	memset(p, 'x', n);
	memcpy(p + n, "\na,b\n", 5);
	s = parse_by(p, n + 5, 65536, 0);
	assert_string_equal(s.text, "!1:l 2:a|b ");
	/* Too many fields. */
	memset(p, ',', 600);
	memcpy(p + 600, "\na,b\n", 5);
	s = parse_by(p, 605, SIZE_MAX, 0);
	assert_string_equal(s.text, "!1:f 2:a|b ");
	/* An open quote swallows many short lines: bounded all the same. */
	memset(p, 'x', n);
	p[0] = '"';
	for (size_t i = 50; i < n; i += 50)
		p[i] = '\n';
	s = parse_by(p, n, 65536, 0);
	assert_true(strncmp(s.text, "!1:o ", 5) == 0);
}

static void
test_text(void **state GS_UNUSED)
{
	struct seen s;

	s = parse_by("caf\xe9,\x80,ok\n", 10, SIZE_MAX, 0);
	assert_string_equal(s.text, "1:caf\xc3\xa9|\xe2\x82\xac|ok ");
	assert_int_equal(s.flags, TEXT_RECODED);
	s = parse_by("caf\xc3\xa9\n", 6, SIZE_MAX, 0);
	assert_int_equal(s.flags, 0);
	s = parse_by("a\x01" "b,c\0d\n", 8, SIZE_MAX, 0);
	assert_string_equal(s.text, "1:a b|c d ");
	assert_int_equal(s.flags, TEXT_CONTROL);
	s = parse_by("a\xef\xbf\xbd\n", 5, SIZE_MAX, 0);
	assert_int_equal(s.flags, TEXT_LOST);
}

static void
test_other_delimiters(void **state GS_UNUSED)
{
	struct seen s = parse_by("a;\"b;c\"\n", 8, SIZE_MAX, ';');

	assert_string_equal(s.text, "1:a|b;c ");
	s = parse_by("a\t b\n", 5, SIZE_MAX, '\t');
	assert_string_equal(s.text, "1:a| b ");
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_rows_and_lines),
	UNIT_TEST(test_quotes),
	UNIT_TEST(test_faults),
	UNIT_TEST(test_limits),
	UNIT_TEST(test_text),
	UNIT_TEST(test_other_delimiters),
};

UNIT_MAIN(tests)
