/* SPDX-License-Identifier: MIT */
/* db_conn.h: what db.c, db_tx.c and db_copy.c share. Private to them. */
#ifndef GS_DB_CONN_H
#define GS_DB_CONN_H

#include <libpq-fe.h>

#include "common/db.h"

#define PREPARED_MAX	512

struct gs_db {
	PGconn			*conn;		/* NULL: not connected */
	char			*info;
	const struct gs_stmt	*prepared[PREPARED_MAX];
	size_t			 nprepared;
	bool			 in_tx;
	bool			 begun;		/* its BEGIN was sent */
	bool			 read_only;
	int64_t			 account;
};

struct gs_db_params {
	const char	*values[64];
	int		 lengths[64], formats[64];
};

/* A statement: prepared when ${stmt} is not NULL, else ${text}. */
struct gs_db_statement {
	const struct gs_stmt	*stmt;
	const char		*text;
	int			 n;
	struct gs_db_params	 params;
};

/* db.c: connect if need be; drop the connection. */
enum gs_status gs_db_connected(struct gs_db *db, struct gs_err *err)
    GS_MUST_CHECK;
void gs_db_disconnect(struct gs_db *db);
void gs_db_params(struct gs_db_params *q, const struct gs_param *p, int n);
/* Prepare ${st} on this connection if it was not. */
enum gs_status gs_db_prepared(struct gs_db *db, const struct gs_stmt *st,
    struct gs_err *err) GS_MUST_CHECK;
/* db_tx.c: run ${s} as the first statement of a reader whose BEGIN was not
 * sent, in one round trip; on a new connection if this one was lost. The
 * result may be a failure. */
enum gs_status gs_db_begin_with(struct gs_db *db,
    const struct gs_db_statement *s, PGresult **result, struct gs_err *err)
    GS_MUST_CHECK;
/* Turn the failure of ${r} (NULL: of the connection) while doing ${what} into
 * a status, as gs_db_query() documents. Drops a lost connection. */
enum gs_status gs_db_failed(struct gs_db *db, const PGresult *r,
    const char *what, struct gs_err *err) GS_MUST_CHECK;
/* Send BEGIN if it was not; GS_EBUSY unless a transaction is open on a living
 * connection. */
enum gs_status gs_db_usable(struct gs_db *db, struct gs_err *err)
    GS_MUST_CHECK;

#endif
