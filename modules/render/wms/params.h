/* SPDX-License-Identifier: MIT */
/*
 * params.h: the key-value pairs of a WMS request, as a struct. Pure.
 *
 * Versions 1.1.1 and 1.3.0. Names of parameters ignore ASCII case; a known
 * one given twice is refused, an unknown one is ignored (OWS allows it). SLD,
 * SLD_BODY and MAP are refused whatever the operation: styles and layers are
 * ours. Every value is checked here, so that operations need no check of
 * their own and libmapserver never meets a client's text.
 *
 * A fault leaves in ${code} the exception code that the standard gives it
 * (or NULL), beside the sentence in the gs_err.
 */
#ifndef RENDER_WMS_PARAMS_H
#define RENDER_WMS_PARAMS_H

#include "common/err.h"
#include "common/geo.h"
#include "common/http.h"

#define WMS_LAYERS_MAX		50
#define WMS_SIZE_MAX		4096	/* of an image's side, in pixels */
#define WMS_FEATURES_MAX	100	/* FEATURE_COUNT, per layer */

enum wms_version { WMS_111, WMS_130 };

enum wms_operation { WMS_GETCAPABILITIES, WMS_GETMAP, WMS_GETFEATUREINFO,
    WMS_GETLEGENDGRAPHIC, WMS_OPERATION__COUNT };

enum wms_format { WMS_PNG, WMS_PNG8, WMS_JPEG, WMS_FORMAT__COUNT };

/* How faults are told: as a document, written in the image, as an empty
 * image. */
enum wms_exceptions { WMS_XML, WMS_INIMAGE, WMS_BLANK };

struct wms_params {
	enum wms_version	 version;
	enum wms_operation	 operation;
	enum wms_exceptions	 exceptions;
	const char		*code;		/* of the fault, or NULL */

	/* GetMap and GetFeatureInfo. LAYERS and QUERY_LAYERS hold names of
	 * layers or of datasets (all layers of one), not yet looked up. */
	gs_str			 layers[WMS_LAYERS_MAX];
	int			 nlayers;
	const struct gs_crs	*crs;
	struct gs_bbox		 bbox;		/* x then y, in crs */
	int			 width, height;
	enum wms_format		 format;
	bool			 transparent;
	unsigned		 bgcolor;	/* 0xRRGGBB */

	/* GetFeatureInfo */
	gs_str			 query_layers[WMS_LAYERS_MAX];
	int			 nquery_layers;	/* each also in layers */
	int			 i, j;		/* pixel, from the upper left;
						   inside the image */
	gs_str			 info_format;	/* as given; NOSTR: absent */
	int			 feature_count;	/* 1 to WMS_FEATURES_MAX */

	/* GetLegendGraphic: LAYER is layers[0]; width and height are 0 when
	 * not given. */
};

/*
 * Fill ${p} from ${kv}. Even when it fails, version, operation (as far as
 * known), exceptions, format and size are usable for telling the fault.
 */
enum gs_status wms_params_parse(struct wms_params *p, const struct gs_kv *kv,
    int n, struct gs_err *err) GS_MUST_CHECK;
/* Media type of a format: "image/png", "image/png; mode=8bit",
 * "image/jpeg". */
const char *wms_params_media(enum wms_format f);

#endif
