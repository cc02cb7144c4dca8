/* SPDX-License-Identifier: MIT */
/* params_values.c: see params_values.h. */
#include "common/base.h"

#include "render/style.h"
#include "render/wms/params_values.h"

#define NAME_MAX_BYTES	160	/* of a layer: slug, '.', name */
#define COORDINATE_MAX	1e10

const char *const wms_key_names[K__COUNT] = {
	"SERVICE", "VERSION", "WMTVER", "REQUEST", "LAYERS", "STYLES", "CRS",
	"SRS", "BBOX", "WIDTH", "HEIGHT", "FORMAT", "TRANSPARENT", "BGCOLOR",
	"EXCEPTIONS", "QUERY_LAYERS", "INFO_FORMAT", "FEATURE_COUNT", "I", "J",
	"X", "Y", "LAYER", "STYLE", "SLD", "SLD_BODY", "MAP",
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

enum gs_status
wms_missing(struct wms_params *p, struct gs_err *err, enum key k)
{
	p->code = "MissingParameterValue";
	return gs_fail(err, GS_EINVAL, "%s: this parameter is missing",
	    wms_key_names[k]);
}

enum gs_status
wms_invalid(struct wms_params *p, struct gs_err *err, enum key k,
    const char *expected)
{
	p->code = "InvalidParameterValue";
	return gs_fail(err, GS_EINVAL, "%s: expected %s", wms_key_names[k],
	    expected);
}

enum gs_status
wms_value_format(struct wms_params *p, gs_str text, struct gs_err *err)
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

enum gs_status
wms_value_size(struct wms_params *p, const struct pairs *in, enum key k,
    int *out, struct gs_err *err)
{
	int64_t n;

	if (!in->v[k].ptr)
		return wms_missing(p, err, k);
	if (!gs_str_int_in(in->v[k], 1, WMS_SIZE_MAX, &n)) {
		p->code = "InvalidParameterValue";
		return gs_fail(err, GS_EINVAL, "%s: expected a whole number "
		    "from 1 to %d", wms_key_names[k], WMS_SIZE_MAX);
	}
	*out = (int)n;
	return GS_OK;
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

enum gs_status
wms_value_layers(struct wms_params *p, const struct pairs *in, enum key k,
    gs_str *out, int *n, struct gs_err *err)
{
	gs_str rest = in->v[k];

	if (!rest.ptr || rest.len == 0)
		return wms_missing(p, err, k);
	for (*n = 0; rest.ptr; (*n)++) {
		gs_str name = gs_str_split(&rest, ',');

		if (*n == WMS_LAYERS_MAX) {
			p->code = "InvalidParameterValue";
			return gs_fail(err, GS_EINVAL,
			    "%s: more than %d layers", wms_key_names[k],
			    WMS_LAYERS_MAX);
		}
		if (!layer_name_ok(name)) {
			p->code = "LayerNotDefined";
			return gs_fail(err, GS_ENOTFOUND, "%s: there is no "
			    "layer of that name", wms_key_names[k]);
		}
		out[*n] = name;
	}
	return GS_OK;
}

/* Each layer has one style, the default one. */
enum gs_status
wms_value_styles(struct wms_params *p, gs_str styles, struct gs_err *err)
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

enum gs_status
wms_value_crs(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	enum key k = in->v[K_CRS].ptr ? K_CRS : K_SRS;

	if (!in->v[k].ptr)
		return wms_missing(p, err, p->version == WMS_130 ? K_CRS : K_SRS);
	p->crs = gs_crs_find(in->v[k]);
	if (p->crs)
		return GS_OK;
	p->code = p->version == WMS_130 ? "InvalidCRS" : "InvalidSRS";
	return gs_fail(err, GS_EINVAL, "%s: not one of the reference systems "
	    "of this server, which its capabilities list", wms_key_names[k]);
}

enum gs_status
wms_value_bbox(struct wms_params *p, const struct pairs *in, struct gs_err *err)
{
	const struct gs_bbox *b = &p->bbox;

	if (!in->v[K_BBOX].ptr)
		return wms_missing(p, err, K_BBOX);
	if (!gs_bbox_parse(in->v[K_BBOX], p->crs, p->version == WMS_130, false,
	    &p->bbox) || b->xmin >= b->xmax || b->ymin >= b->ymax)
		return wms_invalid(p, err, K_BBOX, "four numbers, the minima less "
		    "than the maxima, in the axis order of the reference "
		    "system");
	if (b->xmin < -COORDINATE_MAX || b->ymin < -COORDINATE_MAX ||
	    b->xmax > COORDINATE_MAX || b->ymax > COORDINATE_MAX ||
	    b->xmax - b->xmin < 1e-9 || b->ymax - b->ymin < 1e-9)
		return wms_invalid(p, err, K_BBOX, "a box of a size that can be "
		    "drawn");
	return GS_OK;
}

enum gs_status
wms_value_background(struct wms_params *p, const struct pairs *in,
    struct gs_err *err)
{
	gs_str t = in->v[K_TRANSPARENT], c = in->v[K_BGCOLOR];
	char color[8] = "#";
	unsigned rgb = 0;

	p->transparent = t.ptr && gs_str_ieqc(t, "TRUE");
	if (t.ptr && t.len && !p->transparent && !gs_str_ieqc(t, "FALSE"))
		return wms_invalid(p, err, K_TRANSPARENT, "TRUE or FALSE");
	p->bgcolor = 0xffffff;
	if (!c.ptr || c.len == 0)
		return GS_OK;
	if (c.len != 8 || !(gs_str_starts(c, "0x") || gs_str_starts(c, "0X")))
		return wms_invalid(p, err, K_BGCOLOR, "0xRRGGBB");
	memcpy(color + 1, c.ptr + 2, 6);
	if (!style_color((gs_str){ color, 7 }, &rgb))
		return wms_invalid(p, err, K_BGCOLOR, "0xRRGGBB");
	p->bgcolor = rgb;
	return GS_OK;
}
