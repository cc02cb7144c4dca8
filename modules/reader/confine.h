/* SPDX-License-Identifier: MIT */
/*
 * confine.h: the inner wall. The sandbox (common/sandbox.h) has no network
 * and no files; a filter of system calls makes even the attempt fail: no
 * socket, no program, no tracing, no namespace.
 */
#ifndef READER_CONFINE_H
#define READER_CONFINE_H

#include "common/base.h"

/* False when the kernel refuses the filter: then nothing may be read. */
bool reader_confine(void);

#endif
