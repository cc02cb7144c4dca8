#!/bin/bash
# SPDX-License-Identifier: MIT
# What is served is what the file says: everything computed a second time
# from the zip (tests/lib/truth_feed.py), or searched by hand, or by PROJ and
# GDAL, against the API, maps, tiles and pages.
. "$(dirname "$0")/../lib/stack.sh"
stack_start

# Lines "ok WHAT", "not ok WHAT" and "# …" of a script, as assertions.
told() {
	local line n=0
	while IFS= read -r line; do
		case $line in
		"ok "*) pass "${line#ok }"; n=$((n + 1)) ;;
		"not ok "*) fail "${line#not ok }"; n=$((n + 1)) ;;
		*) diag "${line#\# }" ;;
		esac
	done < <(python3 "$TREE/tests/lib/$1" "${@:2}" 2>&1)
	[ "$n" -gt 0 ] || fail "$1 says something"
}
publish() {	# FILE SLUG
	ok "$2 is published" ctl publish "$1" --name "$2" --json
}
# A feed as it is, and without its shapes: lines from stop to stop.
rows() {	# FILE SLUG
	publish "$1" "$2"
	told truth.py "$URL" "$2" "$1"
	cp "$1" "$TMP/stops.zip"
	zip -q -d "$TMP/stops.zip" shapes.txt
	publish "$TMP/stops.zip" "$2-stops"
	told truth.py "$URL" "$2-stops" "$TMP/stops.zip"
}

"$TREE/tests/fixtures/make-edges.sh" "$TMP/edges.zip"
rows "$TMP/edges.zip" edges
# What the fixture is for, by hand.
I=/ogc/features/collections/edges
expect_json "$I.stop_routes/items?stop_id=A&route_id=r10" \
    '.features[0].properties.first_departure == "07:03:20"'
expect_json "$I.routes/items?route_id=rt" '.features[0].properties |
    .trips == 17 and .headway_min == 10 and .last_departure == "25:00:00"'
expect_json "$I.stops/items?stop_id=B" \
    '.features[0].properties.last_departure == "28:00:00"'
expect_json /api/v1/datasets/edges \
    '.summary.reference_date == "2026-03-10"'
told truth_space.py "$URL" edges
told truth_map.py "$URL" edges A B C D
told truth_tiles.py "$URL" edges
told truth_tiles.py "$URL" edges 14
told truth_pages.py "$URL" edges
# A finding of one place, one of several.
expect_status 200 /fr/dataset/edges/report
REPORT=$(tr -d '\n' < "$BODY")
like "$REPORT" 'trips.txt</code></dd><dt>[^<]*</dt><dd>12</dd>' \
    "the report page names the line of the short trip"
like "$REPORT" 'feed_info.txt</code></dd><dt>[^<]*</dt><dd>2</dd>' \
    "and that of the end of the validity"
like "$REPORT" 'shapes.txt</code></td><td[^>]*>6</td>' \
    "and those of a finding of several places"

python3 "$TREE/tests/fixtures/make-network.py" "$TMP/network.zip"
rows "$TMP/network.zip" network
told truth_pages.py "$URL" network

for feed in sample_gtfs_feed peribus_perigueux_gtfs poa_eptc_gtfs; do
	[ -n "$DATA" ] || continue
	rows "$DATA/gtfs/$feed.zip" "${feed//_/-}"
	told truth_tiles.py "$URL" "${feed//_/-}" 12
done
if [ -n "$DATA" ]; then
	told truth_space.py "$URL" sample-gtfs-feed
	told truth_map.py "$URL" sample-gtfs-feed center lake museum
	told truth_pages.py "$URL" sample-gtfs-feed
fi
done_testing
