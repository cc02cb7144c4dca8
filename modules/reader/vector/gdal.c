/* SPDX-License-Identifier: MIT */
/* gdal.c: registration, settings, errors. */
#include "common/base.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>

#include "reader/vector/gdal.h"

/* Registration functions of single drivers: exported by libgdal, declared
 * in its C++ header only. */
void RegisterOGRShape(void);
void RegisterOGRGeoJSON(void);
void RegisterOGRGeoPackage(void);

static const char *const settings[][2] = {
	{ "GDAL_DRIVER_PATH", "disable" },
	{ "GDAL_PAM_ENABLED", "NO" },
	{ "GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR" },
	{ "GDAL_NUM_THREADS", "1" },
	{ "GDAL_CACHEMAX", "64" },
	{ "GDAL_HTTP_MAX_RETRY", "0" },
	{ "CPL_VSIL_CURL_ALLOWED_FILENAME", "none" },
	{ "OGR_SQLITE_LOAD_EXTENSIONS", "" },
	{ "OGR_SQLITE_CACHE", "32" },
	{ "OGR_GEOJSON_MAX_OBJ_SIZE", "200" },
	{ "OGR_ENABLE_PARTIAL_REPROJECTION", "NO" },
	{ "PROJ_NETWORK", "OFF" },
};

static void CPL_STDCALL
on_error(CPLErr class, CPLErrorNum no, const char *text)
{
	struct vector_gdal *g = CPLGetErrorHandlerUserData();

	if (class >= CE_Failure)
		g->failures++;
	snprintf(g->last, sizeof(g->last), "%s", text);
	fprintf(stderr, "gdal: %d %d %.300s\n", (int)class, (int)no, text);
}

static void
pop_handler(void *p GS_UNUSED)
{
	CPLPopErrorHandler();
}

struct vector_gdal *
vector_gdal_init(struct reader *r)
{
	struct vector_gdal *g = GS_NEW(r->arena, struct vector_gdal);
	size_t i;

	for (i = 0; i < GS_COUNTOF(settings); i++)
		CPLSetConfigOption(settings[i][0], settings[i][1]);
	CPLPushErrorHandlerEx(on_error, g);
	gs_arena_defer(r->arena, pop_handler, NULL);
	RegisterOGRShape();
	RegisterOGRGeoJSON();
	RegisterOGRGeoPackage();
	return g;
}

static void
unlink_memory(void *p)
{
	VSIUnlink(p);
}

void
vector_gdal_memory(struct reader *r, const char *path, gs_str text)
{
	VSIFCloseL(VSIFileFromMemBuffer(path, (GByte *)(uintptr_t)text.ptr,
	    text.len, FALSE));
	gs_arena_defer(r->arena, unlink_memory, gs_strdup(r->arena, path));
}

static void
close_dataset(void *p)
{
	GDALClose(p);
}

GDALDatasetH
vector_gdal_open(struct reader *r, const char *path, const char *driver,
    const char *const *options)
{
	const char *const drivers[] = { driver, NULL };
	GDALDatasetH d;

	d = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers,
	    options, NULL);
	if (d != NULL)
		gs_arena_defer(r->arena, close_dataset, d);
	return d;
}
