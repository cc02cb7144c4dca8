/* SPDX-License-Identifier: MIT */
/* layer_tables.c: layers without geometry: stop_routes, services, agencies. */
#include "common/base.h"

#include "reader/gtfs/layers.h"

static const struct reader_column stop_routes[] = {
	{ "stop_id", TYPE_TEXT, "Identifiant de l'arrêt", "Stop identifier" },
	{ "route_id", TYPE_TEXT, "Identifiant de la ligne",
	    "Route identifier" },
	{ "route_short_name", TYPE_TEXT, "Ligne", "Line" },
	{ "stop_name", TYPE_TEXT, "Arrêt", "Stop" },
	{ "trips", TYPE_INTEGER, "Départs le jour de référence",
	    "Departures on the day of reference" },
	{ "service_days", TYPE_INTEGER, "Jours de service", "Days of service" },
	{ "first_departure", TYPE_TEXT, "Premier départ", "First departure" },
	{ "last_departure", TYPE_TEXT, "Dernier départ", "Last departure" },
};
static const struct reader_column services[] = {
	{ "service_id", TYPE_TEXT, "Identifiant", "Identifier" },
	{ "monday", TYPE_BOOLEAN, "Lundi", "Monday" },
	{ "tuesday", TYPE_BOOLEAN, "Mardi", "Tuesday" },
	{ "wednesday", TYPE_BOOLEAN, "Mercredi", "Wednesday" },
	{ "thursday", TYPE_BOOLEAN, "Jeudi", "Thursday" },
	{ "friday", TYPE_BOOLEAN, "Vendredi", "Friday" },
	{ "saturday", TYPE_BOOLEAN, "Samedi", "Saturday" },
	{ "sunday", TYPE_BOOLEAN, "Dimanche", "Sunday" },
	{ "start_date", TYPE_DATE, "Début", "Start" },
	{ "end_date", TYPE_DATE, "Fin", "End" },
	{ "days", TYPE_INTEGER, "Jours de service", "Days of service" },
	{ "trips", TYPE_INTEGER, "Courses", "Trips" },
};
static const struct reader_column agencies[] = {
	{ "agency_id", TYPE_TEXT, "Identifiant", "Identifier" },
	{ "agency_name", TYPE_TEXT, "Nom", "Name" },
	{ "agency_url", TYPE_TEXT, "Page web", "Web page" },
	{ "agency_timezone", TYPE_TEXT, "Fuseau horaire", "Time zone" },
	{ "agency_lang", TYPE_TEXT, "Langue", "Language" },
	{ "agency_phone", TYPE_TEXT, "Téléphone", "Phone" },
	{ "agency_email", TYPE_TEXT, "Courriel", "E-mail" },
};

#define TABLE_SPEC(cols, pos, fr, en) {					\
	.name = #cols, .position = pos, .title_fr = fr, .title_en = en,	\
	.geometry_type = "NONE", .columns = cols,			\
	.ncolumns = GS_COUNTOF(cols) }

static const struct reader_layer_spec stop_routes_spec =
    TABLE_SPEC(stop_routes, 3, "Lignes par arrêt", "Routes by stop");
static const struct reader_layer_spec services_spec =
    TABLE_SPEC(services, 4, "Services", "Services");
static const struct reader_layer_spec agencies_spec =
    TABLE_SPEC(agencies, 5, "Exploitants", "Agencies");

void
gtfs_layers_stop_routes(const struct gtfs_extract *x)
{
	const struct gtfs_feed *f = x->f;
	const struct gtfs_pair *p;
	struct reader_layer l;
	size_t i;

	reader_layer_begin(&l, f->r, &stop_routes_spec);
	for (i = 0; i < x->stats.pairs.n; i++) {
		p = &x->stats.pairs.v[i];
		reader_layer_row(&l);
		reader_layer_text(&l, gtfs_feed_id(f, SET_STOP, p->stop));
		reader_layer_text(&l, gtfs_feed_id(f, SET_ROUTE, p->route));
		reader_layer_text(&l, gtfs_layers_route_name(f, p->route));
		reader_layer_text(&l, gtfs_feed_text(f,
		    f->stops.v[p->stop].name));
		reader_layer_int(&l, p->trips);
		reader_layer_int(&l, p->service_days);
		gtfs_layers_time(&l, p->first);
		gtfs_layers_time(&l, p->last);
	}
	reader_layer_end(&l);
}

/* First and last day of a service: as declared, else as it runs. */
static void
put_dates(struct reader_layer *l, const struct gtfs_days *d,
    const struct gtfs_service *s, uint32_t service)
{
	int64_t first = INT64_MIN, last = INT64_MIN;
	uint32_t i;

	for (i = 0; i < d->n; i++)
		if (gtfs_days_active(d, service, (int32_t)i)) {
			first = first == INT64_MIN ? d->from + i : first;
			last = d->from + i;
		}
	if (s->regular) {
		first = s->start;
		last = s->end;
	}
	if (first == INT64_MIN) {
		reader_layer_null(l);
		reader_layer_null(l);
		return;
	}
	reader_layer_date(l, first);
	reader_layer_date(l, last);
}

void
gtfs_layers_services(const struct gtfs_extract *x)
{
	const struct gtfs_feed *f = x->f;
	uint32_t *trips = GS_NEWN(f->r->arena, f->services.n + 1, uint32_t);
	struct reader_layer l;
	uint32_t i;
	int day;

	for (i = 0; i < f->trips.n; i++)
		if (f->trips.v[i].service != INTERN_NONE)
			trips[f->trips.v[i].service]++;
	reader_layer_begin(&l, f->r, &services_spec);
	for (i = 0; i < f->services.n; i++) {
		reader_layer_row(&l);
		reader_layer_text(&l, gtfs_feed_id(f, SET_SERVICE, i));
		for (day = 0; day < 7; day++)
			reader_layer_bool(&l,
			    f->services.v[i].weekdays >> day & 1);
		put_dates(&l, &x->days, &f->services.v[i], i);
		reader_layer_int(&l, gtfs_days_count(
		    gtfs_days_of(&x->days, i), x->days.words));
		reader_layer_int(&l, trips[i]);
	}
	reader_layer_end(&l);
}

void
gtfs_layers_agencies(const struct gtfs_extract *x)
{
	const struct gtfs_feed *f = x->f;
	const struct gtfs_agency *a;
	struct reader_layer l;
	uint32_t i;
	gs_str id;

	reader_layer_begin(&l, f->r, &agencies_spec);
	for (i = 0; i < f->agencies.n; i++) {
		a = &f->agencies.v[i];
		id = gtfs_feed_id(f, SET_AGENCY, i);
		reader_layer_row(&l);
		reader_layer_text(&l, id.len ? id : GS_NOSTR);
		reader_layer_text(&l, gtfs_feed_text(f, a->name));
		reader_layer_text(&l, gtfs_feed_text(f, a->url));
		reader_layer_text(&l, gtfs_feed_text(f, a->zone));
		reader_layer_text(&l, gtfs_feed_text(f, a->lang));
		reader_layer_text(&l, gtfs_feed_text(f, a->phone));
		reader_layer_text(&l, gtfs_feed_text(f, a->email));
	}
	reader_layer_end(&l);
}
