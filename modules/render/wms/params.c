/* SPDX-License-Identifier: MIT */
/* params.c: see params.h. */
#include "common/base.h"

#include "render/wms/params_values.h"

static const struct {
	const char		*text;
	enum wms_operation	 operation;
	bool			 offered;
} operations[] = {
	{ "GetCapabilities", WMS_GETCAPABILITIES, true },
	{ "GetMap", WMS_GETMAP, true },
	{ "GetFeatureInfo", WMS_GETFEATUREINFO, true },
	{ "GetLegendGraphic", WMS_GETLEGENDGRAPHIC, true },
	{ "DescribeLayer", 0, false },
	{ "GetStyles", 0, false },
	{ "PutStyles", 0, false },
};

static const struct {
	const char		*text;
	enum wms_exceptions	 form;
} exceptions[] = {
	{ "XML", WMS_XML },
	{ "INIMAGE", WMS_INIMAGE },
	{ "BLANK", WMS_BLANK },
	{ "text/xml", WMS_XML },
	{ "application/vnd.ogc.se_xml", WMS_XML },
	{ "application/vnd.ogc.se_inimage", WMS_INIMAGE },
	{ "application/vnd.ogc.se_blank", WMS_BLANK },
};

const char *
wms_params_media(enum wms_format f)
{
	static const char *const media[WMS_FORMAT__COUNT] = {
		[WMS_PNG] = "image/png",
		[WMS_PNG8] = "image/png; mode=8bit",
		[WMS_JPEG] = "image/jpeg",
	};

	return media[f];
}

static enum gs_status
collect(struct pairs *in, struct wms_params *p, const struct gs_kv *kv, int n,
    struct gs_err *err)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < K__COUNT; k++) {
			if (!gs_str_ieqc(kv[i].name, wms_key_names[k]))
				continue;
			if (in->v[k].ptr) {
				p->code = "InvalidParameterValue";
				return gs_fail(err, GS_EINVAL,
				    "%s: given twice", wms_key_names[k]);
			}
			in->v[k] = kv[i].value;
		}
	if (in->v[K_SLD].ptr || in->v[K_SLD_BODY].ptr || in->v[K_MAP].ptr) {
		p->code = "OptionNotSupported";
		return gs_fail(err, GS_EINVAL, "%s: this server draws its own "
		    "layers in their own styles: leave this parameter out",
		    in->v[K_MAP].ptr ? "MAP" : "SLD");
	}
	return GS_OK;
}

/* The form of faults, before anything can be one. */
static void
parse_error_form(struct wms_params *p, const struct pairs *in)
{
	if (gs_str_starts(in->v[K_VERSION], "1.1.") ||
	    gs_str_starts(in->v[K_VERSION], "1.0."))
		p->version = WMS_111;
	for (size_t i = 0; i < GS_COUNTOF(exceptions); i++)
		if (in->v[K_EXCEPTIONS].ptr &&
		    gs_str_ieqc(in->v[K_EXCEPTIONS], exceptions[i].text))
			p->exceptions = exceptions[i].form;
}

static enum gs_status
parse_version(struct wms_params *p, const struct pairs *in,
    struct gs_err *err)
{
	gs_str v = in->v[K_VERSION].ptr ? in->v[K_VERSION] : in->v[K_WMTVER];
	bool asking = p->operation == WMS_GETCAPABILITIES;

	p->version = WMS_130;
	if (!v.ptr || v.len == 0) {
		/* Not said: the name of the reference system tells. */
		if (in->v[K_SRS].ptr && !in->v[K_CRS].ptr)
			p->version = WMS_111;
		return GS_OK;
	}
	if (gs_str_eqc(v, "1.3.0"))
		return GS_OK;
	p->version = gs_str_starts(v, "1.0.") || gs_str_starts(v, "1.1.") ?
	    WMS_111 : WMS_130;
	/* Asked for its capabilities, a server answers what it speaks. */
	if (asking || gs_str_eqc(v, "1.1.1") || gs_str_eqc(v, "1.1.0"))
		return GS_OK;
	return wms_invalid(p, err, K_VERSION, "1.3.0 or 1.1.1");
}

