/* SPDX-License-Identifier: MIT */
/*
 * base.h: the first include of every .c file.
 *
 * Attributes, tiny macros and the list of functions that do not compile in
 * this tree (see the end): each has a safe replacement in str.h, arena.h or
 * the C library, named beside it.
 */
#ifndef GS_BASE_H
#define GS_BASE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GS_MUST_CHECK	__attribute__((warn_unused_result))
#define GS_PRINTF(f, a)	__attribute__((format(printf, f, a)))
#define GS_NORETURN	__attribute__((noreturn))
#define GS_UNUSED	__attribute__((unused))
#define GS_COUNTOF(a)	(sizeof(a) / sizeof((a)[0]))
#define GS_MIN(a, b)	((a) < (b) ? (a) : (b))
#define GS_MAX(a, b)	((a) > (b) ? (a) : (b))

/* Dangerous functions: unbounded, locale-dependent or not re-entrant. */
#ifndef GS_ALLOW_BANNED
#define GS_BANNED(f)	gs_banned_function_##f
#undef strcpy
#define strcpy(d, s)	GS_BANNED(strcpy)		/* gs_strdup, gs_buf */
#undef strcat
#define strcat(d, s)	GS_BANNED(strcat)		/* gs_buf */
#undef strncpy
#define strncpy(d, s, n) GS_BANNED(strncpy)		/* gs_strndup */
#undef strncat
#define strncat(d, s, n) GS_BANNED(strncat)		/* gs_buf */
#undef strtok
#define strtok(s, d)	GS_BANNED(strtok)		/* gs_str_split */
#undef sprintf
#define sprintf(...)	GS_BANNED(sprintf)		/* gs_printf, gs_buf */
#undef vsprintf
#define vsprintf(...)	GS_BANNED(vsprintf)		/* gs_vprintf */
#undef atoi
#define atoi(s)		GS_BANNED(atoi)			/* gs_str_int */
#undef atof
#define atof(s)		GS_BANNED(atof)			/* gs_str_double */
#undef gmtime
#define gmtime(t)	GS_BANNED(gmtime)		/* gmtime_r */
#undef localtime
#define localtime(t)	GS_BANNED(localtime)		/* localtime_r */
#undef system
#define system(s)	GS_BANNED(system)		/* posix_spawn */
#endif

#endif
