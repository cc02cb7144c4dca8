/* SPDX-License-Identifier: MIT */
/* fuzz_wms_params.c: a WMS query string to the struct that is drawn. */
#include "fuzz.h"

#include "common/http.h"
#include "render/wms/params.h"

static void
must_be_name(gs_str name)
{
	must(name.len > 0 && name.len <= 160);
	for (size_t i = 0; i < name.len; i++)
		must(strchr("abcdefghijklmnopqrstuvwxyz0123456789-_.",
		    name.ptr[i]) && name.ptr[i] != '\0');
}

static void
must_be_drawable(const struct wms_params *p)
{
	must(p->nlayers >= 1 && p->nlayers <= WMS_LAYERS_MAX);
	for (int i = 0; i < p->nlayers; i++)
		must_be_name(p->layers[i]);
	if (p->operation == WMS_GETLEGENDGRAPHIC) {
		must(p->nlayers == 1);
		must(p->width >= 0 && p->width <= 512 && p->height >= 0 &&
		    p->height <= 512);
		return;
	}
	must(p->crs != NULL);
	must(p->width >= 1 && p->width <= WMS_SIZE_MAX);
	must(p->height >= 1 && p->height <= WMS_SIZE_MAX);
	must(p->bbox.xmin < p->bbox.xmax && p->bbox.ymin < p->bbox.ymax);
	must(p->bbox.xmin >= -1e10 && p->bbox.xmax <= 1e10);
	must(p->bgcolor <= 0xffffff);
	must(p->format < WMS_FORMAT__COUNT);
	if (p->operation != WMS_GETFEATUREINFO)
		return;
	must(p->i >= 0 && p->i < p->width && p->j >= 0 && p->j < p->height);
	must(p->feature_count >= 1 && p->feature_count <= WMS_FEATURES_MAX);
	must(p->nquery_layers >= 1);
	for (int i = 0; i < p->nquery_layers; i++)
		must_be_name(p->query_layers[i]);
}

FUZZ_TARGET(wms_params)
{
	struct gs_arena *a = gs_arena_new();
	struct wms_params *p = GS_NEW(a, struct wms_params);
	struct gs_err err = { 0 };
	struct gs_kv *kv = NULL;
	int n = 0;

	if (gs_query_parse(&kv, &n, a, FUZZ_VIEW(data, size), &err) == GS_OK) {
		if (wms_params_parse(p, kv, n, &err) != GS_OK) {
			must(err.status != GS_OK && err.text[0] != '\0');
			must(gs_utf8_ok(gs_str_of(err.text)));
			must(!strchr(err.text, '\n'));
			must(p->exceptions == WMS_XML || (p->width >= 1 &&
			    p->width <= WMS_SIZE_MAX && p->height >= 1 &&
			    p->height <= WMS_SIZE_MAX));
		} else if (p->operation != WMS_GETCAPABILITIES) {
			must_be_drawable(p);
		}
	}
	gs_arena_free(a);
	return 0;
}
