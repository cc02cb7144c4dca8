/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "common/conf.h"

static char *
conf_file(struct gs_arena *a, const char *text)
{
	char *path = gs_strdup(a, "/tmp/geosocle-conf-XXXXXX");
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	return path;
}

static enum gs_status
load(struct gs_arena *a, const char *text, struct gs_conf *c,
    struct gs_err *err)
{
	char *path = conf_file(a, text);
	enum gs_status st;

	*err = (struct gs_err){ 0 };
	st = gs_conf_load(c, path, a, err);
	unlink(path);
	return st;
}

/* No variable of the caller's shell takes part. */
static int
setup(void **state)
{
	const struct gs_conf_key *keys;
	size_t n;

	keys = gs_conf_keys(&n);
	for (size_t i = 0; i < n; i++)
		if (keys[i].env != NULL)
			unsetenv(keys[i].env);
	setenv("GEOSOCLE_VAR", "/srv/gs", 1);
	return arena_setup(state);
}

static void
test_defaults(void **state)
{
	struct gs_err err = { 0 };
	struct gs_conf c;

	assert_int_equal(gs_conf_load(&c, NULL, *state, &err), GS_OK);
	assert_string_equal(c.var, "/srv/gs");
	assert_int_equal(c.http_port, 8080);
	assert_int_equal(c.https_port, 8443);
	assert_string_equal(c.public_url, "http://localhost:8080");
	assert_string_equal(c.platform_title_fr, "Géosocle");
	assert_string_equal(c.db_host, "/srv/gs/run");
	assert_string_equal(c.db_name, "geosocle");
	assert_int_equal(c.upload_max_bytes, 20LL << 30);
	assert_int_equal(c.retention_versions, 3);
	assert_int_equal(c.session_idle_seconds, 1800);
	assert_false(c.cookie_secure);
	assert_true(gs_str_ends(gs_str_of(c.www), "/www"));
	assert_true(gs_str_ends(gs_str_of(c.reader_path), "/reader"));
}

static void
test_file_then_environment(void **state)
{
	struct gs_err err;
	struct gs_conf c;

	setenv("GEOSOCLE_HTTP_PORT", "9000", 1);
	setenv("GEOSOCLE_PUBLIC_URL", "", 1);	/* empty: not set */
	assert_int_equal(load(*state, "# comment\r\n; too\r\n\n [common] \r\n"
	    "http_port=81\r\n  platform_title_fr =  Ma plate-forme = à moi  \n"
	    "public_url = https://data.example.org/geo//\n[render]\n"
	    "processes = 7\n", &c, &err), GS_OK);
	assert_int_equal(c.http_port, 9000);
	assert_string_equal(c.platform_title_fr, "Ma plate-forme = à moi");
	assert_string_equal(c.public_url, "https://data.example.org/geo");
	assert_true(c.cookie_secure);
	assert_int_equal(c.render_processes, 7);
}

static void
test_errors_name_file_and_line(void **state)
{
	static const struct {
		const char	*text, *want;
	} rows[] = {
		{ "[common]\n\nhttp_prot = 1\n", ":3: unknown key 'http_prot'" },
		{ "http_port = 1\n", ":1: unknown key 'http_port'" },
		{ "[common]\n[wms]\n", ":2: unknown section 'wms'" },
		{ "[common]\nhttp_port = 70000\n",
		  ":2: key 'http_port': expected a whole number from 1 to" },
		{ "[common]\nhttp_port =\n", ":2: key 'http_port'" },
		{ "[common]\nhttp_port = 1\nhttp_port = 2\n",
		  ":3: key 'http_port': given twice" },
		{ "[common\n", ":1: '[common': expected [section]" },
		{ "[common]\nnonsense\n",
		  ":2: 'nonsense': expected key = value" },
		{ "[common]\ndb_name = \xff\n", ":2: key 'db_name': the value" },
		{ "[common]\nlog_level = loud\n", "log_level 'loud'" },
		{ "[common]\npublic_url = ftp://x\n", "public_url 'ftp://x'" },
		{ "[common]\npublic_url = http://x/?a\n", "public_url" },
		{ "[common]\npublic_url = http://\n", "public_url" },
		{ "[common]\npublic_url = http://x/\" onload=\n",
		  "public_url" },
	};

	for (size_t i = 0; i < GS_COUNTOF(rows); i++) {
		struct gs_err err;
		struct gs_conf c;

		assert_int_equal(load(*state, rows[i].text, &c, &err),
		    GS_EINVAL);
		assert_error(err, GS_EINVAL, rows[i].want);
	}
}

static void
test_environment_error_names_the_variable(void **state)
{
	struct gs_err err = { 0 };
	struct gs_conf c;

	setenv("GEOSOCLE_HTTPS_PORT", "many", 1);
	assert_int_equal(gs_conf_load(&c, NULL, *state, &err), GS_EINVAL);
	assert_error(err, GS_EINVAL, "GEOSOCLE_HTTPS_PORT='many'");
}

static void
test_missing_file(void **state)
{
	struct gs_err err = { 0 };
	struct gs_conf c;

	setenv("GEOSOCLE_VAR", "/nonexistent", 1);
	assert_int_equal(gs_conf_load_instance(&c, *state, &err),
	    GS_ENOTFOUND);
	assert_error(err, GS_ENOTFOUND, "/nonexistent/etc/geosocle.conf");
}

static void
test_relative_state_folder(void **state)
{
	struct gs_err err = { 0 };
	struct gs_conf c;

	setenv("GEOSOCLE_VAR", "some/var", 1);
	assert_int_equal(chdir("/tmp"), 0);
	assert_int_equal(gs_conf_load(&c, NULL, *state, &err), GS_OK);
	assert_string_equal(c.var, "/tmp/some/var");
}

/* What is printed reads back as the same configuration. */
static void
test_print_reads_back(void **state)
{
	struct gs_conf c, again;
	struct gs_err err = { 0 };
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	assert_int_equal(load(*state, "[runner]\nretention_seconds = 5\n"
	    "[common]\nplatform_title_en = A [b] = c\n", &c, &err), GS_OK);
	gs_conf_print(&c, f);
	fclose(f);
	assert_int_equal(load(*state, text, &again, &err), GS_OK);
	assert_int_equal(again.retention_seconds, 5);
	assert_string_equal(again.platform_title_en, "A [b] = c");
	assert_string_equal(again.public_url, c.public_url);
	free(text);
}

static void
test_rows_are_complete(void **state GS_UNUSED)
{
	const struct gs_conf_key *keys;
	size_t n;

	keys = gs_conf_keys(&n);
	for (size_t i = 0; i < n; i++) {
		assert_true(keys[i].help[0] != '\0');
		assert_non_null(keys[i].initial);
		for (size_t k = 0; k < i; k++) {
			assert_int_not_equal(keys[i].offset, keys[k].offset);
			assert_false(strcmp(keys[i].name, keys[k].name) == 0 &&
			    strcmp(keys[i].section, keys[k].section) == 0);
		}
	}
}

#undef UNIT_TEST
#define UNIT_TEST(f) cmocka_unit_test_setup_teardown(f, setup, arena_teardown)
static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_defaults),
	UNIT_TEST(test_file_then_environment),
	UNIT_TEST(test_errors_name_file_and_line),
	UNIT_TEST(test_environment_error_names_the_variable),
	UNIT_TEST(test_missing_file),
	UNIT_TEST(test_relative_state_folder),
	UNIT_TEST(test_print_reads_back),
	UNIT_TEST(test_rows_are_complete),
};
UNIT_MAIN(tests)
