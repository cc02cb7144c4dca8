#!/bin/bash
# SPDX-License-Identifier: MIT
# Vector tiles and their TileJSON.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/render.sh"
stack_start
render_data

diag "TileJSON"
expect_json /tiles/essai.points/tilejson.json '.tilejson == "3.0.0" and
    .scheme == "xyz" and .bounds == [0, 47, 2, 48.94444444444444] and
    .minzoom == 0 and (.tiles | length) == 1'
ok "its tiles are of the version" jq -e --arg u "$URL" \
    '.tiles[0] == $u + "/tiles/essai.points@3/{z}/{x}/{y}.mvt"' "$BODY"
ok "its fields are the columns" jq -e '.vector_layers[0] |
    .id == "essai.points" and (.fields | keys | length) == 13 and
    .fields.entier == "Number" and .fields.ouvert == "Boolean" and
    .fields.jour == "String" and .fields["a\"b"] == "String"' "$BODY"
expect_header Access-Control-Allow-Origin '^\*$'
expect_json '/tiles/essai.points/tilejson.json?f=png' \
    '(.tiles[0] | endswith(".png")) and .format == "png"'
expect_json /tiles/essai.points@2/tilejson.json \
    '.tiles[0] | contains("essai.points@2/")'
expect_json /tiles/monde.pays/tilejson.json \
    '.bounds | .[1] > -86 and .[3] < 86'
expect_status 410 /tiles/essai.points@1/tilejson.json
expect_status 404 /tiles/essai.points@9/tilejson.json
expect_status 404 /tiles/essai.sans/tilejson.json
expect_status 404 /tiles/prive.points/tilejson.json
expect_status 400 '/tiles/essai.points/tilejson.json?f=xml'

diag "tiles"
tile() {	# PATH: kept in $TMP/t.mvt, its features as GeoJSON in t.json
	rm -f "$TMP/t.mvt" "$TMP/t.json"
	req "/tiles/$1.mvt" "${@:2}"
	cp "$BODY" "$TMP/t.mvt"
	[ -s "$TMP/t.mvt" ] || { echo '{"features": []}' > "$TMP/t.json"; return; }
	ogr2ogr -f GeoJSON "$TMP/t.json" "MVT:$TMP/t.mvt" \
	    -oo X="${3:-0}" 2> /dev/null ||
	    echo '{"features": "not a tile"}' > "$TMP/t.json"
}
tile essai.points@3/7/64/44
is "$STATUS $(header Content-Type)" \
    "200 application/vnd.mapbox-vector-tile" "a tile"
ok "one layer, of the layer's name" sh -c \
    "ogrinfo -ro -q '$TMP/t.mvt' | grep -c . | grep -qx 1 &&
    ogrinfo -ro -q '$TMP/t.mvt' | grep -q 'essai.points'"
ok "ids and values" jq -e '.features[] | select(.properties.entier == 38) |
    .properties | .mvt_id == 38 and .nombre == 4.75 and .nom == "Point 38"
    and .["a\"b"] == "ab8" and .fid == "own 38" and .jour == "2026-02-08"
    and .instant == "2026-01-02T14:00:00Z"' "$TMP/t.json"
ok "json is text" sh -c "ogrinfo -ro -q -al '$TMP/t.mvt' |
    grep -q '^  details (String) = {\"i\": 38, \"texte\"'"
ok "no feature twice" jq -e '[.features[].properties.mvt_id] |
    length == (unique | length)' "$TMP/t.json"
tile essai.points@3/0/0/0
is "$(jq '.features | length' "$TMP/t.json")" 1328 \
    "the whole world holds every point"
tile essai.zones@3/0/0/0
is "$(jq '.features | length' "$TMP/t.json")" 50 \
    "areas smaller than the grid are still there"
tile essai.lignes@3/0/0/0
is "$(jq '.features | length' "$TMP/t.json")" 20 "and lines"
tile monde.pays@1/0/0/0
is "$(jq '.features | length' "$TMP/t.json")" 5 "from pole to pole"
tile essai.points@3/7/0/0
is "$STATUS $(jq '.features | length' "$TMP/t.json")" "200 0" \
    "an empty tile is a tile"

diag "all tiles of a zoom level hold each feature"
for x in 63 64 65; do
	for y in 43 44 45; do
		tile "essai.zones@3/7/$x/$y"
		jq -r '.features[].properties.nom' "$TMP/t.json"
	done
done | sort -u > "$TMP/names"
is "$(wc -l < "$TMP/names")" 50 "all zones"

diag "the same bytes each time"
req /tiles/essai.zones@3/7/64/44.mvt -H 'Accept-Encoding: gzip'
cp "$BODY" "$TMP/first"
is "$(head -c 2 "$TMP/first" | od -An -tx1 | tr -d ' ')" 1f8b "gzipped"
rm -rf "$VAR/tiles/essai.zones"
req /tiles/essai.zones@3/7/64/44.mvt -H 'Accept-Encoding: gzip'
ok "drawn again" cmp "$BODY" "$TMP/first"
req /tiles/essai.zones@3/7/64/44.mvt
ok "and plain for who cannot gunzip" cmp "$BODY" <(gunzip < "$TMP/first")
expect_status 404 /tiles/prive.points@1/7/64/44.mvt
expect_status 200 /tiles/prive.points@1/7/64/44.mvt -H "X-Api-Key: $ADMIN_KEY"
expect_status 404 /tiles/prive.points@1/7/64/44.mvt
expect_status 404 /tiles/essai.sans/0/0/0.mvt
done_testing
