#!/bin/bash
# SPDX-License-Identifier: MIT
# The reader on real and hostile files: outcomes as the folder of data states
# them, findings that name what is wrong, nothing written anywhere.
. "$(dirname "$0")/../lib/tap.sh"
TREE=$(cd "$(dirname "$0")/../.." && pwd -P)
READER=$(cd "$TREE" && realpath -m "${GEOSOCLE_BUILD:-build/asan}")/reader
DATA=$(realpath -m "${GEOSOCLE_DATA:-$TREE/../shared/data}")
[ -e "$DATA/bad/expected.json" ] || skip_all "no folder of data"
TMP=$(mktemp -d /tmp/gs-XXXXXX)
trap 'rm -rf "$TMP"' EXIT
export ASAN_OPTIONS=detect_leaks=0

check() {	# file, options: its report in $TMP/report
	local file=$1
	shift
	timeout 60 "$READER" --check --name "$(basename "$file")" "$@" \
	    "$file" > "$TMP/report" 2> "$TMP/stderr"
}
holds() { jq -e "$@" "$TMP/report" > /dev/null; }
outcome() { jq -r .outcome "$TMP/report"; }
found() {	# jq filter over findings, as compact JSON
	jq -c "[.report.findings[] | $1]" "$TMP/report"
}
quiet() { ! grep -E 'Sanitizer|runtime error' "$TMP/stderr"; }

traces() { find /tmp "${TMPDIR:-/tmp}" -maxdepth 1 -name 'geosocle_*' 2> /dev/null; }
before=$(traces)

# Formats that are not read yet are refused as such.
for file in "$DATA"/bad/*; do
	name=$(basename "$file")
	[ "$name" = expected.json ] && continue
	if ! check "$file"; then
		fail "$name: the reader answers"
		diag "$(tail -c 1000 "$TMP/stderr")"
		continue
	fi
	ok "$name: as expected" jq -e --arg n "$name" \
	    --slurpfile r "$TMP/report" '$r[0] as $r | .[$n] == null or
	    (.[$n].outcome | index($r.outcome)) != null or
	    ([$r.report.findings[].code] == ["format_unsupported"])' \
	    "$DATA/bad/expected.json"
	ok "$name: nothing for the sanitizers" quiet
done

is "$(traces)" "$before" "archives wrote nothing in the temporary folder"

check "$DATA/bad/gtfs_stop_times_orphelins.zip"
is "$(found 'select(.severity == "error") | [.code, .file, .line, .value]')" \
    '[["stop_unknown","stop_times.txt",3,"arret-inconnu"],["trip_unknown","stop_times.txt",5,"course-inconnue"],["value_missing","stop_times.txt",7,""]]' \
    "orphans: file, line and identifier of each"
check "$DATA/bad/gtfs_coordonnees_fausses.zip"
is "$(found 'select(.code | startswith("coordinate_")) | [.code, .line]')" \
    '[["coordinate_zero",2],["coordinate_range",3],["coordinate_format",4],["coordinate_format",4],["coordinate_missing",5]]' \
    "coordinates: each stop"
check "$DATA/bad/gtfs_sans_stops.zip"
is "$(found 'select(.severity == "error") | [.code, .file]')" \
    '[["file_missing","stops.txt"]]' "the missing file, and nothing that follows from it"
check "$DATA/bad/gtfs_latin1.zip"
is "$(found 'select(.code == "encoding_windows").file')" \
    '["stops.txt","translations.txt"]' "latin-1 files are named"
for pair in duplicates:id_duplicate invalid_references:stop_unknown \
    missing_mandatory_files:file_missing missing_mandatory_files:file_unknown \
    route_type_invalid:route_type_unknown shapes:shape_point_invalid \
    shapes:shape_unknown shapes:shape_unused sub_folder:sub_folder \
    stop_times_increase:departure_before_arrival; do
	check "$DATA/bad/gtfs_tv_${pair%:*}.zip"
	ok "transport-validator's ${pair%:*}: ${pair#*:}" holds \
	    --arg c "${pair#*:}" 'any(.report.findings[]; .code == $c)'
done

check "$DATA/bad/geojson_geometries_invalides.geojson"
is "$(found '.value' | jq -c 'unique')" '["1","2","3","4","5","6"]' \
    "six bad geometries, each told"
check "$DATA/bad/csv_coordonnees_texte.csv"
is "$(found 'select(.code == "coordinate_invalid").line')" '[2,4]' \
    "bad coordinates by line"
check "$DATA/bad/csv_colonnes_inegales.csv"
is "$(found 'select(.code == "row_length").line')" '[3,4]' \
    "ragged rows by line"
check "$DATA/bad/geojson_tronque.geojson"
ok "a cut JSON: the line" holds '.report.findings[0].line > 0'
check "$DATA/bad/shp_cpg_mensonger.zip"
ok "a lying .cpg is told" holds '.report.findings[0].code == "charset_false"'
check "$DATA/bad/shp_sans_prj.zip"
is "$(outcome)" asked "no .prj: a question"
check "$DATA/bad/shp_sans_prj.zip" --crs=EPSG:2154
is "$(outcome)" accepted "and its answer"

for file in "$DATA"/gtfs/*.zip; do
	SECONDS=0
	check "$file"
	ok "$(basename "$file"): no error" holds '.report.errors == 0'
	ok "$(basename "$file"): in time" test "$SECONDS" -lt 10
done
check "$DATA/gtfs/peribus_perigueux_gtfs.zip"
is "$(jq -c '.summary | [.stops, .routes, .shapes, .stop_times]' "$TMP/report")" \
    '[1329,80,225,33408]' "Périgueux: as counted by others"
check "$DATA/gtfs/poa_eptc_gtfs.zip"
is "$(jq -c '.summary | [.stops, .shapes, .stop_times, .valid_to]' "$TMP/report")" \
    '[3986,201,130019,"2019-07-11"]' "Porto Alegre: as counted by others"
ok "Porto Alegre: expired" holds 'any(.report.findings[]; .code == "feed_expired")'

# One layer, every format that is read: the same 804 communes.
count() {	# file, options: features of each layer
	local file=$1
	shift
	"$READER" --name "$(basename "$file")" "$@" "$file" 2> /dev/null |
	    grep -ao '"features":[0-9]*' | cut -d : -f 2 | paste -sd ' '
}
V=$DATA/vector
is "$(count "$V/communes_aisne_4326.geojson")" 804 "GeoJSON: 804 communes"
is "$(count "$V/communes_aisne_2154.gpkg")" "804 804 21" "GeoPackage: three tables"
for f in communes_aisne_2154_latin1_shp.zip communes_aisne_points_en.csv \
    communes_aisne_2154_cp1252_sans_cpg_shp.zip communes_aisne_points_l93.csv \
    communes_aisne_points_fr_cp1252.csv communes_aisne_points_fr_utf8bom.csv
do
	is "$(count "$V/$f")" 804 "$f: 804 communes"
done
is "$(count "$V/communes_aisne_2154.gpkg" --layer='centroïdes communes')" 804 \
    "one layer by its name"
is "$(count "$V/canton_idf_2154_towgs84_shp.zip")" 61 "a .prj with TOWGS84"
is "$(count "$V/icpe_bfc_installation_wkt.csv" --crs=EPSG:4326)" 3288 \
    "WKT in a CSV, once its system is stated"
done_testing
