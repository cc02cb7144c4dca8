/* SPDX-License-Identifier: MIT */
/* filename.c: labels of files; see filename.h. */
#include "common/base.h"

#include "upload/receive/filename.h"

/* Controls, and characters that only change how their neighbours are shown:
 * "photo\u202Egpj.exe" must not look like "photoexe.jpg". */
static bool
hidden(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad ||
	    (cp >= 0x200b && cp <= 0x200f) ||
	    (cp >= 0x2028 && cp <= 0x202e) ||
	    (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff;
}

static void
put_label(struct gs_buf *b, gs_str s)
{
	while (s.len > 0) {
		const char *from = s.ptr;
		uint32_t cp = gs_utf8_next(&s);

		if (cp == 0xfffd)
			gs_buf_putc(b, '_');
		else if (!hidden(cp) && (b->len > 0 ||
		    (cp != '.' && cp != ' ')))
			gs_buf_put(b, from, (size_t)(s.ptr - from));
	}
	while (b->len > 0 && (b->ptr[b->len - 1] == ' ' ||
	    b->ptr[b->len - 1] == '.'))
		b->ptr[--b->len] = '\0';
}

/* Of ".zip" its length, of a name without extension 0. */
static size_t
extension(gs_str s)
{
	for (size_t i = s.len; i > 1; i--)
		if (s.ptr[i - 1] == '.')
			return s.len - i + 1 <= 12 ? s.len - i + 1 : 0;
	return 0;
}

char *
receive_filename(struct gs_arena *a, gs_str raw)
{
	struct gs_buf b;
	size_t ext, keep;
	gs_str s;

	for (size_t i = raw.len; i > 0; i--) {
		if (raw.ptr[i - 1] != '/' && raw.ptr[i - 1] != '\\')
			continue;
		raw.ptr += i;
		raw.len -= i;
		break;
	}
	if (raw.len > 4096)
		raw.len = 4096;
	gs_buf_init_arena(&b, a, 8192);
	put_label(&b, raw);
	s = gs_buf_str(&b);
	if (s.len == 0)
		return gs_strdup(a, "fichier");
	if (s.len <= RECEIVE_FILENAME_MAX)
		return gs_str_dup(a, s);
	ext = extension(s);
	keep = RECEIVE_FILENAME_MAX - ext;
	while (keep > 0 && ((unsigned char)s.ptr[keep] & 0xc0) == 0x80)
		keep--;			/* not inside a character */
	return gs_printf(a, "%.*s%.*s", (int)keep, s.ptr, (int)ext,
	    s.ptr + s.len - ext);
}

gs_str
receive_filename_stem(gs_str label)
{
	return (gs_str){ label.ptr, label.len - extension(label) };
}

const char *
receive_filename_media(gs_str label)
{
	static const struct {
		const char	*ext, *media;
	} table[] = {
		{ ".zip", "application/zip" },
		{ ".geojson", "application/geo+json" },
		{ ".json", "application/json" },
		{ ".gpkg", "application/geopackage+sqlite3" },
		{ ".csv", "text/csv; charset=utf-8" },
	};
	size_t n = extension(label);
	gs_str ext = { label.ptr + label.len - n, n };

	for (size_t i = 0; i < GS_COUNTOF(table); i++)
		if (gs_str_ieqc(ext, table[i].ext))
			return table[i].media;
	return "application/octet-stream";
}
