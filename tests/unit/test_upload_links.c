/* SPDX-License-Identifier: MIT */
/* Links to drawn tiles, and names in the store. */
#include "unit.h"

#include <limits.h>

#include "common/file.h"
#include "upload/store/links.h"
#include "upload/store/store.h"

struct place {
	struct gs_arena	*arena;
	struct gs_conf	 conf;
};

static int
setup(void **state)
{
	char template[] = "/tmp/gs-unit-XXXXXX";
	struct gs_arena *a = gs_arena_new();
	struct place *p = GS_NEW(a, struct place);

	p->arena = a;
	p->conf.var = gs_strdup(a, mkdtemp(template));
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	enum gs_status st = gs_remove_tree("/tmp", p->conf.var + 5, NULL);

	gs_arena_free(p->arena);
	return st != GS_OK;
}

/* Where link ${name} leads; "" when there is none. */
static const char *
leads(struct place *p, const char *name)
{
	char to[PATH_MAX];
	ssize_t n = readlink(gs_printf(p->arena, "%s/public/tiles/%s",
	    p->conf.var, name), to, sizeof(to));

	return n < 0 ? "" : gs_strndup(p->arena, to, (size_t)n);
}

static void
test_links(void **state)
{
	static const struct store_link want[] = {
		{ "bus.stops", 1, false }, { "bus.stops", 2, true } };
	static const struct store_link other[] = { { "bus-2.x", 1, true } };
	struct place *p = *state;

	assert_int_equal(store_links_remove(p->arena, &p->conf, GS_STR("bus"),
	    NULL), GS_OK);
	assert_int_equal(store_links_set(p->arena, &p->conf, GS_STR("bus"),
	    want, 1, NULL), GS_OK);
	assert_string_equal(leads(p, "bus.stops"), "");
	assert_int_equal(store_links_set(p->arena, &p->conf, GS_STR("bus-2"),
	    other, 1, NULL), GS_OK);
	assert_int_equal(store_links_set(p->arena, &p->conf, GS_STR("bus"),
	    want, 2, NULL), GS_OK);
	assert_string_equal(leads(p, "bus.stops"),
	    "../../tiles/bus.stops/v2");
	assert_string_equal(leads(p, "bus.stops@1"),
	    "../../tiles/bus.stops/v1");
	assert_string_equal(leads(p, "bus.stops@2"),
	    "../../tiles/bus.stops/v2");
	assert_int_equal(store_links_set(p->arena, &p->conf, GS_STR("bus"),
	    want + 1, 1, NULL), GS_OK);
	assert_string_equal(leads(p, "bus.stops@1"), "");
	assert_int_equal(store_links_remove(p->arena, &p->conf, GS_STR("bus"),
	    NULL), GS_OK);
	assert_string_equal(leads(p, "bus.stops"), "");
	assert_string_equal(leads(p, "bus.stops@2"), "");
	assert_string_equal(leads(p, "bus-2.x"), "../../tiles/bus-2.x/v1");
}

static void
count(void *ctx, GS_UNUSED const char *hex, GS_UNUSED const char *path)
{
	++*(int *)ctx;
}

static void
test_store(void **state)
{
	static const char hex[] = "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad";
	struct place *p = *state;
	struct store_file f;
	char *path;
	int n = 0, fd = store_temporary(p->arena, &p->conf, &path, NULL);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "abc", 3), 3);
	assert_int_equal(store_measure(&f, path, NULL), GS_OK);
	assert_string_equal(f.hex, hex);
	assert_int_equal(f.size, 3);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_put(&f, p->arena, &p->conf, path,
		    NULL), GS_OK);
	assert_string_equal(store_name(p->arena, hex), gs_printf(p->arena,
	    "ba/78/%s", hex));
	assert_int_equal(access(store_path(p->arena, &p->conf, hex), R_OK),
	    0);
	store_each(p->arena, &p->conf, 3600, count, &n);
	assert_int_equal(n, 0);
	store_each(p->arena, &p->conf, -10, count, &n);
	assert_int_equal(n, 2);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_remove(p->arena, &p->conf, hex, NULL),
		    GS_OK);
	assert_int_not_equal(access(store_path(p->arena, &p->conf, hex),
	    F_OK), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_links, setup, teardown),
		cmocka_unit_test_setup_teardown(test_store, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
