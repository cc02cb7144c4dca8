/* SPDX-License-Identifier: MIT */
/* getfeatureinfo_write.c: features under a pixel as text, HTML or JSON. */
#include "common/base.h"

#include "common/page.h"
#include "render/ogcapi/common.h"
#include "render/wms/getfeatureinfo.h"

#define TEXT_MAX	((size_t)16 << 20)

/* One line per property: a control character would forge another. */
static void
put_line_text(struct gs_out *o, gs_str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c >= 0x20 && c != 0x7f)
			continue;
		gs_put(o, s.ptr + from, i - from);
		gs_puts(o, " ");
		from = i + 1;
	}
	gs_put(o, s.ptr + from, s.len - from);
}

static void
text_feature(struct gs_out *o, const struct wms_info *info, int row)
{
	const struct render_layer *l = info->q.layer;

	gs_putf(o, "  Feature %lld:\n",
	    (long long)gs_row_int(&info->rows, row, 0));
	for (int i = 0; i < l->ncolumns; i++) {
		gs_str v = gs_row_str(&info->rows, row,
		    FEATURE_ROW_PROPERTIES + i);

		gs_puts(o, "    ");
		put_line_text(o, gs_str_of(l->columns[i].name));
		gs_puts(o, " = ");
		if (l->columns[i].type == RENDER_BOOLEAN && v.len)
			v = v.ptr[0] == 't' ? GS_STR("true") : GS_STR("false");
		put_line_text(o, v);
		gs_puts(o, "\n");
	}
}

enum gs_status
wms_info_text(struct gs_req *req, struct gs_res *res,
    const struct wms_info *info, int n, const char *media)
{
	struct gs_buf b;
	struct gs_out o;
	int features = 0;

	gs_buf_init_arena(&b, req->arena, TEXT_MAX);
	gs_out_init_buf(&o, &b);
	gs_puts(&o, "GetFeatureInfo results:\n");
	for (int k = 0; k < n; k++) {
		if (info[k].n == 0)
			continue;
		gs_putf(&o, "\nLayer '%s'\n", info[k].q.layer->full_name);
		for (int i = 0; i < info[k].n; i++)
			text_feature(&o, &info[k], i);
		features += info[k].n;
	}
	if (features == 0)
		gs_puts(&o, "\nSearch returned no results.\n");
	if (b.failed)
		return gs_fail(&req->err, GS_ETOOLARGE,
		    "This answer is too large: ask for a lower FEATURE_COUNT");
	gs_res_header(res, "Cache-Control", "%s", ogcapi_cache_control(req));
	return gs_res_send(res, 200, gs_printf(req->arena, "%s; charset=utf-8",
	    media), gs_buf_str(&b));
}

/* -- HTML ---------------------------------------------------------------------- */

static struct gs_jval *
feature_data(struct gs_req *req, const struct wms_info *info, int row)
{
	const struct render_layer *l = info->q.layer;
	struct gs_jval *f = gs_jobject(req->arena);
	struct gs_jval *list = gs_jarray(req->arena);

	for (int i = 0; i < l->ncolumns; i++) {
		gs_str v = gs_row_str(&info->rows, row,
		    FEATURE_ROW_PROPERTIES + i);
		struct gs_jval *p;

		if (v.ptr == NULL)
			continue;
		p = gs_jobject(req->arena);
		gs_jset_str(req->arena, p, "name", gs_str_of(
		    req->lang == GS_FR ? l->columns[i].title_fr :
		    l->columns[i].title_en));
		gs_jset_str(req->arena, p, "value", feature_text(req,
		    l->columns[i].type, v));
		gs_jpush(list, p);
	}
	gs_jset_int(req->arena, f, "id", gs_row_int(&info->rows, row, 0));
	gs_jset(req->arena, f, "properties", list);
	return f;
}

enum gs_status
wms_info_html(struct gs_req *req, struct gs_res *res,
    const struct wms_info *info, int n, const char *media GS_UNUSED)
{
	struct gs_jval *data = gs_jobject(req->arena);
	struct gs_jval *layers = gs_jarray(req->arena);

	for (int k = 0; k < n; k++) {
		struct gs_jval *v, *features;

		if (info[k].n == 0)
			continue;
		v = gs_jobject(req->arena);
		features = gs_jarray(req->arena);
		for (int i = 0; i < info[k].n; i++)
			gs_jpush(features, feature_data(req, &info[k], i));
		gs_jset_str(req->arena, v, "name",
		    gs_str_of(info[k].q.layer->full_name));
		gs_jset_str(req->arena, v, "layer_title",
		    gs_str_of(render_layer_title(req, info[k].q.layer)));
		gs_jset(req->arena, v, "features", features);
		gs_jpush(layers, v);
	}
	gs_jset_bool(req->arena, data, "empty", layers->n == 0);
	gs_jset(req->arena, data, "layers", layers);
	return gs_page(req, res, 200, "wms_featureinfo", data);
}

/* -- JSON ------------------------------------------------------------------------ */

enum gs_status
wms_info_json(struct gs_req *req, struct gs_res *res,
    const struct wms_info *info, int n, const char *media)
{
	struct ogcapi_document d;
	struct gs_json *j = ogcapi_document_begin(&d, req);
	int returned = 0;

	gs_json_object(j);
	gs_json_kcstr(j, "type", "FeatureCollection");
	gs_json_key(j, "features");
	gs_json_array(j);
	for (int k = 0; k < n; k++) {
		for (int i = 0; i < info[k].n; i++)
			feature_geojson(j, &info[k].q, &info[k].rows, i,
			    info[k].q.layer->full_name);
		returned += info[k].n;
	}
	gs_json_end(j);
	gs_json_kint(j, "numberReturned", returned);
	return ogcapi_document_send(&d, res, media);
}
