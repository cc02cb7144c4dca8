/* SPDX-License-Identifier: MIT */
/* csv_ask.c: which columns hold the coordinates? */
#include "common/base.h"

#include "common/json.h"
#include "reader/vector/csv_table.h"

#define PAIRS_MAX	6

static void
put_guess(struct gs_json *j, const char *value, const char *fr,
    const char *en, double score)
{
	gs_json_object(j);
	gs_json_kcstr(j, "value", value);
	gs_json_kcstr(j, "label_fr", fr);
	gs_json_kcstr(j, "label_en", en);
	gs_json_kdouble(j, "score", score);
	gs_json_end(j);
}

/* Pairs whose values could be places; neighbours, x first, come first. */
static size_t
put_pairs(struct csv_table *t, struct gs_json *j)
{
	struct gs_arena *a = t->r->arena;
	const char *crs, *label;
	size_t x, y, n = 0;

	for (x = 0; x < t->n; x++)
		for (y = 0; y < t->n && n < PAIRS_MAX; y++) {
			crs = x == y ? NULL : csv_guess_pair(&t->evidence[x],
			    &t->evidence[y]);
			if (crs == NULL)
				continue;
			label = gs_printf(a, "%s, %s (%s)",
			    t->columns[x].title_fr, t->columns[y].title_fr,
			    crs);
			put_guess(j, gs_printf(a, "%s,%s", t->columns[x].name,
			    t->columns[y].name), label, label,
			    y == x + 1 || x == y + 1 ? 0.7 : 0.4);
			n++;
		}
	return n;
}

bool
csv_table_ask(struct csv_table *t)
{
	struct gs_out out;
	struct gs_json j;
	struct gs_buf b;
	size_t n;

	gs_buf_init_arena(&b, t->r->arena, 65536);
	gs_out_init_buf(&out, &b);
	gs_json_init(&j, &out);
	gs_json_array(&j);
	gs_json_object(&j);
	gs_json_kcstr(&j, "kind", "geometry_columns");
	gs_json_kcstr(&j, "text_fr", "Quelles colonnes contiennent les "
	    "coordonnées ?");
	gs_json_kcstr(&j, "text_en", "Which columns hold the coordinates?");
	gs_json_key(&j, "guesses");
	gs_json_array(&j);
	n = put_pairs(t, &j);
	put_guess(&j, CSV_NO_PLACE, "Aucune : un tableau sans carte",
	    "None: a table without a map", 0.2);
	gs_json_finish(&j);
	if (n == 0 || b.failed)
		return false;
	t->r->questions = gs_buf_str(&b);
	return true;
}
