/* SPDX-License-Identifier: MIT */
/*
 * routes.c: what render answers, one row per operation.
 */
#include "common/base.h"

#include "common/route.h"
#include "render/ogcapi/ogcapi.h"
#include "render/render.h"
#include "render/tiles/tilejson.h"
#include "render/tiles/tiles.h"
#include "render/wms/wms.h"

const struct gs_route render_routes[] = {
	/* OGC API - Features, parts 1 and 2 */
	{ GS_GET, "/ogc/features", ogcapi_landing, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "Landing page" },
	{ GS_GET, "/ogc/features/conformance", ogcapi_conformance, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "Conformance classes" },
	{ GS_GET, "/ogc/features/api", ogcapi_api, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "Definition of this API (OpenAPI 3.0)" },
	{ GS_GET, "/ogc/features/collections", ogcapi_collections, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "Collections: the published layers" },
	{ GS_GET, "/ogc/features/collections/{collectionId}", ogcapi_collection, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "One collection" },
	{ GS_GET, "/ogc/features/collections/{collectionId}/schema", ogcapi_schema, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "Schema of the features of a collection" },
	{ GS_GET, "/ogc/features/collections/{collectionId}/queryables", ogcapi_queryables, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "Properties that items can be filtered by" },
	{ GS_GET, "/ogc/features/collections/{collectionId}/items", ogcapi_items, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "Features of a collection, by page" },
	{ GS_GET, "/ogc/features/collections/{collectionId}/items/{featureId}", ogcapi_item, GS_ANYONE, GS_CORS, ogcapi_error, "t5001-features", "One feature" },

	/* WMS 1.1.1 and 1.3.0 */
	{ GS_GET, "/wms", wms, GS_ANYONE, GS_CORS | GS_OWS, wms_error, "t5101-wms", "WMS 1.1.1 and 1.3.0" },

	/* Tiles */
	{ GS_GET, "/tiles/{layer}/tilejson.json", tiles_tilejson, GS_ANYONE, GS_CORS, gs_error_json, "t5003-mvt", "TileJSON of a layer" },
	{ GS_GET, "/tiles/{layer}/{z}/{x}/{file}", tiles_tile, GS_ANYONE, GS_CORS, gs_error_json, "t5102-tiles", "A tile: {y}.png or {y}.mvt" },
};

const size_t render_nroutes = GS_COUNTOF(render_routes);
