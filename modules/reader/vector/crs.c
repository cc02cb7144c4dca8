/* SPDX-License-Identifier: MIT */
/* crs.c: EPSG codes by PROJ, and what to publish. */
#include "common/base.h"

#include <cpl_conv.h>
#include <math.h>

#include "reader/vector/crs.h"
#include "reader/vector/rules.h"

#define MATCH_LEAST	70	/* confidence of a match by parameters */

static void
free_srs(void *p)
{
	OSRRelease(p);
}

static void
free_transform(void *p)
{
	OCTDestroyCoordinateTransformation(p);
}

static OGRSpatialReferenceH
own(struct reader *r, OGRSpatialReferenceH srs)
{
	OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
	gs_arena_defer(r->arena, free_srs, srs);
	return srs;
}

static OGRSpatialReferenceH
from_epsg(struct reader *r, int code)
{
	OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);

	if (OSRImportFromEPSG(srs, code) != OGRERR_NONE) {
		OSRRelease(srs);
		return NULL;
	}
	return own(r, srs);
}

static OGRCoordinateTransformationH
transform(struct reader *r, OGRSpatialReferenceH from,
    OGRSpatialReferenceH to)
{
	OGRCoordinateTransformationH t;

	t = OCTNewCoordinateTransformation(from, to);
	if (t != NULL)
		gs_arena_defer(r->arena, free_transform, t);
	return t;
}

/* EPSG code of what is declared, by name or by parameters; 0: none. */
static int
find_code(OGRSpatialReferenceH srs)
{
	int *confidence = NULL, n = 0, code = 0;
	OGRSpatialReferenceH *match;
	const char *auth = OSRGetAuthorityName(srs, NULL), *text;

	text = OSRGetAuthorityCode(srs, NULL);
	if (auth != NULL && text != NULL && strcmp(auth, "EPSG") == 0)
		return (int)strtol(text, NULL, 10);
	match = OSRFindMatches(srs, NULL, &n, &confidence);
	if (n > 0 && confidence[0] >= MATCH_LEAST) {
		auth = OSRGetAuthorityName(match[0], NULL);
		text = OSRGetAuthorityCode(match[0], NULL);
		if (auth != NULL && text != NULL && strcmp(auth, "EPSG") == 0)
			code = (int)strtol(text, NULL, 10);
	}
	OSRFreeSRSArray(match);
	CPLFree(confidence);
	return code;
}

/* Source is set: choose what is published, and how to get there. */
static bool
finish(struct vector_crs *c, struct reader *r, int code)
{
	OGRSpatialReferenceH wgs84 = from_epsg(r, 4326);

	c->srid = code != 0 && gs_crs_by_srid(code) != NULL ? code : 4326;
	if (c->srid == 4326 && code == 4326)
		return true;
	c->degrees = transform(r, c->source, wgs84);
	if (c->srid != code)
		c->publish = c->degrees;
	return c->degrees != NULL;
}

bool
vector_crs_parse(struct vector_crs *c, struct reader *r, const char *text)
{
	gs_str s = gs_str_of(text), digits = s;
	const struct gs_crs *known = gs_crs_find(s);
	int64_t code;

	*c = (struct vector_crs){ 0 };
	if (s.len > 5 && gs_str_ieqc((gs_str){ s.ptr, 5 }, "EPSG:"))
		digits = (gs_str){ s.ptr + 5, s.len - 5 };
	if (known != NULL)
		code = known->srid;
	else if (!gs_str_int_in(digits, 1024, 999999, &code))
		return false;
	c->source = from_epsg(r, (int)code);
	return c->source != NULL && !OSRIsGeocentric(c->source) &&
	    !OSRIsVertical(c->source) && finish(c, r, (int)code);
}

bool
vector_crs_declared(struct vector_crs *c, struct reader *r,
    OGRSpatialReferenceH srs)
{
	*c = (struct vector_crs){ 0 };
	/* GeoPackage's "undefined" ones are local or have a telling name. */
	if (srs == NULL || OSRIsLocal(srs) || OSRIsGeocentric(srs) ||
	    (OSRGetName(srs) != NULL &&
	    strncasecmp(OSRGetName(srs), "Undefined", 9) == 0))
		return false;
	c->source = own(r, OSRClone(srs));
	return finish(c, r, find_code(c->source));
}

bool
vector_crs_degrees(const struct vector_crs *c, const struct gs_bbox *b,
    struct gs_bbox *out)
{
	*out = *b;
	if (!(b->xmin <= b->xmax && b->ymin <= b->ymax))
		return false;
	if (c->degrees != NULL && !OCTTransformBounds(c->degrees, b->xmin,
	    b->ymin, b->xmax, b->ymax, &out->xmin, &out->ymin, &out->xmax,
	    &out->ymax, 21))
		return false;
	return isfinite(out->xmin) && isfinite(out->ymin) &&
	    isfinite(out->xmax) && isfinite(out->ymax);
}

static bool
meets(const struct gs_bbox *a, double x0, double y0, double x1, double y1)
{
	return a->xmin <= x1 && a->xmax >= x0 && a->ymin <= y1 &&
	    a->ymax >= y0;
}

static bool
meets_france(const struct gs_bbox *b)
{
	static const double boxes[][4] = {
		{ -5.5, 41.2, 9.8, 51.2 }, { -61.9, 14.3, -60.7, 18.2 },
		{ -54.7, 2.0, -51.5, 5.9 }, { 55.1, -21.5, 56.0, -20.8 },
		{ 44.9, -13.1, 45.4, -12.6 }, { -56.6, 46.7, -56.0, 47.2 },
		{ 163.5, -22.8, 168.2, -19.5 }, { -155, -28, -134, -7 },
		{ -178.3, -14.4, -176, -13.1 },
	};
	size_t i;

	for (i = 0; i < GS_COUNTOF(boxes); i++)
		if (meets(b, boxes[i][0], boxes[i][1], boxes[i][2],
		    boxes[i][3]))
			return true;
	return false;
}

void
vector_crs_check_place(struct reader *r, const struct vector_crs *c,
    const char *layer, const struct gs_bbox *d)
{
	struct gs_bbox swapped = { d->ymin, d->xmin, d->ymax, d->xmax };
	struct reader_place at = { .value = gs_str_of(layer),
	    .other = gs_str_of(gs_printf(r->arena, "EPSG:%d", c->srid)) };

	if (d->xmin < -180.0001 || d->xmax > 180.0001 || d->ymin < -90.0001 ||
	    d->ymax > 90.0001) {
		vector_find(r, VR_OUT_OF_AREA, at);
		return;
	}
	/* Metropolitan France only: elsewhere a swap is no less plausible. */
	if (!meets_france(d) && swapped.xmin >= -5.5 && swapped.ymin >= 41.2 &&
	    swapped.xmax <= 9.8 && swapped.ymax <= 51.2)
		vector_find(r, VR_SWAPPED, at);
}
