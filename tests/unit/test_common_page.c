/* SPDX-License-Identifier: MIT */
/* The page that every template set has, "error", with what surrounds it. */
#include "unit.h"

#include "common/file.h"
#include "common/page.h"
#include "http_memory.h"

static char www[] = "/tmp/geosocle-page-XXXXXX";
static struct gs_db *db;

static int
group_setup(void **state GS_UNUSED)
{
	static const char manifest[] = "{\"style\": \"/assets/style-X.css\"}";
	struct gs_arena *a = gs_arena_new();
	int rc = -1;

	db = gs_db_new("/nonexistent", "none", "nobody");
	if (mkdtemp(www) != NULL &&
	    gs_mkdirs(gs_printf(a, "%s/assets", www), NULL) == GS_OK &&
	    gs_file_write(gs_printf(a, "%s/assets/manifest.json", www),
	    manifest, strlen(manifest), false, 0, NULL) == GS_OK)
		rc = 0;
	gs_arena_free(a);
	return rc;
}

static int
group_teardown(void **state GS_UNUSED)
{
	gs_db_free(db);
	return gs_remove_tree("/tmp", strrchr(www, '/') + 1, NULL) == GS_OK ?
	    0 : -1;
}

struct page {
	struct gs_conf		conf;
	struct memory_io	io;
	struct gs_req		req;
	struct gs_res		res;
};

static struct page *
request(struct gs_arena *a, const char *path, const char *query)
{
	const char **env = GS_NEWN(a, 7, const char *);
	struct page *p = GS_NEW(a, struct page);

	env[0] = "REQUEST_METHOD"; env[1] = "GET";
	env[2] = "GS_PATH"; env[3] = path;
	env[4] = "QUERY_STRING"; env[5] = query;
	p->conf.public_url = gs_strdup(a, "http://example.test");
	p->conf.platform_title_fr = gs_strdup(a, "Données <d'ici>");
	p->conf.platform_title_en = gs_strdup(a, "Local data");
	p->conf.www = www;
	memory_init(&p->io, a, env, NULL);
	gs_req_init(&p->req, a, &p->conf, db, &p->io.io);
	gs_res_init(&p->res, &p->req);
	return p;
}

static const char *
page(struct gs_arena *a, struct page *p)
{
	struct gs_jval *data = gs_jobject(a);

	gs_jset_int(a, data, "status", 404);
	gs_jset_str(a, data, "title", GS_STR("a <b>"));
	assert_int_equal(gs_page(&p->req, &p->res, 404, "error", data), GS_OK);
	return p->io.sent.ptr;
}

#define assert_in(text, part) assert_non_null(strstr((text), (part)))

static void
test_french_page(void **state)
{
	const char *text = page(*state, request(*state, "/x", ""));

	assert_in(text, "Status: 404");
	assert_in(text, "Content-Type: text/html; charset=utf-8\r\n");
	assert_in(text, "Content-Language: fr\r\n");
	assert_in(text, "Vary: Accept-Language, Cookie\r\n");
	assert_in(text, "Cache-Control: private, no-cache\r\n");
	assert_in(text, "Content-Security-Policy: default-src 'self'; "
	    "img-src 'self' data:; style-src 'self'; script-src 'self'; "
	    "object-src 'none'; base-uri 'none'; form-action 'self'; "
	    "frame-ancestors 'none'\r\n");
	assert_in(text, "<html lang=\"fr\">");
	assert_in(text, "a &lt;b&gt;");
	assert_in(text, "Données &lt;d&#39;ici&gt;");
	assert_in(text, "href=\"/assets/style-X.css\"");
	assert_in(text, "href=\"/en/x\"");
	assert_null(strstr(text, "<b>"));
}

static void
test_english_page_of_a_member(void **state)
{
	struct page *p = request(*state, "/en/a b/100%?", "q=%22&r=1");
	const char *text;

	p->req.account = 3;
	p->req.login = GS_STR("ann<e");
	p->req.csrf = GS_STR("token-1");
	gs_res_header(&p->res, "Cache-Control", "no-store");
	text = page(*state, p);
	assert_in(text, "Content-Language: en\r\n");
	assert_in(text, "Cache-Control: no-store\r\n");
	assert_null(strstr(text, "private, no-cache"));
	assert_in(text, "Local data");
	assert_in(text, "ann&lt;e");
	assert_in(text, "value=\"token-1\"");
	assert_in(text, "action=\"/en/logout\"");
	/* the path is encoded again, the query stays as it came */
	assert_in(text, "href=\"/fr/a%20b/100%25%3F?q=%22&amp;r=1\"");
}

static void
test_text(void **state)
{
	struct page *fr = request(*state, "/x", "");
	struct page *en = request(*state, "/en/x", "");

	assert_view(gs_text(&fr->req, "nav.login"), "Se connecter");
	assert_view(gs_text(&en->req, "nav.login"), "Sign in");
	assert_view(gs_text(&fr->req, "nav.absent"), "nav.absent");
	assert_view(gs_text(&fr->req, "nav"), "nav");
	assert_view(gs_text(&fr->req, "nav.login.deeper"), "nav.login.deeper");
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_french_page),
	UNIT_TEST(test_english_page_of_a_member),
	UNIT_TEST(test_text),
};

int
main(void)
{
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
