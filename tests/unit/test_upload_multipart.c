/* SPDX-License-Identifier: MIT */
/* multipart/form-data, in pieces of every size; its fuzz corpus. */
#include "unit.h"

#include <dirent.h>

#include "common/file.h"
#include "upload/receive/multipart.h"

#define FUZZ_REPLAY
#include "../fuzz/fuzz_multipart.c"

#define DISPOSITION	"Content-Disposition: form-data; "

/* Events as text: "<name|filename>data;" */
static enum gs_status
begin(void *ctx, const struct receive_part *part, GS_UNUSED struct gs_err *err)
{
	gs_buf_printf(ctx, "<%.*s", GS_FMT(part->name));
	if (part->filename.ptr != NULL)
		gs_buf_printf(ctx, "|%.*s", GS_FMT(part->filename));
	gs_buf_puts(ctx, ">");
	return GS_OK;
}

static enum gs_status
data(void *ctx, const void *p, size_t n, GS_UNUSED struct gs_err *err)
{
	gs_buf_put(ctx, p, n);
	return GS_OK;
}

static enum gs_status
end(void *ctx, GS_UNUSED struct gs_err *err)
{
	gs_buf_puts(ctx, ";");
	return GS_OK;
}

static const struct receive_multipart_handler handler = { begin, data, end };

static enum gs_status
run(struct gs_buf *events, gs_str body, size_t step, struct gs_err *err)
{
	struct receive_multipart m;
	enum gs_status st = GS_OK;

	gs_buf_clear(events);
	receive_multipart_init(&m, &handler, events, GS_STR("XyZ"));
	for (size_t i = 0; i < body.len && st == GS_OK; i += step)
		st = receive_multipart_feed(&m, body.ptr + i,
		    GS_MIN(step, body.len - i), err);
	if (st == GS_OK)
		st = receive_multipart_finish(&m, err);
	receive_multipart_release(&m);
	return st;
}

static void
gives(void **state, const char *body, const char *want)
{
	struct gs_buf events;

	gs_buf_init_arena(&events, *state, 1 << 20);
	for (size_t step = 1; step <= strlen(body) + 1; step++) {
		struct gs_err err = { 0 };

		assert_int_equal(run(&events, gs_str_of(body), step, &err),
		    GS_OK);
		assert_view(gs_buf_str(&events), want);
	}
}

static void
refuses(void **state, const char *body, enum gs_status want, const char *why)
{
	struct gs_buf events;

	gs_buf_init_arena(&events, *state, 1 << 20);
	for (size_t step = 1; step <= strlen(body) + 1; step += 7) {
		struct gs_err err = { 0 };

		assert_int_equal(run(&events, gs_str_of(body), step, &err),
		    want);
		assert_error(err, want, why);
	}
}

static void
test_parts(void **state)
{
	gives(state, "--XyZ\r\n" DISPOSITION "name=\"title\"\r\n\r\nRéseau\r\n"
	    "--XyZ\r\n" DISPOSITION "name=\"file\"; filename=\"a.zip\"\r\n"
	    "Content-Type: application/zip\r\n\r\nPK\r\n--XyZ--\r\n",
	    "<title>Réseau;<file|a.zip>PK;");
	gives(state, "preamble\r\n--XyZ \t\r\ncontent-disposition:form-data;"
	    "name=a\r\n\r\n\r\n--XyZ--epilogue\r\n--XyZ\r\n", "<a>;");
	gives(state, "--XyZ--", "");
	gives(state, "--XyZ\r\n" DISPOSITION "name=a; filename=\"\"\r\n\r\n"
	    "\r\n--XyZ--", "<a|>;");
}

static void
test_what_looks_like_a_delimiter(void **state)
{
	gives(state, "--XyZ\r\n" DISPOSITION "name=a\r\n\r\n"
	    "--XyZ\r\n\r\n--Xy\r\n--xyZ\n--XyZ\r\r\n--XyZ--",
	    "<a>--XyZ\r\n\r\n--Xy\r\n--xyZ\n--XyZ\r;");
	gives(state, "--XyZ\r\n" DISPOSITION "name=a\r\n\r\n\r\n\r\n--Xy"
	    "\r\n--XyZ--", "<a>\r\n\r\n--Xy;");
}

static void
test_names(void **state)
{
	gives(state, "--XyZ\r\n" DISPOSITION "name=\"a\"; filename=\"x "
	    "\\\"y\\\" %22z%22 \\\\ %0D%0a.csv\"\r\n\r\n1\r\n--XyZ--",
	    "<a|x \"y\" \"z\" \\ \r%0a.csv>1;");
	gives(state, "--XyZ\r\n" DISPOSITION "filename=\"name=b; x.zip\"; "
	    "name=\"é\"\r\n\r\n1\r\n--XyZ--", "<é|name=b; x.zip>1;");
	gives(state, "--XyZ\r\nX-Other: name=c\r\n" DISPOSITION
	    "NAME=a\r\n\r\n1\r\n--XyZ--", "<a>1;");
}

