#!/bin/bash
# SPDX-License-Identifier: MIT
# What the sample data is made of: the same bytes each time, and files that
# the reader takes.
. "$(dirname "$0")/../lib/tap.sh"
TREE=$(cd "$(dirname "$0")/../.." && pwd -P)
READER=$(cd "$TREE" && realpath -m "${GEOSOCLE_BUILD:-build/asan}")/reader
TMP=$(mktemp -d /tmp/gs-XXXXXX)
trap 'rm -rf "$TMP"' EXIT
export ASAN_OPTIONS=detect_leaks=0
cd "$TREE/tools/sample-data" || exit 1

check() { "$READER" --check "$@" > "$TMP/report" 2> /dev/null; }
holds() { jq -e "$1" "$TMP/report" > /dev/null; }

ok "the network is made" node make-network.mjs "$TMP/a.zip" 2026-11-22
node make-network.mjs "$TMP/b.zip" 2026-11-22
ok "the same date gives the same bytes" cmp "$TMP/a.zip" "$TMP/b.zip"
nok "a date that is none is refused" node make-network.mjs "$TMP/c.zip" demain
check --today 2026-11-22 "$TMP/a.zip"
ok "nothing is wrong with it" holds '.outcome == "accepted" and
    .report.warnings == 0 and .report.infos == 0'
ok "lines, stations and quays, months of service" holds '.summary |
    .routes == 8 and .stops > 400 and .shapes == 16 and
    .valid_from < "2026-11-22" and .valid_to > "2027-03-01"'
# Any start of a year: holidays, a leap day, the end of a month.
for day in 2027-12-31 2028-02-29 2030-04-21; do
	node make-network.mjs "$TMP/d.zip" "$day"
	check --today "$day" "$TMP/d.zip"
	ok "valid on $day" holds '.outcome == "accepted"'
done

ok "the towns are made" node make-communes.mjs "$TMP/communes.geojson"
check --name communes.geojson "$TMP/communes.geojson"
ok "and taken" holds '.outcome == "accepted"'
ok "codes have five characters, each once" jq -e '[.features[].properties |
    .code_insee] | length > 39 and length == (unique | length) and
    all(.[]; length == 5)' "$TMP/communes.geojson"

ok "the countries are made" node make-countries.mjs "$TMP/pays.geojson"
check --name pays.geojson "$TMP/pays.geojson"
ok "and taken" holds '.report.errors == 0'
ok "with French names" jq -e '[.features[].properties.pays] |
    contains(["Allemagne", "Sénégal"])' "$TMP/pays.geojson"
check --name exemple.zip node_modules/sample-gtfs-feed/gtfs.zip
ok "the example feed is taken" holds '.kind == "gtfs" and
    .report.errors == 0'
done_testing
