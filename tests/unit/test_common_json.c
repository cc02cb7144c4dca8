/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <math.h>

#include "common/json.h"

static struct gs_buf buffer;
static struct gs_out out;
static struct gs_json j;

static void
begin(struct gs_arena *a)
{
	gs_buf_init_arena(&buffer, a, SIZE_MAX);
	gs_out_init_buf(&out, &buffer);
	gs_json_init(&j, &out);
}

static void
test_writes_each_type(void **state)
{
	begin(*state);
	gs_json_object(&j);
	gs_json_kstr(&j, "s", GS_STR("a\"\n\x01é"));
	gs_json_kstr(&j, "none", GS_NOSTR);
	gs_json_kstr(&j, "empty", GS_STR(""));
	gs_json_kcstr(&j, "c", NULL);
	gs_json_kint(&j, "i", INT64_MIN);
	gs_json_kdouble(&j, "d", 0.1);
	gs_json_kdouble(&j, "nan", NAN);
	gs_json_kbool(&j, "b", true);
	gs_json_kraw(&j, "raw", GS_STR("{\"x\": [1]}"));
	gs_json_kraw(&j, "rawnull", GS_NOSTR);
	gs_json_key(&j, "list");
	gs_json_array(&j);
	gs_json_int(&j, 1);
	gs_json_raw(&j, GS_STR("[]"));
	gs_json_null(&j);
	gs_json_end(&j);
	gs_json_end(&j);
	gs_json_finish(&j);
	assert_view(gs_buf_str(&buffer), "{\"s\":\"a\\\"\\n\\u0001é\","
	    "\"none\":null,\"empty\":\"\",\"c\":null,"
	    "\"i\":-9223372036854775808,\"d\":0.1,\"nan\":null,\"b\":true,"
	    "\"raw\":{\"x\": [1]},\"rawnull\":null,\"list\":[1,[],null]}");
}

static void
test_bad_bytes_become_replacement(void **state)
{
	begin(*state);
	gs_json_array(&j);
	gs_json_str(&j, GS_STR("a\xff" "b\xe2\x82"));
	gs_json_finish(&j);
	assert_view(gs_buf_str(&buffer),
	    "[\"a\xef\xbf\xbd" "b\xef\xbf\xbd\"]");
}

static void
test_finish_closes_what_is_open(void **state)
{
	begin(*state);
	gs_json_object(&j);
	gs_json_key(&j, "a");
	gs_json_array(&j);
	gs_json_object(&j);
	gs_json_key(&j, "b");
	gs_json_finish(&j);
	gs_json_finish(&j);
	assert_view(gs_buf_str(&buffer), "{\"a\":[{\"b\":null}]}");
}

static void
value_without_key(void *arg)
{
	begin(arg);
	gs_json_object(&j);
	gs_json_int(&j, 1);
}

static void
key_in_array(void *arg)
{
	begin(arg);
	gs_json_array(&j);
	gs_json_key(&j, "a");
}

static void
two_values(void *arg)
{
	begin(arg);
	gs_json_int(&j, 1);
	gs_json_int(&j, 2);
}

static void
test_misuse_asserts(void **state)
{
	assert_true(unit_aborts(value_without_key, *state));
	assert_true(unit_aborts(key_in_array, *state));
	assert_true(unit_aborts(two_values, *state));
}

static enum gs_status
parse(struct gs_arena *a, gs_str text, struct gs_jval **v, struct gs_err *err)
{
	*err = (struct gs_err){ 0 };
	return gs_json_parse(v, a, text, 0, err);
}

