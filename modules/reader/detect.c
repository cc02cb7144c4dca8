/* SPDX-License-Identifier: MIT */
/* detect.c: signatures. */
#include "common/base.h"

#include "reader/detect.h"

static const struct {
	const char		*magic;
	size_t			 len, offset;
	enum reader_format	 format;
	const char		*fr, *en;
} signatures[] = {
	{ "PK\3\4", 4, 0, FORMAT_ZIP, NULL, NULL },
	{ "PK\5\6", 4, 0, FORMAT_ZIP, NULL, NULL },	/* empty archive */
	{ "SQLite format 3\0", 16, 0, FORMAT_SQLITE, NULL, NULL },
	{ "%PDF-", 5, 0, FORMAT_KNOWN, "PDF", "PDF" },
	{ "\x89PNG\r\n", 6, 0, FORMAT_KNOWN, "image PNG", "PNG image" },
	{ "\xff\xd8\xff", 3, 0, FORMAT_KNOWN, "image JPEG", "JPEG image" },
	{ "GIF8", 4, 0, FORMAT_KNOWN, "image GIF", "GIF image" },
	{ "II*\0", 4, 0, FORMAT_KNOWN, "image TIFF", "TIFF image" },
	{ "MM\0*", 4, 0, FORMAT_KNOWN, "image TIFF", "TIFF image" },
	{ "II+\0", 4, 0, FORMAT_KNOWN, "image BigTIFF", "BigTIFF image" },
	{ "LASF", 4, 0, FORMAT_KNOWN, "nuage de points LAS/LAZ",
	    "LAS/LAZ point cloud" },
	{ "ISO-10303-21", 12, 0, FORMAT_KNOWN, "IFC (STEP)", "IFC (STEP)" },
	{ "fgb\3fgb", 7, 0, FORMAT_KNOWN, "FlatGeobuf", "FlatGeobuf" },
	{ "PAR1", 4, 0, FORMAT_KNOWN, "Parquet", "Parquet" },
	{ "\0\0\x27\x0a", 4, 0, FORMAT_KNOWN,
	    "Shapefile seul (.shp sans ses voisins)",
	    "a lone Shapefile (.shp without its siblings)" },
	{ "\x1f\x8b", 2, 0, FORMAT_KNOWN, "archive gzip", "gzip archive" },
	{ "7z\xbc\xaf", 4, 0, FORMAT_KNOWN, "archive 7-Zip",
	    "7-Zip archive" },
	{ "Rar!", 4, 0, FORMAT_KNOWN, "archive RAR", "RAR archive" },
	{ "BZh", 3, 0, FORMAT_KNOWN, "archive bzip2", "bzip2 archive" },
	{ "\xfd" "7zXZ", 5, 0, FORMAT_KNOWN, "archive xz", "xz archive" },
	{ "ustar", 5, 257, FORMAT_KNOWN, "archive tar", "tar archive" },
	{ "\xd0\xcf\x11\xe0", 4, 0, FORMAT_KNOWN, "document Office ancien",
	    "old Office document" },
	{ "\x7f" "ELF", 4, 0, FORMAT_KNOWN, "programme", "program" },
	{ "CDF\1", 4, 0, FORMAT_KNOWN, "NetCDF", "NetCDF" },
	{ "\x89HDF", 4, 0, FORMAT_KNOWN, "HDF5", "HDF5" },
};

static gs_str
skip_blank(gs_str s)
{
	if (gs_str_starts(s, "\xef\xbb\xbf")) {
		s.ptr += 3;
		s.len -= 3;
	}
	while (s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t' ||
	    s.ptr[0] == '\r' || s.ptr[0] == '\n')) {
		s.ptr++;
		s.len--;
	}
	return s;
}

/* No NUL and almost no control bytes. */
static bool
looks_text(gs_str s)
{
	size_t i, bad = 0;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == 0)
			return false;
		bad += c < 0x20 && c != '\t' && c != '\r' && c != '\n';
	}
	return bad * 100 <= s.len;
}

static struct reader_detected
detect_text(gs_str head)
{
	gs_str s = skip_blank(head);

	if (s.len > 0 && (s.ptr[0] == '{' || s.ptr[0] == '['))
		return (struct reader_detected){ FORMAT_JSON, NULL, NULL };
	if (s.len > 0 && s.ptr[0] == '<')
		return (struct reader_detected){ FORMAT_KNOWN,
		    "XML (GML, KML ou autre)", "XML (GML, KML or other)" };
	return (struct reader_detected){ FORMAT_TEXT, NULL, NULL };
}

struct reader_detected
reader_detect(gs_str head)
{
	size_t i;

	if (head.len == 0)
		return (struct reader_detected){ FORMAT_EMPTY, NULL, NULL };
	for (i = 0; i < GS_COUNTOF(signatures); i++)
		if (head.len >= signatures[i].offset + signatures[i].len &&
		    memcmp(head.ptr + signatures[i].offset,
		    signatures[i].magic, signatures[i].len) == 0)
			return (struct reader_detected){ signatures[i].format,
			    signatures[i].fr, signatures[i].en };
	if (looks_text(head))
		return detect_text(head);
	return (struct reader_detected){ FORMAT_UNKNOWN, NULL, NULL };
}

gs_str
reader_extension(struct gs_arena *a, gs_str name)
{
	const char *dot = name.len ? memrchr(name.ptr, '.', name.len) : NULL;
	char *ext;
	size_t i;

	if (dot == NULL || memchr(dot, '/', (size_t)(name.ptr + name.len -
	    dot)) != NULL)
		return GS_STR("");
	ext = gs_strndup(a, dot, (size_t)(name.ptr + name.len - dot));
	for (i = 0; ext[i] != '\0'; i++)
		if (ext[i] >= 'A' && ext[i] <= 'Z')
			ext[i] = (char)(ext[i] - 'A' + 'a');
	return gs_str_of(ext);
}
