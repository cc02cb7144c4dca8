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

static void
disconnect(struct gs_db *db)
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
	disconnect(db);
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

static enum gs_status
connected(struct gs_db *db, struct gs_err *err)
{
	if (db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK)
		return GS_OK;
	disconnect(db);
	db->conn = PQconnectdb(db->info);
	if (PQstatus(db->conn) != CONNECTION_OK) {
		gs_warn("database: %s", PQerrorMessage(db->conn));
		disconnect(db);
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
		if (connected(db, NULL) != GS_OK)
			return false;
		r = PQexec(db->conn, "SELECT 1");
		ok = PQresultStatus(r) == PGRES_TUPLES_OK;
		PQclear(r);
		if (ok)
			return true;
		disconnect(db);
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

	if (PQstatus(db->conn) != CONNECTION_OK) {
		gs_warn("%s: %s", what, PQerrorMessage(db->conn));
		disconnect(db);
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

/* Transactions ----------------------------------------------------------- */

/* One round trip of our own text. */
static enum gs_status
simple(struct gs_db *db, const char *sql, struct gs_err *err)
{
	PGresult *r = PQexec(db->conn, sql);
	ExecStatusType s = PQresultStatus(r);
	enum gs_status st = GS_OK;

	if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK)
		st = gs_db_failed(db, r, "transaction", err);
	PQclear(r);
	return st;
}

enum gs_status
gs_db_begin(struct gs_db *db, int64_t account, bool read_only,
    struct gs_err *err)
{
	char sql[160], who[24] = "";
	enum gs_status st = GS_OK;

	assert(!db->in_tx);
	if (account != 0)
		snprintf(who, sizeof(who), "%lld", (long long)account);
	/* One snapshot per reader: no answer mixes two versions. */
	snprintf(sql, sizeof(sql), "BEGIN %s; SET LOCAL geosocle.account = '%s'",
	    read_only ? "ISOLATION LEVEL REPEATABLE READ READ ONLY" :
	    "ISOLATION LEVEL READ COMMITTED READ WRITE", who);
	/* A connection lost while idle shows only now: once more. */
	for (int attempt = 0; attempt < 2; attempt++) {
		struct gs_err e = { 0 };

		if ((st = connected(db, err)) != GS_OK)
			return st;
		if ((st = simple(db, sql, &e)) == GS_OK) {
			db->in_tx = true;
			db->read_only = read_only;
			return GS_OK;
		}
		if (attempt == 1 || st != GS_EBUSY)
			return gs_fail(err, st, "%s", e.text);
		disconnect(db);
	}
	return st;
}

enum gs_status
gs_db_end(struct gs_db *db, bool commit, struct gs_err *err)
{
	enum gs_status st;
	bool aborted;

	if (!db->in_tx)
		return commit ? gs_fail(err, GS_EBUSY,
		    "The database was lost during the request: try again") :
		    GS_OK;
	db->in_tx = false;
	if (!commit) {
		if (simple(db, "ROLLBACK", NULL) != GS_OK)
			disconnect(db);
		return GS_OK;
	}
	/* COMMIT of an aborted transaction answers ROLLBACK, without error. */
	aborted = PQtransactionStatus(db->conn) == PQTRANS_INERROR;
	/* What was only read cannot fail to be kept: the answer does not wait
	 * for it. The next PQexec() takes the result in. */
	if (db->read_only && !aborted && PQsendQuery(db->conn, "COMMIT"))
		return GS_OK;
	st = simple(db, "COMMIT", err);
	if (st == GS_OK && aborted)
		st = gs_fail(err, GS_EINTERNAL, "transaction was aborted");
	return st;
}

bool
gs_db_in_transaction(const struct gs_db *db)
{
	return db->in_tx;
}

/* Queries ---------------------------------------------------------------- */

struct pq_params {
	const char	*values[64];
	int		 lengths[64], formats[64];
};

static void
pq_params(struct pq_params *q, const struct gs_param *p, int n)
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

static enum gs_status
prepared(struct gs_db *db, const struct gs_stmt *st, struct gs_err *err)
{
	PGresult *r;
	enum gs_status s = GS_OK;

	for (size_t i = 0; i < db->nprepared; i++)
		if (db->prepared[i] == st)
			return GS_OK;
	assert(db->nprepared < PREPARED_MAX);
	r = PQprepare(db->conn, st->name, st->sql, 0, NULL);
	if (PQresultStatus(r) == PGRES_COMMAND_OK)
		db->prepared[db->nprepared++] = st;
	else
		s = gs_db_failed(db, r, st->name, err);
	PQclear(r);
	return s;
}

enum gs_status
gs_db_usable(struct gs_db *db, struct gs_err *err)
{
	if (db->in_tx && db->conn != NULL)
		return GS_OK;
	return gs_fail(err, GS_EBUSY,
	    "The database was lost during the request: try again");
}

enum gs_status
gs_db_query(struct gs_db *db, const struct gs_stmt *stmt,
    const struct gs_param *params, struct gs_arena *a, struct gs_rows *rows,
    struct gs_err *err)
{
	struct pq_params q;
	enum gs_status st;

	if ((st = gs_db_usable(db, err)) != GS_OK ||
	    (st = prepared(db, stmt, err)) != GS_OK)
		return st;
	pq_params(&q, params, stmt->nparams);
	return take(db, PQexecPrepared(db->conn, stmt->name, stmt->nparams,
	    q.values, q.lengths, q.formats, 0), stmt->name, a, rows, err);
}

enum gs_status
gs_db_query_text(struct gs_db *db, const char *sql,
    const struct gs_param *params, int nparams, struct gs_arena *a,
    struct gs_rows *rows, struct gs_err *err)
{
	struct pq_params q;
	enum gs_status st;

	if ((st = gs_db_usable(db, err)) != GS_OK)
		return st;
	pq_params(&q, params, nparams);
	return take(db, PQexecParams(db->conn, sql, nparams, NULL, q.values,
	    q.lengths, q.formats, 0), "query", a, rows, err);
}

enum gs_status
gs_db_stream_text(struct gs_db *db, const char *sql,
    const struct gs_param *params, int nparams,
    enum gs_status (*row)(void *ctx, const struct gs_rows *r), void *ctx,
    struct gs_err *err)
{
	struct pq_params q;
	enum gs_status st;
	PGresult *r;
	PGcancel *cancel;
	char why[256];

	if ((st = gs_db_usable(db, err)) != GS_OK)
		return st;
	pq_params(&q, params, nparams);
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
