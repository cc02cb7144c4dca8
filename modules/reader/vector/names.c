/* SPDX-License-Identifier: MIT */
/* names.c: safe and unique names. */
#include "common/base.h"

#include "reader/vector/names.h"

static const char *const reserved[] = { "id", "geom", "geometry", "bbox",
    "ctid", "oid", "tableoid", "xmin", "xmax", "cmin", "cmax" };

static bool
is_reserved(const char *s)
{
	size_t i;

	for (i = 0; i < GS_COUNTOF(reserved); i++)
		if (strcmp(s, reserved[i]) == 0)
			return true;
	return false;
}

/* Hyphens of a slug become '_'; none at the end. */
static void
underscores(char *name)
{
	size_t n;

	for (n = 0; name[n] != '\0'; n++)
		if (name[n] == '-')
			name[n] = '_';
	for (; n > 1 && name[n - 1] == '_'; n--)
		name[n - 1] = '\0';
}

/* ${base}, or ${base}_2, _3… until it is new. */
static char *
make_unique(struct gs_arena *a, struct reader_intern *used, char *base,
    bool column)
{
	char *name = base;
	bool fresh;
	int i;

	for (i = 2; ; i++) {
		if (!column || !is_reserved(name)) {
			reader_intern_add(used, gs_str_of(name), &fresh);
			if (fresh)
				return name;
		}
		name = gs_printf(a, "%s_%d", base, i);
	}
}

static bool
has_alnum(gs_str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((s.ptr[i] & 0x80) || (s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
		    (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') ||
		    (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z'))
			return true;
	return false;
}

/* The form of slugs is nearly ours: it folds accents. */
char *
vector_names_column(struct gs_arena *a, struct reader_intern *used,
    gs_str raw, size_t position)
{
	char *name = has_alnum(raw) ? gs_slug_of(a, raw) : NULL;

	if (name == NULL || strcmp(name, "jeu-de-donnees") == 0)
		name = gs_printf(a, "champ_%zu", position);
	if (strlen(name) > NAMES_COLUMN_MAX)
		name[NAMES_COLUMN_MAX] = '\0';
	underscores(name);
	return make_unique(a, used, name, true);
}

char *
vector_names_layer(struct gs_arena *a, struct reader_intern *used,
    gs_str raw)
{
	char *name = gs_slug_of(a, raw);

	if (strcmp(name, "jeu-de-donnees") == 0)
		name = gs_strdup(a, "couche");
	if (strlen(name) > NAMES_COLUMN_MAX)
		name[NAMES_COLUMN_MAX] = '\0';
	underscores(name);
	return make_unique(a, used, name, false);
}

char *
vector_names_title(struct gs_arena *a, gs_str raw, const char *otherwise)
{
	size_t n = GS_MIN(raw.len, (size_t)200), i;
	char *s;

	while (n > 0 && n < raw.len &&
	    ((unsigned char)raw.ptr[n] & 0xc0) == 0x80)
		n--;
	s = gs_strndup(a, raw.ptr ? raw.ptr : "", n);
	for (i = 0; s[i] != '\0'; i++)
		if ((unsigned char)s[i] < ' ')
			s[i] = ' ';
	return gs_str_trim(gs_str_of(s)).len > 0 ? s :
	    gs_strdup(a, otherwise);
}

gs_str
vector_names_stem(gs_str name)
{
	const char *slash = name.len ? memrchr(name.ptr, '/', name.len) : NULL;
	const char *dot;

	if (slash != NULL) {
		name.len -= (size_t)(slash + 1 - name.ptr);
		name.ptr = slash + 1;
	}
	dot = name.len ? memrchr(name.ptr, '.', name.len) : NULL;
	if (dot != NULL && dot > name.ptr)
		name.len = (size_t)(dot - name.ptr);
	return name;
}
