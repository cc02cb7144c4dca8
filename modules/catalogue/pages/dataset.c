/* SPDX-License-Identifier: MIT */
/* dataset.c: GET /dataset/{slug} -- all about a dataset on one page. */
#include "common/base.h"

#include <inttypes.h>

#include "common/page.h"

#include "catalogue/catalogue.h"
#include "catalogue/pages/data.h"
#include "catalogue/pages/db.h"
#include "catalogue/pages/gtfs.h"
#include "catalogue/pages/table.h"

#define ITEMS_MAX	10000	/* of one answer of OGC API Features */

/* A service: its strings services.<key> and services.<key>_help, and its
 * address: one for all, or what stands around each layer's full name. */
static const struct service {
	const char	*key, *before, *after;
	bool		 by_layer;
} services[] = {
	{ "features", "/ogc/features/collections/", "", true },
	{ "wms", "/wms?service=WMS&request=GetCapabilities", "", false },
	{ "tiles", "/tiles/", "/tilejson.json", true },
	{ "xyz", "/tiles/", "/{z}/{x}/{y}.png", true },
};

static bool
is_drawn(const struct gs_jval *layer)
{
	return !gs_str_eqc(gs_jget_str(layer, "geometry_type"), "NONE");
}

static void
add_url(struct gs_req *req, struct gs_jval *urls, const struct service *s,
    gs_str name)
{
	struct gs_jval *u = gs_jobject(req->arena);

	gs_jset_str(req->arena, u, "url", gs_str_of(gs_req_url(req,
	    "%s%.*s%s", s->before, GS_FMT(name), s->after)));
	gs_jpush(urls, u);
}

/* Only the first service is for layers without geometry too. */
static void
add_services(struct gs_req *req, struct gs_jval *data,
    const struct gs_jval *layers)
{
	struct gs_jval *list = gs_jarray(req->arena), *one, *urls;

	for (size_t i = 0; i < GS_COUNTOF(services); i++) {
		const struct service *s = &services[i];

		one = gs_jobject(req->arena);
		urls = gs_jarray(req->arena);
		gs_jset_str(req->arena, one, "name", gs_text(req,
		    gs_printf(req->arena, "services.%s", s->key)));
		gs_jset_str(req->arena, one, "help", gs_text(req,
		    gs_printf(req->arena, "services.%s_help", s->key)));
		if (!s->by_layer && gs_jget(data, "picture") != NULL)
			add_url(req, urls, s, GS_STR(""));
		for (const struct gs_jval *l = layers ? layers->first : NULL;
		    l != NULL && s->by_layer; l = l->next)
			if (i == 0 || is_drawn(l))
				add_url(req, urls, s, gs_jget_str(l,
				    "full_name"));
		if (urls->n == 0)
			continue;
		gs_jset(req->arena, one, "urls", urls);
		gs_jpush(list, one);
	}
	gs_jset(req->arena, data, "services", list);
	gs_jset_str(req->arena, data, "features_url",
	    gs_str_of(gs_req_url(req, "/ogc/features")));
}

static void
add_downloads(struct gs_req *req, struct gs_jval *data)
{
	struct gs_jval *layers = pages_data_member(data, "layers", GS_JARRAY);
	struct gs_jval *files = pages_data_member(data, "files", GS_JARRAY);
	gs_str slug = gs_jget_str(data, "slug");
	struct gs_buf url;
	struct gs_out o;
	int64_t n;

	for (struct gs_jval *f = files ? files->first : NULL; f; f = f->next) {
		gs_buf_init_arena(&url, req->arena, 4096);
		gs_out_init_buf(&o, &url);
		gs_putf(&o, "/download/%.*s/latest/", GS_FMT(slug));
		gs_put_url(&o, gs_jget_str(f, "name"));
		gs_jset_str(req->arena, f, "url", gs_buf_str(&url));
	}
	for (struct gs_jval *l = layers ? layers->first : NULL; l != NULL;
	    l = l->next) {
		gs_str name = gs_jget_str(l, "full_name");

		pages_data_printf(req, l, "geojson_url", "/ogc/features/"
		    "collections/%.*s/items?f=json&limit=%d", GS_FMT(name),
		    ITEMS_MAX);
		gs_jset_bool(req->arena, l, "paged", gs_jget_int(l,
		    "features", &n) && n > ITEMS_MAX);
	}
	pages_data_first(req, layers, "first_layer");
}

