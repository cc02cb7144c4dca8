#!/bin/bash
# SPDX-License-Identifier: MIT
# The stable address of a feed: a trip planner from npm loads it and finds a
# journey, before and after a new version takes its place.
. "$(dirname "$0")/../lib/stack.sh"
stack_start

journey() {	# URL DAY FROM TO AT
	(cd "$TREE/tests/browser" && node journey.mjs "$@") 2>&1
}

"$TREE/tests/fixtures/make-gtfs.sh" "$TMP/feed.zip" 12 2 A
ctl publish "$TMP/feed.zip" --name feed --json > "$TMP/a.json"
LATEST=$(jq -r .urls.download "$TMP/a.json")
is "$LATEST" "$URL/download/feed/latest/feed.zip" "the address names no version"
like "$(journey "$LATEST" 2026-01-06 s1 s5 07:00)" '"legs":1' \
    "the planner finds a journey in the first version"
like "$(journey "$LATEST" 2026-01-04 s1 s5 07:00)" 'no journey' \
    "and none on a Sunday, when nothing runs"

"$TREE/tests/fixtures/make-gtfs.sh" "$TMP/feed.zip" 20 3 B
ctl publish "$TMP/feed.zip" --name feed --json > "$TMP/b.json"
is "$(jq .version "$TMP/b.json")" 2 "a second version is published"
like "$(journey "$LATEST" 2026-01-06 s12 s16 07:00)" '"legs":1' \
    "the same address gives the second version: its new stops are reached"
expect_status 200 /download/feed/v1/feed.zip
ok "version 1 is kept" python3 -c 'import sys, zipfile
stops = zipfile.ZipFile(sys.argv[1]).read("stops.txt").decode()
sys.exit("Arrêt 1 A" not in stops)' "$BODY"

if [ -n "$DATA" ]; then
	ctl publish "$DATA/gtfs/peribus_perigueux_gtfs.zip" --name peribus \
	    --json > "$TMP/c.json"
	like "$(journey "$(jq -r .urls.download "$TMP/c.json")" 2025-12-24 \
	    MOBIITI:Quay:111620 MOBIITI:Quay:111601 08:00)" \
	    '"departure":"08:20:40","arrival":"08:24:40"' \
	    "the planner finds a journey in a real feed"
fi
done_testing
