/* SPDX-License-Identifier: MIT */
/*
 * report.h: what was found in a file: places, reasons, remedies.
 *
 * A rule is a row of a table (gtfs/rules.c, rules.c): code, severity and the
 * texts in both languages. A finding is a rule and a place. Texts may hold
 * {file} {line} {field} {value} {other}, replaced when the report is written.
 * Each finding is counted; at most REPORT_KEPT of a code are kept, fewer
 * when the whole would not fit in a frame.
 */
#ifndef READER_REPORT_H
#define READER_REPORT_H

#include "common/arena.h"
#include "common/json.h"
#include "common/str.h"

#define REPORT_KEPT	100

enum reader_severity { READER_ERROR, READER_WARNING, READER_INFO };

struct reader_rule {
	const char		*code;
	enum reader_severity	 severity;
	const char		*reason_fr, *reason_en;
	const char		*remedy_fr, *remedy_en;
};

struct reader_place {
	const char	*file;		/* NULL: the whole; copied */
	uint32_t	 line;		/* from 1; 0: none */
	const char	*field;		/* copied */
	gs_str		 value;		/* as found; copied, clipped */
	gs_str		 other;		/* {other}, in French */
	gs_str		 other_en;	/* GS_NOSTR: as in French */
};

struct reader_group;			/* findings of one code */

struct reader_report {
	struct gs_arena		*arena;
	struct reader_group	*first, **last, *recent;
	uint64_t		 count[3];	/* by severity */
};

void reader_report_init(struct reader_report *r, struct gs_arena *a);
void reader_report_add(struct reader_report *r,
    const struct reader_rule *rule, struct reader_place at);
uint64_t reader_report_count(const struct reader_report *r,
    const struct reader_rule *rule);
/* "refused" with an error, "warned" with a warning, else "accepted". */
const char *reader_report_outcome(const struct reader_report *r);
/* The report as an object of at most ${max} bytes, in the arena: findings
 * kept per code are halved until it fits. */
gs_str reader_report_json(const struct reader_report *r, size_t max);
const char *reader_severity_name(enum reader_severity s);

#endif
