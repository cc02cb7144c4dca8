/* SPDX-License-Identifier: MIT */
/* read_json.c: GeoJSON. */
#include "common/base.h"

#include "reader/rules.h"
#include "reader/vector/json_scan.h"
#include "reader/vector/rules.h"
#include "reader/vector/sources.h"
#include "reader/vector/vector.h"

#define RECODE_MAX	((size_t)256 << 20)
#define MEMORY_PATH	"/vsimem/in.geojson"

static gs_str
skip_bom(gs_str s)
{
	if (gs_str_starts(s, "\xef\xbb\xbf"))
		return (gs_str){ s.ptr + 3, s.len - 3 };
	return s;
}

/* Not UTF-8: by --charset, else windows-1252, and told. */
static enum gs_status
recode(struct reader *r, gs_str *text)
{
	const char *name = r->opt->charset;
	struct reader_charset *c = NULL;
	unsigned flags = 0;
	struct gs_buf b;

	if (text->len > RECODE_MAX)
		return reader_refuse(r, RULE_TOO_LARGE, (struct reader_place){
		    .other = GS_STR("256 Mio hors UTF-8"),
		    .other_en = GS_STR("256 MiB out of UTF-8") });
	gs_buf_init_arena(&b, r->arena, 3 * RECODE_MAX);
	if (name != NULL) {
		c = reader_charset_new(r->arena, name);
		if (c == NULL)
			return vector_refuse(r, VR_CHARSET_OPTION,
			    (struct reader_place){
			    .value = gs_str_of(name) });
		reader_charset_decode(c, *text, &b, &flags);
	} else {
		name = "windows-1252";
		reader_text_cp1252(&b, *text);
	}
	vector_find(r, VR_JSON_TEXT, (struct reader_place){
	    .other = gs_str_of(name) });
	*text = gs_buf_str(&b);
	return GS_OK;
}

static enum gs_status
tell_fault(struct reader *r, const struct json_scan *s)
{
	struct reader_place at = { .line = s->line };

	if (s->fault == JSON_DEEP) {
		at.other = GS_STR("64");
		return vector_refuse(r, VR_JSON_DEPTH, at);
	}
	if (s->fault == JSON_CRS_LINK)
		return vector_refuse(r, VR_JSON_CRS_LINK, at);
	if (s->cut) {
		at.other = GS_STR(" : il s'arrête avant la fin");
		at.other_en = GS_STR(": it ends before its end");
	}
	return vector_refuse(r, VR_JSON_SYNTAX, at);
}

static enum gs_status
check(struct reader *r, gs_str *text, struct json_scan *s)
{
	enum gs_status st;

	json_scan(s, *text);
	if (s->fault == JSON_UTF8) {
		if ((st = recode(r, text)) != GS_OK)
			return st;
		json_scan(s, *text);
	}
	if (s->fault != JSON_FINE)
		return tell_fault(r, s);
	if (strcmp(s->type, "Topology") == 0)
		return reader_refuse(r, RULE_FORMAT_UNSUPPORTED,
		    (struct reader_place){ .other = GS_STR("TopoJSON") });
	if (!json_scan_is_geojson(s))
		return vector_refuse(r, VR_JSON_KIND, (struct reader_place){
		    .value = gs_str_of(s->type) });
	return GS_OK;
}

enum gs_status
vector_read_json(struct reader *r, gs_str text, const char *name)
{
	struct vector_sources s;
	struct json_scan scan;
	enum gs_status st;
	GDALDatasetH d;
	gs_str stem = vector_names_stem(gs_str_of(name));
	int i;

	text = skip_bom(text);
	if ((st = check(r, &text, &scan)) != GS_OK)
		return st;
	vector_sources_init(&s, r);
	vector_gdal_memory(r, MEMORY_PATH, text);
	d = vector_gdal_open(r, MEMORY_PATH, "GeoJSON", NULL);
	if (d == NULL)
		return vector_refuse(r, VR_OPEN, (struct reader_place){
		    .other = GS_STR("GeoJSON") });
	for (i = 0; i < GDALDatasetGetLayerCount(d); i++)
		(void)vector_sources_add(&s, GDALDatasetGetLayer(d, i),
		    scan.name[0] != '\0' ? scan.name :
		    gs_str_dup(r->arena, stem));
	return vector_sources_run(&s, NULL, NULL);
}
