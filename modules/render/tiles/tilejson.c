/* SPDX-License-Identifier: MIT */
/* tilejson.c: see tilejson.h. */
#include "common/base.h"

#include "common/json.h"
#include "render/layer.h"
#include "render/ogcapi/common.h"
#include "render/tiles/tilejson.h"

/* TileJSON has three words for the type of a field. */
static const char *const field_types[RENDER_TYPE__COUNT] = {
	[RENDER_TEXT] = "String", [RENDER_INTEGER] = "Number",
	[RENDER_NUMBER] = "Number", [RENDER_BOOLEAN] = "Boolean",
	[RENDER_DATE] = "String", [RENDER_DATETIME] = "String",
	[RENDER_JSON] = "String",
};

static void
vector_layer(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l)
{
	gs_json_object(j);
	gs_json_kcstr(j, "id", l->full_name);
	gs_json_kcstr(j, "description", render_layer_title(req, l));
	gs_json_kint(j, "minzoom", 0);
	gs_json_kint(j, "maxzoom", GS_TILE_ZMAX);
	gs_json_key(j, "fields");
	gs_json_object(j);
	for (int i = 0; i < l->ncolumns; i++)
		gs_json_kcstr(j, l->columns[i].name,
		    field_types[l->columns[i].type]);
	gs_json_end(j);
	gs_json_end(j);
}

/* Bounds inside what the tiles can show, and a place to look at first. */
static void
bounds(struct gs_json *j, const struct render_layer *l)
{
	const double limit = 85.0511287798066;
	struct gs_bbox b = l->extent;
	double v[4], center[3];

	if (!l->has_extent)
		return;
	v[0] = GS_MAX(b.xmin, -180);
	v[1] = GS_MAX(b.ymin, -limit);
	v[2] = GS_MIN(b.xmax, 180);
	v[3] = GS_MIN(b.ymax, limit);
	gs_json_key(j, "bounds");
	gs_json_array(j);
	for (int i = 0; i < 4; i++)
		gs_json_double(j, v[i]);
	gs_json_end(j);
	center[0] = (v[0] + v[2]) / 2;
	center[1] = (v[1] + v[3]) / 2;
	center[2] = 0;		/* the zoom at which 512 pixels hold it */
	for (double w = GS_MAX(v[2] - v[0], v[3] - v[1]);
	    w * 2 <= 360 && center[2] < 16; w *= 2)
		center[2]++;
	gs_json_key(j, "center");
	gs_json_array(j);
	for (int i = 0; i < 3; i++)
		gs_json_double(j, center[i]);
	gs_json_end(j);
}

static void
tilejson_write(struct gs_json *j, const struct gs_req *req,
    const struct render_layer *l, bool png)
{
	gs_json_object(j);
	gs_json_kcstr(j, "tilejson", "3.0.0");
	gs_json_kcstr(j, "id", l->full_name);
	gs_json_kcstr(j, "name", render_layer_title(req, l));
	if (l->abstract[0] != '\0')
		gs_json_kcstr(j, "description", l->abstract);
	gs_json_kcstr(j, "version", gs_printf(req->arena, "%lld.0.0",
	    (long long)l->version));
	gs_json_kcstr(j, "scheme", "xyz");
	gs_json_kcstr(j, "format", png ? "png" : "pbf");
	gs_json_key(j, "tiles");
	gs_json_array(j);
	gs_json_str(j, gs_str_of(gs_req_url(req,
	    "/tiles/%s@%lld/{z}/{x}/{y}.%s", l->full_name,
	    (long long)l->version, png ? "png" : "mvt")));
	gs_json_end(j);
	gs_json_kint(j, "minzoom", 0);
	gs_json_kint(j, "maxzoom", GS_TILE_ZMAX);
	bounds(j, l);
	/* Required by TileJSON 3.0.0; an image has no layer to name. */
	gs_json_key(j, "vector_layers");
	gs_json_array(j);
	if (!png)
		vector_layer(j, req, l);
}

enum gs_status
tiles_tilejson(struct gs_req *req, struct gs_res *res)
{
	gs_str f = gs_req_param(req, "f");
	const struct render_layer *layer;
	struct ogcapi_document d;
	bool png = gs_str_eqc(f, "png");
	enum gs_status st;

	if ((st = ogcapi_known(req, NULL)) != GS_OK)
		return st;
	if (f.ptr != NULL && !png && !gs_str_eqc(f, "mvt"))
		return gs_fail(&req->err, GS_EINVAL, "f: expected mvt or png");
	if ((st = render_layer_find(req, gs_req_var(req, "layer"), &layer)) !=
	    GS_OK)
		return st;
	if (layer->geometry == RENDER_NONE)
		return gs_fail(&req->err, GS_ENOTFOUND, "The layer '%s' has "
		    "no geometry, so no tiles", layer->full_name);
	tilejson_write(ogcapi_document_begin(&d, req), req, layer, png);
	return ogcapi_document_send(&d, res, "application/json");
}
