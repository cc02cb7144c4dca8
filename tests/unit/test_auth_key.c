/* SPDX-License-Identifier: MIT */
/* Parameters of a new key, and the session's cookie. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "auth/key_params.h"
#include "auth/session.h"

static enum gs_status
json(struct auth_key_params *p, struct gs_arena *a, const char *body)
{
	struct gs_err err = { 0 };

	return auth_key_params_json(p, a, gs_str_of(body), &err);
}

static void
json_gives_defaults(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();
	struct auth_key_params p;

	assert_int_equal(json(&p, a, "{}"), GS_OK);
	assert_true(gs_str_eqc(p.label, "API"));
	assert_true(gs_str_eqc(p.scope, "read"));
	assert_int_equal(p.days, 0);
	assert_int_equal(json(&p, a, "{\"label\":\" Carte été \",\"scope\":"
	    "\"write\",\"expires_days\":30,\"csrf\":\"t\"}"), GS_OK);
	assert_true(gs_str_eqc(p.label, "Carte été"));
	assert_true(gs_str_eqc(p.scope, "write"));
	assert_true(gs_str_eqc(p.csrf, "t"));
	assert_int_equal(p.days, 30);
	gs_arena_free(a);
}

static void
json_refuses(GS_UNUSED void **state)
{
	static const char *const bad[] = { "", "[]", "3", "{\"scope\":\"all\"}",
	    "{\"expires_days\":0}", "{\"expires_days\":3651}",
	    "{\"expires_days\":1.5}", "{\"expires_days\":\"x\"}",
	    "{\"label\":{}}", "{\"label\":\"a\\u0007b\"}", "{\"admin\":true}",
	    "{\"expires\":3}" };
	struct gs_arena *a = gs_arena_new();
	struct auth_key_params p;

	for (size_t i = 0; i < GS_COUNTOF(bad); i++)
		if (json(&p, a, bad[i]) != GS_EINVAL)
			fail_msg("taken: %s", bad[i]);
	gs_arena_free(a);
}

static void
label_counts_characters(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_kv form = { .name = GS_STR("label") };
	struct auth_key_params p;
	struct gs_err err = { 0 };
	struct gs_buf b;

	gs_buf_init_arena(&b, a, 1024);
	for (int i = 0; i < 200; i++)
		gs_buf_puts(&b, "é");
	form.value = gs_buf_str(&b);
	assert_int_equal(auth_key_params_form(&p, &form, 1, &err), GS_OK);
	gs_buf_puts(&b, "é");
	form.value = gs_buf_str(&b);
	assert_int_equal(auth_key_params_form(&p, &form, 1, &err), GS_EINVAL);
	gs_arena_free(a);
}

static void
cookie_by_scheme(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_conf http = { .session_seconds = 43200 };
	struct gs_conf https = { .session_seconds = 43200,
	    .cookie_secure = true };

	assert_string_equal(auth_session_cookie(a, &http, "S"),
	    "gs_session=S; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200");
	assert_string_equal(auth_session_cookie(a, &https, "S"),
	    "__Host-gs_session=S; Path=/; HttpOnly; SameSite=Lax; "
	    "Max-Age=43200; Secure");
	assert_string_equal(auth_session_cookie(a, &http, NULL),
	    "gs_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
	gs_arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_gives_defaults),
		cmocka_unit_test(json_refuses),
		cmocka_unit_test(label_counts_characters),
		cmocka_unit_test(cookie_by_scheme),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
