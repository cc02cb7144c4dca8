/* SPDX-License-Identifier: MIT */
/* Language, terminal text and queries of geosoclectl. */
#include "common/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "geosoclectl/client.h"

static void
language(const char *lc_all, const char *lc_messages, const char *lang)
{
	setenv("LC_ALL", lc_all, 1);
	setenv("LC_MESSAGES", lc_messages, 1);
	setenv("LANG", lang, 1);
}

static void
say_follows_the_locale(GS_UNUSED void **state)
{
	language("", "", "fr_FR.UTF-8");
	assert_string_equal(ctl_say("oui", "yes"), "oui");
	language("", "en_GB.UTF-8", "fr_FR.UTF-8");
	assert_string_equal(ctl_say("oui", "yes"), "yes");
	language("fr", "en_GB.UTF-8", "en");
	assert_string_equal(ctl_say("oui", "yes"), "oui");
	language("", "", "");
	assert_string_equal(ctl_say("oui", "yes"), "yes");
}

static void
text_takes_the_language_of_a_message(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_jval *v;

	assert_int_equal(gs_json_parse(&v, a, GS_STR("{\"reason_fr\":\"non\","
	    "\"reason_en\":\"no\"}"), 0, NULL), GS_OK);
	language("", "", "fr");
	assert_true(gs_str_eqc(ctl_text(v, "reason"), "non"));
	language("", "", "en");
	assert_true(gs_str_eqc(ctl_text(v, "reason"), "no"));
	assert_true(ctl_text(v, "remedy").ptr == NULL);
	gs_arena_free(a);
}

static void
put_disarms_terminal_controls(GS_UNUSED void **state)
{
	char out[64] = "";
	FILE *f = fmemopen(out, sizeof(out), "w");

	ctl_put(f, GS_STR("é\033[2J\a\n\x7f\xc2\x9b" "2J \xc2\xa0ok"));
	fclose(f);
	assert_string_equal(out, "é?[2J????2J \xc2\xa0ok");
}

static void
query_encodes(GS_UNUSED void **state)
{
	struct gs_arena *a = gs_arena_new();
	struct gs_buf b;

	gs_buf_init_arena(&b, a, 1024);
	gs_buf_puts(&b, "/p");
	ctl_query(&b, "title", "Été & co");
	ctl_query(&b, "none", NULL);
	ctl_query(&b, "x", "a=b?");
	assert_string_equal(b.ptr,
	    "/p?title=%C3%89t%C3%A9%20%26%20co&x=a%3Db%3F");
	gs_arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(say_follows_the_locale),
		cmocka_unit_test(text_takes_the_language_of_a_message),
		cmocka_unit_test(put_disarms_terminal_controls),
		cmocka_unit_test(query_encodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
