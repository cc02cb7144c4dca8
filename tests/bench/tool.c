/* SPDX-License-Identifier: MIT */
/*
 * tool.c: what the peers of the benchmark are given, made by the code that
 * serves: the same mapfile text and the same SQL.
 *
 *	tool mapfile CONNINFO MAPFILES N	a mapfile of N layers l1…lN
 *	tool mvt Z X Y				the statement of one tile
 */
#include "common/base.h"

#include "render/feature/query.h"
#include "render/layer.h"
#include "render/style.h"

static const struct render_column columns[] = {
	{ "nom", "Nom", "Name", RENDER_TEXT },
	{ "couleur", "Couleur", "Colour", RENDER_TEXT },
	{ "valeur", "Valeur", "Value", RENDER_INTEGER },
};

static struct render_layer
bench_layer(const char *full_name)
{
	return (struct render_layer){ .id = 1, .version = 1, .current = true,
	    .full_name = full_name, .slug = "bench", .name = "l",
	    .title_fr = "l", .title_en = "l", .dataset_title = "l",
	    .abstract = "", .kind = "vector", .is_public = true,
	    .table = "bench", .geometry = RENDER_LINE,
	    .geometry_type = "MULTILINESTRING", .srid = 4326,
	    .has_extent = true, .extent = { 0, 45, 1, 46 },
	    .columns = columns, .ncolumns = (int)GS_COUNTOF(columns) };
}

/* The base map without its END, the layers, END. */
static int
print_mapfile(struct gs_arena *a, const char *conninfo, const char *mapfiles,
    int n)
{
	struct gs_err err = { 0 };
	struct style style;
	struct gs_buf b;
	char line[1024], last[1024] = "";
	FILE *f = fopen(gs_printf(a, "%s/base.map", mapfiles), "r");

	if (!f)
		return 1;
	while (fgets(line, sizeof(line), f)) {
		char *name = strstr(line, "SET \"");

		fputs(last, stdout);
		if (name)	/* FONTSET, SYMBOLSET: relative there */
			snprintf(last, sizeof(last), "%.*s%s/%s",
			    (int)(name + 5 - line), line, mapfiles, name + 5);
		else
			snprintf(last, sizeof(last), "%s", line);
	}
	fclose(f);
	/* What mapserv asks of a map before it serves WMS. */
	puts("WEB METADATA \"ows_enable_request\" \"*\" "
	    "\"ows_srs\" \"EPSG:4326 EPSG:3857 EPSG:2154\" "
	    "\"ows_title\" \"bench\" "
	    "\"ows_onlineresource\" \"http://localhost/\" END END");
	for (int i = 1; i <= n; i++) {
		struct render_layer l = bench_layer(gs_printf(a, "l%d", i));

		style_default(&style, STYLE_LINE);
		style.color_column = &columns[1];
		gs_buf_init(&b, 1 << 20);
		if (style_layer(&b, &l, STYLE_LINE, &style, conninfo, &err) !=
		    GS_OK) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		fputs(b.ptr, stdout);
		gs_buf_release(&b);
	}
	puts("END");
	return 0;
}

/* Parameters written into the text: pgbench has none of these types. */
static int
print_mvt(struct gs_arena *a, int z, int64_t x, int64_t y)
{
	struct render_layer l = bench_layer("bench-1.l");
	struct feature_sql s;

	feature_sql_mvt(&s, a, &l, z, x, y);
	for (const char *p = s.text.ptr; *p; p++) {
		char *end;
		long i;

		if (*p != '$') {
			putchar(*p == '\n' ? ' ' : *p);
			continue;
		}
		i = strtol(p + 1, &end, 10);
		if (i < 1 || i > s.nparams)
			return 1;
		printf("'%.*s'", (int)s.params[i - 1].len,
		    s.params[i - 1].ptr);
		p = end - 1;
	}
	puts(";");
	return 0;
}

int
main(int argc, char **argv)
{
	struct gs_arena *a = gs_arena_new();
	int64_t n[3] = { 0 };
	int rc = 2;

	for (int i = 0; i < 3 && argc == 5; i++)
		if (!gs_str_int_in(gs_str_of(argv[2 + i]), 0, INT32_MAX, &n[i]))
			n[i] = 0;
	if (argc == 5 && strcmp(argv[1], "mapfile") == 0)
		rc = print_mapfile(a, argv[2], argv[3], (int)n[2]);
	else if (argc == 5 && strcmp(argv[1], "mvt") == 0)
		rc = print_mvt(a, (int)n[0], n[1], n[2]);
	else
		fprintf(stderr, "usage: tool mapfile CONNINFO MAPFILES N | "
		    "tool mvt Z X Y\n");
	gs_arena_free(a);
	return rc;
}
