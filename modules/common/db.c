/* SPDX-License-Identifier: MIT */
/* db.c: PostgreSQL over libpq; see db.h. */
#include "common/base.h"

#include <assert.h>
#include <libpq-fe.h>

#include "common/db.h"
#include "common/db_conn.h"
#include "common/log.h"

/* SQLSTATE, or its class, to status. First match wins. */
static const struct {
	const char	*state;
	enum gs_status	 status;
	bool		 for_client;	/* message was written by us */
} states[] = {
	{ "GS400", GS_EINVAL, true }, { "GS403", GS_EDENIED, true },
	{ "GS404", GS_ENOTFOUND, true }, { "GS409", GS_ECONFLICT, true },
	{ "GS422", GS_EUNPROCESSABLE, true },
	{ "42501", GS_EDENIED, false }, { "23505", GS_ECONFLICT, false },
	{ "23P01", GS_ECONFLICT, false }, { "40", GS_ECONFLICT, false },
	{ "53100", GS_ENOSPACE, false }, { "53", GS_EBUSY, false },
	{ "55P03", GS_EBUSY, false }, { "57", GS_EBUSY, false },
	{ "08", GS_EBUSY, false },
};

/* Connection ------------------------------------------------------------- */

struct gs_db *
gs_db_new(const char *host, const char *name, const char *role)
{
	struct gs_db *db = calloc(1, sizeof(*db));

	if (db == NULL || asprintf(&db->info,
	    "host='%s' dbname='%s' user='%s' connect_timeout=3 "
	    "client_encoding=UTF8 application_name='%s'",
	    host, name, role, role) < 0)
		abort();
	return db;
}

void
gs_db_disconnect(struct gs_db *db)
{
	PQfinish(db->conn);
	db->conn = NULL;
	db->nprepared = 0;
	db->in_tx = false;
}

void
gs_db_free(struct gs_db *db)
{
	if (db == NULL)
		return;
	gs_db_disconnect(db);
	free(db->info);
	free(db);
}

const char *
gs_db_conninfo(const struct gs_db *db)
{
	return db->info;
}

static void
notice(GS_UNUSED void *arg, GS_UNUSED const char *message)
{
	/* NOTICEs ("relation does not exist, skipping") are no events. */
}

enum gs_status
gs_db_connected(struct gs_db *db, struct gs_err *err)
{
	if (db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK)
		return GS_OK;
	gs_db_disconnect(db);
	db->conn = PQconnectdb(db->info);
	if (PQstatus(db->conn) != CONNECTION_OK) {
		gs_warn("database: %s", PQerrorMessage(db->conn));
		gs_db_disconnect(db);
		return gs_fail(err, GS_EBUSY,
		    "The database is not available: try again in a moment");
	}
	PQsetNoticeProcessor(db->conn, notice, NULL);
	return GS_OK;
}

bool
gs_db_ping(struct gs_db *db)
{
	PGresult *r;
	bool ok;

	for (int attempt = 0; attempt < 2; attempt++) {
		if (gs_db_connected(db, NULL) != GS_OK)
			return false;
		r = PQexec(db->conn, "SELECT 1");
		ok = PQresultStatus(r) == PGRES_TUPLES_OK;
		PQclear(r);
		if (ok)
			return true;
		gs_db_disconnect(db);
	}
	return false;
}

/* Errors ----------------------------------------------------------------- */

enum gs_status
gs_db_failed(struct gs_db *db, const PGresult *r, const char *what,
    struct gs_err *err)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *text = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) :
	    NULL;

	/* Without SQLSTATE it is libpq that speaks, of a connection that is no
	 * more, even when it has not seen its end yet. */
	if (PQstatus(db->conn) != CONNECTION_OK || state == NULL) {
		gs_warn("%s: %s", what, PQerrorMessage(db->conn));
		gs_db_disconnect(db);
		return gs_fail(err, GS_EBUSY,
		    "The database is not available: try again in a moment");
	}
	for (size_t i = 0; state && i < GS_COUNTOF(states); i++) {
		if (strncmp(state, states[i].state,
		    strlen(states[i].state)) != 0)
			continue;
		if (states[i].for_client)
			return gs_fail(err, states[i].status, "%s", text);
		gs_warn("%s: %s %s", what, state, text);
		return gs_fail(err, states[i].status, "%s",
		    states[i].status == GS_EDENIED ?
		    "This identity has not the right to do that" :
		    states[i].status == GS_ECONFLICT ?
		    "This conflicts with what exists already" :
		    states[i].status == GS_ENOSPACE ?
		    "The platform's disk is full" :
		    "The database is busy: try again in a moment");
	}
	gs_error("%s: %s %s", what, state ? state : "-",
	    text ? text : PQerrorMessage(db->conn));
	return gs_fail(err, GS_EINTERNAL, "%s: database error", what);
}

/* Queries ---------------------------------------------------------------- */

void
gs_db_params(struct gs_db_params *q, const struct gs_param *p, int n)
{
	assert(n >= 0 && n <= (int)GS_COUNTOF(q->values));
	for (int i = 0; i < n; i++) {
		q->values[i] = p[i].ptr;
		q->lengths[i] = (int)p[i].len;
		q->formats[i] = p[i].binary;
	}
}