static enum gs_status
parse_operation(struct wms_params *p, const struct pairs *in,
    struct gs_err *err)
{
	gs_str r = in->v[K_REQUEST];

	if (in->v[K_SERVICE].ptr && !gs_str_ieqc(in->v[K_SERVICE], "WMS"))
		return wms_invalid(p, err, K_SERVICE, "WMS");
	if (!r.ptr)
		return wms_missing(p, err, K_REQUEST);
	for (size_t i = 0; i < GS_COUNTOF(operations); i++) {
		if (!gs_str_ieqc(r, operations[i].text))
			continue;
		p->operation = operations[i].operation;
		if (operations[i].offered)
			return GS_OK;
		p->code = "OperationNotSupported";
		return gs_fail(err, GS_EUNIMPLEMENTED,
		    "REQUEST: this server does not offer %s",
		    operations[i].text);
	}
	p->code = "OperationNotSupported";
	return gs_fail(err, GS_EINVAL, "REQUEST: expected GetCapabilities, "
	    "GetMap, GetFeatureInfo or GetLegendGraphic");
}

static enum gs_status
parse_map(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	enum gs_status st;

	if ((st = wms_value_layers(p, in, K_LAYERS, p->layers, &p->nlayers, err))
	    != GS_OK ||
	    (st = wms_value_styles(p, in->v[K_STYLES], err)) != GS_OK ||
	    (st = wms_value_crs(p, in, err)) != GS_OK ||
	    (st = wms_value_bbox(p, in, err)) != GS_OK ||
	    (st = wms_value_size(p, in, K_WIDTH, &p->width, err)) != GS_OK ||
	    (st = wms_value_size(p, in, K_HEIGHT, &p->height, err)) != GS_OK)
		return st;
	return wms_value_background(p, in, err);
}

static enum gs_status
parse_getmap(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	if (!in->v[K_FORMAT].ptr)
		return wms_missing(p, err, K_FORMAT);
	return parse_map(p, in, err);
}

static enum gs_status
parse_pixel(struct wms_params *p, const struct pairs *in, enum key k,
    enum key old, int *out)
{
	gs_str v = in->v[k].ptr ? in->v[k] : in->v[old];
	int64_t n;

	if (!v.ptr || !gs_str_int_in(v, 0, (k == K_I ? p->width : p->height)
	    - 1, &n))
		return GS_EINVAL;
	*out = (int)n;
	return GS_OK;
}

static enum gs_status
parse_getfeatureinfo(struct wms_params *p, const struct pairs *in,
    struct gs_err *err)
{
	struct pairs with = *in;
	enum gs_status st;
	int64_t n;

	st = wms_value_layers(p, in, K_QUERY_LAYERS, p->query_layers,
	    &p->nquery_layers, err);
	if (st != GS_OK)
		return st;
	if (!in->v[K_LAYERS].ptr)
		with.v[K_LAYERS] = in->v[K_QUERY_LAYERS];
	if ((st = parse_map(p, &with, err)) != GS_OK)
		return st;
	for (int q = 0; q < p->nquery_layers; q++) {
		int l = 0;

		while (l < p->nlayers &&
		    !gs_str_eq(p->layers[l], p->query_layers[q]))
			l++;
		if (l == p->nlayers) {
			p->code = "LayerNotDefined";
			return gs_fail(err, GS_EINVAL, "QUERY_LAYERS: '%.*s' "
			    "is not in LAYERS", GS_FMT(p->query_layers[q]));
		}
	}
	if (parse_pixel(p, in, K_I, K_X, &p->i) != GS_OK ||
	    parse_pixel(p, in, K_J, K_Y, &p->j) != GS_OK) {
		p->code = "InvalidPoint";
		return gs_fail(err, GS_EINVAL, "I, J (X, Y in version 1.1.1): "
		    "expected a pixel inside the map of %d x %d", p->width,
		    p->height);
	}
	p->info_format = in->v[K_INFO_FORMAT];
	p->feature_count = 1;
	if (in->v[K_FEATURE_COUNT].ptr && in->v[K_FEATURE_COUNT].len) {
		if (!gs_str_int_in(in->v[K_FEATURE_COUNT], 1, INT64_MAX, &n))
			return wms_invalid(p, err, K_FEATURE_COUNT,
			    "a whole number from 1");
		p->feature_count = (int)GS_MIN(n, WMS_FEATURES_MAX);
	}
	return GS_OK;
}

