/* SPDX-License-Identifier: MIT */
/* db_tx.c: transactions; see db.h. */
#include "common/base.h"

#include <assert.h>

#include "common/db_conn.h"
#include "common/log.h"

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

/* One snapshot per reader: no answer mixes two versions. */
#define BEGIN_READ	"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
#define BEGIN_WRITE	"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"

/* Once more on a new connection: one that was lost while idle shows only
 * when it is used. */
static enum gs_status
reconnect(struct gs_db *db, struct gs_err *err)
{
	enum gs_status st;

	gs_db_disconnect(db);
	st = gs_db_connected(db, err);
	db->in_tx = st == GS_OK;
	return st;
}

static enum gs_status
begin_alone(struct gs_db *db, struct gs_err *err)
{
	char sql[160], who[24] = "";
	enum gs_status st = GS_OK;

	if (db->account != 0)
		snprintf(who, sizeof(who), "%lld", (long long)db->account);
	snprintf(sql, sizeof(sql), "%s; SET LOCAL geosocle.account = '%s'",
	    db->read_only ? BEGIN_READ : BEGIN_WRITE, who);
	for (int attempt = 0; attempt < 2; attempt++) {
		struct gs_err e = { 0 };

		if ((st = simple(db, sql, &e)) == GS_OK) {
			db->begun = true;
			return GS_OK;
		}
		if (attempt == 1 || st != GS_EBUSY)
			return gs_fail(err, st, "%s", e.text);
		if ((st = reconnect(db, err)) != GS_OK)
			return st;
	}
	return st;
}

/*
 * The BEGIN of a reader goes out with its first statement, in one round trip
 * (gs_db_begin_with()); a writer's at once: whoever takes its session away
 * from it must find it in a transaction.
 */
enum gs_status
gs_db_begin(struct gs_db *db, int64_t account, bool read_only,
    struct gs_err *err)
{
	enum gs_status st;

	assert(!db->in_tx);
	if ((st = gs_db_connected(db, err)) != GS_OK)
		return st;
	db->in_tx = true;
	db->begun = false;
	db->read_only = read_only;
	db->account = account;
	if (!read_only && (st = begin_alone(db, err)) != GS_OK)
		db->in_tx = false;
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
	if (!db->begun)
		return GS_OK;	/* nothing was asked */
	if (!commit) {
		if (simple(db, "ROLLBACK", NULL) != GS_OK)
			gs_db_disconnect(db);
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

enum gs_status
gs_db_usable(struct gs_db *db, struct gs_err *err)
{
	if (db->in_tx && db->conn != NULL)
		return db->begun ? GS_OK : begin_alone(db, err);
	return gs_fail(err, GS_EBUSY,
	    "The database was lost during the request: try again");
}

/* The first statement of a reader, together with its BEGIN ------------------ */

static bool
send_statement(PGconn *conn, const struct gs_db_statement *s)
{
	const struct gs_db_params *q = &s->params;

	return s->stmt ? PQsendQueryPrepared(conn, s->stmt->name, s->n,
	    q->values, q->lengths, q->formats, 0) : PQsendQueryParams(conn,
	    s->text, s->n, NULL, q->values, q->lengths, q->formats, 0);
}

static bool
is_good(const PGresult *r)
{
	ExecStatusType s = PQresultStatus(r);

	return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK;
}

/* An error without SQLSTATE is libpq's own: of a connection that is no more,
 * even when it has not seen its end yet. */
static bool
is_lost(const PGconn *conn, const PGresult *r)
{
	return PQstatus(conn) != CONNECTION_OK || (r != NULL &&
	    PQresultStatus(r) == PGRES_FATAL_ERROR &&
	    PQresultErrorField(r, PG_DIAG_SQLSTATE) == NULL);
}

/* Send ${s}[n] together. The result of the last one, or of the first that
 * fails; NULL when the connection does, which is then of no more use. */
static PGresult *
together(PGconn *conn, const struct gs_db_statement *const *s, int n)
{
	PGresult *kept = NULL, *r;
	int ended = 0;

	while ((r = PQgetResult(conn)) != NULL)
		PQclear(r);		/* of a COMMIT not waited for */
	if (!PQenterPipelineMode(conn))
		return NULL;
	for (int i = 0; i < n; i++)
		if (!send_statement(conn, s[i]))
			return NULL;
	if (!PQpipelineSync(conn))
		return NULL;
	for (;;) {
		r = PQgetResult(conn);
		if (is_lost(conn, r)) {
			PQclear(r);
			PQclear(kept);
			return NULL;
		}
		/* The end of one of them; twice, there is no other: for ever. */
		if (r == NULL && ended++ > 0) {
			PQclear(kept);
			return NULL;
		}
		if (r == NULL)
			continue;
		ended = 0;
		if (PQresultStatus(r) == PGRES_PIPELINE_SYNC)
			break;
		if (kept != NULL && !is_good(kept)) {
			PQclear(r);
			continue;
		}
		PQclear(kept);
		kept = r;
	}
	PQclear(r);
	PQexitPipelineMode(conn);
	return kept;
}

static const struct gs_stmt begin_read = { "gs.begin_read", BEGIN_READ, 0 };
static const struct gs_stmt set_account = { "gs.set_account",
    "SELECT set_config('geosocle.account', $1, true)", 1 };

enum gs_status
gs_db_begin_with(struct gs_db *db, const struct gs_db_statement *s,
    PGresult **result, struct gs_err *err)
{
	struct gs_db_statement begin = { .stmt = &begin_read };
	struct gs_db_statement set = { .stmt = &set_account, .n = 1 };
	const struct gs_db_statement *const all[] = { &begin, &set, s };
	char who[24] = "";
	enum gs_status st;

	if (db->account != 0)
		snprintf(who, sizeof(who), "%lld", (long long)db->account);
	gs_db_params(&set.params, &(struct gs_param){ who, strlen(who), false },
	    1);
	for (int attempt = 0; attempt < 2; attempt++) {
		struct gs_err e = { 0 };

		if (attempt == 1 && (st = reconnect(db, err)) != GS_OK)
			return st;
		st = gs_db_prepared(db, begin.stmt, &e);
		if (st == GS_OK)
			st = gs_db_prepared(db, &set_account, &e);
		if (st == GS_OK && s->stmt)
			st = gs_db_prepared(db, s->stmt, &e);
		if (st != GS_OK) {
			if (attempt == 0 && db->conn == NULL)
				continue;
			return gs_fail(err, st, "%s", e.text);
		}
		*result = together(db->conn, all, GS_COUNTOF(all));
		if (*result != NULL) {
			db->begun = true;
			return GS_OK;
		}
		gs_warn("database: %s", PQerrorMessage(db->conn));
	}
	gs_db_disconnect(db);
	return gs_fail(err, GS_EBUSY,
	    "The database is not available: try again in a moment");
}
