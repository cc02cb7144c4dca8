#!/bin/bash
# SPDX-License-Identifier: MIT
# WMS GetFeatureInfo: one answer for n layers, in four forms.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/render.sh"
stack_start
render_data

# 1.3.0 in EPSG:4326 is latitude first; a pixel is 0.001 degrees here.
W="/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&STYLES=&CRS=EPSG:4326"
W="$W&BBOX=47,0,48,1&WIDTH=1000&HEIGHT=1000"
info() {	# LAYERS I J FORMAT [MORE]
	printf '%s&LAYERS=%s&QUERY_LAYERS=%s&I=%s&J=%s&INFO_FORMAT=%s%s' \
	    "$W" "$1" "$1" "$2" "$3" "$(urlencode "$4")" "${5:-}"
}
JSON=application/json

diag "where"
# Point 5 is at 0.27777, 47: pixel 277.77, in the bottom row.
expect_json "$(info essai.points 277 999 $JSON)" \
    '[.features[].properties.entier] == [5]'
expect_json "$(info essai.points 282 997 $JSON)" \
    '[.features[].properties.entier] == [5]'
expect_json "$(info essai.points 290 999 $JSON)" '.features == []'
expect_json "$(info essai.points 277 980 $JSON)" '.features == []'
expect_json "${W/1.3.0/1.1.1}&SRS=EPSG:4326&LAYERS=essai.points&QUERY_LAYERS=essai.points&X=277&Y=999&INFO_FORMAT=$JSON" \
    '.type == "FeatureCollection"'
V11="/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetFeatureInfo&STYLES=&SRS=EPSG:4326"
V11="$V11&BBOX=0,47,1,48&WIDTH=1000&HEIGHT=1000&INFO_FORMAT=$JSON"
expect_json "$V11&LAYERS=essai.points&QUERY_LAYERS=essai.points&X=277&Y=999" \
    '[.features[].properties.entier] == [5]'
# Zone 1 is the square 502000..504000, 6700000..6702000 of EPSG:2154.
L93="/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&STYLES=&CRS=EPSG:2154"
L93="$L93&BBOX=500000,6700000,510000,6710000&WIDTH=100&HEIGHT=100"
L93="$L93&INFO_FORMAT=$JSON&LAYERS=essai.zones,essai.lignes"
expect_json "$L93&QUERY_LAYERS=essai.zones&I=30&J=90" \
    '[.features[].properties.nom] == ["Zone 1"]'
expect_json "$L93&QUERY_LAYERS=essai.zones&I=30&J=79" '.features == []'
expect_json "$L93&QUERY_LAYERS=essai.zones&I=10&J=90" '.features == []'
expect_json "$L93&QUERY_LAYERS=essai.lignes&I=13&J=50" \
    '[.features[].properties.nom] == ["Ligne 1"]'
expect_json "$L93&QUERY_LAYERS=essai.lignes&I=13&J=50&FEATURE_COUNT=9" \
    '[.features[].properties.nom] == ["Ligne 1"]'
MERC="/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&STYLES="
MERC="$MERC&CRS=EPSG:3857&BBOX=-20037508,-20037508,20037508,20037508&WIDTH=512"
MERC="$MERC&HEIGHT=512&LAYERS=monde.pays&QUERY_LAYERS=monde.pays&INFO_FORMAT=$JSON"
expect_json "$MERC&I=256&J=505" '[.features[].properties.nom] == ["Antarctique"]'
expect_json "$MERC&I=258&J=178" '[.features[].properties.nom] == ["France"]'