static void
add_version_urls(struct gs_req *req, gs_str slug, struct gs_jval *versions)
{
	for (struct gs_jval *v = versions->first; v != NULL; v = v->next) {
		struct gs_jval *f = pages_data_member(v, "version_files",
		    GS_JARRAY);
		int64_t number = 0;
		struct gs_buf url;
		struct gs_out o;

		gs_jget_int(v, "number", &number);
		pages_data_first(req, pages_data_member(v, "contents",
		    GS_JARRAY), "first_layer");
		for (f = f ? f->first : NULL; f != NULL; f = f->next) {
			gs_buf_init_arena(&url, req->arena, 4096);
			gs_out_init_buf(&o, &url);
			gs_putf(&o, "/download/%.*s/v%" PRId64 "/",
			    GS_FMT(slug), number);
			gs_put_url(&o, gs_jget_str(f, "name"));
			gs_jset_str(req->arena, f, "url", gs_buf_str(&url));
		}
	}
}

/* Counts that are not zero; "clean" when all are. */
static void
add_report(struct gs_req *req, struct gs_jval *report)
{
	static const char *const keys[] = { "errors", "warnings", "infos" };
	struct gs_jval *m;
	bool clean = true;

	for (size_t i = 0; i < GS_COUNTOF(keys); i++) {
		m = pages_data_member(report, keys[i], GS_JNUMBER);
		if (m == NULL)
			continue;
		m->type = GS_JBOOL;
		m->b = m->number > 0;
		clean = clean && !m->b;
	}
	gs_jset_bool(req->arena, report, "clean", clean);
}

static void
add_map(struct gs_req *req, struct gs_jval *data, bool base)
{
	struct pages_picture p = {
		.layers = gs_jget(data, "layers"),
		.extent = gs_jget(data, "extent"),
		.base = base, .lines_only = gs_jget_bool(data, "is_gtfs"),
		.width = 640, .height = 480,
	};
	struct gs_jval *map = pages_data_member(data, "map", GS_JOBJECT);

	pages_data_picture(req, data, "picture", &p);
	p.width = 1232;
	p.height = 528;
	pages_data_picture(req, data, "picture_wide", &p);
	if (base)
		pages_data_printf(req, map, "base", "/tiles/%s/{z}/{x}/{y}.png",
		    req->conf->base_layer);
}

/* Everything that needs no further statement. */
static void
complete(struct gs_req *req, struct gs_jval *data, struct gs_jval *versions,
    bool base)
{
	gs_str slug = gs_jget_str(data, "slug");
	gs_str abstract = gs_jget_str(data, "abstract");

	gs_jset_bool(req->arena, data, "here_data", true);
	if (abstract.len)
		gs_jset_str(req->arena, data, "description", abstract);
	add_map(req, data, base);
	add_downloads(req, data);
	add_services(req, data, pages_data_member(data, "layers",
	    GS_JARRAY));
	add_report(req, pages_data_member(data, "report", GS_JOBJECT));
	add_version_urls(req, slug, versions);
	gs_jset(req->arena, data, "versions", versions);
	pages_data_printf(req, data, "lines_url", "%s/dataset/%.*s?layer="
	    "routes#table", req->lang_prefix, GS_FMT(slug));
	pages_data_format(req, data);
}

enum gs_status
pages_dataset(struct gs_req *req, struct gs_res *res)
{
	gs_str slug = gs_req_var(req, "slug");
	struct gs_jval *data, *versions;
	enum gs_status st;
	int64_t page;
	bool base;

	if ((st = pages_data_page(req, &page)) != GS_OK ||
	    (st = pages_db_dataset(req, slug, &data)) != GS_OK ||
	    (st = pages_db_versions(req, slug, &versions)) != GS_OK ||
	    (st = pages_db_base_layer(req, &base)) != GS_OK ||
	    (st = pages_table(req, data, page)) != GS_OK)
		return st;
	if (gs_jget_bool(data, "is_gtfs") &&
	    (st = pages_gtfs(req, data)) != GS_OK)
		return st;
	complete(req, data, versions, base);
	return gs_page(req, res, 200, "dataset", data);
}
