/* SPDX-License-Identifier: MIT */
/* corpus.h: a fuzz target on each file of its corpus, tests/fuzz/corpus/NAME. */
#ifndef TEST_CORPUS_H
#define TEST_CORPUS_H

#include "unit.h"

#include <dirent.h>

#include "common/file.h"

#define FUZZ_REPLAY

/* Bytes in a block of their own size, so that overruns show. */
static void
replay_file(struct gs_arena *a, const char *path,
    int (*target)(const uint8_t *data, size_t size))
{
	gs_str text;

	assert_int_equal(gs_file_read(path, (size_t)4 << 20, a, &text, NULL),
	    GS_OK);
	text.ptr = memcpy(gs_alloc(a, text.len), text.ptr, text.len);
	target((const uint8_t *)text.ptr, text.len);
}

static void
replay(struct gs_arena *a, const char *name,
    int (*target)(const uint8_t *data, size_t size))
{
	char *folder = gs_printf(a, "tests/fuzz/corpus/%s", name);
	const struct dirent *e;
	int files = 0;
	DIR *d;

	target((const uint8_t *)"", 0);
	if ((d = opendir(folder)) == NULL)
		fail_msg("no folder %s: run from the top of the tree", folder);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		replay_file(a, gs_printf(a, "%s/%s", folder, e->d_name),
		    target);
		files++;
	}
	closedir(d);
	assert_true(files > 0);
}

#endif
