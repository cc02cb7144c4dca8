/* SPDX-License-Identifier: MIT */
/*
 * db.h: PostgreSQL, the only file of this tree that includes libpq-fe.h
 * together with db.c (and geosoclectl/pg.c, which migrates).
 *
 * Statements are files, sql/queries/<worker>/name.sql, one each, embedded at
 * build as a table `struct gs_stmt Q_NAME` in build/gen/queries_<worker>.h,
 * prepared lazily once per connection (PQprepare, never SQL PREPARE). Each
 * has one C function in its folder's db.c, which returns structs or JSON.
 * Literals are always parameters. The feature engine alone composes text,
 * from constants and identifiers of our own catalogue (gs_db_query_text).
 *
 * A connection serves one request or job at a time. A transaction carries
 * the identity: gs_db_begin() sets geosocle.account for row-level security,
 * and no statement runs outside a transaction.
 */
#ifndef GS_DB_H
#define GS_DB_H

#include "common/arena.h"
#include "common/err.h"
#include "common/json.h"
#include "common/str.h"

struct gs_db;

struct gs_stmt {
	const char	*name;		/* unique: "<worker>.<file>" */
	const char	*sql;
	int		 nparams;
};

/* One parameter; ptr NULL is SQL NULL. Sent as text, or as binary bytea. */
struct gs_param {
	const char	*ptr;
	size_t		 len;
	bool		 binary;
};
struct gs_param gs_p_str(struct gs_arena *a, gs_str s);	/* GS_NOSTR: NULL */
struct gs_param gs_p_cstr(const char *s);
struct gs_param gs_p_int(struct gs_arena *a, int64_t n);
struct gs_param gs_p_double(struct gs_arena *a, double d);
struct gs_param gs_p_bool(bool b);
struct gs_param gs_p_bytes(const void *p, size_t n);
#define GS_PNULL ((struct gs_param){ NULL, 0, false })

/* Rows of a finished query; live in the arena. Values are text format. */
struct gs_rows {
	void	*result;	/* PGresult */
	int	 n;		/* rows */
	int64_t	 affected;	/* by INSERT/UPDATE/DELETE */
};

/*
 * Open (lazily: connects at first use, and again after a loss) database
 * ${name} at socket folder ${host} as role ${role}, peer-authenticated.
 * ${role} e.g. "gs_render". NULL only when memory is out (aborts).
 */
struct gs_db *gs_db_new(const char *host, const char *name, const char *role);
void gs_db_free(struct gs_db *db);
/* "host=… dbname=… user=…", for libraries that connect on their own. */
const char *gs_db_conninfo(const struct gs_db *db);
/* true when a connection is open and answers. Used by /readyz. */
bool gs_db_ping(struct gs_db *db);

/*
 * Begin; ${account} 0 is anonymous. READ ONLY when ${read_only}: such a
 * BEGIN travels with the first statement. GS_EBUSY when the database is
 * away. gs_db_end(db, true) commits (may fail:
 * GS_ECONFLICT on serialisation, GS_EBUSY when the outcome is unknown),
 * false rolls back and cannot fail. The end of what was read only is not
 * waited for. Nesting is an assertion.
 */
enum gs_status gs_db_begin(struct gs_db *db, int64_t account, bool read_only,
    struct gs_err *err) GS_MUST_CHECK;
enum gs_status gs_db_end(struct gs_db *db, bool commit, struct gs_err *err)
    GS_MUST_CHECK;
bool gs_db_in_transaction(const struct gs_db *db);

/*
 * Run a prepared statement with its nparams parameters.
 * Errors: GS_ECONFLICT unique or exclusion violation, or a state that has
 * moved on (SQLSTATE 40xxx); GS_EDENIED insufficient privilege or row-level
 * security check; GS_EINVAL raised by our own functions with ERRCODE
 * 'GS400' (message goes to the client), likewise 'GS404', 'GS409', 'GS422';
 * GS_EBUSY connection lost, too many connections, statement or lock timeout;
 * GS_ENOSPACE disk full; else GS_EINTERNAL, logged with the SQLSTATE.
 */
enum gs_status gs_db_query(struct gs_db *db, const struct gs_stmt *st,
    const struct gs_param *params, struct gs_arena *a, struct gs_rows *rows,
    struct gs_err *err) GS_MUST_CHECK;
/* The same for text composed by the feature engine (and the runner's COPY
 * and table names); never for text of a client. */
enum gs_status gs_db_query_text(struct gs_db *db, const char *sql,
    const struct gs_param *params, int nparams, struct gs_arena *a,
    struct gs_rows *rows, struct gs_err *err) GS_MUST_CHECK;
/* Row by row: ${row} is called for each, with rows->n == 1, and stops the
 * query by returning other than GS_OK. Memory does not grow with rows. */
enum gs_status gs_db_stream_text(struct gs_db *db, const char *sql,
    const struct gs_param *params, int nparams,
    enum gs_status (*row)(void *ctx, const struct gs_rows *r), void *ctx,
    struct gs_err *err) GS_MUST_CHECK;

bool gs_row_null(const struct gs_rows *r, int row, int col);
gs_str gs_row_str(const struct gs_rows *r, int row, int col); /* NULL: NOSTR */
int64_t gs_row_int(const struct gs_rows *r, int row, int col); /* NULL: 0 */
double gs_row_double(const struct gs_rows *r, int row, int col);
bool gs_row_bool(const struct gs_rows *r, int row, int col);
/* bytea column, decoded into the arena. */
gs_str gs_row_bytes(struct gs_arena *a, const struct gs_rows *r, int row,
    int col);
/* A json/jsonb column parsed (limit 64 MiB: it is ours). NULL gives NULL. */
const struct gs_jval *gs_row_json(struct gs_arena *a, const struct gs_rows *r,
    int row, int col);

/* COPY … FROM STDIN (FORMAT binary): ${sql} is ours. */
enum gs_status gs_db_copy_begin(struct gs_db *db, const char *sql,
    struct gs_err *err) GS_MUST_CHECK;
enum gs_status gs_db_copy_put(struct gs_db *db, const void *p, size_t n,
    struct gs_err *err) GS_MUST_CHECK;
/* ${abort_reason} NULL ends the copy; rows get their number. */
enum gs_status gs_db_copy_end(struct gs_db *db, const char *abort_reason,
    int64_t *rows, struct gs_err *err) GS_MUST_CHECK;

/* "identifier" quoted for SQL, into ${b}. The identifier must come from our
 * catalogue; a NUL inside or more than 63 bytes asserts. */
void gs_sql_ident(struct gs_buf *b, gs_str ident);

#endif
