/* SPDX-License-Identifier: MIT */
/* Each fuzz target on each file of its corpus (tests/fuzz/fuzz.h). */
#include "corpus.h"

#include "../fuzz/fuzz_conf.c"
#include "../fuzz/fuzz_geo.c"
#include "../fuzz/fuzz_json.c"
#include "../fuzz/fuzz_percent.c"
#include "../fuzz/fuzz_query.c"
#include "../fuzz/fuzz_template.c"
#include "../fuzz/fuzz_text.c"
#include "../fuzz/fuzz_xml.c"

#define REPLAY(name)							\
static void test_##name(void **state)					\
{									\
	replay(*state, #name, fuzz_##name);				\
}
REPLAY(conf)
REPLAY(geo)
REPLAY(json)
REPLAY(percent)
REPLAY(query)
REPLAY(template)
REPLAY(text)
REPLAY(xml)

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_conf),
	UNIT_TEST(test_geo),
	UNIT_TEST(test_json),
	UNIT_TEST(test_percent),
	UNIT_TEST(test_query),
	UNIT_TEST(test_template),
	UNIT_TEST(test_text),
	UNIT_TEST(test_xml),
};
UNIT_MAIN(tests)
