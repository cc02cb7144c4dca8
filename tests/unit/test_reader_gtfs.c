/* SPDX-License-Identifier: MIT */
#include "reader_case.h"

static const char agency[] =
	"agency_name,agency_url,agency_timezone\n"
	"Ancre,https://ancre.example,Europe/Paris\n";
static const char stops[] =
	"stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
	"G,Gare,49.89,2.30,1,\n"
	"G1,Gare quai 1,49.891,2.301,,G\n"
	"G2,Gare quai 2,49.892,2.302,,G\n"
	"M,\"Musée, place\",49.88,2.29,,\n"
	"H,Halles,49.87,2.28,,\n";
static const char routes[] =
	"route_id,route_short_name,route_long_name,route_type,route_color\n"
	"A,10,,3,0b5d5e\nB,2,,3,\n";
static const char calendar[] =
	"service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
	"start_date,end_date\n"
	"S,1,1,1,1,1,0,0,20260601,20260628\n"
	"W,0,0,0,0,0,1,1,20260601,20260628\n";
static const char dates[] =
	"service_id,date,exception_type\nS,20260603,2\nW,20260603,1\n";
static const char trips[] =
	"route_id,service_id,trip_id,direction_id,shape_id\n"
	"A,S,a1,0,sh\nA,S,a2,0,sh\nA,W,a3,0,sh\n"
	"B,S,b1,0,\nB,S,b2,1,\n";
static const char stop_times[] =
	"trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
	"a2,08:00:00,08:00:00,G1,1\n"
	"a2,08:20:00,08:20:00,H,3\n"
	"a1,07:00:00,07:00:00,G1,1\n"
	"a1,,,M,2\n"
	"a1,07:20:00,07:20:00,H,3\n"
	"a2,08:10:00,08:11:00,M,2\n"
	"a3,23:50:00,23:50:00,G1,1\n"
	"a3,24:10:00,24:10:00,H,2\n"
	"b1,09:00:00,09:00:00,G2,1\n"
	"b1,09:30:00,09:30:00,M,2\n"
	"b2,12:00:00,12:00:00,M,1\n"
	"b2,12:30:00,12:30:00,G2,2\n";
static const char frequencies[] =
	"trip_id,start_time,end_time,headway_secs\n"
	"b1,09:00:00,10:00:00,1200\n";
static const char shapes[] =
	"shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
	"sh,49.87,2.28,30\n"
	"sh,49.891,2.301,10\n"
	"sh,49.88,2.29,20\n";

static struct reader_case *
run_feed(void **state)
{
	struct reader_case *c = case_new(*state);

	case_zip(c, "agency.txt", agency, "stops.txt", stops, "routes.txt",
	    routes, "calendar.txt", calendar, "calendar_dates.txt", dates,
	    "trips.txt", trips, "stop_times.txt", stop_times,
	    "frequencies.txt", frequencies, "shapes.txt", shapes, NULL);
	case_run(c, "feed.zip");
	return c;
}

static void
test_layers_and_summary(void **state)
{
	struct reader_case *c = run_feed(state);
	const struct gs_jval *s = gs_jget(c->report, "summary");
	int64_t n;

	assert_view(case_outcome(c), "accepted");
	assert_view(gs_jget_str(c->report, "kind"), "gtfs");
	assert_int_equal(c->nlayers, 5);
	assert_int_equal(case_layer(c, "stops")->rows, 5);
	assert_int_equal(case_layer(c, "routes")->rows, 2);
	assert_int_equal(case_layer(c, "stop_routes")->rows, 5);
	assert_int_equal(case_layer(c, "services")->rows, 2);
	assert_int_equal(case_layer(c, "agencies")->rows, 1);
	assert_view(gs_jget_str(s, "valid_from"), "2026-06-01");
	assert_view(gs_jget_str(s, "valid_to"), "2026-06-28");
	/* a1, a2, three times b1, b2: 1 June, a Monday, is the first. */
	assert_view(gs_jget_str(s, "reference_date"), "2026-06-01");
	assert_int_equal(gs_jget(s, "days")->n, 28);
	assert_true(gs_jget_int(gs_jget(s, "days")->first, "trips", &n));
	assert_int_equal(n, 6);
	assert_true(gs_jget_int(s, "shapes", &n));
	assert_int_equal(n, 1);
}

static void
test_stops(void **state)
{
	struct reader_case *c = run_feed(state);
	const struct case_layer *l = case_layer(c, "stops");

	/* Musée: a1 interpolated to 07:10, a2 at 08:11, b2 at 12:00. b1 ends
	 * there, which is no departure. */
	assert_view(case_text(l, 3, "stop_name"), "Musée, place");
	assert_view(case_text(l, 3, "routes"), "2, 10");
	assert_int_equal(case_int(l, 3, "trips"), 3);
	assert_view(case_text(l, 3, "first_departure"), "07:10:00");
	assert_view(case_text(l, 3, "last_departure"), "12:00:00");
	assert_true(case_number(l, 3, "headway_min") == 145);
	assert_view(case_text(l, 3, "frequency"), "\1"
	    "[0,0,0,0,0,0,0,1,1,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]");
	/* 20 weekdays but 3 June. */
	assert_int_equal(case_int(l, 3, "service_days"), 19);
	/* The station gathers both platforms: 07:00, 08:00, 9:00, :20, :40;
	 * a3 runs at week-ends and on 3 June. */
	assert_int_equal(case_int(l, 0, "location_type"), 1);
	assert_view(case_text(l, 0, "routes"), "2, 10");
	assert_int_equal(case_int(l, 0, "trips"), 5);
	assert_int_equal(case_int(l, 0, "service_days"), 28);
	assert_true(case_number(l, 0, "headway_min") == 40);
	assert_view(case_text(l, 1, "parent_station"), "G");
	/* Halles: only arrivals. */
	assert_int_equal(case_int(l, 4, "trips"), 0);
	assert_null(case_text(l, 4, "first_departure").ptr);
	assert_view(case_text(l, 4, "routes"), "10");
	assert_null(case_text(l, 4, "wheelchair_boarding").ptr);
}

