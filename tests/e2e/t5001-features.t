#!/bin/bash
# SPDX-License-Identifier: MIT
# OGC API Features: documents, filters, reference systems, pages, errors.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/render.sh"
stack_start
render_data
P=$COLLECTIONS/essai.points
I=$P/items

diag "documents"
expect_json $FEATURES '[.links[].rel] | contains(["self", "alternate",
    "conformance", "data", "service-desc", "service-doc"])'
expect_json $FEATURES ".links | all(.href | startswith(\"$URL/\"))"
expect_json $FEATURES/conformance '.conformsTo | contains([
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"])'
expect_json $COLLECTIONS '[.collections[].id] == ["essai.zones",
    "essai.lignes", "essai.points", "essai.sans", "monde.pays"]'
expect_json "$COLLECTIONS?limit=2&offset=2" '[.collections[].id] ==
    ["essai.points", "essai.sans"] and .numberMatched == 5
    and ([.links[] | select(.rel == "next")] | length) == 1'
expect_json $P '.id == "essai.points" and .itemType == "feature"
    and .extent.spatial.bbox == [[0, 47, 2, 48.94444444444444]]
    and .storageCrs == "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    and (.storageCrs as $s | .crs | index($s) != null)'
expect_json $COLLECTIONS/essai.zones ".storageCrs == \"$EPSG/2154\"
    and (.crs | contains([\"$EPSG/2154\", \"$EPSG/3857\", \"$EPSG/4326\"]))"
expect_json $COLLECTIONS/monde.pays \
    ".crs | index(\"$EPSG/2154\") == null and index(\"$EPSG/3857\") != null"
expect_json $COLLECTIONS/essai.sans '.extent == null and .itemCount == 12'
expect_json $P/queryables '.properties | has("entier") and has("a\"b")
    and (has("details") or has("limit") | not)'
expect_json $P/schema '.properties | .entier.type == "integer"
    and .jour.format == "date" and .geometry.format == "geometry-point"'
while read -r href; do
	expect_status 200 "$href"
done < <(curl -s "$URL$FEATURES" "$URL$P" | jq -r '.links[].href' |
    grep -v '/dataset/' | sort -u)

diag "the definition"
expect_json $FEATURES/api '.openapi | startswith("3.0")'
expect_header Content-Type '^application/vnd.oai.openapi\+json;version=3.0'
ok "the definition is valid OpenAPI 3.0" \
    node "$TREE/tests/browser/openapi-check.mjs" "$BODY"
ok "limit is declared with its bounds" jq -e '.components.parameters.limit
    .schema | .minimum == 1 and .maximum == 10000 and .default == 100' "$BODY"
ok "properties are typed parameters" jq -e '
    .paths["/collections/essai.points/items"].get.parameters |
    any(.name == "entier" and .schema.type == "integer")' "$BODY"
ok "every path of the table is there" jq -e '.paths | has("/") and
    has("/collections/{collectionId}/items/{featureId}")' "$BODY"

diag "items"
expect_json "$I?limit=1" '.type == "FeatureCollection" and
    .numberMatched == 1329 and .numberReturned == 1 and
    (.timeStamp | test("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"))'
expect_header Content-Type '^application/geo\+json$'
expect_header Content-Crs '^<http://www.opengis.net/def/crs/OGC/1.3/CRS84>$'
expect_json "$I" '.numberReturned == 100'
expect_json "$I?limit=10000" '.numberReturned == 1329 and
    ([.links[] | select(.rel == "next")] == [])'
expect_json "$I?limit=1000000" '.numberReturned == 1329'
expect_json "$I/12" '.type == "Feature" and .id == 12 and .properties == {
    "nom": "Point 12", "a\"b": "ab2", "a'\''b": "a'\''b2", "é": "été 2",
    "c23456789012345678901234567890123456789012345678901234567890123":
    "long 12", "limit": "reserved", "fid": "own 12", "entier": 12,
    "nombre": 1.5, "ouvert": true, "jour": "2026-01-13",
    "instant": "2026-01-01T12:00:00Z",
    "details": {"i": 12, "texte": "<b>\"12\"</b>"}}'
expect_json "$I/12" '[.links[].rel] | contains(["self", "alternate",
    "collection"])'
