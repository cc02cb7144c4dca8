/* SPDX-License-Identifier: MIT */
/* rules.h: what may be wrong with any file, whatever its format. */
#ifndef READER_RULES_H
#define READER_RULES_H

#include "reader/reader.h"

enum reader_rule_id {
	RULE_FILE_EMPTY,
	RULE_FORMAT_UNKNOWN,
	RULE_FORMAT_UNSUPPORTED,	/* {other}: what it is */
	RULE_FORMAT_MISMATCH,		/* {value}: extension */
	RULE_ARCHIVE_DAMAGED,		/* {file}: entry, if any */
	RULE_ARCHIVE_ENCRYPTED,
	RULE_ARCHIVE_LINK,
	RULE_ARCHIVE_PATH,
	RULE_ARCHIVE_NESTED,
	RULE_ARCHIVE_ENTRIES,
	RULE_ARCHIVE_SIZE,
	RULE_ARCHIVE_RATIO,
	RULE_ARCHIVE_DUPLICATE,
	RULE_ARCHIVE_EMPTY,
	RULE_ARCHIVE_CONTENT,		/* nothing in it that we read */
	RULE_TOO_LARGE,			/* {other}: of what */
	RULE_LIMIT,			/* the reader's own limits were hit */
	RULE__COUNT
};

extern const struct reader_rule reader_rules[RULE__COUNT];

/* Record the finding and return GS_EUNPROCESSABLE. */
enum gs_status reader_refuse(struct reader *r, enum reader_rule_id rule,
    struct reader_place at) GS_MUST_CHECK;

#endif
