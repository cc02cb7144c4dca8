/* SPDX-License-Identifier: MIT */
/* test_common_http.c: requests, answers and routes, without a server. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "common/route.h"
#include "http_memory.h"

struct fixture {
	struct gs_arena		*a;
	struct gs_conf		 conf;
	struct gs_db		*db;
	struct memory_io	 io;
	struct gs_req		 req;
	struct gs_res		 res;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = gs_arena_new();
	f->conf.public_url = gs_strdup(f->a, "http://example.test");
	f->db = gs_db_new("/nonexistent", "none", "nobody");
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	gs_db_free(f->db);
	gs_arena_free(f->a);
	free(f);
	return 0;
}

static void
request(struct fixture *f, const char *const *env, const char *body)
{
	memory_init(&f->io, f->a, env, body);
	gs_req_init(&f->req, f->a, &f->conf, f->db, &f->io.io);
	gs_res_init(&f->res, &f->req);
}

#define ENV(...) (const char *const[]){ __VA_ARGS__, NULL }

static enum gs_status
say(struct gs_req *req, struct gs_res *res)
{
	gs_str id = req->nvars ? req->vars[0].value : GS_STR("-");

	return gs_res_send(res, 200, "text/plain", id);
}

static enum gs_status
say_all(GS_UNUSED struct gs_req *req, struct gs_res *res)
{
	return gs_res_send(res, 200, "text/plain", GS_STR("all"));
}

static enum gs_status
fails(struct gs_req *req, struct gs_res *res)
{
	gs_res_header(res, "ETag", "\"x\"");
	return gs_fail(&req->err, GS_EINVAL, "limit: expected 1 to 10");
}

static enum gs_status
fails_late(struct gs_req *req, struct gs_res *res)
{
	gs_puts(gs_res_open(res, 200, "text/plain"), "half");
	return gs_fail(&req->err, GS_EINTERNAL, "lost");
}

static const struct gs_route routes[] = {
	{ GS_GET, "/x/{id}", say, GS_ANYONE, GS_CORS, gs_error_json, "t", "" },
	{ GS_GET, "/x/all", say_all, GS_ANYONE, 0, gs_error_json, "t", "" },
	{ GS_DELETE, "/x/{id}", say, GS_ACCOUNT, 0, gs_error_json, "t", "" },
	{ GS_GET, "/f/{rest...}", say, GS_ANYONE, 0, gs_error_json, "t", "" },
	{ GS_GET, "/bad", fails, GS_ANYONE, GS_CORS, gs_error_json, "t", "" },
	{ GS_GET | GS_POST, "/late", fails_late, GS_ANYONE, 0, gs_error_json,
	    "t", "" },
};

static const char *
dispatch(struct fixture *f)
{
	gs_route_dispatch(routes, GS_COUNTOF(routes), &f->req, &f->res);
	if (gs_out_status(&f->res.out) == GS_OK)
		assert_int_equal(gs_res_flush(&f->res), GS_OK);
	return f->io.sent.ptr;
}

#define HAS(text, part) assert_non_null(strstr((text), (part)))
#define LACKS(text, part) assert_null(strstr((text), (part)))

static void
test_routes_find_variables_and_literals(void **state)
{
	struct fixture *f = *state;

	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/a b"), NULL);
	HAS(dispatch(f), "\r\n\r\na b");
	HAS(f->io.sent.ptr, "Access-Control-Allow-Origin: *");
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/all"), NULL);
	HAS(dispatch(f), "\r\n\r\nall");
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/f/a/b/c"), NULL);
	HAS(dispatch(f), "\r\n\r\na/b/c");
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/"), NULL);
	HAS(dispatch(f), "Status: 404");
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/a/b"), NULL);
	HAS(dispatch(f), "Status: 404");
}

static void
test_routes_answer_methods(void **state)
{
	struct fixture *f = *state;

	request(f, ENV("REQUEST_METHOD", "PUT", "GS_PATH", "/x/1"), NULL);
	HAS(dispatch(f), "Status: 405");
	HAS(f->io.sent.ptr, "Allow: GET, HEAD, DELETE, OPTIONS");
	request(f, ENV("REQUEST_METHOD", "OPTIONS", "GS_PATH", "/x/1"), NULL);
	HAS(dispatch(f), "Status: 204");
	HAS(f->io.sent.ptr, "Access-Control-Allow-Methods: GET, HEAD, DELETE");
	request(f, ENV("REQUEST_METHOD", "HEAD", "GS_PATH", "/x/12"), NULL);
	HAS(dispatch(f), "Content-Length: 2");
	LACKS(f->io.sent.ptr, "\r\n\r\n12");
	request(f, ENV("REQUEST_METHOD", "DELETE", "GS_PATH", "/x/1"), NULL);
	HAS(dispatch(f), "Status: 401");
	HAS(f->io.sent.ptr, "WWW-Authenticate: Bearer");
}

static void
test_an_invalid_key_is_not_anonymous(void **state)
{
	struct fixture *f = *state;

	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/1", "GS_AUTH",
	    "invalid", "GS_VIA", "key"), NULL);
	HAS(dispatch(f), "Status: 401");
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/1", "GS_AUTH",
	    "expired", "GS_VIA", "session"), NULL);
	HAS(dispatch(f), "Status: 200");
	assert_int_equal(f->req.account, 0);
	/* An account only counts with the auth worker's word. */
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/1", "GS_USER",
	    "7"), NULL);
	assert_int_equal(f->req.account, 0);
	request(f, ENV("REQUEST_METHOD", "DELETE", "GS_PATH", "/x/1",
	    "GS_AUTH", "ok", "GS_VIA", "key", "GS_USER", "7", "GS_SCOPE",
	    "read"), NULL);
	HAS(dispatch(f), "Status: 403");
}

