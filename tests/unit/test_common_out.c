/* SPDX-License-Identifier: MIT */
#include "unit.h"

static struct gs_buf buffer;
static struct gs_out out;

static void
fresh(struct gs_arena *a)
{
	gs_buf_init_arena(&buffer, a, SIZE_MAX);
	gs_out_init_buf(&out, &buffer);
}

#define ESCAPES(fn, text, want) do {					\
	fresh(*state);							\
	fn(&out, (gs_str){ (text), sizeof(text) - 1 });			\
	assert_view(gs_buf_str(&buffer), (want));			\
	assert_int_equal(out.count, buffer.len);			\
} while (0)

static void
test_html(void **state)
{
	ESCAPES(gs_put_html, "", "");
	ESCAPES(gs_put_html, "a <b> & \"c\" 'd'",
	    "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
	ESCAPES(gs_put_html, "é\t\n😀", "é\t\n😀");
	ESCAPES(gs_put_html, "a\xff\x00z\x7f",
	    "a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd");
	/* a byte that would swallow the next one in a careless reader */
	ESCAPES(gs_put_html, "\xe2<script>", "\xef\xbf\xbd&lt;script&gt;");
}

static void
test_url(void **state)
{
	ESCAPES(gs_put_url, "AZaz09-._~", "AZaz09-._~");
	ESCAPES(gs_put_url, "a b/c?d=e&f+g%", "a%20b%2Fc%3Fd%3De%26f%2Bg%25");
	ESCAPES(gs_put_url, "é\xff", "%C3%A9%EF%BF%BD");
}

static void
test_json(void **state)
{
	ESCAPES(gs_put_json_str, "a\"b\\c\n\x01", "\"a\\\"b\\\\c\\n\\u0001\"");
	ESCAPES(gs_put_json_str, "</script>&",
	    "\"\\u003c/script\\u003e\\u0026\"");
	ESCAPES(gs_put_json_str, "\xe2\x80\xa8\xe2\x80\xa9é",
	    "\"\\u2028\\u2029é\"");
	ESCAPES(gs_put_json_str, "\xed\xa0\x80",
	    "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void
test_csv(void **state)
{
	ESCAPES(gs_put_csv, "plain", "plain");
	ESCAPES(gs_put_csv, "a,b", "\"a,b\"");
	ESCAPES(gs_put_csv, "say \"x\"", "\"say \"\"x\"\"\"");
	ESCAPES(gs_put_csv, "two\nlines", "\"two\nlines\"");
	ESCAPES(gs_put_csv, "-12.5", "-12.5");
	ESCAPES(gs_put_csv, "+33 2 38", "'+33 2 38");
	ESCAPES(gs_put_csv, "=1+1", "'=1+1");
	ESCAPES(gs_put_csv, "@x,", "\"'@x,\"");
	ESCAPES(gs_put_csv, "\rx", "\"'\rx\"");
	ESCAPES(gs_put_csv, "\tx", "'\tx");
}

static void
test_status_is_sticky(void **state GS_UNUSED)
{
	struct unit_narrow w = { .left = 5 };

	out = (struct gs_out){ .write = unit_narrow_write, .ctx = &w };
	gs_puts(&out, "123");
	assert_int_equal(gs_out_status(&out), GS_OK);
	gs_puts(&out, "456");
	gs_puts(&out, "7");
	gs_put_html(&out, GS_STR("<<<"));
	assert_int_equal(gs_out_status(&out), GS_EUPSTREAM);
	assert_int_equal(out.count, 3);
	assert_int_equal(w.calls, 1);
}

static void
test_sinks(void **state)
{
	char text[32] = "";
	FILE *f = tmpfile();

	assert_non_null(f);
	gs_out_init_file(&out, f);
	gs_putf(&out, "%s=%d", "a", 1);
	rewind(f);
	assert_non_null(fgets(text, sizeof(text), f));
	assert_string_equal(text, "a=1");
	fclose(f);

	gs_out_init_count(&out);
	gs_putf(&out, "%*s", 5000, "");
	assert_int_equal(out.count, 5000);

	gs_buf_init_arena(&buffer, *state, 3);
	gs_out_init_buf(&out, &buffer);
	gs_puts(&out, "1234");
	assert_int_equal(gs_out_status(&out), GS_ETOOLARGE);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_html),
	UNIT_TEST(test_url),
	UNIT_TEST(test_json),
	UNIT_TEST(test_csv),
	UNIT_TEST(test_status_is_sticky),
	UNIT_TEST(test_sinks),
};
UNIT_MAIN(tests)
