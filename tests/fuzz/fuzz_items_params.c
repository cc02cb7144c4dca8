/* SPDX-License-Identifier: MIT */
/*
 * fuzz_items_params.c: a query of OGC API Features, to parameters, to SQL.
 * Whatever the query, each identifier of the SQL is one of ours and each
 * value is a parameter.
 */
#include "fuzz.h"

#include <math.h>

#include "../unit/render_layer.h"
#include "common/http.h"
#include "render/ogcapi/items_params.h"

/* Identifiers between quotes are the table or columns; nothing else of the
 * text is not made of the letters that sql.c writes. */
static void
sql_is_ours(const struct feature_sql *s, const struct render_layer *l)
{
	char name[256];
	size_t n;

	for (const char *p = s->text.ptr; *p != '\0'; p++) {
		must(*p != ';' && *p != '\\' && *p != '\n');
		must(strncmp(p, "--", 2) != 0 && strncmp(p, "/*", 2) != 0);
		if (*p != '"')
			continue;
		for (n = 0, p++; *p != '\0'; p++) {
			if (*p == '"' && *++p != '"')
				break;
			must(n < sizeof(name));
			name[n++] = *p;
		}
		must(gs_str_eqc((gs_str){ name, n }, l->table) ||
		    render_layer_column(l, (gs_str){ name, n }) != NULL);
		if (*p == '\0')
			break;
	}
}

static void
query_holds(const struct feature_query *q)
{
	must(q->limit >= 1 && q->limit <= OGCAPI_LIMIT_MAX);
	must(q->offset >= 0 && q->offset <= OGCAPI_OFFSET_MAX);
	must(q->crs != NULL && q->bbox_crs != NULL);
	must(q->nfilters >= 0 && q->nfilters <= FEATURE_FILTERS_MAX);
	must(!q->has_bbox || (isfinite(q->bbox.xmin) &&
	    isfinite(q->bbox.xmax) && q->bbox.ymin <= q->bbox.ymax));
	must(q->page == FEATURE_OFFSET || q->cursor >= 0);
}

FUZZ_TARGET(items_params)
{
	/* 4326, 2154, and the whole world, by the first byte. */
	struct render_layer l = test_layer();
	struct gs_arena *a = gs_arena_new();
	struct gs_err err = { 0 };
	struct feature_query q;
	struct feature_sql s;
	struct gs_kv *kv;
	int64_t version;
	int n, way = size > 0 ? data[0] % 3 : 0;

	if (way == 1)
		l.srid = 2154;
	if (way == 2)
		l.extent = (struct gs_bbox){ -180, -90, 180, 90 };
	if (gs_query_parse(&kv, &n, a, size > 0 ? FUZZ_VIEW(data + 1, size - 1)
	    : GS_STR(""), &err) == GS_OK &&
	    ogcapi_items_version(kv, n, &version, &err) == GS_OK &&
	    ogcapi_items_params(&q, a, &l, kv, n, &err) == GS_OK) {
		query_holds(&q);
		feature_sql_items(&s, a, &q);
		sql_is_ours(&s, &l);
		must(s.nparams <= FEATURE_PARAMS_MAX);
		feature_sql_count(&s, a, &q);
		sql_is_ours(&s, &l);
	} else {
		must(err.status != GS_OK && err.text[0] != '\0');
	}
	gs_arena_free(a);
	return 0;
}
