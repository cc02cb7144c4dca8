/* SPDX-License-Identifier: MIT */
/*
 * reader.h: what every part of the reader shares: one file, one answer.
 *
 * The reader is a program that lives for one file: it allocates from one
 * arena (large tables apart, table.h), writes frames (common/frame.h) and
 * ends. It runs in a sandbox (common/sandbox.h) and trusts nothing it reads.
 */
#ifndef READER_READER_H
#define READER_READER_H

#include "common/arena.h"
#include "common/err.h"
#include "common/frame.h"
#include "reader/report.h"

struct reader_options {
	const char	*path;		/* file to read */
	const char	*name;		/* what its sender called it */
	const char	*crs, *charset, *geometry_columns, *layer;
	int64_t		 today;		/* days since 1970-01-01 */
	bool		 check_only;	/* report as JSON, no frames */
};

struct reader {
	struct gs_arena			*arena;
	const struct reader_options	*opt;
	struct gs_frame_writer		 frames;
	struct reader_report		 report;
	const char			*kind;		/* "gtfs", "vector" */
	gs_str				 summary;	/* JSON object */
	gs_str				 questions;	/* JSON array */
	double				 progress;	/* last announced */
};

/* Announce ${fraction} of the work; skipped when little has changed. */
void reader_progress(struct reader *r, double fraction, const char *fr,
    const char *en);
/* Questions, when there are, then the report: the last word. */
enum gs_status reader_finish(struct reader *r) GS_MUST_CHECK;
/* Read the file of r->opt and answer: main() without its options. */
enum gs_status reader_run(struct reader *r) GS_MUST_CHECK;

#endif