static void
test_reads_a_tree(void **state)
{
	struct gs_jval *v;
	struct gs_err err;
	int64_t n;
	double d;

	assert_int_equal(parse(*state, GS_STR(" {\"a\":[1,-2.5e1,\"é\\u00e9"
	    "\\ud83d\\ude00\",null,true,{}],\"n\":12,\"f\":12.0,\"h\":0.5,"
	    "\"t\":true} \n"), &v, &err), GS_OK);
	assert_int_equal(v->n, 5);
	assert_view(gs_jget(v, "a")->first->next->next->text, "éé😀");
	assert_int_equal(gs_jget(v, "a")->n, 6);
	assert_view(gs_jget_str(v, "n"), "12");
	assert_true(gs_jget_int(v, "n", &n) && n == 12);
	assert_true(gs_jget_int(v, "f", &n) && n == 12);
	assert_false(gs_jget_int(v, "h", &n));
	assert_true(gs_jget_double(v, "h", &d) && d == 0.5);
	assert_true(gs_jget_bool(v, "t"));
	assert_false(gs_jget_bool(v, "absent"));
	assert_null(gs_jget(NULL, "a"));
	assert_null(gs_jget(v->first, "a"));
	assert_true(gs_jget_str(v, "t").ptr == NULL);
}

static void
test_refuses(void **state)
{
	static const char *const bad[] = { "", " ", "{", "[1,]", "{\"a\":1,}",
	    "01", "[1] x", "[1][2]", "/* */ 1", "// x\n1", "'a'", "\"a",
	    "nul", "\"\\x\"", "\"\t\"", "\"\xff\"", "\"\xed\xa0\x80\"",
	    "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
	    "\"a\\u0000b\"", "1e999", "-", "+1", ".5", "{1:2}",
	    "{\"a\":1,\"a\":2}", "{\"a\\u0000\":1}", "\xef\xbb\xbf{}", "NaN" };

	for (size_t i = 0; i < GS_COUNTOF(bad); i++) {
		struct gs_jval *v = NULL;
		struct gs_err err;

		if (parse(*state, gs_str_of(bad[i]), &v, &err) != GS_EINVAL)
			fail_msg("accepted: %s", bad[i]);
		assert_error(err, GS_EINVAL, "JSON, line 1, column ");
	}
}

/* What looks like half a pair behind an escaped backslash is plain text. */
static void
test_backslash_before_u(void **state)
{
	struct gs_jval *v;
	struct gs_err err;

	assert_int_equal(parse(*state, GS_STR("\"\\\\ud800\""), &v, &err),
	    GS_OK);
	assert_view(v->text, "\\ud800");
}

static void
test_error_names_the_place(void **state)
{
	struct gs_jval *v;
	struct gs_err err;

	(void)parse(*state, GS_STR("{\n\"a\": 1,\n\"b\": oops }"), &v, &err);
	assert_error(err, GS_EINVAL, "JSON, line 3, column ");
	(void)parse(*state, GS_STR("{\"clé\":1,\"clé\":2}"), &v, &err);
	assert_error(err, GS_EINVAL, "key 'clé' is there twice");
}

static void
test_limits(void **state)
{
	struct gs_jval *v;
	struct gs_err err;
	struct gs_buf b;

	gs_buf_init_arena(&b, *state, SIZE_MAX);
	for (int i = 0; i < GS_JSON_DEPTH; i++)
		gs_buf_putc(&b, '[');
	for (int i = 0; i < GS_JSON_DEPTH; i++)
		gs_buf_putc(&b, ']');
	assert_int_equal(parse(*state, gs_buf_str(&b), &v, &err), GS_OK);
	gs_buf_clear(&b);
	for (int i = 0; i <= GS_JSON_DEPTH; i++)
		gs_buf_putc(&b, '[');
	(void)parse(*state, gs_buf_str(&b), &v, &err);
	assert_error(err, GS_ETOOLARGE, "nested deeper than 64");

	gs_buf_clear(&b);
	gs_buf_printf(&b, "\"%*s\"", 1 << 20, "");
	assert_int_equal(parse(*state, gs_buf_str(&b), &v, &err),
	    GS_ETOOLARGE);
	assert_int_equal(gs_json_parse(&v, *state, gs_buf_str(&b), 2 << 20,
	    NULL), GS_OK);
}

