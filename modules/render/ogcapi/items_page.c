/* SPDX-License-Identifier: MIT */
/* items_page.c: see items_page.h. */
#include "common/base.h"

#include "render/ogcapi/items_page.h"

void
ogcapi_items_page_init(struct ogcapi_items_page *p,
    const struct feature_query *q, int64_t matched)
{
	*p = (struct ogcapi_items_page){ .q = q, .matched = matched };
	/* A page that follows another, or goes back from one. */
	p->more_before = q->page == FEATURE_AFTER ||
	    (q->page == FEATURE_OFFSET && q->offset > 0);
	p->more_after = q->page == FEATURE_BEFORE;
}

/* Number of rows that a BEFORE page found, behind its properties. */
static int64_t
rows_found(const struct ogcapi_items_page *p, const struct gs_rows *r)
{
	const struct render_layer *l = p->q->layer;
	int col = FEATURE_ROW_PROPERTIES;

	for (int i = 0; i < l->ncolumns; i++)
		col += p->q->only == NULL || p->q->only[i];
	return gs_row_int(r, 0, col);
}

bool
ogcapi_items_page_row(struct ogcapi_items_page *p, const struct gs_rows *r)
{
	if (p->q->page == FEATURE_BEFORE && p->rows == 0 && !p->more_before &&
	    rows_found(p, r) > p->q->limit) {
		p->more_before = true;
		return false;
	}
	if (p->rows == p->q->limit) {
		p->more_after = true;
		return false;
	}
	p->last = gs_row_int(r, 0, 0);
	if (p->rows++ == 0)
		p->first = p->last;
	return true;
}

static char *
cursor_href(const struct ogcapi_items_page *p, const struct gs_req *req,
    const char *name, int64_t id)
{
	const struct render_layer *l = p->q->layer;
	const char *cursor = gs_printf(req->arena, "%lld.%lld",
	    (long long)l->version, (long long)id);
	bool after = strcmp(name, "after") == 0;
	const char *const set[] = { "offset", NULL,
	    after ? "before" : "after", NULL, name, cursor, NULL };

	return ogcapi_href(req, ogcapi_path(req, l, "/items"), set);
}

char *
ogcapi_items_page_next(const struct ogcapi_items_page *p,
    const struct gs_req *req)
{
	if (!p->more_after)
		return NULL;
	return cursor_href(p, req, "after", p->rows ? p->last :
	    p->q->cursor - 1);
}

char *
ogcapi_items_page_prev(const struct ogcapi_items_page *p,
    const struct gs_req *req)
{
	const char *const none[] = { "offset", NULL, NULL };
	const char *set[] = { "offset", NULL, NULL };

	if (!p->more_before)
		return NULL;
	if (p->q->page != FEATURE_OFFSET)
		return cursor_href(p, req, "before", p->rows ? p->first :
		    p->q->cursor + 1);
	if (p->q->offset > p->q->limit)
		set[1] = gs_printf(req->arena, "%lld",
		    (long long)(p->q->offset - p->q->limit));
	return ogcapi_href(req, ogcapi_path(req, p->q->layer, "/items"),
	    set[1] ? set : none);
}