static void
test_errors_replace_the_answer(void **state)
{
	struct fixture *f = *state;

	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/bad",
	    "GS_REQUEST_ID", "abc123"), NULL);
	HAS(dispatch(f), "Status: 400");
	HAS(f->io.sent.ptr, "application/problem+json");
	HAS(f->io.sent.ptr, "limit: expected 1 to 10");
	HAS(f->io.sent.ptr, "Access-Control-Allow-Origin: *");
	LACKS(f->io.sent.ptr, "ETag: ");
	/* A streamed answer can only be cut… */
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/late"), NULL);
	dispatch(f);
	assert_int_not_equal(gs_out_status(&f->res.out), GS_OK);
	/* …one that waits for its commit is replaced. */
	request(f, ENV("REQUEST_METHOD", "POST", "GS_PATH", "/late"), NULL);
	HAS(dispatch(f), "Status: 500");
	LACKS(f->io.sent.ptr, "half");
}

static void
test_queries_are_decoded_strictly(void **state)
{
	struct fixture *f = *state;
	gs_str v;

	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/1",
	    "QUERY_STRING", "a=%C3%A9t%C3%A9+1&LAYERS=b&c&=d"), NULL);
	assert_true(gs_str_eqc(gs_req_param(&f->req, "a"), "été 1"));
	assert_int_equal(gs_req_kvp(&f->req, "layers", &v), GS_OK);
	assert_true(gs_str_eqc(v, "b"));
	assert_int_equal(gs_req_param(&f->req, "c").len, 0);
	assert_null(gs_req_param(&f->req, "e").ptr);
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/1",
	    "QUERY_STRING", "bbox=1&BBOX=2"), NULL);
	assert_int_equal(gs_req_kvp(&f->req, "BBox", &v), GS_EINVAL);
	for (size_t i = 0; i < 4; i++) {
		request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x/1",
		    "QUERY_STRING", ((const char *[]){ "a=%", "a=%zz",
		    "a=%00", "%ff=1" })[i]), NULL);
		HAS(dispatch(f), "Status: 400");
	}
}

