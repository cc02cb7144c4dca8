/* SPDX-License-Identifier: MIT */
/* layer.c: lookups of layer.h; the statements and the cache. */
#include "common/base.h"

#include <assert.h>

#include "common/log.h"
#include "queries_render.h"
#include "render/layer.h"
#include "render/render.h"

/* Order of the columns that every layer_*.sql starts with. */
enum { C_ID, C_DATASET_ID, C_VERSION, C_SLUG, C_NAME, C_TITLE_FR, C_TITLE_EN,
    C_DATASET_TITLE, C_ABSTRACT, C_KIND, C_PUBLIC, C_PUBLISHED, C_MODIFIED,
    C_POSITION, C_TABLE, C_GEOMETRY_TYPE, C_SRID, C_FEATURES, C_XMIN, C_YMIN,
    C_XMAX, C_YMAX, C_COLUMNS, C_STYLE, C_ORD };
/* layer_version.sql ends otherwise. */
enum { C_CURRENT = C_ORD, C_WITHDRAWN };

/*
 * The cache: parsed columns and styles in one arena. When it has grown past
 * CACHE_MAX, it is emptied at the first lookup of the next request, so that
 * pointers stay valid during a request.
 */
#define CACHE_MAX	((size_t)4 << 20)
#define CACHE_HEADS	1024

struct cached {
	int64_t				 id;
	const struct render_column	*columns;
	int				 ncolumns;
	const struct gs_jval		*style;
	struct cached			*next;
};

struct render_layer_cache {
	struct gs_arena	*arena;
	struct cached	*heads[CACHE_HEADS];
	char		 request[33];	/* the last that looked up */
};

struct render_layer_cache *
render_layer_cache_new(void)
{
	static struct render_layer_cache cache;	/* one per process */

	if (cache.arena == NULL)
		cache.arena = gs_arena_new();
	return &cache;
}

static struct render_layer_cache *
cache_of(const struct gs_req *req)
{
	struct render *r = req->worker;
	struct render_layer_cache *c = r->layers;

	if (memcmp(c->request, req->id, sizeof(c->request)) != 0) {
		memcpy(c->request, req->id, sizeof(c->request));
		if (gs_arena_used(c->arena) > CACHE_MAX) {
			gs_arena_reset(c->arena);
			memset(c->heads, 0, sizeof(c->heads));
		}
	}
	return c;
}

/* Fill columns and style of ${l} from the cache, else from their text. */
static enum gs_status
cache_fill(struct gs_req *req, struct render_layer *l, gs_str columns,
    gs_str style)
{
	struct render_layer_cache *c = cache_of(req);
	struct cached **head = &c->heads[(uint64_t)l->id % CACHE_HEADS], *e;
	struct gs_jval *v;
	enum gs_status st;

	for (e = *head; e != NULL && e->id != l->id; e = e->next)
		;
	if (e == NULL) {
		e = GS_NEW(c->arena, struct cached);
		e->id = l->id;
		if ((st = render_layer_columns_parse(c->arena, columns,
		    &e->columns, &e->ncolumns, &req->err)) != GS_OK)
			return st;
		if (gs_json_parse(&v, c->arena, style, 0, NULL) != GS_OK ||
		    v->type != GS_JOBJECT)
			v = gs_jobject(c->arena);
		e->style = v;
		e->next = *head;
		*head = e;
	}
	l->columns = e->columns;
	l->ncolumns = e->ncolumns;
	l->style = e->style;
	return GS_OK;
}

static const char *
text(struct gs_req *req, const struct gs_rows *r, int row, int col)
{
	return gs_str_dup(req->arena, gs_row_str(r, row, col));
}

static struct render_layer *
from_row(struct gs_req *req, const struct gs_rows *r, int i)
{
	struct render_layer *l = GS_NEW(req->arena, struct render_layer);

	l->id = gs_row_int(r, i, C_ID);
	l->dataset_id = gs_row_int(r, i, C_DATASET_ID);
	l->version = gs_row_int(r, i, C_VERSION);
	l->current = true;
	l->slug = text(req, r, i, C_SLUG);
	l->name = text(req, r, i, C_NAME);
	l->full_name = gs_printf(req->arena, "%s.%s", l->slug, l->name);
	l->title_fr = text(req, r, i, C_TITLE_FR);
	l->title_en = text(req, r, i, C_TITLE_EN);
	l->dataset_title = text(req, r, i, C_DATASET_TITLE);
	l->abstract = text(req, r, i, C_ABSTRACT);
	l->kind = text(req, r, i, C_KIND);
	l->is_public = gs_row_bool(r, i, C_PUBLIC);
	l->published = text(req, r, i, C_PUBLISHED);
	l->modified = gs_row_int(r, i, C_MODIFIED);
	l->position = (int)gs_row_int(r, i, C_POSITION);
	l->table = text(req, r, i, C_TABLE);
	l->geometry_type = text(req, r, i, C_GEOMETRY_TYPE);
	l->geometry = render_geometry_of(gs_row_str(r, i, C_GEOMETRY_TYPE));
	l->srid = (int)gs_row_int(r, i, C_SRID);
	l->features = gs_row_int(r, i, C_FEATURES);
	l->has_extent = !gs_row_null(r, i, C_XMIN);
	l->extent = (struct gs_bbox){ gs_row_double(r, i, C_XMIN),
	    gs_row_double(r, i, C_YMIN), gs_row_double(r, i, C_XMAX),
	    gs_row_double(r, i, C_YMAX) };
	return l;
}

