/* SPDX-License-Identifier: MIT */
/*
 * pg.h: a connection as the owner of the database, for what db.h does not do:
 * whole files of several statements, CREATE DATABASE outside a transaction.
 * Only migrate.c and status.c use it.
 */
#ifndef GEOSOCLECTL_PG_H
#define GEOSOCLECTL_PG_H

#include "geosoclectl/commands.h"

struct ctl_pg;

/* Connect to ${database} of the instance; closed with the arena. */
enum gs_status ctl_pg_open(struct ctl_pg **pg, struct ctl *ctl,
    const char *database) GS_MUST_CHECK;
/* Run ${sql}, one or more statements without parameters. An error is
 * "${what}: line N: message". */
enum gs_status ctl_pg_run(struct ctl_pg *pg, const char *what,
    const char *sql, struct gs_err *err) GS_MUST_CHECK;
/* One statement with ${n} text parameters; ${*value} is the first column of
 * the first row, in the arena, or NULL when there is none. */
enum gs_status ctl_pg_value(struct ctl_pg *pg, const char **value,
    const char *sql, const char *const *params, int n, struct gs_err *err)
    GS_MUST_CHECK;

#endif
