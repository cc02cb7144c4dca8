/* SPDX-License-Identifier: MIT */
/* getfeatureinfo.c: WMS GetFeatureInfo, answered by the feature engine. */
#include "common/base.h"

#include "render/wms/getfeatureinfo.h"

/* Points and lines within so many pixels count. */
#define TOLERANCE_PX	5

static const struct {
	const char	*media;
	enum gs_status	(*write)(struct gs_req *req, struct gs_res *res,
			    const struct wms_info *info, int n,
			    const char *media);
} writers[] = {
	{ "text/plain", wms_info_text },
	{ "text/html", wms_info_html },
	{ "application/json", wms_info_json },
	{ "application/geo+json", wms_info_json },
};

const char *const wms_info_formats[] = { "text/plain", "text/html",
    "application/json", "application/geo+json", NULL };

/* A large symbol is hit anywhere on it. */
static double
tolerance(const struct render_layer *l)
{
	double size = 0;

	if (l->geometry == RENDER_POLYGON)
		return 0;
	if (!gs_jget_double(l->style, "size", &size) &&
	    !gs_jget_double(l->style, "width", &size))
		size = 0;
	return GS_MAX(TOLERANCE_PX, GS_MIN(size / 2, 64));
}

struct gs_bbox
wms_info_box(const struct wms_params *par, const struct render_layer *layer,
    double *x, double *y)
{
	double dx = (par->bbox.xmax - par->bbox.xmin) / par->width;
	double dy = (par->bbox.ymax - par->bbox.ymin) / par->height;
	double px = tolerance(layer);

	*x = par->bbox.xmin + (par->i + 0.5) * dx;
	*y = par->bbox.ymax - (par->j + 0.5) * dy;
	return (struct gs_bbox){ *x - px * dx, *y - px * dy, *x + px * dx,
	    *y + px * dy };
}

static double
clamp(double v, double low, double high)
{
	return GS_MAX(low, GS_MIN(v, high));
}

/* Where distances are measured from: the pixel, or what is nearest to it of
 * the places that the layer's projection can express. */
static bool
reach(struct feature_query *q)
{
	struct gs_bbox area[2];

	if (feature_area(q->layer, q->bbox, q->bbox_crs, area) == 0)
		return false;
	q->x = clamp(q->x, area[0].xmin, area[0].xmax);
	q->y = clamp(q->y, area[0].ymin, area[0].ymax);
	return true;
}

static enum gs_status
query(struct gs_req *req, const struct wms_params *par,
    const struct render_layer *layer, struct wms_info *info)
{
	struct feature_query *q = &info->q;
	struct feature_sql s;
	enum gs_status st;

	*q = (struct feature_query){ .layer = layer, .has_bbox = true,
	    .by_distance = true, .bbox_crs = par->crs,
	    .crs = gs_crs_find(GS_STR("CRS:84")),
	    .limit = par->feature_count };
	q->bbox = wms_info_box(par, layer, &q->x, &q->y);
	if (!reach(q))
		return GS_OK;
	feature_sql_items(&s, req->arena, q);
	st = gs_db_query_text(req->db, s.text.ptr, s.params, s.nparams,
	    req->arena, &info->rows, &req->err);
	info->n = (int)GS_MIN(info->rows.n, q->limit);
	return st;
}

enum gs_status
wms_getfeatureinfo(struct gs_req *req, struct gs_res *res,
    struct wms_params *par)
{
	gs_str given = par->info_format.len ? par->info_format :
	    gs_str_of(writers[0].media);
	/* Parameters of the media type (charset) change nothing. */
	gs_str format = gs_str_trim(gs_str_split(&given, ';'));
	const struct render_layer **layers;
	struct wms_info *info;
	size_t w = 0;
	enum gs_status st;
	int n;

	while (w < GS_COUNTOF(writers) &&
	    !gs_str_ieqc(format, writers[w].media))
		w++;
	if (w == GS_COUNTOF(writers)) {
		par->code = "InvalidFormat";
		return gs_fail(&req->err, GS_EINVAL, "INFO_FORMAT: expected "
		    "text/plain, text/html, application/json or "
		    "application/geo+json");
	}
	if ((st = wms_layers(req, par, par->query_layers, par->nquery_layers,
	    &layers, &n)) != GS_OK)
		return st;
	info = GS_NEWN(req->arena, (size_t)n + 1, struct wms_info);
	for (int i = 0; i < n; i++)
		if ((st = query(req, par, layers[i], &info[i])) != GS_OK)
			return st;
	return writers[w].write(req, res, info, n, writers[w].media);
}
