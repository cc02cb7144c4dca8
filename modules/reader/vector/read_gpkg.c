/* SPDX-License-Identifier: MIT */
/* read_gpkg.c: GeoPackage: its registered tables only. */
#include "common/base.h"

#include "reader/vector/rules.h"
#include "reader/vector/sources.h"
#include "reader/vector/vector.h"

enum gs_status
vector_read_gpkg(struct reader *r, const char *path)
{
	static const char *const options[] = { "LIST_ALL_TABLES=NO", NULL };
	struct vector_sources s;
	GDALDatasetH d;
	OGRLayerH layer;
	int i, n;

	vector_sources_init(&s, r);
	d = vector_gdal_open(r, path, "GPKG", options);
	n = d == NULL ? 0 : GDALDatasetGetLayerCount(d);
	if (n == 0)
		return vector_refuse(r, VR_GPKG, (struct reader_place){ 0 });
	for (i = 0; i < n; i++) {
		layer = GDALDatasetGetLayer(d, i);
		(void)vector_sources_add(&s, layer, OGR_L_GetName(layer));
	}
	return vector_sources_run(&s, NULL, NULL);
}