static void
test_language_and_negotiation(void **state)
{
	static const char *const media[] = { "application/json", "text/html",
	    NULL };
	struct fixture *f = *state;

	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/en/x/1",
	    "HTTP_ACCEPT", "text/html,*/*;q=0.1"), NULL);
	assert_int_equal(f->req.lang, GS_EN);
	assert_true(gs_str_eqc(f->req.path, "/x/1"));
	assert_string_equal(gs_req_negotiate(&f->req, media), "text/html");
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/entry",
	    "HTTP_ACCEPT_LANGUAGE", "de, en-GB;q=0.8, fr;q=0.5",
	    "HTTP_ACCEPT", "application/*;q=0.5, text/plain"), NULL);
	assert_int_equal(f->req.lang, GS_EN);
	assert_true(gs_str_eqc(f->req.path, "/entry"));
	assert_string_equal(gs_req_negotiate(&f->req, media),
	    "application/json");
	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/",
	    "HTTP_ACCEPT_LANGUAGE", "de", "HTTP_ACCEPT", "image/png"), NULL);
	assert_int_equal(f->req.lang, GS_FR);
	assert_null(gs_req_negotiate(&f->req, media));
}

static void
test_unchanged(void **state)
{
	static const struct {
		const char	*header;
		bool		 unchanged;
	} cases[] = { { "\"v1\"", true }, { "W/\"v1\"", true }, { "*", true },
	    { "\"v0\", \"v1\"", true }, { "\"v2\"", false }, { "v1", false },
	    { "", false } };
	struct fixture *f = *state;

	for (size_t i = 0; i < GS_COUNTOF(cases); i++) {
		request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x",
		    "HTTP_IF_NONE_MATCH", cases[i].header), NULL);
		assert_int_equal(gs_res_unchanged(&f->res, "v1", "no-cache"),
		    cases[i].unchanged);
	}
}

static void
test_forgery_is_refused(void **state)
{
	struct fixture *f = *state;

	request(f, ENV("REQUEST_METHOD", "POST", "GS_PATH", "/x", "GS_AUTH",
	    "ok", "GS_VIA", "session", "GS_USER", "1", "GS_SCOPE", "write",
	    "GS_CSRF", "tok", "HTTP_ORIGIN", "http://example.test"), NULL);
	assert_int_equal(gs_req_csrf(&f->req, GS_STR("tok")), GS_OK);
	assert_int_equal(gs_req_csrf(&f->req, GS_STR("tak")), GS_EDENIED);
	assert_int_equal(gs_req_csrf(&f->req, GS_NOSTR), GS_EDENIED);
	request(f, ENV("REQUEST_METHOD", "POST", "GS_PATH", "/x", "GS_AUTH",
	    "ok", "GS_VIA", "session", "GS_USER", "1", "GS_SCOPE", "write",
	    "GS_CSRF", "tok", "HTTP_ORIGIN", "http://evil.test"), NULL);
	assert_int_equal(gs_req_csrf(&f->req, GS_STR("tok")), GS_EDENIED);
	request(f, ENV("REQUEST_METHOD", "POST", "GS_PATH", "/x", "GS_AUTH",
	    "ok", "GS_VIA", "session", "GS_USER", "1", "GS_SCOPE", "write",
	    "GS_CSRF", "tok", "HTTP_SEC_FETCH_SITE", "cross-site"), NULL);
	assert_int_equal(gs_req_csrf(&f->req, GS_STR("tok")), GS_EDENIED);
}

static void
test_header_values_stay_on_their_line(void **state)
{
	struct fixture *f = *state;

	request(f, ENV("REQUEST_METHOD", "GET", "GS_PATH", "/x"), NULL);
	gs_res_header(&f->res, "X-Name", "a\r\nSet-Cookie: b%s", "\n");
	gs_res_send(&f->res, 200, "text/plain", GS_STR(""));
	HAS(f->io.sent.ptr, "X-Name: aSet-Cookie: b\r\n");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_routes_find_variables_and_literals),
		T(test_routes_answer_methods),
		T(test_an_invalid_key_is_not_anonymous),
		T(test_errors_replace_the_answer),
		T(test_queries_are_decoded_strictly),
		T(test_language_and_negotiation),
		T(test_unchanged),
		T(test_forgery_is_refused),
		T(test_header_values_stay_on_their_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
