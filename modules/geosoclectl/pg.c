/* SPDX-License-Identifier: MIT */
/* pg.c: the owner's connection; see pg.h. */
#include "common/base.h"

#include <libpq-fe.h>

#include "common/str.h"
#include "geosoclectl/pg.h"

struct ctl_pg {
	PGconn		*conn;
	struct gs_arena	*arena;
};

static void
finish(void *conn)
{
	PQfinish(conn);
}

static void
quiet(GS_UNUSED void *arg, GS_UNUSED const char *message)
{
	/* "relation already exists, skipping" is no news. */
}

enum gs_status
ctl_pg_open(struct ctl_pg **pg, struct ctl *ctl, const char *database)
{
	const char *const names[] = { "host", "dbname", "user",
	    "client_encoding", "connect_timeout", "application_name", NULL };
	const char *const values[] = { ctl->conf->db_host, database,
	    "geosocle_owner", "UTF8", "5", "geosoclectl", NULL };

	*pg = GS_NEW(ctl->arena, struct ctl_pg);
	(*pg)->arena = ctl->arena;
	(*pg)->conn = PQconnectdbParams(names, values, 0);
	gs_arena_defer(ctl->arena, finish, (*pg)->conn);
	if (PQstatus((*pg)->conn) != CONNECTION_OK)
		return gs_fail(&ctl->err, GS_EBUSY,
		    "the database does not answer: %s", gs_str_dup(ctl->arena,
		    gs_str_trim(gs_str_of(PQerrorMessage((*pg)->conn)))));
	PQsetNoticeProcessor((*pg)->conn, quiet, NULL);
	return GS_OK;
}

/* Line of the 1-based character ${position} in ${sql}. */
static int
line_of(const char *sql, const char *position)
{
	int64_t at;
	int line = 1;

	if (position == NULL || !gs_str_int(gs_str_of(position), &at))
		return 0;
	for (; *sql != '\0' && at > 1; sql++) {
		line += *sql == '\n';
		at -= ((unsigned char)*sql & 0xc0) != 0x80;
	}
	return line;
}

static enum gs_status
failed(struct ctl_pg *pg, const PGresult *r, const char *what, const char *sql,
    struct gs_err *err)
{
	const char *text = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	int line = line_of(sql, PQresultErrorField(r,
	    PG_DIAG_STATEMENT_POSITION));

	if (text == NULL)
		text = PQerrorMessage(pg->conn);
	if (line > 0)
		return gs_fail(err, GS_EINTERNAL, "%s: line %d: %s", what,
		    line, text);
	return gs_fail(err, GS_EINTERNAL, "%s: %s", what, text);
}

enum gs_status
ctl_pg_run(struct ctl_pg *pg, const char *what, const char *sql,
    struct gs_err *err)
{
	PGresult *r = PQexec(pg->conn, sql);
	ExecStatusType got = PQresultStatus(r);
	enum gs_status st = GS_OK;

	if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK)
		st = failed(pg, r, what, sql, err);
	PQclear(r);
	return st;
}

enum gs_status
ctl_pg_value(struct ctl_pg *pg, const char **value, const char *sql,
    const char *const *params, int n, struct gs_err *err)
{
	PGresult *r = PQexecParams(pg->conn, sql, n, NULL, params, NULL, NULL,
	    0);
	ExecStatusType got = PQresultStatus(r);
	enum gs_status st = GS_OK;

	*value = NULL;
	if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK)
		st = failed(pg, r, "database", sql, err);
	else if (PQntuples(r) > 0 && !PQgetisnull(r, 0, 0))
		*value = gs_strdup(pg->arena, PQgetvalue(r, 0, 0));
	PQclear(r);
	return st;
}