static void
test_refusals(void **state)
{
	char *many = gs_strdup(*state, ""), *padding;

	refuses(state, "", GS_EINVAL, "was cut");
	refuses(state, "nothing of the kind", GS_EINVAL, "was cut");
	refuses(state, "--XyZ\r\n" DISPOSITION "name=a\r\n\r\n1\r\n--XyZ",
	    GS_EINVAL, "was cut");
	refuses(state, "--XyZ\r\n\r\n1\r\n--XyZ--", GS_EINVAL, "part 1");
	refuses(state, "--XyZ\r\nContent-Disposition: attachment; name=a\r\n"
	    "\r\n1\r\n--XyZ--", GS_EINVAL, "part 1");
	refuses(state, "--XyZ\r\n" DISPOSITION "name=\"a\r\n\r\n1\r\n--XyZ--",
	    GS_EINVAL, "part 1");
	refuses(state, "--XyZ\r\n" DISPOSITION "name=\"\xff\"\r\n\r\n1\r\n"
	    "--XyZ--", GS_EINVAL, "part 1");
	refuses(state, "--XyZ junk\r\n" DISPOSITION "name=a\r\n\r\n1",
	    GS_EINVAL, "line end");
	for (int i = 0; i <= RECEIVE_MULTIPART_PARTS; i++)
		many = gs_printf(*state, "%s--XyZ\r\n" DISPOSITION "name=a%d"
		    "\r\n\r\n1\r\n", many, i);
	refuses(state, gs_printf(*state, "%s--XyZ--", many), GS_ETOOLARGE,
	    "64 parts");
	padding = gs_alloc(*state, RECEIVE_MULTIPART_HEADERS + 1);
	memset(padding, 'x', RECEIVE_MULTIPART_HEADERS);
	refuses(state, gs_printf(*state, "--XyZ\r\nX: %s\r\n" DISPOSITION
	    "name=a\r\n\r\n1\r\n--XyZ--", padding), GS_ETOOLARGE, "headers");
}

static enum gs_status
enough(GS_UNUSED void *ctx, GS_UNUSED const void *p, GS_UNUSED size_t n,
    struct gs_err *err)
{
	return gs_fail(err, GS_ETOOLARGE, "enough");
}

static void
test_handler_stops_it(void **state)
{
	static const struct receive_multipart_handler stops = { begin, enough,
	    end };
	static const char body[] = "--XyZ\r\n" DISPOSITION
	    "name=a\r\n\r\n1\r\n--XyZ--";
	struct receive_multipart m;
	struct gs_err err = { 0 };
	struct gs_buf events;

	gs_buf_init_arena(&events, *state, 1000);
	receive_multipart_init(&m, &stops, &events, GS_STR("XyZ"));
	assert_int_equal(receive_multipart_feed(&m, body, sizeof(body) - 1,
	    &err), GS_ETOOLARGE);
	assert_error(err, GS_ETOOLARGE, "enough");
	assert_view(gs_buf_str(&events), "<a>");
	receive_multipart_release(&m);
}

static void
test_large(void **state)
{
	size_t n = 3 << 20;
	char *bytes = gs_alloc(*state, n);
	struct gs_buf body, events;
	struct gs_err err = { 0 };

	for (size_t i = 0; i < n; i++)
		bytes[i] = "\r\n--Xy"[i % 6];
	gs_buf_init_arena(&body, *state, 4 << 20);
	gs_buf_puts(&body, "--XyZ\r\n" DISPOSITION "name=f\r\n\r\n");
	gs_buf_put(&body, bytes, n);
	gs_buf_puts(&body, "\r\n--XyZ--");
	gs_buf_init_arena(&events, *state, 4 << 20);
	assert_int_equal(run(&events, gs_buf_str(&body), 65536, &err), GS_OK);
	assert_int_equal(events.len, n + 4);
	assert_memory_equal(events.ptr + 3, bytes, n);
}

static void
test_boundary(GS_UNUSED void **state)
{
	static const struct {
		const char	*type, *want;	/* NULL: refused */
	} table[] = {
		{ "multipart/form-data; boundary=abc", "abc" },
		{ "multipart/form-data;charset=utf-8;BOUNDARY=\"a b\"", "a b" },
		{ "multipart/form-data; boundary=----WebKitFormBoundary7Zw",
		  "----WebKitFormBoundary7Zw" },
		{ "multipart/form-data", NULL },
		{ "multipart/form-data; boundary=", NULL },
		{ "multipart/form-data; boundary=\"a", NULL },
		{ "multipart/form-data; boundary=\"a \"", NULL },
		{ "multipart/form-data; boundary=a\"b", NULL },
		{ "multipart/form-data; boundary=a\xc3\xa9", NULL },
		{ "multipart/form-data; boundary=12345678901234567890123456789"
		  "012345678901234567890123456789012345678901", NULL },
	};

	for (size_t i = 0; i < GS_COUNTOF(table); i++) {
		char b[RECEIVE_MULTIPART_BOUNDARY + 1];
		struct gs_err err = { 0 };
		enum gs_status st = receive_multipart_boundary(b,
		    gs_str_of(table[i].type), &err);

		if (table[i].want == NULL)
			assert_error(err, GS_EINVAL, "boundary");
		else {
			assert_int_equal(st, GS_OK);
			assert_string_equal(b, table[i].want);
		}
	}
}

static void
test_corpus(void **state)
{
	const char *folder = "tests/fuzz/corpus/multipart";
	const struct dirent *e;
	int files = 0;
	gs_str text;
	DIR *d;

	if ((d = opendir(folder)) == NULL)
		fail_msg("no folder %s: run from the top of the tree", folder);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		assert_int_equal(gs_file_read(gs_printf(*state, "%s/%s",
		    folder, e->d_name), (size_t)1 << 20, *state, &text, NULL),
		    GS_OK);
		fuzz_multipart((const uint8_t *)text.ptr, text.len);
		files++;
	}
	closedir(d);
	assert_true(files > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT_TEST(test_parts),
		UNIT_TEST(test_what_looks_like_a_delimiter),
		UNIT_TEST(test_names),
		UNIT_TEST(test_refusals),
		UNIT_TEST(test_handler_stops_it),
		UNIT_TEST(test_large),
		UNIT_TEST(test_boundary),
		UNIT_TEST(test_corpus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
