/* SPDX-License-Identifier: MIT */
/*
 * read_zip.c: Shapefiles, or one GeoJSON, GeoPackage or CSV, in a zip. What
 * is read is unpacked into memory; of a Shapefile only the extensions that
 * are data (.shp .shx .dbf .prj .cpg): its other neighbours can make GDAL
 * open other files.
 */
#include "common/base.h"

#include "reader/detect.h"
#include "reader/rules.h"
#include "reader/vector/gdal.h"
#include "reader/vector/rules.h"
#include "reader/vector/shapefile.h"
#include "reader/vector/vector.h"

#define MEMORY_MAX	((int64_t)512 << 20)

struct unpacking {
	char	*p;
	size_t	 n, size;
};

static enum gs_status
take_piece(void *ctx, const char *p, size_t n)
{
	struct unpacking *u = ctx;

	if (n > u->size - u->n)
		return GS_ETOOLARGE;	/* cannot be: sizes are checked */
	memcpy(u->p + u->n, p, n);
	u->n += n;
	return GS_OK;
}

enum gs_status
vector_unpack(const struct reader_archive *x, const struct reader_entry *e,
    gs_str *out)
{
	struct unpacking u = { .size = (size_t)e->size };
	enum gs_status st;

	if (e->size > MEMORY_MAX)
		return reader_refuse(x->reader, RULE_TOO_LARGE,
		    (struct reader_place){ .file = e->name.ptr,
		    .other = GS_STR("512 Mio par fichier d'une archive"),
		    .other_en = GS_STR("512 MiB per file of an archive") });
	u.p = gs_alloc(x->reader->arena, u.size + 1);
	st = reader_archive_read(x, e, take_piece, &u);
	*out = (gs_str){ u.p, u.n };
	return st;
}

static enum gs_status
read_inner(struct reader *r, const struct reader_archive *x,
    const struct reader_entry *e)
{
	enum gs_status st;
	gs_str text;

	if ((st = vector_unpack(x, e, &text)) != GS_OK)
		return st;
	switch (reader_detect(text).format) {
	case FORMAT_EMPTY:
		return reader_refuse(r, RULE_FILE_EMPTY,
		    (struct reader_place){ .file = e->name.ptr });
	case FORMAT_JSON:
		return vector_read_json(r, text, e->name.ptr);
	case FORMAT_TEXT:
		return vector_read_csv(r, text, e->name.ptr);
	case FORMAT_SQLITE:
		vector_gdal_memory(r, "/vsimem/in.gpkg", text);
		return vector_read_gpkg(r, "/vsimem/in.gpkg");
	default:
		return reader_refuse(r, RULE_ARCHIVE_CONTENT,
		    (struct reader_place){ .file = e->name.ptr });
	}
}

static bool
is_data(struct reader *r, const struct reader_entry *e)
{
	static const char *const known[] = { ".geojson", ".json", ".gpkg",
	    ".csv", ".tsv" };
	gs_str ext = reader_extension(r->arena, e->base);
	size_t i;

	for (i = 0; i < GS_COUNTOF(known); i++)
		if (gs_str_eqc(ext, known[i]))
			return true;
	return false;
}

enum gs_status
vector_read_zip(struct reader *r, struct reader_archive *x)
{
	const struct reader_entry *data = NULL;
	size_t i, n = 0;

	for (i = 0; i < x->n; i++) {
		if (gs_str_eqc(reader_extension(r->arena,
		    x->entries[i].base), ".shp"))
			return vector_read_shapefiles(r, x);
		if (is_data(r, &x->entries[i])) {
			data = &x->entries[i];
			n++;
		}
	}
	if (n == 1)
		return read_inner(r, x, data);
	return reader_refuse(r, RULE_ARCHIVE_CONTENT,
	    (struct reader_place){ 0 });
}
