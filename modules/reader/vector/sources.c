/* SPDX-License-Identifier: MIT */
/* sources.c: layers of one or more datasets. */
#include "common/base.h"

#include "reader/vector/rules.h"
#include "reader/vector/sources.h"

void
vector_sources_init(struct vector_sources *s, struct reader *r)
{
	*s = (struct vector_sources){ .r = r, .gdal = vector_gdal_init(r) };
}

struct ogr_layer *
vector_sources_add(struct vector_sources *s, OGRLayerH layer,
    const char *title)
{
	struct ogr_layer *l;

	if (s->n == SOURCES_MAX) {
		s->many = true;
		return NULL;
	}
	l = GS_NEW(s->r->arena, struct ogr_layer);
	l->r = s->r;
	l->gdal = s->gdal;
	l->layer = layer;
	l->title = vector_names_title(s->r->arena, gs_str_of(title),
	    "couche");
	l->names = &s->names;
	s->v[s->n++] = l;
	return l;
}

/* Keep the layer of --layer only. */
static enum gs_status
choose(struct vector_sources *s)
{
	const char *want = s->r->opt->layer;
	struct gs_buf all;
	size_t i;

	gs_buf_init_arena(&all, s->r->arena, 4096);
	for (i = 0; i < s->n; i++) {
		if (strcmp(s->v[i]->title, want) == 0) {
			s->v[0] = s->v[i];
			s->n = 1;
			return GS_OK;
		}
		gs_buf_printf(&all, "%s« %s »", i ? ", " : "",
		    s->v[i]->title);
	}
	return vector_refuse(s->r, VR_LAYER_UNKNOWN, (struct reader_place){
	    .value = gs_str_of(want), .other = gs_buf_str(&all) });
}

static enum gs_status
scan_all(struct vector_sources *s,
    enum gs_status (*looked)(struct ogr_layer *l, void *ctx), void *ctx)
{
	enum gs_status st;
	size_t i;

	for (i = 0; i < s->n; i++) {
		s->v[i]->position = (int)i + 1;
		s->v[i]->crs_option = s->n == 1;
		if ((st = ogr_layer_scan(s->v[i])) != GS_OK)
			return st;
		if (looked != NULL &&
		    (st = looked(s->v[i], ctx)) != GS_OK)
			return st;
	}
	return GS_OK;
}

enum gs_status
vector_sources_run(struct vector_sources *s,
    enum gs_status (*looked)(struct ogr_layer *l, void *ctx), void *ctx)
{
	struct reader *r = s->r;
	enum gs_status st = GS_OK;
	size_t i;

	if (s->n == 0)
		return vector_refuse(r, VR_NO_LAYER,
		    (struct reader_place){ 0 });
	if (r->opt->layer != NULL)
		st = choose(s);
	else if (s->many)
		return vector_refuse(r, VR_LAYERS_MANY,
		    (struct reader_place){ .other = GS_STR("40") });
	if (st == GS_OK)
		st = scan_all(s, looked, ctx);
	if (st == GS_OK && r->questions.ptr == NULL && !r->opt->check_only &&
	    r->report.count[READER_ERROR] == 0)
		for (i = 0; i < s->n && st == GS_OK; i++)
			st = ogr_layer_write(s->v[i]);
	reader_intern_release(&s->names);
	return st;
}
