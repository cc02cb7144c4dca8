/* SPDX-License-Identifier: MIT */
/*
 * crs_guess.c: of the systems in use in France, which put these coordinates
 * where the data may be? Each is tried; a place inside its area of use and
 * inside the country speaks for it.
 */
#include "common/base.h"

#include <math.h>

#include "common/json.h"
#include "reader/vector/crs.h"

#define GUESSES_MAX	6

/* Systems, with how common they are in French data. */
static const struct {
	int		 code;
	double		 prior;
	const char	*label;
} known[] = {
	{ 4326, 1.00, "WGS 84 (longitude, latitude)" },
	{ 2154, 1.00, "RGF93 / Lambert-93" },
	{ 3942, 0.90, "RGF93 / CC42" }, { 3943, 0.90, "RGF93 / CC43" },
	{ 3944, 0.90, "RGF93 / CC44" }, { 3945, 0.90, "RGF93 / CC45" },
	{ 3946, 0.90, "RGF93 / CC46" }, { 3947, 0.90, "RGF93 / CC47" },
	{ 3948, 0.90, "RGF93 / CC48" }, { 3949, 0.90, "RGF93 / CC49" },
	{ 3950, 0.90, "RGF93 / CC50" },
	{ 3857, 0.85, "WGS 84 / Pseudo-Mercator" },
	{ 27572, 0.80, "NTF (Paris) / Lambert II étendu" },
	{ 4171, 0.60, "RGF93 (longitude, latitude)" },
	{ 27561, 0.50, "NTF (Paris) / Lambert I" },
	{ 25831, 0.60, "ETRS89 / UTM 31N" },
	{ 32631, 0.55, "WGS 84 / UTM 31N" },
	{ 25830, 0.50, "ETRS89 / UTM 30N" },
	{ 25832, 0.50, "ETRS89 / UTM 32N" },
	{ 3035, 0.50, "ETRS89 / LAEA Europe" },
	{ 5490, 0.80, "RGAF09 / UTM 20N (Antilles)" },
	{ 2972, 0.80, "RGFG95 / UTM 22N (Guyane)" },
	{ 2975, 0.80, "RGR92 / UTM 40S (La Réunion)" },
	{ 4471, 0.80, "RGM04 / UTM 38S (Mayotte)" },
	{ 4467, 0.80, "RGSPM06 / UTM 21N (Saint-Pierre-et-Miquelon)" },
	{ 3163, 0.80, "RGNC91-93 / Lambert NC (Nouvelle-Calédonie)" },
};

struct guess {
	size_t	i;
	double	score;
};

static double
place_score(double lon, double lat)
{
	static const struct {
		double	x0, y0, x1, y1, score;
	} places[] = {
		{ 1.3, 48.8, 4.3, 51.1, 0.95 },		/* Hauts-de-France */
		{ -5.3, 41.2, 9.7, 51.2, 0.85 },	/* metropolitan */
		{ -61.9, 14.3, -60.7, 18.2, 0.80 },
		{ -54.7, 2.0, -51.5, 5.9, 0.80 },
		{ 55.1, -21.5, 56.0, -20.8, 0.80 },
		{ 44.9, -13.1, 45.4, -12.6, 0.80 },
		{ -56.6, 46.7, -56.0, 47.2, 0.80 },
		{ 163.5, -22.8, 168.2, -19.5, 0.80 },
	};
	size_t i;

	for (i = 0; i < GS_COUNTOF(places); i++)
		if (lon >= places[i].x0 && lon <= places[i].x1 &&
		    lat >= places[i].y0 && lat <= places[i].y1)
			return places[i].score;
	return 0.10;
}

/* How plausible is system ${i} for this extent? 0: not at all. */
static double
score_of(struct reader *r, size_t i, const struct gs_bbox *b)
{
	double west, south, east, north, lon, lat;
	struct vector_crs c;
	struct gs_bbox d;
	char text[24];

	snprintf(text, sizeof(text), "EPSG:%d", known[i].code);
	if (!vector_crs_parse(&c, r, text))
		return 0;
	if (c.degrees == NULL && (fabs(b->xmin) > 180 ||
	    fabs(b->xmax) > 180 || fabs(b->ymin) > 90 || fabs(b->ymax) > 90))
		return 0;
	if (!vector_crs_degrees(&c, b, &d))
		return 0;
	lon = (d.xmin + d.xmax) / 2;
	lat = (d.ymin + d.ymax) / 2;
	if (OSRGetAreaOfUse(c.source, &west, &south, &east, &north, NULL) &&
	    (lon < west - 0.5 || lon > east + 0.5 || lat < south - 0.5 ||
	    lat > north + 0.5))
		return 0;
	return known[i].prior * place_score(lon, lat);
}

static int
compare_guess(const void *a, const void *b)
{
	const struct guess *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->i < y->i ? -1 : 1;
}

static void
put_guesses(struct gs_json *j, struct guess *g, size_t n)
{
	char value[24];
	size_t k;

	gs_json_key(j, "guesses");
	gs_json_array(j);
	for (k = 0; k < n && k < GUESSES_MAX; k++) {
		snprintf(value, sizeof(value), "EPSG:%d", known[g[k].i].code);
		gs_json_object(j);
		gs_json_kcstr(j, "value", value);
		gs_json_kcstr(j, "label_fr", known[g[k].i].label);
		gs_json_kcstr(j, "label_en", known[g[k].i].label);
		gs_json_kdouble(j, "score", round(g[k].score * 100) / 100);
		gs_json_end(j);
	}
	gs_json_end(j);
}

void
vector_crs_ask(struct reader *r, const struct gs_bbox *b)
{
	struct guess g[GS_COUNTOF(known)];
	struct gs_out out;
	struct gs_json j;
	struct gs_buf buf;
	size_t i, n = 0;

	if (r->questions.ptr != NULL)
		return;
	for (i = 0; i < GS_COUNTOF(known); i++) {
		g[n].i = i;
		g[n].score = score_of(r, i, b);
		n += g[n].score > 0;
	}
	qsort(g, n, sizeof(*g), compare_guess);
	gs_buf_init_arena(&buf, r->arena, 65536);
	gs_out_init_buf(&out, &buf);
	gs_json_init(&j, &out);
	gs_json_array(&j);
	gs_json_object(&j);
	gs_json_kcstr(&j, "kind", "crs");
	gs_json_kcstr(&j, "text_fr", "Le fichier ne dit pas dans quel système "
	    "de coordonnées il est. Lequel est-ce ?");
	gs_json_kcstr(&j, "text_en", "The file does not tell its coordinate "
	    "reference system. Which one is it?");
	put_guesses(&j, g, n);
	gs_json_finish(&j);
	r->questions = gs_buf_str(&buf);
}
