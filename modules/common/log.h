/* SPDX-License-Identifier: MIT */
/*
 * log.h: one line per event, in logfmt, on standard error.
 *
 *	time=2026-01-02T03:04:05.678Z level=warn worker=render req=7f3a… msg="…"
 *
 * Control bytes, quotes and backslashes of the message are escaped, so a
 * client cannot forge a line. No secret is ever given to a log call. Access
 * lines belong to nginx; a fault is logged once, where it is detected.
 */
#ifndef GS_LOG_H
#define GS_LOG_H

#include "common/base.h"

enum gs_log_level { GS_LOG_DEBUG, GS_LOG_INFO, GS_LOG_WARN, GS_LOG_ERROR };

/* Name printed as worker=…; kept, not copied. */
void gs_log_init(const char *worker, enum gs_log_level least);
/* Request (or job) id for the lines that follow; NULL for none. */
void gs_log_request(const char *id);
void gs_log(enum gs_log_level level, const char *fmt, ...) GS_PRINTF(2, 3);

#define gs_debug(...)	gs_log(GS_LOG_DEBUG, __VA_ARGS__)
#define gs_info(...)	gs_log(GS_LOG_INFO, __VA_ARGS__)
#define gs_warn(...)	gs_log(GS_LOG_WARN, __VA_ARGS__)
#define gs_error(...)	gs_log(GS_LOG_ERROR, __VA_ARGS__)

#endif
