/* SPDX-License-Identifier: MIT */
/* The fuzz targets of render on each file of their corpus (fuzz/fuzz.h). */
#include "unit.h"

#include <dirent.h>

#include "common/file.h"

#define FUZZ_REPLAY
#include "../fuzz/fuzz_wms_params.c"

static void
test_wms_params(void **state)
{
	const char *folder = "tests/fuzz/corpus/wms_params";
	struct gs_arena *a = *state;
	const struct dirent *e;
	int files = 0;
	gs_str text;
	DIR *d;

	if ((d = opendir(folder)) == NULL)
		fail_msg("no folder %s: run from the top of the tree", folder);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		assert_int_equal(gs_file_read(gs_printf(a, "%s/%s", folder,
		    e->d_name), (size_t)1 << 20, a, &text, NULL), GS_OK);
		fuzz_wms_params((const uint8_t *)text.ptr, text.len);
		files++;
	}
	closedir(d);
	assert_true(files > 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_wms_params),
};
UNIT_MAIN(tests)
