/* SPDX-License-Identifier: MIT */
/*
 * collections.c: GET /ogc/features/collections
 *
 * All layers that may be read, 10,000 at most in one answer; further ones by
 * the link next. limit and offset choose a part.
 */
#include "common/base.h"

#include "common/page.h"
#include "render/ogcapi/common.h"
#include "render/ogcapi/ogcapi.h"

#define LIMIT_JSON	10000
#define LIMIT_HTML	100

struct page {
	int64_t	limit, offset, total;
	int	n;
};

static enum gs_status
page_params(struct gs_req *req, enum ogcapi_format format, struct page *p)
{
	gs_str limit = gs_req_param(req, "limit");
	gs_str offset = gs_req_param(req, "offset");

	p->limit = format == OGCAPI_HTML ? LIMIT_HTML : LIMIT_JSON;
	p->offset = 0;
	if (limit.ptr != NULL) {
		if (!gs_str_int_in(limit, 1, INT64_MAX, &p->limit))
			return gs_fail(&req->err, GS_EINVAL,
			    "limit: expected an integer from 1");
		p->limit = GS_MIN(p->limit, LIMIT_JSON);
	}
	if (offset.ptr != NULL &&
	    !gs_str_int_in(offset, 0, INT32_MAX, &p->offset))
		return gs_fail(&req->err, GS_EINVAL,
		    "offset: expected an integer from 0");
	return GS_OK;
}

static void
page_link(struct gs_json *j, const struct gs_req *req, const struct page *p,
    const char *rel, int64_t offset)
{
	const char *limit = gs_printf(req->arena, "%lld", (long long)p->limit);
	const char *at = gs_printf(req->arena, "%lld",
	    (long long)GS_MAX(offset, 0));
	const char *const set[] = { "limit", limit, "offset", at, NULL };

	ogcapi_link(j, ogcapi_href(req, OGCAPI_ROOT "/collections", set), rel,
	    NULL, gs_text(req, gs_printf(req->arena, "ogcapi.%s", rel)));
}

static void
collections_write(struct gs_json *j, const struct gs_req *req,
    enum ogcapi_format format, const struct page *p,
    const struct render_layer **layers)
{
	gs_json_object(j);
	gs_json_key(j, "links");
	gs_json_array(j);
	ogcapi_self_links(j, req, OGCAPI_ROOT "/collections", format,
	    "application/json");
	if (p->offset > 0)
		page_link(j, req, p, "prev", p->offset - p->limit);
	if (p->offset + p->n < p->total && p->n > 0)
		page_link(j, req, p, "next", p->offset + p->n);
	gs_json_end(j);
	gs_json_kint(j, "numberMatched", p->total);
	gs_json_kint(j, "numberReturned", p->n);
	gs_json_key(j, "collections");
	gs_json_array(j);
	for (int i = 0; i < p->n; i++)
		ogcapi_collection_write(j, req, layers[i], OGCAPI_JSON);
	gs_json_end(j);
}

/* What the page's template cannot take from the document itself. */
static void
page_data(struct gs_req *req, struct gs_jval *tree, const struct page *p)
{
	const struct gs_jval *links = gs_jget(tree, "links");

	gs_jset_str(req->arena, tree, "title",
	    gs_text(req, "ogcapi.collections"));
	gs_jset_bool(req->arena, tree, "empty", p->n == 0);
	for (const struct gs_jval *l = links->first; l != NULL; l = l->next) {
		gs_str rel = gs_jget_str(l, "rel");

		if (gs_str_eqc(rel, "prev") || gs_str_eqc(rel, "next"))
			gs_jset_str(req->arena, tree,
			    gs_str_eqc(rel, "prev") ? "prev" : "next",
			    gs_jget_str(l, "href"));
	}
}

enum gs_status
ogcapi_collections(struct gs_req *req, struct gs_res *res)
{
	static const char *const known[] = { "limit", "offset", NULL };
	const struct render_layer **layers;
	struct ogcapi_document d;
	enum ogcapi_format format;
	struct gs_jval *tree;
	struct page p;
	enum gs_status st;

	if ((st = ogcapi_known(req, known)) != GS_OK ||
	    (st = ogcapi_format(req, NULL, &format)) != GS_OK ||
	    (st = page_params(req, format, &p)) != GS_OK ||
	    (st = render_layer_list(req, GS_NOSTR, p.offset, p.limit, &layers,
	    &p.n, &p.total)) != GS_OK)
		return st;
	collections_write(ogcapi_document_begin(&d, req), req, format, &p,
	    layers);
	if (format == OGCAPI_JSON)
		return ogcapi_document_send(&d, res, "application/json");
	if ((st = ogcapi_document_tree(&d, req, &tree)) != GS_OK)
		return st;
	page_data(req, tree, &p);
	return gs_page(req, res, 200, "ogcapi_collections", tree);
}
