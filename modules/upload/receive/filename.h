/* SPDX-License-Identifier: MIT */
/* filename.h: what people call their files, made fit to be shown and sent. */
#ifndef UPLOAD_RECEIVE_FILENAME_H
#define UPLOAD_RECEIVE_FILENAME_H

#include "common/arena.h"
#include "common/str.h"

#define RECEIVE_FILENAME_MAX	200	/* bytes */

/*
 * A label, never a path: what is after the last '/' or '\', without controls,
 * direction marks and bytes that are not UTF-8, without leading dots or
 * blanks, cut (before its extension) to RECEIVE_FILENAME_MAX bytes; "fichier"
 * when nothing is left.
 */
char *receive_filename(struct gs_arena *a, gs_str raw);
/* The label without its extension, for a title. */
gs_str receive_filename_stem(gs_str label);
/* Media type by extension; application/octet-stream when not known. */
const char *receive_filename_media(gs_str label);

#endif