/* -- statements ------------------------------------------------------------ */

static enum gs_status
query(struct gs_req *req, const struct gs_stmt *st, const struct gs_param *p,
    struct gs_rows *rows)
{
	enum gs_status s;

	if ((s = gs_req_db(req)) != GS_OK)
		return s;
	return gs_db_query(req->db, st, p, req->arena, rows, &req->err);
}

static enum gs_status
db_find(struct gs_req *req, gs_str slugs, gs_str names, struct gs_rows *rows)
{
	const struct gs_param p[] = { gs_p_str(req->arena, slugs),
	    gs_p_str(req->arena, names) };

	return query(req, &Q_LAYER_FIND, p, rows);
}

static enum gs_status
db_version(struct gs_req *req, gs_str slug, gs_str name, int64_t version,
    struct gs_rows *rows)
{
	const struct gs_param p[] = { gs_p_str(req->arena, slug),
	    gs_p_str(req->arena, name), gs_p_int(req->arena, version) };

	return query(req, &Q_LAYER_VERSION, p, rows);
}

static enum gs_status
db_list(struct gs_req *req, gs_str slug, int64_t offset, int64_t limit,
    struct gs_rows *rows)
{
	const struct gs_param p[] = { gs_p_int(req->arena, offset),
	    gs_p_int(req->arena, limit), gs_p_str(req->arena, slug) };

	return query(req, slug.ptr != NULL ? &Q_LAYER_LIST_DATASET :
	    &Q_LAYER_LIST, p, rows);
}

static enum gs_status
db_count(struct gs_req *req, gs_str slug, struct gs_rows *rows)
{
	const struct gs_param p[] = { gs_p_str(req->arena, slug) };

	return query(req, slug.ptr != NULL ? &Q_LAYER_COUNT_DATASET :
	    &Q_LAYER_COUNT, p, rows);
}

static enum gs_status
db_load(struct gs_req *req, gs_str ids, struct gs_rows *rows)
{
	const struct gs_param p[] = { gs_p_str(req->arena, ids) };

	return query(req, &Q_LAYER_LOAD, p, rows);
}

/* -- lookups --------------------------------------------------------------- */

static enum gs_status
no_layer(struct gs_req *req, gs_str name)
{
	if (!gs_utf8_ok(name) || name.len > 200)
		return gs_fail(&req->err, GS_ENOTFOUND, "There is no layer of "
		    "that name: the collections and capabilities list them");
	return gs_fail(&req->err, GS_ENOTFOUND, "There is no layer '%.*s': "
	    "the collections and capabilities list them", GS_FMT(name));
}

enum gs_status
render_layer_find_all(struct gs_req *req, const gs_str *names, int n,
    const struct render_layer ***layers, int *bad)
{
	struct gs_buf slugs, parts;
	struct gs_rows rows;
	enum gs_status st;

	*layers = GS_NEWN(req->arena, (size_t)n + 1, const struct render_layer *);
	gs_buf_init_arena(&slugs, req->arena, 1 << 20);
	gs_buf_init_arena(&parts, req->arena, 1 << 20);
	for (int i = 0; i < n; i++) {
		gs_str slug, part;
		int64_t version;

		if (bad != NULL)
			*bad = i;
		if (!render_layer_name_parse(names[i], &slug, &part, &version)
		    || version != 0)
			return no_layer(req, names[i]);
		/* Letters, digits, '-' and '_' only: no quoting needed. */
		gs_buf_printf(&slugs, "%c%.*s", i ? ',' : '{', GS_FMT(slug));
		gs_buf_printf(&parts, "%c%.*s", i ? ',' : '{', GS_FMT(part));
	}
	gs_buf_puts(&slugs, n ? "}" : "{}");
	gs_buf_puts(&parts, n ? "}" : "{}");
	if (slugs.failed || parts.failed)
		return gs_fail(&req->err, GS_ETOOLARGE, "Too many layers");
	if ((st = db_find(req, gs_buf_str(&slugs), gs_buf_str(&parts),
	    &rows)) != GS_OK)
		return st;
	for (int i = 0; i < rows.n; i++) {
		struct render_layer *l = from_row(req, &rows, i);

		if ((st = cache_fill(req, l, gs_row_str(&rows, i, C_COLUMNS),
		    gs_row_str(&rows, i, C_STYLE))) != GS_OK)
			return st;
		(*layers)[gs_row_int(&rows, i, C_ORD) - 1] = l;
	}
	for (int i = 0; i < n; i++) {
		if ((*layers)[i] != NULL)
			continue;
		if (bad != NULL)
			*bad = i;
		return no_layer(req, names[i]);
	}
	return GS_OK;
}

