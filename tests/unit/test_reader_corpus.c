/* SPDX-License-Identifier: MIT */
/* Each fuzz target of the reader on each file of its corpus. */
#include "unit.h"

#include <dirent.h>

#include "common/file.h"

#define FUZZ_REPLAY
#include "../fuzz/fuzz_frame.c"
#include "../fuzz/fuzz_gtfs_csv.c"

static void
replay(struct gs_arena *a, const char *name,
    int (*target)(const uint8_t *data, size_t size))
{
	char *folder = gs_printf(a, "tests/fuzz/corpus/%s", name);
	const struct dirent *e;
	int files = 0;
	gs_str text;
	DIR *d;

	target((const uint8_t *)"", 0);
	if ((d = opendir(folder)) == NULL)
		fail_msg("no folder %s: run from the top of the tree", folder);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		assert_int_equal(gs_file_read(gs_printf(a, "%s/%s", folder,
		    e->d_name), (size_t)1 << 20, a, &text, NULL), GS_OK);
		text.ptr = memcpy(gs_alloc(a, text.len), text.ptr, text.len);
		target((const uint8_t *)text.ptr, text.len);
		files++;
	}
	closedir(d);
	assert_true(files > 0);
}

static void
test_frame(void **state)
{
	replay(*state, "frame", fuzz_frame);
}

static void
test_gtfs_csv(void **state)
{
	replay(*state, "gtfs_csv", fuzz_gtfs_csv);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_frame),
	UNIT_TEST(test_gtfs_csv),
};

UNIT_MAIN(tests)
