/* SPDX-License-Identifier: MIT */
/* ogr_scan.c: first pass over a layer. */
#include "common/base.h"

#include <cpl_error.h>
#include <math.h>

#include "reader/vector/ogr_layer.h"
#include "reader/vector/rules.h"

static struct reader_place
place_of(const struct ogr_layer *l, char number[24])
{
	snprintf(number, 24, "%lld", (long long)l->features);
	return (struct reader_place){ .file = l->title,
	    .value = gs_str_of(number) };
}

/* GEOS tells why through GDAL's error handler. */
static void
check_validity(struct ogr_layer *l, OGRGeometryH g)
{
	struct reader_place at;
	char number[24], why[300];

	l->gdal->last[0] = '\0';
	if (OGR_G_IsValid(g))
		return;
	at = place_of(l, number);
	if (l->gdal->last[0] != '\0') {
		snprintf(why, sizeof(why), " (%s)", l->gdal->last);
		at.other = gs_str_of(why);
	}
	vector_find(l->r, VR_GEOMETRY_INVALID, at);
}

static void
scan_geometry(struct ogr_layer *l, OGRFeatureH f)
{
	OGRGeometryH g = OGR_F_StealGeometry(f);
	unsigned failures = l->gdal->failures;
	enum geom_fate fate;
	char number[24];

	g = vector_geom_clean(g, &l->kinds, &fate);
	if (fate != GEOM_KEPT)
		vector_find(l->r, fate == GEOM_LOST ? VR_GEOMETRY_LOST :
		    VR_GEOMETRY_CLOSED, place_of(l, number));
	if (g == NULL)
		return;
	vector_geom_widen(&l->box, g);
	check_validity(l, g);
	OGR_G_DestroyGeometry(g);
	l->gdal->failures = failures;	/* said as findings */
}

static void
scan_texts(struct ogr_layer *l, OGRFeatureH f, int nfields)
{
	const char *s;
	int i;

	for (i = 0; i < nfields && !l->not_utf8; i++) {
		if (!OGR_F_IsFieldSetAndNotNull(f, i) ||
		    OGR_Fld_GetType(OGR_F_GetFieldDefnRef(f, i)) != OFTString)
			continue;
		s = OGR_F_GetFieldAsString(f, i);
		l->not_utf8 = !reader_text_plain(gs_str_of(s)) &&
		    !gs_utf8_ok(gs_str_of(s));
	}
}

static enum gs_status
read_all(struct ogr_layer *l)
{
	int nfields = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(l->layer));
	unsigned before = l->gdal->failures;
	char number[24];
	OGRFeatureH f;

	OGR_L_ResetReading(l->layer);
	while ((f = OGR_L_GetNextFeature(l->layer)) != NULL) {
		l->features++;
		scan_geometry(l, f);
		scan_texts(l, f, nfields);
		OGR_F_Destroy(f);
		if (l->gdal->failures != before)
			break;
		if (l->features % 4096 == 0)
			reader_progress(l->r, fmin(0.4, 0.05 + (double)
			    l->features / 1e6), "Lecture des objets",
			    "Reading the features");
	}
	if (l->gdal->failures == before)
		return GS_OK;
	snprintf(number, sizeof(number), "%lld", (long long)l->features);
	return vector_refuse(l->r, VR_READ, (struct reader_place){
	    .file = l->title, .value = gs_str_of(number),
	    .other = gs_str_of(l->title) });
}

/* The layer's system: stated by the user, declared, or a question. */
static enum gs_status
find_crs(struct ogr_layer *l)
{
	OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(l->layer);
	const char *option = l->r->opt->crs;

	/* Of several layers, those that declare one keep it. */
	if (!(l->crs_option && option != NULL) &&
	    vector_crs_declared(&l->crs, l->r, srs))
		return GS_OK;
	if (option == NULL)
		vector_crs_ask(l->r, &l->box);
	else if (!vector_crs_parse(&l->crs, l->r, option))
		return vector_refuse(l->r, VR_CRS_OPTION,
		    (struct reader_place){ .value = gs_str_of(option) });
	return GS_OK;
}

static void
check_layer(struct ogr_layer *l)
{
	struct reader_place at = { .file = l->title,
	    .value = gs_str_of(l->title) };
	struct gs_bbox degrees;

	if (l->features == 0)
		vector_find(l->r, VR_LAYER_EMPTY, at);
	if (l->kinds & GEOM_Z)
		vector_find(l->r, VR_Z_DROPPED, at);
	if (l->crs.source != NULL &&
	    vector_crs_degrees(&l->crs, &l->box, &degrees))
		vector_crs_check_place(l->r, &l->crs, l->title, &degrees);
	else if (l->crs.source != NULL && l->box.xmin <= l->box.xmax)
		vector_find(l->r, VR_OUT_OF_AREA, at);
}

enum gs_status
ogr_layer_scan(struct ogr_layer *l)
{
	enum gs_status st;

	l->box = (struct gs_bbox){ INFINITY, INFINITY, -INFINITY, -INFINITY };
	if ((st = read_all(l)) != GS_OK)
		return st;
	if ((l->kinds & ~(unsigned)GEOM_Z) != 0 &&
	    (st = find_crs(l)) != GS_OK)
		return st;
	check_layer(l);
	return GS_OK;
}