enum gs_status
render_layer_find_version(struct gs_req *req, gs_str name, int64_t version,
    const struct render_layer **layer)
{
	struct render_layer *l;
	struct gs_rows rows;
	gs_str slug, part;
	enum gs_status st;
	int64_t v;

	if (!render_layer_name_parse(name, &slug, &part, &v) || v != 0)
		return no_layer(req, name);
	if ((st = db_version(req, slug, part, version, &rows)) != GS_OK)
		return st;
	if (rows.n == 1 && gs_row_bool(&rows, 0, C_WITHDRAWN))
		return gs_fail(&req->err, GS_EGONE, "Version %lld of '%.*s' is "
		    "no longer kept: start again from the current one",
		    (long long)version, GS_FMT(name));
	if (rows.n == 0 || gs_row_null(&rows, 0, C_ID))
		return gs_fail(&req->err, GS_ENOTFOUND, "There is no version "
		    "%lld of a layer '%.*s'", (long long)version,
		    GS_FMT(name));
	l = from_row(req, &rows, 0);
	l->current = gs_row_bool(&rows, 0, C_CURRENT);
	*layer = l;
	return cache_fill(req, l, gs_row_str(&rows, 0, C_COLUMNS),
	    gs_row_str(&rows, 0, C_STYLE));
}

enum gs_status
render_layer_find(struct gs_req *req, gs_str name,
    const struct render_layer **layer)
{
	const struct render_layer **all;
	gs_str slug, part, plain;
	enum gs_status st;
	int64_t version;

	if (!render_layer_name_parse(name, &slug, &part, &version))
		return no_layer(req, name);
	if (version != 0) {
		plain = gs_str_of(gs_printf(req->arena, "%.*s.%.*s",
		    GS_FMT(slug), GS_FMT(part)));
		return render_layer_find_version(req, plain, version, layer);
	}
	if ((st = render_layer_find_all(req, &name, 1, &all, NULL)) != GS_OK)
		return st;
	*layer = all[0];
	return GS_OK;
}

enum gs_status
render_layer_list(struct gs_req *req, gs_str slug, int64_t offset,
    int64_t limit, const struct render_layer ***layers, int *n, int64_t *total)
{
	struct gs_rows rows;
	enum gs_status st;

	if (total != NULL) {
		if ((st = db_count(req, slug, &rows)) != GS_OK)
			return st;
		*total = gs_row_int(&rows, 0, 0);
	}
	if ((st = db_list(req, slug, offset, limit, &rows)) != GS_OK)
		return st;
	*n = rows.n;
	*layers = GS_NEWN(req->arena, (size_t)rows.n + 1,
	    const struct render_layer *);
	for (int i = 0; i < rows.n; i++)
		(*layers)[i] = from_row(req, &rows, i);
	return GS_OK;
}

enum gs_status
render_layer_load(struct gs_req *req, const struct render_layer **layers,
    int n)
{
	struct gs_buf ids;
	struct gs_rows rows;
	enum gs_status st;

	gs_buf_init_arena(&ids, req->arena, 1 << 20);
	for (int i = 0; i < n; i++)
		gs_buf_printf(&ids, "%c%lld", i ? ',' : '{',
		    (long long)layers[i]->id);
	gs_buf_puts(&ids, n ? "}" : "{}");
	assert(!ids.failed);
	if ((st = db_load(req, gs_buf_str(&ids), &rows)) != GS_OK)
		return st;
	for (int i = 0; i < n; i++) {
		struct render_layer *l = GS_NEW(req->arena,
		    struct render_layer);
		int k = 0;

		*l = *layers[i];
		while (k < rows.n && gs_row_int(&rows, k, 0) != l->id)
			k++;
		if (k == rows.n)
			return no_layer(req, gs_str_of(l->full_name));
		if ((st = cache_fill(req, l, gs_row_str(&rows, k, 1),
		    gs_row_str(&rows, k, 2))) != GS_OK)
			return st;
		layers[i] = l;
	}
	return GS_OK;
}
