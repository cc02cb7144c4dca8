/* SPDX-License-Identifier: MIT */
/* spec.c: tables of the GTFS Schedule reference. */
#include "common/base.h"

#include "reader/gtfs/spec.h"

#define REQ	GTFS_REQUIRED
#define OPT	GTFS_OPTIONAL
#define CND	GTFS_CONDITIONAL
#define COL	GTFS_COLUMN
#define TXT(n, need)	{ n, GTFS_TEXT, need, ROLE_NONE, SET_NONE, NULL }
#define VAL(n, t, need)	{ n, GTFS_##t, need, ROLE_NONE, SET_NONE, NULL }
#define ENU(n, need, d)	{ n, GTFS_ENUM, need, ROLE_NONE, SET_NONE, d }
#define KEY(n, need, s)	{ n, GTFS_ID, need, ROLE_KEY, SET_##s, NULL }
#define DEF(n, need, s)	{ n, GTFS_ID, need, ROLE_DEFINE, SET_##s, NULL }
#define REF(n, need, s)	{ n, GTFS_ID, need, ROLE_REF, SET_##s, NULL }
#define LATER(n, need, s) { n, GTFS_ID, need, ROLE_LATER, SET_##s, NULL }

static const struct gtfs_field agency[] = {
	KEY("agency_id", CND, AGENCY), TXT("agency_name", REQ),
	VAL("agency_url", URL, REQ), VAL("agency_timezone", ZONE, REQ),
	VAL("agency_lang", LANG, OPT), TXT("agency_phone", OPT),
	VAL("agency_fare_url", URL, OPT), VAL("agency_email", EMAIL, OPT),
	ENU("cemv_support", OPT, "0-2"),
};
static const struct gtfs_field levels[] = {
	KEY("level_id", REQ, LEVEL), VAL("level_index", FLOAT, REQ),
	TXT("level_name", OPT),
};
static const struct gtfs_field stops[] = {
	KEY("stop_id", REQ, STOP), TXT("stop_code", OPT),
	TXT("stop_name", CND), TXT("tts_stop_name", OPT),
	TXT("stop_desc", OPT), VAL("stop_lat", LAT, COL),
	VAL("stop_lon", LON, COL), DEF("zone_id", OPT, FARE_ZONE),
	VAL("stop_url", URL, OPT), ENU("location_type", OPT, "0-4"),
	LATER("parent_station", CND, STOP), VAL("stop_timezone", ZONE, OPT),
	ENU("wheelchair_boarding", OPT, "0-2"), REF("level_id", OPT, LEVEL),
	TXT("platform_code", OPT), ENU("stop_access", OPT, "0-1"),
};
static const struct gtfs_field calendar[] = {
	KEY("service_id", REQ, SERVICE), ENU("monday", REQ, "0-1"),
	ENU("tuesday", REQ, "0-1"), ENU("wednesday", REQ, "0-1"),
	ENU("thursday", REQ, "0-1"), ENU("friday", REQ, "0-1"),
	ENU("saturday", REQ, "0-1"), ENU("sunday", REQ, "0-1"),
	VAL("start_date", DATE, REQ), VAL("end_date", DATE, REQ),
};
static const struct gtfs_field calendar_dates[] = {
	DEF("service_id", REQ, SERVICE), VAL("date", DATE, REQ),
	ENU("exception_type", REQ, "1-2"),
};
static const struct gtfs_field routes[] = {
	KEY("route_id", REQ, ROUTE), REF("agency_id", CND, AGENCY),
	TXT("route_short_name", CND), TXT("route_long_name", CND),
	TXT("route_desc", OPT),
	ENU("route_type", REQ, "0-7,11,12,100-1799"),
	VAL("route_url", URL, OPT), VAL("route_color", COLOR, OPT),
	VAL("route_text_color", COLOR, OPT),
	VAL("route_sort_order", UINT, OPT),
	ENU("continuous_pickup", OPT, "0-3"),
	ENU("continuous_drop_off", OPT, "0-3"),
	DEF("network_id", OPT, NETWORK), ENU("cemv_support", OPT, "0-2"),
};
static const struct gtfs_field trips[] = {
	REF("route_id", REQ, ROUTE), REF("service_id", REQ, SERVICE),
	KEY("trip_id", REQ, TRIP), TXT("trip_headsign", OPT),
	TXT("trip_short_name", OPT), ENU("direction_id", OPT, "0-1"),
	TXT("block_id", OPT), LATER("shape_id", CND, SHAPE),
	ENU("wheelchair_accessible", OPT, "0-2"),
	ENU("bikes_allowed", OPT, "0-2"), ENU("cars_allowed", OPT, "0-2"),
	VAL("safe_duration_factor", UFLOAT, OPT),
	VAL("safe_duration_offset", FLOAT, OPT),
};
static const struct gtfs_field frequencies[] = {
	REF("trip_id", REQ, TRIP), VAL("start_time", TIME, REQ),
	VAL("end_time", TIME, REQ), VAL("headway_secs", UINT, REQ),
	ENU("exact_times", OPT, "0-1"),
};
static const struct gtfs_field stop_times[] = {
	REF("trip_id", REQ, TRIP), VAL("arrival_time", TIME, CND),
	VAL("departure_time", TIME, CND), REF("stop_id", CND, STOP),
	TXT("location_group_id", OPT), TXT("location_id", OPT),
	VAL("stop_sequence", UINT, REQ), TXT("stop_headsign", OPT),
	VAL("start_pickup_drop_off_window", TIME, OPT),
	VAL("end_pickup_drop_off_window", TIME, OPT),
	ENU("pickup_type", OPT, "0-3"), ENU("drop_off_type", OPT, "0-3"),
	ENU("continuous_pickup", OPT, "0-3"),
	ENU("continuous_drop_off", OPT, "0-3"),
	VAL("shape_dist_traveled", UFLOAT, OPT), ENU("timepoint", OPT, "0-1"),
	TXT("pickup_booking_rule_id", OPT),
	TXT("drop_off_booking_rule_id", OPT),
};
static const struct gtfs_field feed_info[] = {
	TXT("feed_publisher_name", REQ), VAL("feed_publisher_url", URL, REQ),
	VAL("feed_lang", LANG, REQ), VAL("default_lang", LANG, OPT),
	VAL("feed_start_date", DATE, OPT), VAL("feed_end_date", DATE, OPT),
	TXT("feed_version", OPT), VAL("feed_contact_email", EMAIL, OPT),
	VAL("feed_contact_url", URL, OPT),
};
static const struct gtfs_field shapes[] = {
	DEF("shape_id", REQ, NONE), VAL("shape_pt_lat", LAT, COL),
	VAL("shape_pt_lon", LON, COL), VAL("shape_pt_sequence", UINT, REQ),
	VAL("shape_dist_traveled", UFLOAT, OPT),
};
static const struct gtfs_field transfers[] = {
	REF("from_stop_id", CND, STOP), REF("to_stop_id", CND, STOP),
	REF("from_route_id", OPT, ROUTE), REF("to_route_id", OPT, ROUTE),
	REF("from_trip_id", CND, TRIP), REF("to_trip_id", CND, TRIP),
	ENU("transfer_type", REQ, "0-5"),
	VAL("min_transfer_time", UINT, OPT),
};
static const struct gtfs_field pathways[] = {
	KEY("pathway_id", REQ, PATHWAY), REF("from_stop_id", REQ, STOP),
	REF("to_stop_id", REQ, STOP), ENU("pathway_mode", REQ, "1-7"),
	ENU("is_bidirectional", REQ, "0-1"), VAL("length", UFLOAT, OPT),
	VAL("traversal_time", UINT, OPT), VAL("stair_count", INT, OPT),
	VAL("max_slope", FLOAT, OPT), VAL("min_width", UFLOAT, OPT),
	TXT("signposted_as", OPT), TXT("reversed_signposted_as", OPT),
};
static const struct gtfs_field fare_attributes[] = {
	KEY("fare_id", REQ, FARE), VAL("price", UFLOAT, REQ),
	VAL("currency_type", CURRENCY, REQ),
	ENU("payment_method", REQ, "0-1"), ENU("transfers", COL, "0-2"),
	REF("agency_id", CND, AGENCY), VAL("transfer_duration", UINT, OPT),
};
static const struct gtfs_field fare_rules[] = {
	REF("fare_id", REQ, FARE), REF("route_id", OPT, ROUTE),
	REF("origin_id", OPT, FARE_ZONE), REF("destination_id", OPT, FARE_ZONE),
	REF("contains_id", OPT, FARE_ZONE),
};
static const struct gtfs_field translations[] = {
	TXT("table_name", REQ), TXT("field_name", REQ),
	VAL("language", LANG, REQ), TXT("translation", COL),
	TXT("record_id", CND), TXT("record_sub_id", CND),
	TXT("field_value", CND),
};
static const struct gtfs_field attributions[] = {
	TXT("attribution_id", OPT), REF("agency_id", OPT, AGENCY),
	REF("route_id", OPT, ROUTE), REF("trip_id", OPT, TRIP),
	TXT("organization_name", REQ), ENU("is_producer", OPT, "0-1"),
	ENU("is_operator", OPT, "0-1"), ENU("is_authority", OPT, "0-1"),
	VAL("attribution_url", URL, OPT),
	VAL("attribution_email", EMAIL, OPT), TXT("attribution_phone", OPT),
};
static const struct gtfs_field areas[] = {
	KEY("area_id", REQ, AREA), TXT("area_name", OPT),
};
static const struct gtfs_field stop_areas[] = {
	REF("area_id", REQ, AREA), REF("stop_id", REQ, STOP),
};
static const struct gtfs_field networks[] = {
	KEY("network_id", REQ, NETWORK), TXT("network_name", OPT),
};
static const struct gtfs_field route_networks[] = {
	REF("network_id", REQ, NETWORK), REF("route_id", REQ, ROUTE),
};
static const struct gtfs_field timeframes[] = {
	DEF("timeframe_group_id", REQ, TIMEFRAME),
	VAL("start_time", TIME, CND), VAL("end_time", TIME, CND),
	REF("service_id", REQ, SERVICE),
};
static const struct gtfs_field rider_categories[] = {
	KEY("rider_category_id", REQ, RIDER), TXT("rider_category_name", REQ),
	ENU("is_default_fare_category", OPT, "0-1"),
	VAL("eligibility_url", URL, OPT),
};
static const struct gtfs_field fare_media[] = {
	KEY("fare_media_id", REQ, MEDIA), TXT("fare_media_name", OPT),
	ENU("fare_media_type", REQ, "0-4"),
};
static const struct gtfs_field fare_products[] = {
	DEF("fare_product_id", REQ, PRODUCT), TXT("fare_product_name", OPT),
	REF("rider_category_id", OPT, RIDER), REF("fare_media_id", OPT, MEDIA),
	VAL("amount", FLOAT, REQ), VAL("currency", CURRENCY, REQ),
};
static const struct gtfs_field fare_leg_rules[] = {
	TXT("leg_group_id", OPT), REF("network_id", OPT, NETWORK),
	REF("from_area_id", OPT, AREA), REF("to_area_id", OPT, AREA),
	REF("from_timeframe_group_id", OPT, TIMEFRAME),
	REF("to_timeframe_group_id", OPT, TIMEFRAME),
	REF("fare_product_id", REQ, PRODUCT), VAL("rule_priority", UINT, OPT),
};
static const struct gtfs_field fare_leg_join_rules[] = {
	REF("from_network_id", REQ, NETWORK),
	REF("to_network_id", REQ, NETWORK), REF("from_stop_id", CND, STOP),
	REF("to_stop_id", CND, STOP),
};
static const struct gtfs_field fare_transfer_rules[] = {
	TXT("from_leg_group_id", OPT), TXT("to_leg_group_id", OPT),
	VAL("transfer_count", INT, CND), VAL("duration_limit", UINT, OPT),
	ENU("duration_limit_type", CND, "0-3"),
	ENU("fare_transfer_type", REQ, "0-2"),
	REF("fare_product_id", OPT, PRODUCT),
};
static const struct gtfs_field booking_rules[] = {
	KEY("booking_rule_id", REQ, BOOKING), ENU("booking_type", REQ, "0-2"),
	VAL("prior_notice_duration_min", UINT, CND),
	VAL("prior_notice_duration_max", UINT, CND),
	VAL("prior_notice_last_day", UINT, CND),
	VAL("prior_notice_last_time", TIME, CND),
	VAL("prior_notice_start_day", UINT, CND),
	VAL("prior_notice_start_time", TIME, CND),
	REF("prior_notice_service_id", CND, SERVICE), TXT("message", OPT),
	TXT("pickup_message", OPT), TXT("drop_off_message", OPT),
	TXT("phone_number", OPT), VAL("info_url", URL, OPT),
	VAL("booking_url", URL, OPT),
};
static const struct gtfs_field location_groups[] = {
	KEY("location_group_id", REQ, LOCATION_GROUP),
	TXT("location_group_name", OPT),
};
static const struct gtfs_field location_group_stops[] = {
	REF("location_group_id", REQ, LOCATION_GROUP),
	REF("stop_id", REQ, STOP),
};

