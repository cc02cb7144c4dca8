/* SPDX-License-Identifier: MIT */
/* home.c: GET / -- the latest datasets, and how to publish one. */
#include "common/base.h"

#include "common/page.h"

#include "catalogue/catalogue.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"

#define PAGE_SIZE	12

static void
pictures(struct gs_req *req, struct gs_jval *dataset, bool base)
{
	struct pages_picture p = {
		.layers = gs_jget(dataset, "layers"),
		.extent = gs_jget(dataset, "extent"),
		.base = base, .lines_only = gs_jget_bool(dataset, "is_gtfs"),
		.width = 400, .height = 250,
	};

	pages_data_picture(req, dataset, "thumb", &p);
	p.width = 800;
	p.height = 500;
	pages_data_picture(req, dataset, "thumb_large", &p);
	pages_data_first(req, pages_data_member(dataset, "layers", GS_JARRAY),
	    "first_layer");
}

/* The name of an only layer says no more than the dataset's title. */
static void
count_single(struct gs_req *req, struct gs_jval *dataset)
{
	const struct gs_jval *layers = gs_jget(dataset, "layers");
	int64_t n;

	if (layers == NULL || layers->n != 1 ||
	    !gs_jget_int(layers->first, "features", &n))
		return;
	gs_jset_bool(req->arena, dataset, "single", true);
	gs_jset_int(req->arena, dataset, "objects_int", n);
}

/* Is it the background of every map? */
static bool
is_base(const struct gs_req *req, gs_str slug)
{
	gs_str layer = gs_str_of(req->conf->base_layer);

	return gs_str_eq(gs_str_split(&layer, '.'), slug);
}

/* The first dataset with a picture is shown large at the top; the background
 * of maps, which shows nothing of the territory, is not. */
static void
featured(struct gs_req *req, struct gs_jval *data,
    const struct gs_jval *datasets)
{
	static const char *const keys[] = { "slug", "title", "thumb_large",
	    "modified", "modified_ago" };
	struct gs_jval *chosen;

	for (const struct gs_jval *d = datasets->first; d; d = d->next) {
		if (gs_jget(d, "thumb_large") == NULL ||
		    is_base(req, gs_jget_str(d, "slug")))
			continue;
		chosen = gs_jobject(req->arena);
		for (size_t i = 0; i < GS_COUNTOF(keys); i++)
			gs_jset_str(req->arena, chosen, keys[i],
			    gs_jget_str(d, keys[i]));
		gs_jset(req->arena, data, "featured", chosen);
		return;
	}
}

static void
assemble(struct gs_req *req, struct gs_jval *data, struct gs_jval *stats,
    struct gs_jval *datasets)
{
	gs_jset_bool(req->arena, data, "here_data", true);
	gs_jset_str(req->arena, data, "description",
	    gs_text(req, "home.lede"));
	gs_jset_bool(req->arena, data, "any", datasets->n > 0);
	gs_jset_str(req->arena, data, "features_url",
	    gs_str_of(gs_req_url(req, "/ogc/features")));
	gs_jset_str(req->arena, data, "wms_url", gs_str_of(gs_req_url(req,
	    "/wms?service=WMS&request=GetCapabilities")));
	gs_jset(req->arena, data, "datasets", datasets);
	if (datasets->n > 0)
		gs_jset(req->arena, data, "stats", stats);
	pages_data_format(req, data);
	if (gs_jget_bool(data, "first"))
		featured(req, data, datasets);
}

enum gs_status
pages_home(struct gs_req *req, struct gs_res *res)
{
	struct gs_jval *data = gs_jobject(req->arena), *stats, *datasets;
	struct pages_paging paging = { .size = PAGE_SIZE, .anchor = "#data",
	    .link = gs_printf(req->arena, "%s/?page=", req->lang_prefix) };
	enum gs_status st;
	bool base;

	if ((st = pages_data_page(req, &paging.page)) != GS_OK ||
	    (st = pages_db_home_stats(req, &stats)) != GS_OK ||
	    (st = pages_db_home_datasets(req, PAGE_SIZE,
	    (paging.page - 1) * PAGE_SIZE, &datasets)) != GS_OK ||
	    (st = pages_db_base_layer(req, &base)) != GS_OK)
		return st;
	for (struct gs_jval *d = datasets->first; d != NULL; d = d->next) {
		pictures(req, d, base);
		count_single(req, d);
	}
	gs_jget_int(stats, "datasets_int", &paging.total);
	pages_data_pager(req, data, &paging);
	gs_jset_bool(req->arena, data, "first", paging.page == 1);
	assemble(req, data, stats, datasets);
	return gs_page(req, res, paging.page > 1 && datasets->n == 0 ?
	    404 : 200, "home", data);
}
