/* SPDX-License-Identifier: MIT */
/* gtfs.h: a zip archive that holds a GTFS, checked and published. */
#ifndef GTFS_GTFS_H
#define GTFS_GTFS_H

#include "reader/archive.h"

/* Findings go to the report; layers are written only when none of them
 * blocks. GS_EUNPROCESSABLE when the archive itself is faulty. */
enum gs_status gtfs_read(struct reader *r, struct reader_archive *x)
    GS_MUST_CHECK;

#endif
