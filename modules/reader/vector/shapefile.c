/* SPDX-License-Identifier: MIT */
/* shapefile.c: five files make a layer. */
#include "common/base.h"

#include "reader/detect.h"
#include "reader/vector/rules.h"
#include "reader/vector/shapefile.h"
#include "reader/vector/sources.h"

enum { SHP, SHX, DBF, PRJ, CPG, PARTS };

static const char *const extensions[PARTS] = { ".shp", ".shx", ".dbf",
    ".prj", ".cpg" };

struct shapefile {
	const struct reader_entry	*part[PARTS];
	gs_str				 bytes[PARTS];
	char				*stem;	/* path without extension */
};

static uint32_t
be32(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static uint32_t
le(const char *s, int n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | (unsigned char)s[n];
	return v;
}

bool
vector_shapefile_whole(gs_str shp)
{
	return shp.len >= 100 && (uint64_t)be32(shp.ptr + 24) * 2 <= shp.len;
}

bool
vector_shapefile_dbf_whole(gs_str dbf)
{
	uint64_t need;

	if (dbf.len < 32)
		return false;
	need = (uint64_t)le(dbf.ptr + 4, 4) * le(dbf.ptr + 10, 2) +
	    le(dbf.ptr + 8, 2);
	return need <= dbf.len;
}

const char *
vector_shapefile_cpg(gs_str cpg)
{
	static const char *const names[][2] = {
		{ "UTF-8", "UTF-8" }, { "UTF8", "UTF-8" }, { "65001", "UTF-8" },
		{ "ISO-8859-1", "windows-1252" }, { "88591", "windows-1252" },
		{ "8859-1", "windows-1252" }, { "LATIN1", "windows-1252" },
		{ "LATIN-1", "windows-1252" }, { "ISO8859-1", "windows-1252" },
		{ "ISO88591", "windows-1252" }, { "1252", "windows-1252" },
		{ "ANSI 1252", "windows-1252" }, { "ANSI", "windows-1252" },
		{ "CP1252", "windows-1252" }, { "88599", "ISO-8859-9" },
		{ "WINDOWS-1252", "windows-1252" }, { "885915", "ISO-8859-15" },
		{ "ISO-8859-15", "ISO-8859-15" }, { "8859-15", "ISO-8859-15" },
		{ "850", "CP850" }, { "OEM 850", "CP850" },
		{ "437", "CP437" }, { "1250", "CP1250" },
	};
	size_t i;

	cpg = gs_str_trim(cpg);
	for (i = 0; i < GS_COUNTOF(names); i++)
		if (gs_str_ieqc(cpg, names[i][0]))
			return names[i][1];
	return NULL;
}

const char *
vector_shapefile_ldid(unsigned char ldid)
{
	switch (ldid) {
	case 0x01: case 0x1b:
		return "CP437";
	case 0x02: case 0x0d: case 0x0e: case 0x1d:
		return "CP850";
	case 0x03: case 0x57: case 0x58: case 0x59:
		return "windows-1252";
	}
	return NULL;
}

static bool
same_stem(struct reader *r, const struct reader_entry *e, const char *stem)
{
	gs_str ext = reader_extension(r->arena, e->base);

	return gs_str_ieqc((gs_str){ e->name.ptr, e->name.len - ext.len },
	    stem);
}

/* The neighbours of ${shp}, whatever the case of their names. */
static void
find_parts(struct shapefile *s, struct reader *r,
    const struct reader_archive *x, const struct reader_entry *shp)
{
	gs_str ext;
	size_t i;
	int k;

	*s = (struct shapefile){ .stem = gs_strndup(r->arena, shp->name.ptr,
	    shp->name.len - 4) };
	for (i = 0; i < x->n; i++) {
		ext = reader_extension(r->arena, x->entries[i].base);
		for (k = 0; k < PARTS; k++)
			if (gs_str_eqc(ext, extensions[k]) &&
			    same_stem(r, &x->entries[i], s->stem))
				s->part[k] = &x->entries[i];
	}
	s->part[SHP] = shp;
}

static enum gs_status
check_parts(const struct shapefile *s, struct reader *r)
{
	static const int lengths[] = { SHP, SHX, DBF };
	size_t i;

	if (s->part[SHX] == NULL)
		return vector_refuse(r, VR_SHP_SHX, (struct reader_place){
		    .file = gs_printf(r->arena, "%s.shx", s->stem) });
	for (i = 0; i < GS_COUNTOF(lengths); i++) {
		int k = lengths[i];

		if (s->part[k] != NULL && !(k == DBF ?
		    vector_shapefile_dbf_whole(s->bytes[k]) :
		    vector_shapefile_whole(s->bytes[k])))
			return vector_refuse(r, VR_SHP_CUT,
			    (struct reader_place){
			    .file = s->part[k]->name.ptr });
	}
	if (s->part[DBF] == NULL)
		vector_find(r, VR_SHP_DBF, (struct reader_place){
		    .file = gs_printf(r->arena, "%s.dbf", s->stem) });
	return GS_OK;
}

static enum gs_status
load_parts(struct shapefile *s, struct reader *r,
    const struct reader_archive *x, size_t number)
{
	enum gs_status st;
	const char *path;
	int k;

	for (k = 0; k < PARTS; k++) {
		if (s->part[k] == NULL)
			continue;
		if ((st = vector_unpack(x, s->part[k], &s->bytes[k])) !=
		    GS_OK)
			return st;
		if (k == CPG)
			continue;	/* the charset is our affair */
		path = gs_printf(r->arena, "/vsimem/%zu/in%s", number,
		    extensions[k]);
		vector_gdal_memory(r, path, s->bytes[k]);
	}
	return check_parts(s, r);
}

static enum gs_status
add_shapefile(struct vector_sources *all, struct shapefile *s, size_t number)
{
	static const char *const options[] = { "ENCODING=", NULL };
	struct reader *r = all->r;
	struct ogr_layer *l;
	GDALDatasetH d;
	gs_str stem;

	d = vector_gdal_open(r, gs_printf(r->arena, "/vsimem/%zu/in.shp",
	    number), "ESRI Shapefile", options);
	if (d == NULL || GDALDatasetGetLayerCount(d) != 1)
		return vector_refuse(r, VR_OPEN, (struct reader_place){
		    .file = s->part[SHP]->name.ptr,
		    .other = GS_STR("Shapefile") });
	stem = vector_names_stem(s->part[SHP]->base);
	l = vector_sources_add(all, GDALDatasetGetLayer(d, 0),
	    gs_str_dup(r->arena, stem));
	if (l != NULL)
		l->origin = s;
	return GS_OK;
}

/* Which charset do texts that are not UTF-8 have? Told unless declared. */
static const char *
choose_charset(struct reader *r, const struct shapefile *s)
{
	const char *declared = s->part[CPG] ?
	    vector_shapefile_cpg(s->bytes[CPG]) : NULL, *guess;
	struct reader_place at = { .file = s->part[SHP]->name.ptr };

	if (declared != NULL && strcmp(declared, "UTF-8") != 0)
		return declared;
	guess = s->bytes[DBF].len > 29 ?
	    vector_shapefile_ldid((unsigned char)s->bytes[DBF].ptr[29]) :
	    NULL;
	if (guess == NULL)
		guess = "windows-1252";
	at.other = gs_str_of(guess);
	if (s->part[CPG] != NULL) {
		at.file = s->part[CPG]->name.ptr;
		at.value = gs_str_trim(s->bytes[CPG]);
		if (!gs_utf8_ok(at.value))
			at.value = GS_STR("?");
		vector_find(r, VR_CHARSET_FALSE, at);
	} else {
		vector_find(r, VR_CHARSET_GUESSED, at);
	}
	return guess;
}

/* After the first pass over a layer, which saw what its texts are. */
static enum gs_status
set_charset(struct ogr_layer *l, void *ctx GS_UNUSED)
{
	const struct shapefile *s = l->origin;
	const char *name = l->r->opt->charset;

	if (name == NULL && !l->not_utf8)
		return GS_OK;
	if (name == NULL)
		name = choose_charset(l->r, s);
	l->charset = reader_charset_new(l->r->arena, name);
	if (l->charset == NULL)
		return vector_refuse(l->r, VR_CHARSET_OPTION,
		    (struct reader_place){ .value = gs_str_of(name) });
	return GS_OK;
}

enum gs_status
vector_read_shapefiles(struct reader *r, const struct reader_archive *x)
{
	struct shapefile *v = GS_NEWN(r->arena, x->n, struct shapefile);
	struct vector_sources all;
	enum gs_status st;
	size_t i, n = 0;

	vector_sources_init(&all, r);
	for (i = 0; i < x->n; i++) {
		if (!gs_str_eqc(reader_extension(r->arena,
		    x->entries[i].base), ".shp"))
			continue;
		find_parts(&v[n], r, x, &x->entries[i]);
		if ((st = load_parts(&v[n], r, x, n)) != GS_OK ||
		    (st = add_shapefile(&all, &v[n], n)) != GS_OK)
			return st;
		n++;
	}
	return vector_sources_run(&all, set_charset, NULL);
}
