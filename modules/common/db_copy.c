/* SPDX-License-Identifier: MIT */
/* db_copy.c: COPY … FROM STDIN; see db.h. */
#include "common/base.h"

#include <libpq-fe.h>

#include "common/db.h"
#include "common/db_conn.h"

enum gs_status
gs_db_copy_begin(struct gs_db *db, const char *sql, struct gs_err *err)
{
	PGresult *r;
	enum gs_status st;

	if ((st = gs_db_usable(db, err)) != GS_OK)
		return st;
	r = PQexec(db->conn, sql);
	if (PQresultStatus(r) != PGRES_COPY_IN)
		st = gs_db_failed(db, r, "copy", err);
	PQclear(r);
	return st;
}

enum gs_status
gs_db_copy_put(struct gs_db *db, const void *p, size_t n, struct gs_err *err)
{
	if (db->conn != NULL && PQputCopyData(db->conn, p, (int)n) == 1)
		return GS_OK;
	return db->conn == NULL ? gs_db_usable(db, err) :
	    gs_db_failed(db, NULL, "copy", err);
}

enum gs_status
gs_db_copy_end(struct gs_db *db, const char *abort_reason, int64_t *rows,
    struct gs_err *err)
{
	PGresult *r;
	enum gs_status st = GS_OK;

	if (db->conn == NULL)
		return gs_db_usable(db, err);
	if (PQputCopyEnd(db->conn, abort_reason) != 1)
		return gs_db_failed(db, NULL, "copy", err);
	while ((r = PQgetResult(db->conn)) != NULL) {
		if (PQresultStatus(r) == PGRES_COMMAND_OK) {
			if (rows && !gs_str_int(gs_str_of(PQcmdTuples(r)),
			    rows))
				*rows = 0;
		} else if (st == GS_OK && abort_reason == NULL) {
			st = gs_db_failed(db, r, "copy", err);
		}
		PQclear(r);
		if (db->conn == NULL)
			break;
	}
	return st;
}
