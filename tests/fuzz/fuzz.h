/* SPDX-License-Identifier: MIT */
/*
 * fuzz.h: what each target has in common. A target is fuzz_<name>.c with one
 * FUZZ_TARGET(name); beyond "does not crash" it states what must hold of the
 * result. "make fuzz" runs each for FUZZ_SECONDS with libFuzzer; the
 * files of corpus/<name>/ are replayed by tests/unit/test_common_corpus.c.
 * A file that once made a target fail is added to its corpus.
 */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H

#include "common/base.h"

#include "common/arena.h"
#include "common/err.h"
#include "common/out.h"
#include "common/str.h"

#ifdef FUZZ_REPLAY
#define FUZZ_TARGET(name)	static int				\
	fuzz_##name(const uint8_t *data, size_t size)
#else
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
#define FUZZ_TARGET(name)	int					\
	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
#endif

#define must(condition) do {						\
	if (!(condition)) {						\
		fprintf(stderr, "%s:%d: not true: %s\n", __FILE__,	\
		    __LINE__, #condition);				\
		abort();						\
	}								\
} while (0)

#define FUZZ_VIEW(data, size)	((gs_str){ (const char *)(data), (size) })

#endif
