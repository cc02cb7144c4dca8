/* SPDX-License-Identifier: MIT */
/* params.c: see params.h. */
#include "common/base.h"

#include "render/style.h"
#include "render/wms/params.h"

#define NAME_MAX_BYTES	160	/* of a layer: slug, '.', name */
#define COORDINATE_MAX	1e10

enum key { K_SERVICE, K_VERSION, K_WMTVER, K_REQUEST, K_LAYERS, K_STYLES,
    K_CRS, K_SRS, K_BBOX, K_WIDTH, K_HEIGHT, K_FORMAT, K_TRANSPARENT,
    K_BGCOLOR, K_EXCEPTIONS, K_QUERY_LAYERS, K_INFO_FORMAT, K_FEATURE_COUNT,
    K_I, K_J, K_X, K_Y, K_LAYER, K_STYLE, K_SLD, K_SLD_BODY, K_MAP,
    K__COUNT };

static const char *const key_names[K__COUNT] = {
	"SERVICE", "VERSION", "WMTVER", "REQUEST", "LAYERS", "STYLES", "CRS",
	"SRS", "BBOX", "WIDTH", "HEIGHT", "FORMAT", "TRANSPARENT", "BGCOLOR",
	"EXCEPTIONS", "QUERY_LAYERS", "INFO_FORMAT", "FEATURE_COUNT", "I", "J",
	"X", "Y", "LAYER", "STYLE", "SLD", "SLD_BODY", "MAP",
};

/* The pairs by key; absent ones are GS_NOSTR. */
struct pairs {
	gs_str	v[K__COUNT];
};

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

