/* SPDX-License-Identifier: MIT */
/* layer_routes.c: layer "routes". */
#include "common/base.h"

#include "reader/gtfs/layers.h"

static const struct reader_column columns[] = {
	{ "route_id", TYPE_TEXT, "Identifiant", "Identifier" },
	{ "agency_id", TYPE_TEXT, "Identifiant de l'exploitant",
	    "Agency identifier" },
	{ "agency_name", TYPE_TEXT, "Exploitant", "Agency" },
	{ "route_short_name", TYPE_TEXT, "Ligne", "Line" },
	{ "route_long_name", TYPE_TEXT, "Nom", "Name" },
	{ "route_desc", TYPE_TEXT, "Description", "Description" },
	{ "route_type", TYPE_INTEGER, "Mode", "Mode" },
	{ "route_url", TYPE_TEXT, "Page web", "Web page" },
	{ "route_color", TYPE_TEXT, "Couleur", "Colour" },
	{ "route_text_color", TYPE_TEXT, "Couleur du texte", "Text colour" },
	{ "stops", TYPE_INTEGER, "Arrêts desservis", "Stops served" },
	{ "trips", TYPE_INTEGER, "Départs le jour de référence",
	    "Departures on the day of reference" },
	{ "service_days", TYPE_INTEGER, "Jours de service", "Days of service" },
	{ "first_departure", TYPE_TEXT, "Premier départ", "First departure" },
	{ "last_departure", TYPE_TEXT, "Dernier départ", "Last departure" },
	{ "headway_min", TYPE_NUMBER, "Intervalle médian (min)",
	    "Median interval (min)" },
	{ "frequency", TYPE_JSON, "Départs par heure", "Departures by hour" },
};

static const struct reader_layer_spec spec = {
	.name = "routes", .position = 1,
	.title_fr = "Lignes", .title_en = "Routes",
	.geometry_type = "MULTILINESTRING", .srid = 4326,
	.columns = columns, .ncolumns = GS_COUNTOF(columns),
	.style = "{\"kind\":\"line\",\"color\":\"#0b5d5e\","
	    "\"color_column\":\"route_color\",\"width\":2.5}",
};

static void
widen(void *ctx, double lon, double lat)
{
	reader_layer_extent(ctx, lon, lat);
}

static void
put_color(struct reader_layer *l, int32_t rgb)
{
	char text[16];

	if (rgb < 0) {
		reader_layer_null(l);
		return;
	}
	snprintf(text, sizeof(text), "#%06X", (unsigned)rgb & 0xffffff);
	reader_layer_text(l, gs_str_of(text));
}

/* Stops that the route serves: one pair each. */
static uint32_t *
count_stops(const struct gtfs_extract *x)
{
	uint32_t *n = GS_NEWN(x->f->r->arena, x->f->routes.n + 1, uint32_t);
	size_t i;

	for (i = 0; i < x->stats.pairs.n; i++)
		n[x->stats.pairs.v[i].route]++;
	return n;
}

static void
put_route(struct reader_layer *l, const struct gtfs_extract *x, uint32_t i,
    uint32_t stops)
{
	const struct gtfs_feed *f = x->f;
	const struct gtfs_route *r = &f->routes.v[i];
	gs_str agency = gtfs_feed_id(f, SET_AGENCY, r->agency);

	reader_layer_text(l, gtfs_feed_id(f, SET_ROUTE, i));
	reader_layer_text(l, agency.len ? agency : GS_NOSTR);
	reader_layer_text(l, r->agency == INTERN_NONE ? GS_NOSTR :
	    gtfs_feed_text(f, f->agencies.v[r->agency].name));
	reader_layer_text(l, gtfs_feed_text(f, r->short_name));
	reader_layer_text(l, gtfs_feed_text(f, r->long_name));
	reader_layer_text(l, gtfs_feed_text(f, r->desc));
	reader_layer_int(l, r->type);
	reader_layer_text(l, gtfs_feed_text(f, r->url));
	put_color(l, r->color);
	put_color(l, r->text_color);
	reader_layer_int(l, stops);
	gtfs_layers_stat(l, &x->stats.route[i]);
}

void
gtfs_layers_routes(const struct gtfs_extract *x)
{
	uint32_t *stops = count_stops(x), i;
	struct reader_layer l;
	struct gs_buf wkb;
	bool drawn;

	gs_buf_init(&wkb, 256u << 20);
	reader_layer_begin(&l, x->f->r, &spec);
	for (i = 0; i < x->f->routes.n; i++) {
		drawn = gtfs_lines_wkb(&x->lines, x->f, i, &wkb, widen, &l);
		reader_layer_row(&l);
		reader_layer_geom(&l, drawn ? gs_buf_str(&wkb) : GS_NOSTR);
		put_route(&l, x, i, stops[i]);
	}
	reader_layer_end(&l);
	gs_buf_release(&wkb);
}
