/* SPDX-License-Identifier: MIT */
/* db.c: what WMS asks the database, and the name of an answer. */
#include "common/base.h"

#include <inttypes.h>

#include "queries_render.h"
#include "render/wms/common.h"

#define SQL_MAX	((size_t)4096)

/* FNV-1a, 64 bits: names an answer, protects nothing. */
static uint64_t
hash(uint64_t h, const void *p, size_t n)
{
	const unsigned char *b = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * 1099511628211u;
	return h;
}

bool
wms_unchanged(struct gs_req *req, struct gs_res *res,
    const struct render_layer *const *layers, int n)
{
	uint64_t h = hash(14695981039346656037u, GS_VERSION,
	    sizeof(GS_VERSION));
	bool is_public = true;

	h = hash(h, req->query_string.ptr, req->query_string.len);
	h = hash(h, &req->lang, sizeof(req->lang));
	for (int i = 0; i < n; i++) {
		h = hash(h, &layers[i]->id, sizeof(layers[i]->id));
		is_public = is_public && layers[i]->is_public;
	}
	return gs_res_unchanged(res, gs_printf(req->arena, "%016" PRIx64, h),
	    is_public ? "no-cache" : "private, no-cache");
}

enum gs_status
wms_db_state(struct gs_req *req, gs_str *state)
{
	struct gs_rows rows;
	enum gs_status st;

	if ((st = gs_req_db(req)) != GS_OK ||
	    (st = gs_db_query(req->db, &Q_WMS_STATE, NULL, req->arena, &rows,
	    &req->err)) != GS_OK)
		return st;
	*state = gs_row_str(&rows, 0, 0);
	return GS_OK;
}

enum gs_status
wms_db_colors(struct gs_req *req, const struct render_layer *layer,
    const struct render_column *column, const struct render_column *label,
    int max, struct wms_color **colors, int *n)
{
	struct gs_param limit = gs_p_int(req->arena, max);
	struct gs_rows rows;
	struct gs_buf sql;
	enum gs_status st;

	gs_buf_init_arena(&sql, req->arena, SQL_MAX);
	gs_buf_puts(&sql, "SELECT ");
	gs_sql_ident(&sql, gs_str_of(column->name));
	gs_buf_puts(&sql, ", ");
	if (label)
		gs_sql_ident(&sql, gs_str_of(label->name));
	else
		gs_buf_puts(&sql, "NULL");
	gs_buf_puts(&sql, "::text FROM data.");
	gs_sql_ident(&sql, gs_str_of(layer->table));
	gs_buf_puts(&sql, " GROUP BY 1, 2 ORDER BY min(id) LIMIT $1::bigint");
	st = gs_db_query_text(req->db, sql.ptr, &limit, 1, req->arena, &rows,
	    &req->err);
	if (st != GS_OK)
		return st;
	*n = rows.n;
	*colors = GS_NEWN(req->arena, (size_t)GS_MAX(rows.n, 1),
	    struct wms_color);
	for (int i = 0; i < rows.n; i++)
		(*colors)[i] = (struct wms_color){ gs_row_str(&rows, i, 0),
		    gs_row_str(&rows, i, 1) };
	return GS_OK;
}