#define FILE_OF(t, need, core, key)					\
	{ #t ".txt", need, core, t, GS_COUNTOF(t), key }

const struct gtfs_file gtfs_files[GTFS_FILE__COUNT] = {
[GTFS_AGENCY] = FILE_OF(agency, REQ, true, NULL),
[GTFS_LEVELS] = FILE_OF(levels, OPT, false, NULL),
[GTFS_STOPS] = FILE_OF(stops, REQ, true, NULL),
[GTFS_CALENDAR] = FILE_OF(calendar, CND, true, NULL),
[GTFS_CALENDAR_DATES] = FILE_OF(calendar_dates, CND, true,
	"service_id,date"),
[GTFS_ROUTES] = FILE_OF(routes, REQ, true, NULL),
[GTFS_TRIPS] = FILE_OF(trips, REQ, true, NULL),
[GTFS_FREQUENCIES] = FILE_OF(frequencies, OPT, true,
	"trip_id,start_time"),
[GTFS_STOP_TIMES] = FILE_OF(stop_times, REQ, true, NULL),
[GTFS_FEED_INFO] = FILE_OF(feed_info, OPT, false, NULL),
[GTFS_SHAPES] = FILE_OF(shapes, OPT, false, NULL),
[GTFS_TRANSFERS] = FILE_OF(transfers, OPT, false, "from_stop_id,to_stop_id,"
	"from_trip_id,to_trip_id,from_route_id,to_route_id"),
[GTFS_PATHWAYS] = FILE_OF(pathways, OPT, false, NULL),
[GTFS_FARE_ATTRIBUTES] = FILE_OF(fare_attributes, OPT, false, NULL),
[GTFS_FARE_RULES] = FILE_OF(fare_rules, OPT, false,
	"fare_id,route_id,origin_id,destination_id,contains_id"),
[GTFS_TRANSLATIONS] = FILE_OF(translations, OPT, false, "table_name,"
	"field_name,language,record_id,record_sub_id,field_value"),
[GTFS_ATTRIBUTIONS] = FILE_OF(attributions, OPT, false, NULL),
[GTFS_AREAS] = FILE_OF(areas, OPT, false, NULL),
[GTFS_STOP_AREAS] = FILE_OF(stop_areas, OPT, false, "area_id,stop_id"),
[GTFS_NETWORKS] = FILE_OF(networks, OPT, false, NULL),
[GTFS_ROUTE_NETWORKS] = FILE_OF(route_networks, OPT, false, "route_id"),
[GTFS_TIMEFRAMES] = FILE_OF(timeframes, OPT, false,
	"timeframe_group_id,start_time,end_time,service_id"),
[GTFS_RIDER_CATEGORIES] = FILE_OF(rider_categories, OPT, false, NULL),
[GTFS_FARE_MEDIA] = FILE_OF(fare_media, OPT, false, NULL),
[GTFS_FARE_PRODUCTS] = FILE_OF(fare_products, OPT, false,
	"fare_product_id,rider_category_id,fare_media_id"),
[GTFS_FARE_LEG_RULES] = FILE_OF(fare_leg_rules, OPT, false, NULL),
[GTFS_FARE_LEG_JOIN_RULES] = FILE_OF(fare_leg_join_rules, OPT, false, NULL),
[GTFS_FARE_TRANSFER_RULES] = FILE_OF(fare_transfer_rules, OPT, false, NULL),
[GTFS_BOOKING_RULES] = FILE_OF(booking_rules, OPT, false, NULL),
[GTFS_LOCATION_GROUPS] = FILE_OF(location_groups, OPT, false, NULL),
[GTFS_LOCATION_GROUP_STOPS] = FILE_OF(location_group_stops, OPT, false,
	"location_group_id,stop_id"),
[GTFS_LOCATIONS] = { "locations.geojson", OPT, false, NULL, 0, NULL },
};

enum gtfs_file_id
gtfs_spec_file(gs_str name)
{
	int i;

	for (i = 0; i < GTFS_FILE__COUNT; i++)
		if (gs_str_eqc(name, gtfs_files[i].name))
			break;
	return (enum gtfs_file_id)i;
}

int
gtfs_spec_field(const struct gtfs_file *f, gs_str name)
{
	size_t i;

	for (i = 0; i < f->nfields; i++)
		if (gs_str_eqc(name, f->fields[i].name))
			return (int)i;
	return -1;
}

bool
gtfs_spec_in_domain(const char *domain, int64_t n)
{
	gs_str rest = gs_str_of(domain), lo;
	int64_t from, to;

	while (rest.ptr != NULL) {
		gs_str part = gs_str_split(&rest, ',');

		lo = gs_str_split(&part, '-');
		if (!gs_str_int(lo, &from))
			return false;
		to = from;
		if (part.ptr != NULL && !gs_str_int(part, &to))
			return false;
		if (n >= from && n <= to)
			return true;
	}
	return false;
}
