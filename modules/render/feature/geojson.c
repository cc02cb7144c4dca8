/* SPDX-License-Identifier: MIT */
/* geojson.c: a row of the feature engine as a GeoJSON Feature (RFC 7946). */
#include "common/base.h"

#include "render/feature/query.h"

/* PostgreSQL's numbers are JSON's, but for NaN and the infinities. */
static bool
is_number(gs_str s)
{
	char c = s.len ? s.ptr[s.len - 1] : 'x';

	return c >= '0' && c <= '9';
}

void
feature_geojson_value(struct gs_json *j, enum render_type type, gs_str text)
{
	if (text.ptr == NULL) {
		gs_json_null(j);
		return;
	}
	switch (type) {
	case RENDER_INTEGER:
	case RENDER_NUMBER:
		if (is_number(text))
			gs_json_raw(j, text);
		else
			gs_json_null(j);
		break;
	case RENDER_BOOLEAN:
		gs_json_bool(j, gs_str_eqc(text, "t"));
		break;
	case RENDER_JSON:
		gs_json_raw(j, text);
		break;
	default:
		gs_json_str(j, text);
	}
}

static void
properties(struct gs_json *j, const struct feature_query *q,
    const struct gs_rows *r, int i)
{
	const struct render_layer *l = q->layer;
	int col = FEATURE_ROW_PROPERTIES;

	gs_json_key(j, "properties");
	gs_json_object(j);
	for (int k = 0; k < l->ncolumns; k++) {
		if (q->only != NULL && !q->only[k])
			continue;
		gs_json_key(j, l->columns[k].name);
		feature_geojson_value(j, l->columns[k].type,
		    gs_row_str(r, i, col++));
	}
	gs_json_end(j);
}

void
feature_geojson_members(struct gs_json *j, const struct feature_query *q,
    const struct gs_rows *r, int i, const char *id_prefix)
{
	gs_str geometry = gs_row_str(r, i, 1);
	int64_t id = gs_row_int(r, i, 0);

	gs_json_kstr(j, "type", GS_STR("Feature"));
	if (id_prefix != NULL) {
		char text[256];

		snprintf(text, sizeof(text), "%s.%lld", id_prefix,
		    (long long)id);
		gs_json_kcstr(j, "id", text);
		gs_json_kcstr(j, "layer", id_prefix);
	} else {
		gs_json_kint(j, "id", id);
	}
	gs_json_key(j, "geometry");
	if (geometry.ptr != NULL)
		gs_json_raw(j, geometry);
	else
		gs_json_null(j);
	properties(j, q, r, i);
}

void
feature_geojson(struct gs_json *j, const struct feature_query *q,
    const struct gs_rows *r, int i, const char *id_prefix)
{
	gs_json_object(j);
	feature_geojson_members(j, q, r, i, id_prefix);
	gs_json_end(j);
}