static double
coordinate(gs_str wkb, size_t at)
{
	double d;

	assert_true(at + 8 <= wkb.len);
	memcpy(&d, wkb.ptr + at, 8);
	return d;
}

static void
test_geometry(void **state)
{
	struct reader_case *c = run_feed(state);
	const struct case_layer *l = case_layer(c, "routes");
	gs_str g = case_geom(l, 0);

	/* One shape of three points, put in order. */
	assert_int_equal(g.len, 9 + 9 + 3 * 16);
	assert_int_equal(g.ptr[5], 1);
	assert_int_equal(g.ptr[14], 3);
	assert_true(coordinate(g, 18) == 2.301);
	assert_true(coordinate(g, 26) == 49.891);
	assert_true(coordinate(g, 34) == 2.29);
	assert_true(coordinate(g, 50) == 2.28);
	/* Without a shape: both sequences of stops, each of two. */
	g = case_geom(l, 1);
	assert_int_equal(g.len, 9 + 2 * (9 + 2 * 16));
	assert_int_equal(g.ptr[5], 2);
	g = case_geom(case_layer(c, "stops"), 4);
	assert_int_equal(g.len, 21);
	assert_true(coordinate(g, 5) == 2.28 && coordinate(g, 13) == 49.87);
}

static void
test_routes(void **state)
{
	struct reader_case *c = run_feed(state);
	const struct case_layer *l = case_layer(c, "routes");

	assert_view(case_text(l, 0, "route_color"), "#0B5D5E");
	assert_null(case_text(l, 1, "route_color").ptr);
	assert_view(case_text(l, 0, "agency_name"), "Ancre");
	assert_int_equal(case_int(l, 0, "stops"), 3);
	assert_int_equal(case_int(l, 0, "trips"), 2);
	assert_int_equal(case_int(l, 0, "service_days"), 28);
	assert_true(case_number(l, 0, "headway_min") == 60);
	/* b1 at 9:00, 9:20, 9:40; b2, the other way, at 12:00. */
	assert_int_equal(case_int(l, 1, "trips"), 4);
	assert_true(case_number(l, 1, "headway_min") == 20);
	assert_view(case_text(l, 1, "last_departure"), "12:00:00");
	l = case_layer(c, "services");
	assert_int_equal(case_int(l, 0, "days"), 19);
	assert_int_equal(case_int(l, 1, "days"), 9);
}

static void
test_extent(void **state)
{
	struct reader_case *c = run_feed(state);
	const struct gs_jval *e = gs_jget(case_layer(c, "stops")->end,
	    "extent");

	assert_int_equal(e->n, 4);
	assert_true(e->first->number == 2.28);
	assert_true(e->first->next->number == 49.87);
	assert_int_equal(gs_jget(case_layer(c, "agencies")->end,
	    "extent")->type, GS_JNULL);
}

static void
test_errors_write_no_layer(void **state)
{
	struct reader_case *c = case_new(*state);

	case_zip(c, "agency.txt", agency, "stops.txt", stops, NULL);
	case_run(c, "feed.zip");
	assert_view(case_outcome(c), "refused");
	assert_int_equal(c->nlayers, 0);
	assert_int_equal(case_count(c, "file_missing"), 3);
	assert_int_equal(case_count(c, "calendar_missing"), 1);
}

/* A million faults: counts are true, the report stays within a frame. */
static void
test_report_is_bounded(void **state)
{
	struct reader_case *c = case_new(*state);
	struct gs_buf b;
	int64_t errors;
	int i;

	gs_buf_init_arena(&b, *state, SIZE_MAX);
	gs_buf_puts(&b, "stop_id,stop_name,stop_lat,stop_lon,stop_url,"
	    "location_type,parent_station,wheelchair_boarding\n");
	for (i = 0; i < 20000; i++)
		gs_buf_printf(&b, "%050d, \"\"x,y,%0300d,zz,12,%0200d,9\n", i,
		    i, i);
	case_zip(c, "stops.txt", b.ptr, NULL);
	case_run(c, "feed.zip");
	assert_int_equal(case_count(c, "coordinate_format"), 20000);
	assert_true(gs_jget_int(gs_jget(c->report, "report"), "errors",
	    &errors));
	assert_true(errors > 20000);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_layers_and_summary),
	UNIT_TEST(test_stops),
	UNIT_TEST(test_geometry),
	UNIT_TEST(test_routes),
	UNIT_TEST(test_extent),
	UNIT_TEST(test_errors_write_no_layer),
	UNIT_TEST(test_report_is_bounded),
};

UNIT_MAIN(tests)