expect_json "$I?limit=7" '.features | .[2].properties.nombre == null and
    .[3].properties.nombre == null and .[5].properties.nom == null and
    .[6].geometry == null'
expect_json "$I/5" '.properties.nom == "<script>alert(\"é & ü\")</script>"'
expect_json "$COLLECTIONS/essai.zones/items/1" '.geometry.coordinates[0] |
    [range(0; length - 1) as $i | (.[$i + 1][0] - .[$i][0])
    * (.[$i + 1][1] + .[$i][1])] | add < 0' # counterclockwise
expect_json "$COLLECTIONS/essai.sans/items?limit=1" \
    '.features[0] | .geometry == null and .properties.service == "S1"'

diag "filters"
matched() {	# N DESCRIPTION curl arguments (urlencoded)
	local n=$1 what=$2 args=()
	shift 2
	for a in "$@"; do args+=(--data-urlencode "$a"); done
	req "$I" -G "${args[@]}" -d limit=10000
	is "$(jq -c '[.numberMatched, .numberReturned,
	    ([.features[].id] | unique | length)]' "$BODY")" "[$n,$n,$n]" \
	    "$what: $*"
}
matched 133 "name with a double quote" 'a"b=ab3'
matched 133 "name with a quote" "a'b=a'b3"
matched 133 "name with an accent" 'é=été 3'
matched 1 "name of 63 bytes" \
    'c23456789012345678901234567890123456789012345678901234567890123=long 12'
matched 1 "integer" entier=12
matched 1 "number" nombre=1.5
matched 443 "boolean" ouvert=true
matched 14 "date" jour=2026-01-10
matched 1 "time" instant=2026-01-01T07:00:00+02:00
matched 1 "two filters" entier=12 'a"b=ab2'
matched 0 "two filters that exclude each other" entier=12 'a"b=ab3'
matched 0 "a value that looks like SQL" "nom=' OR 1=1 --"
matched 1 "a value with markup" 'nom=<script>alert("é & ü")</script>'
matched 42 "days" datetime=2026-01-10/2026-01-12
matched 41 "until a day" datetime=../2026-01-03
matched 14 "one day" datetime=2026-01-10
expect_json "$COLLECTIONS/monde.pays/items?datetime=2026-01-01/.." \
    '.numberMatched == 5'
matched 98 "box" bbox=0,47,0.5,47.5
matched 98 "box of six numbers" bbox=0,47,-10,0.5,47.5,10
matched 98 "box, latitude first" bbox=47,0,47.5,0.5 bbox-crs=$EPSG/4326
matched 1328 "the world; not what has no place" bbox=-180,-90,180,90
matched 1328 "the world in metres" bbox-crs=$EPSG/3857 \
    bbox=-20037508.34,-20037508.34,20037508.34,20037508.34
matched 1 "a point" bbox=0.05555555555555555,47,0.05555555555555555,47
matched 0 "elsewhere" bbox=10,10,11,11
expect_json "$COLLECTIONS/essai.zones/items?bbox=-180,-90,180,90" \
    '.numberMatched == 50'
expect_json "$COLLECTIONS/essai.zones/items?bbox=502500,6700500,506500,6701000&bbox-crs=$EPSG/2154" \
    '[.features[].id] == [1, 2, 3]'
expect_json "$COLLECTIONS/monde.pays/items?bbox=170,-30,-170,0" \
    '[.features[].id] == [2, 3]'
expect_json "$COLLECTIONS/monde.pays/items?bbox=600000,6600000,700000,6700000&bbox-crs=$EPSG/2154" \
    '[.features[].id] == [4]'
expect_json "$I?properties=nom,entier&limit=1" \
    '.features[0].properties == {"nom": "Point 1", "entier": 1}'

diag "reference systems"
expect_json "$I/12?crs=$EPSG/4326" '.geometry.coordinates == [47, 0.6666667]'
expect_header Content-Crs "^<$EPSG/4326>\$"
expect_json "$I/12" '.geometry.coordinates == [0.6666667, 47]'
expect_json "$I/12?crs=$EPSG/3857" '.geometry.coordinates |
    (.[0] - 74212.99 | fabs) < 0.01 and (.[1] - 5942074.072 | fabs) < 0.01'