/* 100,000 distinct keys in well under a second: no square. */
static void
test_many_keys(void **state)
{
	struct gs_jval *v;
	struct gs_err err = { 0 };
	struct gs_buf b;

	gs_buf_init_arena(&b, *state, SIZE_MAX);
	gs_buf_putc(&b, '{');
	for (int i = 0; i < 100000; i++)
		gs_buf_printf(&b, "%s\"%d\":0", i != 0 ? "," : "", i);
	gs_buf_putc(&b, '}');
	assert_int_equal(gs_json_parse(&v, *state, gs_buf_str(&b), 8 << 20,
	    &err), GS_OK);
	assert_int_equal(v->n, 100000);
}

static void
test_builds_and_writes_a_tree(void **state)
{
	struct gs_arena *a = *state;
	struct gs_jval *obj = gs_jobject(a), *list = gs_jarray(a);
	char local[] = "copied";

	gs_jset_str(a, obj, "s", gs_str_of(local));
	local[0] = 'X';
	gs_jset_str(a, obj, "none", GS_NOSTR);
	gs_jset_int(a, obj, "i", -3);
	gs_jset_bool(a, obj, "b", false);
	gs_jpush(list, gs_jobject(a));
	gs_jpush(list, gs_jarray(a));
	gs_jset(a, obj, "list", list);
	begin(a);
	gs_json_value(&j, obj);
	gs_json_finish(&j);
	assert_view(gs_buf_str(&buffer), "{\"s\":\"copied\",\"none\":null,"
	    "\"i\":-3,\"b\":false,\"list\":[{},[]]}");
	assert_int_equal(obj->n, 5);
}

/* A tree as deep as the reader allows fits inside our own scopes. */
static void
test_deep_tree_inside_a_document(void **state)
{
	struct gs_jval *v;
	struct gs_err err;
	struct gs_buf b;

	gs_buf_init_arena(&b, *state, SIZE_MAX);
	for (int i = 0; i < GS_JSON_DEPTH; i++)
		gs_buf_putc(&b, '[');
	for (int i = 0; i < GS_JSON_DEPTH; i++)
		gs_buf_putc(&b, ']');
	assert_int_equal(parse(*state, gs_buf_str(&b), &v, &err), GS_OK);
	begin(*state);
	for (int i = 0; i < 20; i++)
		gs_json_array(&j);
	gs_json_value(&j, v);
	gs_json_finish(&j);
	assert_int_equal(buffer.len, 2 * (GS_JSON_DEPTH + 20));
}

static void
same_key(void *arg)
{
	struct gs_jval *obj = gs_jobject(arg);

	gs_jset_int(arg, obj, "a", 1);
	gs_jset_int(arg, obj, "a", 2);
}

static void
pushed_twice(void *arg)
{
	struct gs_jval *list = gs_jarray(arg), *v = gs_jobject(arg);

	gs_jpush(list, v);
	gs_jpush(list, v);
}

static void
test_tree_misuse_asserts(void **state)
{
	assert_true(unit_aborts(same_key, *state));
	assert_true(unit_aborts(pushed_twice, *state));
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_writes_each_type),
	UNIT_TEST(test_bad_bytes_become_replacement),
	UNIT_TEST(test_finish_closes_what_is_open),
	UNIT_TEST(test_misuse_asserts),
	UNIT_TEST(test_reads_a_tree),
	UNIT_TEST(test_refuses),
	UNIT_TEST(test_backslash_before_u),
	UNIT_TEST(test_error_names_the_place),
	UNIT_TEST(test_limits),
	UNIT_TEST(test_many_keys),
	UNIT_TEST(test_builds_and_writes_a_tree),
	UNIT_TEST(test_deep_tree_inside_a_document),
	UNIT_TEST(test_tree_misuse_asserts),
};
UNIT_MAIN(tests)