static void
clear_result(void *r)
{
	PQclear(r);
}

static enum gs_status
take(struct gs_db *db, PGresult *r, const char *what, struct gs_arena *a,
    struct gs_rows *rows, struct gs_err *err)
{
	ExecStatusType s = PQresultStatus(r);
	int64_t affected = 0;
	enum gs_status st;

	if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK) {
		st = gs_db_failed(db, r, what, err);
		PQclear(r);
		return st;
	}
	if (!gs_str_int(gs_str_of(PQcmdTuples(r)), &affected))
		affected = 0;
	if (rows != NULL)
		*rows = (struct gs_rows){ .result = r, .n = PQntuples(r),
		    .affected = affected };
	gs_arena_defer(a, clear_result, r);
	return GS_OK;
}

enum gs_status
gs_db_prepared(struct gs_db *db, const struct gs_stmt *st, struct gs_err *err)
{
	const char *state;
	PGresult *r;
	enum gs_status s = GS_OK;

	for (size_t i = 0; i < db->nprepared; i++)
		if (db->prepared[i] == st)
			return GS_OK;
	assert(db->nprepared < PREPARED_MAX);
	r = PQprepare(db->conn, st->name, st->sql, 0, NULL);
	/* 42P05: it is there already, its answer was lost to a cancel. */
	state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	if (PQresultStatus(r) == PGRES_COMMAND_OK ||
	    (state && strcmp(state, "42P05") == 0))
		db->prepared[db->nprepared++] = st;
	else
		s = gs_db_failed(db, r, st->name, err);
	PQclear(r);
	return s;
}

static enum gs_status
run(struct gs_db *db, const struct gs_db_statement *s, PGresult **r,
    struct gs_err *err)
{
	const struct gs_db_params *q = &s->params;
	enum gs_status st;

	if (db->in_tx && db->conn != NULL && !db->begun)
		return gs_db_begin_with(db, s, r, err);
	if ((st = gs_db_usable(db, err)) != GS_OK ||
	    (s->stmt && (st = gs_db_prepared(db, s->stmt, err)) != GS_OK))
		return st;
	*r = s->stmt ? PQexecPrepared(db->conn, s->stmt->name, s->n,
	    q->values, q->lengths, q->formats, 0) : PQexecParams(db->conn,
	    s->text, s->n, NULL, q->values, q->lengths, q->formats, 0);
	return GS_OK;
}

enum gs_status
gs_db_query(struct gs_db *db, const struct gs_stmt *stmt,
    const struct gs_param *params, struct gs_arena *a, struct gs_rows *rows,
    struct gs_err *err)
{
	struct gs_db_statement s = { .stmt = stmt, .n = stmt->nparams };
	enum gs_status st;
	PGresult *r;

	gs_db_params(&s.params, params, s.n);
	if ((st = run(db, &s, &r, err)) != GS_OK)
		return st;
	return take(db, r, stmt->name, a, rows, err);
}

enum gs_status
gs_db_query_text(struct gs_db *db, const char *sql,
    const struct gs_param *params, int nparams, struct gs_arena *a,
    struct gs_rows *rows, struct gs_err *err)
{
	struct gs_db_statement s = { .text = sql, .n = nparams };
	enum gs_status st;
	PGresult *r;

	gs_db_params(&s.params, params, s.n);
	if ((st = run(db, &s, &r, err)) != GS_OK)
		return st;
	return take(db, r, "query", a, rows, err);
}

enum gs_status
gs_db_stream_text(struct gs_db *db, const char *sql,
    const struct gs_param *params, int nparams,
    enum gs_status (*row)(void *ctx, const struct gs_rows *r), void *ctx,
    struct gs_err *err)
{
	struct gs_db_params q;
	enum gs_status st;
	PGresult *r;
	PGcancel *cancel;
	char why[256];

	if ((st = gs_db_usable(db, err)) != GS_OK)
		return st;
	gs_db_params(&q, params, nparams);
	if (!PQsendQueryParams(db->conn, sql, nparams, NULL, q.values,
	    q.lengths, q.formats, 0))
		return gs_db_failed(db, NULL, "stream", err);
	PQsetSingleRowMode(db->conn);
	while ((r = PQgetResult(db->conn)) != NULL) {
		ExecStatusType s = PQresultStatus(r);
		struct gs_rows one = { .result = r, .n = 1 };

		if (st == GS_OK && s == PGRES_SINGLE_TUPLE) {
			st = row(ctx, &one);
			if (st != GS_OK &&
			    (cancel = PQgetCancel(db->conn)) != NULL) {
				PQcancel(cancel, why, sizeof(why));
				PQfreeCancel(cancel);
			}
		} else if (st == GS_OK && s != PGRES_TUPLES_OK &&
		    s != PGRES_COMMAND_OK) {
			st = gs_db_failed(db, r, "stream", err);
		}
		PQclear(r);
		if (db->conn == NULL)
			break;
	}
	return st;
}
