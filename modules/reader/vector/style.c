/* SPDX-License-Identifier: MIT */
/* style.c: points, lines, polygons. */
#include "common/base.h"

#include "reader/vector/style.h"

static const char *const label_names[] = { "nom", "name", "libelle", "label",
    "nom_commune", "nom_com", "nom_de_la_commune", "intitule", "titre",
    "title", "nom_ets" };

static const char *
find_label(const struct reader_column *c, size_t n)
{
	size_t i, k;

	for (k = 0; k < GS_COUNTOF(label_names); k++)
		for (i = 0; i < n; i++)
			if (c[i].type == TYPE_TEXT &&
			    strcmp(c[i].name, label_names[k]) == 0)
				return c[i].name;
	return NULL;
}

/* Column names are plain (names.h): no escaping is needed. */
const char *
vector_style(struct gs_arena *a, const char *type,
    const struct reader_column *columns, size_t n)
{
	const char *label = find_label(columns, n), *tail = "";

	if (label != NULL)
		tail = gs_printf(a, ",\"label\":\"%s\","
		    "\"label_max_scale\":%d", label,
		    strstr(type, "POINT") != NULL ? 100000 : 500000);
	if (strstr(type, "POINT") != NULL)
		return gs_printf(a, "{\"kind\":\"point\",\"color\":"
		    "\"#0b5d5e\",\"outline\":\"#ffffff\",\"size\":7%s}", tail);
	if (strstr(type, "LINE") != NULL)
		return gs_printf(a, "{\"kind\":\"line\",\"color\":"
		    "\"#0b5d5e\",\"width\":1.5%s}", tail);
	if (strcmp(type, "NONE") == 0)
		return "{}";
	return gs_printf(a, "{\"kind\":\"polygon\",\"fill\":\"#e4efe9\","
	    "\"stroke\":\"#4d5f63\",\"width\":0.8%s}", tail);
}