/* Blanks are left out before the comparison. */
static const struct {
	const char	*text;
	enum wms_format	 format;
} formats[] = {
	{ "image/png", WMS_PNG },
	{ "image/png;mode=24bit", WMS_PNG },
	{ "image/png;mode=32bit", WMS_PNG },
	{ "image/png;mode=8bit", WMS_PNG8 },
	{ "image/png8", WMS_PNG8 },
	{ "image/jpeg", WMS_JPEG },
	{ "image/jpg", WMS_JPEG },
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
missing(struct wms_params *p, struct gs_err *err, enum key k)
{
	p->code = "MissingParameterValue";
	return gs_fail(err, GS_EINVAL, "%s: this parameter is missing",
	    key_names[k]);
}

static enum gs_status
invalid(struct wms_params *p, struct gs_err *err, enum key k,
    const char *expected)
{
	p->code = "InvalidParameterValue";
	return gs_fail(err, GS_EINVAL, "%s: expected %s", key_names[k],
	    expected);
}

static enum gs_status
collect(struct pairs *in, struct wms_params *p, const struct gs_kv *kv, int n,
    struct gs_err *err)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < K__COUNT; k++) {
			if (!gs_str_ieqc(kv[i].name, key_names[k]))
				continue;
			if (in->v[k].ptr) {
				p->code = "InvalidParameterValue";
				return gs_fail(err, GS_EINVAL,
				    "%s: given twice", key_names[k]);
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
parse_format(struct wms_params *p, gs_str text, struct gs_err *err)
{
	char plain[32];
	size_t n = 0;

	for (size_t i = 0; i < text.len && n < sizeof(plain) - 1; i++)
		if (text.ptr[i] != ' ')
			plain[n++] = text.ptr[i];
	for (size_t i = 0; i < GS_COUNTOF(formats); i++)
		if (gs_str_ieqc((gs_str){ plain, n }, formats[i].text)) {
			p->format = formats[i].format;
			return GS_OK;
		}
	p->code = "InvalidFormat";
	return gs_fail(err, GS_EINVAL, "FORMAT: expected image/png, "
	    "image/png; mode=8bit or image/jpeg");
}

static enum gs_status
parse_int(struct wms_params *p, const struct pairs *in, enum key k,
    int *out, struct gs_err *err)
{
	int64_t n;

	if (!in->v[k].ptr)
		return missing(p, err, k);
	if (!gs_str_int_in(in->v[k], 1, WMS_SIZE_MAX, &n)) {
		p->code = "InvalidParameterValue";
		return gs_fail(err, GS_EINVAL, "%s: expected a whole number "
		    "from 1 to %d", key_names[k], WMS_SIZE_MAX);
	}
	*out = (int)n;
	return GS_OK;
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
	return invalid(p, err, K_VERSION, "1.3.0 or 1.1.1");
}

static enum gs_status
parse_operation(struct wms_params *p, const struct pairs *in,
    struct gs_err *err)
{
	gs_str r = in->v[K_REQUEST];

	if (in->v[K_SERVICE].ptr && !gs_str_ieqc(in->v[K_SERVICE], "WMS"))
		return invalid(p, err, K_SERVICE, "WMS");
	if (!r.ptr)
		return missing(p, err, K_REQUEST);
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

static bool
layer_name_ok(gs_str s)
{
	if (s.len == 0 || s.len > NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '_' || c == '.'))
			return false;
	}
	return true;
}

static enum gs_status
parse_layers(struct wms_params *p, const struct pairs *in, enum key k,
    gs_str *out, int *n, struct gs_err *err)
{
	gs_str rest = in->v[k];

	if (!rest.ptr || rest.len == 0)
		return missing(p, err, k);
	for (*n = 0; rest.ptr; (*n)++) {
		gs_str name = gs_str_split(&rest, ',');

		if (*n == WMS_LAYERS_MAX) {
			p->code = "InvalidParameterValue";
			return gs_fail(err, GS_EINVAL,
			    "%s: more than %d layers", key_names[k],
			    WMS_LAYERS_MAX);
		}
		if (!layer_name_ok(name)) {
			p->code = "LayerNotDefined";
			return gs_fail(err, GS_ENOTFOUND, "%s: there is no "
			    "layer of that name", key_names[k]);
		}
		out[*n] = name;
	}
	return GS_OK;
}

/* Each layer has one style, the default one. */
static enum gs_status
parse_styles(struct wms_params *p, gs_str styles, struct gs_err *err)
{
	while (styles.ptr) {
		gs_str one = gs_str_split(&styles, ',');

		if (one.len == 0 || gs_str_ieqc(one, "default"))
			continue;
		p->code = "StyleNotDefined";
		return gs_fail(err, GS_EINVAL, "STYLES: each layer has one "
		    "style, 'default': leave the value empty");
	}
	return GS_OK;
}

static enum gs_status
parse_crs(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	enum key k = in->v[K_CRS].ptr ? K_CRS : K_SRS;

	if (!in->v[k].ptr)
		return missing(p, err, p->version == WMS_130 ? K_CRS : K_SRS);
	p->crs = gs_crs_find(in->v[k]);
	if (p->crs)
		return GS_OK;
	p->code = p->version == WMS_130 ? "InvalidCRS" : "InvalidSRS";
	return gs_fail(err, GS_EINVAL, "%s: not one of the reference systems "
	    "of this server, which its capabilities list", key_names[k]);
}

static enum gs_status
parse_bbox(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	const struct gs_bbox *b = &p->bbox;

	if (!in->v[K_BBOX].ptr)
		return missing(p, err, K_BBOX);
	if (!gs_bbox_parse(in->v[K_BBOX], p->crs, p->version == WMS_130, false,
	    &p->bbox) || b->xmin >= b->xmax || b->ymin >= b->ymax)
		return invalid(p, err, K_BBOX, "four numbers, the minima less "
		    "than the maxima, in the axis order of the reference "
		    "system");
	if (b->xmin < -COORDINATE_MAX || b->ymin < -COORDINATE_MAX ||
	    b->xmax > COORDINATE_MAX || b->ymax > COORDINATE_MAX ||
	    b->xmax - b->xmin < 1e-9 || b->ymax - b->ymin < 1e-9)
		return invalid(p, err, K_BBOX, "a box of a size that can be "
		    "drawn");
	return GS_OK;
}

static enum gs_status
parse_background(struct wms_params *p, const struct pairs *in,
    struct gs_err *err)
{
	gs_str t = in->v[K_TRANSPARENT], c = in->v[K_BGCOLOR];
	char color[8] = "#";
	unsigned rgb = 0;

	p->transparent = t.ptr && gs_str_ieqc(t, "TRUE");
	if (t.ptr && t.len && !p->transparent && !gs_str_ieqc(t, "FALSE"))
		return invalid(p, err, K_TRANSPARENT, "TRUE or FALSE");
	p->bgcolor = 0xffffff;
	if (!c.ptr || c.len == 0)
		return GS_OK;
	if (c.len != 8 || !(gs_str_starts(c, "0x") || gs_str_starts(c, "0X")))
		return invalid(p, err, K_BGCOLOR, "0xRRGGBB");
	memcpy(color + 1, c.ptr + 2, 6);
	if (!style_color((gs_str){ color, 7 }, &rgb))
		return invalid(p, err, K_BGCOLOR, "0xRRGGBB");
	p->bgcolor = rgb;
	return GS_OK;
}

static enum gs_status
parse_map(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	enum gs_status st;

	if ((st = parse_layers(p, in, K_LAYERS, p->layers, &p->nlayers, err))
	    != GS_OK ||
	    (st = parse_styles(p, in->v[K_STYLES], err)) != GS_OK ||
	    (st = parse_crs(p, in, err)) != GS_OK ||
	    (st = parse_bbox(p, in, err)) != GS_OK ||
	    (st = parse_int(p, in, K_WIDTH, &p->width, err)) != GS_OK ||
	    (st = parse_int(p, in, K_HEIGHT, &p->height, err)) != GS_OK)
		return st;
	return parse_background(p, in, err);
}

static enum gs_status
parse_getmap(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	if (!in->v[K_FORMAT].ptr)
		return missing(p, err, K_FORMAT);
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

	st = parse_layers(p, in, K_QUERY_LAYERS, p->query_layers,
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
			return invalid(p, err, K_FEATURE_COUNT,
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

	st = parse_layers(p, in, K_LAYER, p->layers, &p->nlayers, err);
	if (st == GS_OK && p->nlayers != 1)
		st = invalid(p, err, K_LAYER, "one layer");
	if (st == GS_OK)
		st = parse_styles(p, in->v[K_STYLE], err);
	if (st == GS_OK && in->v[K_WIDTH].ptr)
		st = parse_int(p, in, K_WIDTH, &p->width, err);
	if (st == GS_OK && in->v[K_HEIGHT].ptr)
		st = parse_int(p, in, K_HEIGHT, &p->height, err);
	if (st == GS_OK && (p->width > 512 || p->height > 512))
		st = invalid(p, err, p->width > 512 ? K_WIDTH : K_HEIGHT,
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
	if (parse_int(p, in, K_WIDTH, &p->width, &ignored) != GS_OK)
		p->width = 400;
	if (parse_int(p, in, K_HEIGHT, &p->height, &ignored) != GS_OK)
		p->height = 300;
	if (parse_background(p, in, &ignored) != GS_OK)
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
	    (st = parse_format(p, in.v[K_FORMAT], err)) != GS_OK)
		return st;
	p->width = p->operation == WMS_GETMAP ? p->width : 0;
	p->height = p->operation == WMS_GETMAP ? p->height : 0;
	return parsers[p->operation](p, &in, err);
}
