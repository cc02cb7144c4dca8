/* SPDX-License-Identifier: MIT */
/* layer_stops.c: layer "stops". */
#include "common/base.h"

#include "reader/gtfs/layers.h"
#include "reader/wkb.h"

#define NAMES_MAX	4096	/* bytes of the list of lines of a stop */

static const struct reader_column columns[] = {
	{ "stop_id", TYPE_TEXT, "Identifiant", "Identifier" },
	{ "stop_code", TYPE_TEXT, "Code", "Code" },
	{ "stop_name", TYPE_TEXT, "Nom", "Name" },
	{ "stop_desc", TYPE_TEXT, "Description", "Description" },
	{ "location_type", TYPE_INTEGER, "Type de lieu", "Location type" },
	{ "parent_station", TYPE_TEXT, "Station", "Station" },
	{ "platform_code", TYPE_TEXT, "Quai", "Platform" },
	{ "wheelchair_boarding", TYPE_INTEGER, "Accès en fauteuil roulant",
	    "Wheelchair boarding" },
	{ "zone_id", TYPE_TEXT, "Zone tarifaire", "Fare zone" },
	{ "stop_url", TYPE_TEXT, "Page web", "Web page" },
	{ "routes", TYPE_TEXT, "Lignes", "Lines" },
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
	.name = "stops", .position = 2,
	.title_fr = "Arrêts", .title_en = "Stops",
	.geometry_type = "POINT", .srid = 4326,
	.columns = columns, .ncolumns = GS_COUNTOF(columns),
	.style = "{\"kind\":\"point\",\"color\":\"#0b5d5e\","
	    "\"outline\":\"#ffffff\",\"size\":7,\"label\":\"stop_name\","
	    "\"label_max_scale\":15000}",
};

/* Platforms of each station, as a chain: first[], then next[]. */
struct chains {
	uint32_t	*first, *next;
};

static struct chains
find_platforms(const struct gtfs_feed *f)
{
	struct chains c = {
		GS_NEWN(f->r->arena, f->stops.n + 1, uint32_t),
		GS_NEWN(f->r->arena, f->stops.n + 1, uint32_t),
	};
	uint32_t i, parent;

	for (i = 0; i < f->stops.n; i++)
		c.first[i] = c.next[i] = INTERN_NONE;
	for (i = 0; i < f->stops.n; i++) {
		parent = f->stops.v[i].parent;
		if (parent == INTERN_NONE)
			continue;
		c.next[i] = c.first[parent];
		c.first[parent] = i;
	}
	return c;
}

struct names {
	TABLE_OF(gs_str)	 v;
	struct gs_buf		 text;
};

static void
add_names(struct names *n, const struct gtfs_extract *x, uint32_t stop)
{
	uint32_t i;

	for (i = x->stats.pair_first[stop]; i < x->stats.pair_first[stop + 1];
	    i++)
		*TABLE_ADD(&n->v) = gtfs_layers_route_name(x->f,
		    x->stats.pairs.v[i].route);
}

static int
compare_names(const void *a, const void *b)
{
	return gtfs_layers_compare_names(*(const gs_str *)a,
	    *(const gs_str *)b);
}

/* Lines at a stop and its platforms: sorted, each once. */
static gs_str
list_names(struct names *n, const struct gtfs_extract *x,
    const struct chains *c, uint32_t stop)
{
	uint32_t i;
	size_t k;

	n->v.n = 0;
	gs_buf_clear(&n->text);
	add_names(n, x, stop);
	for (i = c->first[stop]; i != INTERN_NONE; i = c->next[i])
		add_names(n, x, i);
	if (n->v.n == 0)
		return GS_NOSTR;
	qsort(n->v.v, n->v.n, sizeof(*n->v.v), compare_names);
	for (k = 0; k < n->v.n; k++) {
		if (k > 0 && gs_str_eq(n->v.v[k - 1], n->v.v[k]))
			continue;
		if (n->text.len + n->v.v[k].len + 8 > NAMES_MAX) {
			gs_buf_puts(&n->text, ", …");
			break;
		}
		if (k > 0)
			gs_buf_puts(&n->text, ", ");
		gs_buf_put_str(&n->text, n->v.v[k]);
	}
	return gs_buf_str(&n->text);
}

static void
put_place(struct reader_layer *l, const struct gtfs_stop *s)
{
	struct gs_buf wkb;

	if (!s->located) {
		reader_layer_geom(l, GS_NOSTR);
		return;
	}
	gs_buf_init(&wkb, 64);
	reader_wkb_point(&wkb, s->lon, s->lat);
	reader_layer_geom(l, gs_buf_str(&wkb));
	reader_layer_extent(l, s->lon, s->lat);
	gs_buf_release(&wkb);
}

static void
put_stop(struct reader_layer *l, const struct gtfs_extract *x, uint32_t i,
    gs_str names)
{
	const struct gtfs_feed *f = x->f;
	const struct gtfs_stop *s = &f->stops.v[i];

	reader_layer_text(l, gtfs_feed_id(f, SET_STOP, i));
	reader_layer_text(l, gtfs_feed_text(f, s->code));
	reader_layer_text(l, gtfs_feed_text(f, s->name));
	reader_layer_text(l, gtfs_feed_text(f, s->desc));
	reader_layer_int(l, s->location_type);
	reader_layer_text(l, gtfs_feed_id(f, SET_STOP, s->parent));
	reader_layer_text(l, gtfs_feed_text(f, s->platform));
	if (s->wheelchair < 0)
		reader_layer_null(l);
	else
		reader_layer_int(l, s->wheelchair);
	reader_layer_text(l, gtfs_feed_text(f, s->zone));
	reader_layer_text(l, gtfs_feed_text(f, s->url));
	reader_layer_text(l, names);
	gtfs_layers_stat(l, &x->stats.stop[i]);
}

void
gtfs_layers_stops(const struct gtfs_extract *x)
{
	struct chains c = find_platforms(x->f);
	struct names n = { 0 };
	struct reader_layer l;
	uint32_t i;

	gs_buf_init(&n.text, NAMES_MAX + 16);
	reader_layer_begin(&l, x->f->r, &spec);
	for (i = 0; i < x->f->stops.n; i++) {
		reader_layer_row(&l);
		put_place(&l, &x->f->stops.v[i]);
		put_stop(&l, x, i, list_names(&n, x, &c, i));
	}
	reader_layer_end(&l);
	gs_buf_release(&n.text);
	TABLE_FREE(&n.v);
}