expect_json "$I/12?crs=$EPSG/2154" '.geometry.coordinates as [$x, $y] |
    $x > 500000 and $x < 540000 and $y > 6600000 and $y < 6700000'
expect_json "$COLLECTIONS/essai.zones/items/1?crs=$EPSG/2154" \
    '.geometry.coordinates[0] | contains([[502000, 6700000]])'
expect_json "$COLLECTIONS/monde.pays/items?crs=$EPSG/3857" \
    '[.. | numbers | select(. < -1e8 or . > 1e8)] == [] and
    (.features | all(.geometry.type == "MultiPolygon"))'

diag "pages"
follow() {	# URL REL: ids of all pages, one per line
	local url=$1
	while [ -n "$url" ]; do
		req "$url"
		jq -r '.features[].id' "$BODY"
		url=$(jq -r --arg rel "$2" \
		    'first(.links[] | select(.rel == $rel).href) // ""' "$BODY")
	done
}
is "$(follow "$URL$I?limit=97" next)" "$(seq 1329)" "pages of 97: all, once"
is "$(follow "$URL$I?limit=7&a%22b=ab3" next | sort -un | wc -l)" 133 \
    "pages keep the filter"
is "$(follow "$URL$I?limit=100&before=3.1330" prev | sort -n)" \
    "$(seq 1329)" "pages going back: all, once"
expect_json "$I?limit=3&offset=10&crs=$EPSG/4326" '([.features[].id] ==
    [11, 12, 13]) and (.links | any(.rel == "next" and (.href |
    contains("crs=http%3A") and contains("after=3.13") and
    (contains("offset") | not)))) and any(.links[]; .rel == "prev" and
    (.href | contains("offset=7")))'
expect_json "$I?offset=1325" '.numberReturned == 4 and
    ([.links[].rel] | index("next") == null)'
expect_json "$I?offset=99999" '.numberReturned == 0 and .numberMatched == 1329'
expect_json "$I?after=2.98" '.numberMatched == 100 and
    ([.features[].id] == [99, 100])'

diag "pages while the data is replaced"
req "$I?limit=10"
next=$(jq -r '.links[] | select(.rel == "next").href' "$BODY")
sql geosocle_owner "UPDATE catalogue.dataset d SET current_version = v.id
    FROM catalogue.version v WHERE v.dataset_id = d.id AND v.number = 2
    AND d.slug = 'essai'"
expect_json "$next" '.numberMatched == 1329 and
    ([.features[].id] == [range(11; 21)])'
expect_json "$I?limit=1" '.numberMatched == 100'
sql geosocle_owner "UPDATE catalogue.version SET withdrawn = now()
    WHERE number = 3"
expect_status 410 "$next"
ok "it says what to do" jq -e '.detail | test("current")' "$BODY"
sql geosocle_owner "UPDATE catalogue.version SET withdrawn = NULL
    WHERE number = 3; UPDATE catalogue.dataset d SET current_version = v.id
    FROM catalogue.version v WHERE v.dataset_id = d.id AND v.number = 3
    AND d.slug = 'essai'"
expect_status 410 "$I?after=1.1"
expect_status 404 "$I?after=9.1"

diag "who may read"
expect_status 404 $COLLECTIONS/prive.points
expect_status 404 $COLLECTIONS/prive.points/items
expect_status 404 $COLLECTIONS/prive.points/items/1
expect_status 404 "$COLLECTIONS/prive.points/items?after=1.1"
expect_status 404 $COLLECTIONS/prive.points/schema
expect_status 404 /tiles/prive.points/tilejson.json
K=(-H "X-Api-Key: $ADMIN_KEY")
expect_json $COLLECTIONS '[.collections[].id] | contains(["prive.points"])' \
    "${K[@]}"
expect_json "$COLLECTIONS/prive.points/items" '.numberMatched == 5' "${K[@]}"
expect_header Cache-Control '^private'
expect_json "/k/$ADMIN_KEY$COLLECTIONS/prive.points/items?limit=2" \
    '.numberReturned == 2'
