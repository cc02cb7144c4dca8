/* SPDX-License-Identifier: MIT */
/*
 * detect.h: what a file is, by its first bytes. Names are never believed;
 * where a name promises a format that the content is not, that is told.
 */
#ifndef READER_DETECT_H
#define READER_DETECT_H

#include "common/str.h"

enum reader_format {
	FORMAT_EMPTY,
	FORMAT_ZIP,
	FORMAT_JSON,		/* begins with '{' or '[' */
	FORMAT_SQLITE,
	FORMAT_TEXT,		/* no control characters: CSV, perhaps */
	FORMAT_KNOWN,		/* recognised, not read here: {label} */
	FORMAT_UNKNOWN,
};

struct reader_detected {
	enum reader_format	 format;
	const char		*label_fr, *label_en;	/* of FORMAT_KNOWN */
};

/* ${head} is the start of the file: 4 KiB are plenty. Pure. */
struct reader_detected reader_detect(gs_str head);
/* The extension of ${name} in lower case with its dot, or "". */
gs_str reader_extension(struct gs_arena *a, gs_str name);

#endif
