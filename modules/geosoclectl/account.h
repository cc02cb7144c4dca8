/* SPDX-License-Identifier: MIT */
/*
 * account.h: what user, org and key share: one statement of ours as the
 * database's owner, inside a transaction that the caller has begun.
 */
#ifndef GEOSOCLECTL_ACCOUNT_H
#define GEOSOCLECTL_ACCOUNT_H

#include "geosoclectl/client.h"

/* Begin; ctl_end() commits when ${st} is GS_OK, else rolls back, and returns
 * what became of it. */
enum gs_status ctl_begin(struct ctl *ctl) GS_MUST_CHECK;
enum gs_status ctl_end(struct ctl *ctl, enum gs_status st) GS_MUST_CHECK;
enum gs_status ctl_sql(struct ctl *ctl, const char *sql,
    const struct gs_param *p, int n, struct gs_rows *rows) GS_MUST_CHECK;

/* The slug as it is, or GS_EINVAL naming the remedy. */
enum gs_status ctl_check_slug(struct ctl *ctl, const char *slug)
    GS_MUST_CHECK;

#endif
