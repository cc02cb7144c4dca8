#!/bin/bash
# SPDX-License-Identifier: MIT
# What clients make of it: GDAL reads OGC API Features and vector tiles.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/render.sh"
stack_start
render_data
OAPIF="OAPIF:$URL$FEATURES"
export GDAL_HTTP_TIMEOUT=30

diag "GDAL's OAPIF driver"
is "$(ogrinfo -ro -q "$OAPIF" 2> "$TMP/gdal" |
    sed -n 's/^[0-9]*: \([^ ]*\).*/\1/p' | sort | tr '\n' ' ')" \
    "essai.lignes essai.points essai.sans essai.zones monde.pays " \
    "it lists the layers"
for size in 7 1000; do
	rm -f "$TMP/out.gpkg"
	ogr2ogr -f GPKG "$TMP/out.gpkg" "$OAPIF" essai.points \
	    -oo PAGE_SIZE=$size -nln points -lco FID=key 2> "$TMP/gdal"
	is "$(ogrinfo -q "$TMP/out.gpkg" -sql \
	    'SELECT count(*) AS n, count(DISTINCT entier) AS d FROM points' |
	    grep -o '= [0-9]*' | tr -d '= \n')" 13291329 \
	    "pages of $size: 1329 features, distinct"
	is "$(cat "$TMP/gdal")" "" "without a warning"
done
is "$(ogrinfo -ro -q "$OAPIF" essai.points -where 'entier = 12' |
    grep -c '^OGRFeature')" 1 "an attribute filter"
is "$(ogrinfo -ro -q "$OAPIF" essai.points -oo PAGE_SIZE=50 \
    -spat 0 47 0.5 47.5 | grep -c '^OGRFeature')" 98 "a spatial filter"
is "$(ogrinfo -ro -q "$OAPIF" essai.sans | grep -c '^OGRFeature')" 12 \
    "a layer without geometry"
ogrinfo -ro -so "$OAPIF" essai.points > "$TMP/so" 2>&1
for type in 'entier: Integer' 'nombre: Real' 'ouvert: Integer(Boolean)' \
    'jour: Date' 'instant: DateTime' 'details: String(JSON)'; do
	ok "type of $type" grep -qF "$type" "$TMP/so"
done
ok "the single collection as a source" sh -c "ogrinfo -ro -so -q \
    'OAPIF:$URL$COLLECTIONS/essai.zones' | grep -q essai.zones"
rm -f "$TMP/z.json"
ogr2ogr -f GeoJSON "$TMP/z.json" "$OAPIF" monde.pays
is "$(jq '.features | length' "$TMP/z.json")" 5 "a world"

diag "restricted data: each way to give a key, second page included"
count() { ogrinfo -ro -q "$@" prive.points -oo PAGE_SIZE=2 2>&1 |
    grep -c '^OGRFeature'; }
is "$(GDAL_HTTP_HEADERS="X-Api-Key: $ADMIN_KEY" count "$OAPIF")" 5 "a header"
is "$(GDAL_HTTP_HEADERS="Authorization: Bearer $ADMIN_KEY" count "$OAPIF")" 5 \
    "Bearer"
is "$(GDAL_HTTP_USERPWD="admin:$ADMIN_KEY" count "$OAPIF")" 5 "Basic"
is "$(count "OAPIF:$URL/k/$ADMIN_KEY$FEATURES")" 5 "in the path"
is "$(count "$OAPIF")" 0 "none"

diag "axis order, seen by PROJ"
xy() { jq -r '.geometry.coordinates | "\(.[0]) \(.[1])"' "$BODY"; }
req "$COLLECTIONS/essai.points/items/12"
lonlat=$(xy)
for srid in 2154 3857; do
	req "$COLLECTIONS/essai.points/items/12?crs=$EPSG/$srid"
	back=$(xy | gdaltransform -s_srs EPSG:$srid -t_srs OGC:CRS84 -output_xy)
	ok "EPSG:$srid is east, north" awk -v a="$lonlat" -v b="$back" 'BEGIN {
	    split(a, p, " "); split(b, q, " ")
	    exit !((p[1] - q[1]) ^ 2 < 1e-12 && (p[2] - q[2]) ^ 2 < 1e-12) }'
done
req "$COLLECTIONS/essai.points/items/12?crs=$EPSG/4326"
is "$(xy)" "$(awk '{ print $2, $1 }' <<< "$lonlat")" \
    "EPSG:4326 is latitude, longitude"

diag "GDAL's MVT driver, by TileJSON's own addresses"
req /tiles/essai.points/tilejson.json
tile=$(jq -r '.tiles[0]' "$BODY" |
    sed 's/{z}/7/; s/{x}/64/; s/{y}/44/')
ogr2ogr -f GeoJSON "$TMP/mvt.json" "MVT:$tile" -oo X=64 -oo Y=44 -oo Z=7 \
    -oo METADATA_FILE= 2> "$TMP/gdal" ||
    { curl -s "$tile" -o "$TMP/t.mvt"
    ogr2ogr -f GeoJSON "$TMP/mvt.json" "$TMP/t.mvt"; }
ok "it reads a tile" jq -e '.features | length > 1000' "$TMP/mvt.json"
done_testing