diag "far from the layer, where its projection has no numbers"
far() {	# CRS BBOX SIZE LAYER
	printf '%s' "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo" \
	    "&STYLES=&CRS=$1&BBOX=$2&WIDTH=$3&HEIGHT=$3&I=0&J=0" \
	    "&LAYERS=$4&QUERY_LAYERS=$4&INFO_FORMAT=$JSON"
}
for box in EPSG:4326=-180,-90,180,90 CRS:84=-90,-180,90,180 \
    EPSG:4326=1e9,1e9,2e9,2e9 EPSG:3857=-1e9,-1e9,-9e8,-9e8; do
	expect_json "$(far "${box%=*}" "${box#*=}" 100 essai.zones)" \
	    '.features == []'
done
# A pixel so large that the layer is within reach of one at the pole.
expect_json "$(far EPSG:4326 -120,-180,-60,180 1 essai.lignes)" \
    '.features | length == 1'

diag "how many, which first"
B3="/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&STYLES=&CRS=CRS:84"
B3="$B3&BBOX=0,47,2,49&WIDTH=100&HEIGHT=100&LAYERS=essai.points"
B3="$B3&QUERY_LAYERS=essai.points&INFO_FORMAT=$JSON&I=14&J=97"
# The pixel's centre is 0.29, 47.05; the nearest is 0.27777, 47.05555.
expect_json "$B3" '[.features[].properties.entier] == [42]'
expect_json "$B3&FEATURE_COUNT=3" '[.features[].properties.entier][0] == 42
    and (.features | length) == 3'
expect_json "$B3&FEATURE_COUNT=100" '(.features | length) > 5 and
    (.features | length) == .numberReturned'

diag "JSON of several layers"
ALL=essai.zones,essai.lignes,essai.points
N="/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&STYLES=&CRS=EPSG:2154"
# The pixel's centre is 505000, 6701000: in zone 2, near lines and points.
N="$N&BBOX=400000,6596000,600000,6796000&WIDTH=20&HEIGHT=20&I=10&J=9"
N="$N&LAYERS=$ALL&QUERY_LAYERS=$ALL&FEATURE_COUNT=2"
for form in application/json application/geo+json; do
	expect_json "$N&INFO_FORMAT=$(urlencode $form)" '
	    .type == "FeatureCollection" and
	    ([.features[].layer] | unique) == ["essai.lignes", "essai.points",
	    "essai.zones"] and ([.features[].id] | length == (unique | length))
	    and (.features | all(.type == "Feature" and (.id | type) ==
	    "string" and (.properties | type) == "object"))'
	expect_header Content-Type "^${form/+/\\+}\$"
	expect_header Access-Control-Allow-Origin '^\*$'
done
expect_json "$N&INFO_FORMAT=application/json" '.features[] |
    select(.layer == "essai.points") | .properties |
    (.entier | type) == "number" and (.details | type) == "object" and
    (.nom | type) == "string"'
expect_json "$N&INFO_FORMAT=application/json" '[.features[] |
    select(.layer == "essai.zones").geometry.coordinates[0][][0]] |
    all(. > -1 and . < 3)'	# degrees, longitude first
expect_json "${N//$ALL/essai}&INFO_FORMAT=$JSON" \
    '[.features[].layer] | unique | length == 3'

diag "text and HTML"
expect_status 200 "$(info essai.points 277 999 text/plain)"
expect_header Content-Type '^text/plain; charset=utf-8$'
like "$(cat "$BODY")" "Layer 'essai.points'" "text names the layer"
like "$(cat "$BODY")" 'entier = 5' "text has the values"
like "$(cat "$BODY")" '<script>alert' "text is not escaped"
expect_status 200 "$(info essai.points 277 999 text/html)"
expect_header Content-Type '^text/html; charset=utf-8$'
like "$(cat "$BODY")" '&lt;script&gt;alert\(&quot;é' "HTML is escaped"
nok "HTML has no script" grep -q '<script' "$BODY"
expect_status 200 "$(info essai.points 290 980 text/plain)"
like "$(cat "$BODY")" 'no results' "nothing there"
expect_status 200 "$W&LAYERS=essai.points&QUERY_LAYERS=essai.points&I=277&J=999"
expect_header Content-Type '^text/plain'

diag "faults"
fault() {	# DESCRIPTION URL CODE
	req "$2"
	like "$(cat "$BODY")" "ServiceException" "$1: an exception"
	[ -z "${3:-}" ] || like "$(cat "$BODY")" "code=\"$3\"" "$1: $3"
	like "$STATUS" '^4' "$1: $STATUS"
}
fault "format" "$(info essai.points 1 1 application/x-nothing)" InvalidFormat
fault "layer" "$(info essai.rien 1 1 $JSON)" LayerNotDefined
fault "restricted layer" "$(info prive.points 1 1 $JSON)" LayerNotDefined
fault "no geometry" "$(info essai.sans 1 1 $JSON)" LayerNotDefined
fault "pixel" "$(info essai.points 1000 1 $JSON)" InvalidPoint
fault "count" "$(info essai.points 1 1 $JSON '&FEATURE_COUNT=0')"
expect_json "$(info prive.points 0 0 $JSON)" '.features == []' \
    -H "X-Api-Key: $ADMIN_KEY"
done_testing