expect_json "$(jq -r '.links[] | select(.rel == "next").href' "$BODY")" \
    '[.features[].id] == [3, 4]'
expect_status 404 $COLLECTIONS/prive.points/items -H 'GS_USER: 1' \
    -H 'X-Gs-User: 1' -H 'sec-username: admin'
ok "nothing of it in the definition" sh -c \
    "! curl -s $URL$FEATURES/api | grep -q prive"
req "$I" -H 'Authorization: Bearer gs_nonsense'
is "$STATUS" 401 "an unknown key is told so"

diag "errors"
problem() {	# CODE PATH WORD
	expect_status "$1" "$2"
	expect_header Content-Type '^application/problem\+json'
	expect_header Access-Control-Allow-Origin '^\*$'
	ok "it names $3" jq -e --arg w "$3" --argjson c "$1" \
	    '.status == $c and (.detail | contains($w))' "$BODY"
}
problem 400 "$I?foo=1" "'foo'"
problem 400 "$I?limit=0" limit
problem 400 "$I?limit=x" limit
problem 400 "$I?limit=1&limit=2" limit
problem 400 "$I?offset=-1" offset
problem 400 "$I?bbox=1,2,3" bbox
problem 400 "$I?bbox=0,NaN,1,48" bbox
problem 400 "$I?bbox-crs=EPSG:1" bbox-crs
problem 400 "$I?crs=http://example.org/x" crs
problem 400 "$COLLECTIONS/monde.pays/items?crs=$EPSG/2154" crs
problem 400 "$I?datetime=2026-02-30" datetime
problem 400 "$I?after=12" after
problem 400 "$I?entier=1.5" entier
problem 400 "$I?details=1" details
problem 400 "$I?f=xml" f
problem 400 "$I/1?limit=1" limit
problem 400 "$COLLECTIONS?foo=1" foo
problem 404 "$COLLECTIONS/essai.rien/items" essai.rien
problem 404 "$COLLECTIONS/rien/items" rien
problem 404 "$I/0" essai.points
problem 404 "$I/abc" essai.points
problem 404 "$I/1330" 1330
problem 404 "$I/99999999999999999999" essai.points
problem 404 "$FEATURES/rien" address
req "$I?limit=%ff"
is "$STATUS" 400 "bytes that are no UTF-8"
req "$I" -H 'Accept: image/png'
is "$STATUS" 406 "a form that we do not have"
req "$I" -X POST
is "$STATUS" 405 "POST"
expect_header Allow 'GET'
req "$I" -X OPTIONS -H 'Origin: https://example.org'
is "$STATUS" 204 "preflight"
expect_header Access-Control-Allow-Headers 'Authorization'

diag "caches"
for path in $FEATURES $COLLECTIONS $P "$I?limit=5" "$I/5"; do
	req "$path"
	etag=$(header ETag)
	expect_status 304 "$path" -H "If-None-Match: $etag"
	is "$(wc -c < "$BODY")" 0 "no body"
done
req "$I?limit=6" -H "If-None-Match: $etag"
is "$STATUS" 200 "another query is another thing"
req "$I?limit=2" -I
is "$STATUS $(header Content-Type)" "200 application/geo+json" "HEAD"

diag "pages for people"
for path in $FEATURES $FEATURES/conformance $FEATURES/api $COLLECTIONS $P \
    "$I?limit=3&offset=3" $I/5 $COLLECTIONS/essai.sans/items; do
	req "$path" -H 'Accept: text/html'
	is "$STATUS $(header Content-Type)" "200 text/html; charset=utf-8" \
	    "$path as a page"
	nok "no markup of the data" grep -q '<script>alert' "$BODY"
done
req "$I?f=html&limit=3"
like "$(cat "$BODY")" 'rel="next"' "a page links to the next"
like "$(cat "$BODY")" 'items/2"' "and to each feature"
req "$I?foo=1&f=html"
is "$STATUS $(header Content-Type)" "400 text/html; charset=utf-8" \
    "an error as a page"
done_testing
