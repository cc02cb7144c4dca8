/* SPDX-License-Identifier: MIT */
/* db_conn.h: what db.c and db_copy.c share. Private to them. */
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
	bool			 read_only;	/* the transaction */
};

/* Turn the failure of ${r} (NULL: of the connection) while doing ${what} into
 * a status, as gs_db_query() documents. Drops a lost connection. */
enum gs_status gs_db_failed(struct gs_db *db, const PGresult *r,
    const char *what, struct gs_err *err) GS_MUST_CHECK;
/* GS_EBUSY unless a transaction is open on a living connection. */
enum gs_status gs_db_usable(struct gs_db *db, struct gs_err *err)
    GS_MUST_CHECK;

#endif