static enum gs_status
parse_getlegendgraphic(struct wms_params *p, const struct pairs *in,
    struct gs_err *err)
{
	enum gs_status st;

	st = wms_value_layers(p, in, K_LAYER, p->layers, &p->nlayers, err);
	if (st == GS_OK && p->nlayers != 1)
		st = wms_invalid(p, err, K_LAYER, "one layer");
	if (st == GS_OK)
		st = wms_value_styles(p, in->v[K_STYLE], err);
	if (st == GS_OK && in->v[K_WIDTH].ptr)
		st = wms_value_size(p, in, K_WIDTH, &p->width, err);
	if (st == GS_OK && in->v[K_HEIGHT].ptr)
		st = wms_value_size(p, in, K_HEIGHT, &p->height, err);
	if (st == GS_OK && (p->width > 512 || p->height > 512))
		st = wms_invalid(p, err, p->width > 512 ? K_WIDTH : K_HEIGHT,
		    "at most 512 pixels for a symbol");
	return st;
}

static enum gs_status
parse_getcapabilities(struct wms_params *p GS_UNUSED,
    const struct pairs *in GS_UNUSED, struct gs_err *err GS_UNUSED)
{
	return GS_OK;
}

static enum gs_status (*const parsers[WMS_OPERATION__COUNT])
    (struct wms_params *, const struct pairs *, struct gs_err *) = {
	[WMS_GETCAPABILITIES] = parse_getcapabilities,
	[WMS_GETMAP] = parse_getmap,
	[WMS_GETFEATUREINFO] = parse_getfeatureinfo,
	[WMS_GETLEGENDGRAPHIC] = parse_getlegendgraphic,
};

/* The picture that a fault may have to be written in: what of it is right. */
static void
parse_size_softly(struct wms_params *p, const struct pairs *in)
{
	struct gs_err ignored = { 0 };

	if (p->operation != WMS_GETMAP) {
		p->exceptions = WMS_XML;
		return;
	}
	if (wms_value_size(p, in, K_WIDTH, &p->width, &ignored) != GS_OK)
		p->width = 400;
	if (wms_value_size(p, in, K_HEIGHT, &p->height, &ignored) != GS_OK)
		p->height = 300;
	if (wms_value_background(p, in, &ignored) != GS_OK)
		p->bgcolor = 0xffffff;
	p->code = NULL;
}

enum gs_status
wms_params_parse(struct wms_params *p, const struct gs_kv *kv, int n,
    struct gs_err *err)
{
	struct pairs in = { 0 };
	enum gs_status st;

	*p = (struct wms_params){ .version = WMS_130 };
	st = collect(&in, p, kv, n, err);
	parse_error_form(p, &in);
	if (st != GS_OK || (st = parse_operation(p, &in, err)) != GS_OK) {
		p->exceptions = WMS_XML;	/* is it a picture at all? */
		return st;
	}
	parse_size_softly(p, &in);
	if ((st = parse_version(p, &in, err)) != GS_OK)
		return st;
	if (in.v[K_FORMAT].ptr && in.v[K_FORMAT].len &&
	    p->operation != WMS_GETCAPABILITIES &&
	    p->operation != WMS_GETFEATUREINFO &&
	    (st = wms_value_format(p, in.v[K_FORMAT], err)) != GS_OK)
		return st;
	p->width = p->operation == WMS_GETMAP ? p->width : 0;
	p->height = p->operation == WMS_GETMAP ? p->height : 0;
	return parsers[p->operation](p, &in, err);
}
