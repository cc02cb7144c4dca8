#!/bin/bash
# SPDX-License-Identifier: MIT
# WMS 1.1.1 and 1.3.0: capabilities, maps, faults in all their forms, and
# requests that have brought other servers down.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/render.sh"
stack_start
render_data render_draw.sql

PNG="python3 $TREE/tests/lib/png.py"
M13="/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&STYLES=&FORMAT=image/png"
M11="/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&STYLES=&FORMAT=image/png"
S="WIDTH=300&HEIGHT=300"
# The area of dataset bus.
DEG="&CRS=CRS:84&BBOX=0,45,1,46&$S"

map() {	# NAME URL: 200 and a PNG kept as $TMP/NAME.png
	req "$2"
	is "$STATUS $(header Content-Type)" "200 image/png" "$1 is drawn"
	cp "$BODY" "$TMP/$1.png"
}
xpath() { xmllint --xpath "string($1)" "$BODY" 2> /dev/null; }
# Names without their namespace, for both versions.
l() { printf '//*[local-name()="%s"]' "$1"; }

diag "capabilities"
for v in 1.3.0 1.1.1; do
	expect_status 200 "/wms?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=$v"
	ok "$v: well formed" xmllint --noout "$BODY"
	is "$(xpath '/*/@version')" $v "$v: says its version"
	is "$(xpath "count($(l Layer)[./*[local-name()='Name']='bus.routes'])")" \
	    1 "$v: a layer is listed"
	is "$(xpath "count($(l Layer)[./*[local-name()='Name']='prive.points'])")" \
	    0 "$v: a restricted one is not"
	is "$(xpath "count($(l Layer)[./*[local-name()='Name']='essai.sans'])")" \
	    0 "$v: one without geometry is not"
	like "$(xpath "$(l GetMap)//@*[local-name()='href']")" \
	    "^$URL/wms\?" "$v: links are public"
	like "$(xpath "$(l LegendURL)//@*[local-name()='href']")" \
	    "^$URL/wms\?.*GetLegendGraphic" "$v: legends are linked"
	expect_status 200 "$(xpath "$(l LegendURL)//@*[local-name()='href']" |
	    sed "s,^$URL,,")"
done
req "/wms?service=wms&request=GetCapabilities"
is "$(xpath '/*/@version')" 1.3.0 "without a version: the latest"
B="$(l Layer)[./*[local-name()='Name']='bus']/*[local-name()='BoundingBox']"
is "$(xpath "$B[@CRS='CRS:84']/@minx")" 0.1 "CRS:84 box: x is longitude"
is "$(xpath "$B[@CRS='EPSG:4326']/@minx")" 45 "EPSG:4326 box: x is latitude"
ETAG=$(header ETag)
expect_status 304 "/wms?service=wms&request=GetCapabilities" \
    -H "If-None-Match: $ETAG"
sql geosocle_owner "UPDATE catalogue.dataset SET title = 'Bus', modified = now()
    WHERE slug = 'bus'" > /dev/null
expect_status 200 "/wms?service=wms&request=GetCapabilities" \
    -H "If-None-Match: $ETAG"
is "$(xpath "$(l Layer)[./*[local-name()='Name']='bus']/*[local-name()='Title']")" \
    Bus "a new title is seen at once"
expect_status 200 "/wms?service=wms&request=GetCapabilities" \
    -H "X-Api-Key: $ADMIN_KEY"
is "$(xpath "count($(l Layer)[./*[local-name()='Name']='prive.points'])")" 1 \
    "who has the right sees the restricted layer"
expect_status 200 "/wms?service=wms&request=GetCapabilities"
is "$(xpath "count($(l Layer)[./*[local-name()='Name']='prive.points'])")" 0 \
    "and the next one does not"

diag "maps"
map bus "$M13&LAYERS=bus$DEG"
ok "it is not blank" test "$($PNG drawn "$TMP/bus.png")" -gt 1000
expect_header Access-Control-Allow-Origin '^\*$'
for c in E2001A 009EE0 7AB51D 0b5d5e; do
	ok "lines in colour #$c" test "$($PNG count "$TMP/bus.png" "#$c")" -gt 100
done
is "$($PNG size "$TMP/bus.png")" "300 300" "its size is the one asked for"
# The white one alone: its edge is all that is drawn.
map dark "$M13&LAYERS=bus.routes&CRS=CRS:84&BBOX=0.2,45.45,0.8,45.55&$S"
ok "a white line has a dark edge" test \
    "$($PNG drawn "$TMP/dark.png")" -gt 300
map names "$M13&LAYERS=bus.routes,bus.stops$DEG"
ok "a dataset's name is its layers in order" \
    $PNG same "$TMP/bus.png" "$TMP/names.png"
map routes "$M13&LAYERS=bus.stops,bus.routes$DEG"
nok "another order is another map" $PNG same "$TMP/bus.png" "$TMP/routes.png"
map clear "$M13&LAYERS=bus.routes$DEG&TRANSPARENT=TRUE"
is "$($PNG pixel "$TMP/clear.png" 5 5)" '#00000000' "transparent"
map grey "$M13&LAYERS=bus.routes$DEG&BGCOLOR=0x808081"
is "$($PNG pixel "$TMP/grey.png" 5 5)" '#808081ff' "background colour"
map mixed "$M13&LAYERS=mixte$DEG"
ok "a layer of mixed geometries is drawn" test \
    "$($PNG count "$TMP/mixed.png" '#e4efe9')" -gt 5000
ok "with its line" test "$($PNG count "$TMP/mixed.png" '#0b5d5e')" -gt 200
map empty "$M13&LAYERS=vide$DEG"
is "$($PNG drawn "$TMP/empty.png")" 0 "a layer without features is blank"
expect_status 200 "${M13/image\/png/image/png%3B%20mode=8bit}&LAYERS=bus.stops$DEG"
expect_header Content-Type '^image/png'
expect_status 200 "${M13/image\/png/image/jpeg}&LAYERS=bus$DEG&TRANSPARENT=TRUE"
is "$(head -c 3 "$BODY" | od -An -tx1)" " ff d8 ff" "JPEG"
for size in 'WIDTH=1&HEIGHT=1' 'WIDTH=1&HEIGHT=50' 'WIDTH=50&HEIGHT=1' \
    'WIDTH=4096&HEIGHT=2' 'WIDTH=200&HEIGHT=40'; do
	map size "$M13&LAYERS=bus&CRS=CRS:84&BBOX=0,45,1,46&$size"
	is "WIDTH=$($PNG size "$TMP/size.png" | sed 's/ /\&HEIGHT=/')" "$size" \
	    "$size"
done

diag "reference systems and the order of axes"
map d84 "$M13&LAYERS=bus&CRS=CRS:84&BBOX=0,45,1,46&$S"
map d13 "$M13&LAYERS=bus&CRS=EPSG:4326&BBOX=45,0,46,1&$S"
map d11 "$M11&LAYERS=bus&SRS=EPSG:4326&BBOX=0,45,1,46&$S"
ok "EPSG:4326 of 1.3.0 is latitude first" $PNG same "$TMP/d84.png" "$TMP/d13.png"
ok "EPSG:4326 of 1.1.1 is longitude first" $PNG same "$TMP/d84.png" "$TMP/d11.png"
map wrong "$M13&LAYERS=bus&CRS=EPSG:4326&BBOX=0,45,1,46&$S"
is "$($PNG drawn "$TMP/wrong.png")" 0 "the other order shows another place"
map mercator "$M13&LAYERS=bus&CRS=EPSG:3857&BBOX=0,5621521,111319,5780349&$S"
map lambert "$M13&LAYERS=bus&CRS=EPSG:2154&BBOX=463000,6434000,545000,6546000&$S"
for c in E2001A 009EE0 7AB51D; do
	for m in mercator lambert; do
		ok "$m: lines in colour #$c" test \
		    "$($PNG count "$TMP/$m.png" "#$c")" -gt 20
	done
done
# Data in EPSG:2154, asked for in its own system and in others.
map l93 "$M13&LAYERS=essai.zones&CRS=EPSG:2154&BBOX=500000,6690000,610000,6710000&$S"
map cc46 "$M13&LAYERS=essai.zones&CRS=EPSG:3946&BBOX=1500000,5300000,1700000,5400000&$S"
ok "data in EPSG:2154 is drawn" test "$($PNG drawn "$TMP/l93.png")" -gt 1000
# The transformations kept are those of the right system, each time.
map again "$M13&LAYERS=bus&CRS=CRS:84&BBOX=0,45,1,46&$S"
ok "after other systems the map is the same" $PNG same "$TMP/d84.png" "$TMP/again.png"
map world "$M13&LAYERS=monde&CRS=EPSG:3857&BBOX=-20037508,-20037508,20037508,20037508&$S"
ok "the whole world" test "$($PNG drawn "$TMP/world.png")" -gt 1000
map far "$M13&LAYERS=monde&CRS=EPSG:2154&BBOX=-1e9,-1e9,1e9,1e9&$S"

diag "faults"
fault() {	# STATUS CODE URL: as the version's document
	req "$3"
	is "$STATUS $(xpath "$(l ServiceException)/@code")" "$1 $2" "$2: ${3##*&}"
	like "$(xpath "$(l ServiceException)")" '.{10}' "  says why"
}
fault 400 MissingParameterValue "/wms?SERVICE=WMS"
expect_header Content-Type '^text/xml'
is "$(xpath '/*/@version')" 1.3.0 "in version 1.3.0"
fault 400 InvalidFormat "${M11/image\/png/image/gif}&LAYERS=bus&SRS=EPSG:4326&BBOX=0,0,1,1&$S"
fault 400 InvalidSRS "$M11&LAYERS=bus&SRS=EPSG:1&BBOX=0,0,1,1&$S"
expect_header Content-Type '^application/vnd.ogc.se_xml'
is "$(xpath '/*/@version')" 1.1.1 "in version 1.1.1"
fault 404 LayerNotDefined "$M13$DEG&LAYERS=bus.absent"
expect_header Access-Control-Allow-Origin '^\*$'
fault 404 LayerNotDefined "$M13$DEG&LAYERS=bus,absent"
fault 404 LayerNotDefined "$M13$DEG&LAYERS=prive"
fault 404 LayerNotDefined "$M13$DEG&LAYERS=prive.points"
fault 404 LayerNotDefined "$M13$DEG&LAYERS=essai.sans"
fault 400 StyleNotDefined "${M13/STYLES=/STYLES=red}$DEG&LAYERS=bus"
fault 400 InvalidCRS "$M13&BBOX=0,0,1,1&$S&LAYERS=bus&CRS=EPSG:27572"
fault 501 OperationNotSupported "/wms?SERVICE=WMS&REQUEST=DescribeLayer"
for size in 4097 8192 0 -1 2147483648 4294967296 1e3; do
	fault 400 InvalidParameterValue \
	    "$M13&LAYERS=bus&CRS=CRS:84&BBOX=0,0,1,1&HEIGHT=10&WIDTH=$size"
done
# As pictures.
map inimage "$M13$DEG&LAYERS=absent&EXCEPTIONS=INIMAGE"
ok "INIMAGE: the fault is written" test "$($PNG drawn "$TMP/inimage.png")" -gt 50
is "$($PNG size "$TMP/inimage.png")" "300 300" "INIMAGE: the size is right"
map blank "$M11&SRS=EPSG:4326&BBOX=0,0,1,1&$S&LAYERS=absent&EXCEPTIONS=application/vnd.ogc.se_blank"
is "$($PNG drawn "$TMP/blank.png")" 0 "BLANK: it is not"
expect_status 401 "$M13$DEG&LAYERS=bus" -H 'X-Api-Key: gs_wrong'
expect_status 405 "$M13$DEG&LAYERS=bus" -X DELETE
expect_header Allow GET

diag "who may see"
req "$M13&CRS=CRS:84&BBOX=0.9,47.9,1.1,48.1&$S&LAYERS=prive.points" \
    -H "X-Api-Key: $ADMIN_KEY"
is "$STATUS" 200 "a restricted layer is drawn for those who have the right"
expect_header Cache-Control private
cp "$BODY" "$TMP/secret.png"
ok "and shows something" test "$($PNG drawn "$TMP/secret.png")" -gt 5
ETAG=$(header ETag)
fault 404 LayerNotDefined \
    "$M13&CRS=CRS:84&BBOX=0.9,47.9,1.1,48.1&$S&LAYERS=prive.points"
req "$M13&CRS=CRS:84&BBOX=0.9,47.9,1.1,48.1&$S&LAYERS=prive.points" \
    -H "If-None-Match: $ETAG" -H 'X-Gs-User: 1' -H 'GS_USER: 1'
is "$STATUS" 404 "no header of a client gives it"

diag "what is known is not drawn again"
req "$M13$DEG&LAYERS=bus"
ETAG=$(header ETag)
expect_status 304 "$M13$DEG&LAYERS=bus" -H "If-None-Match: $ETAG"
expect_status 200 "$M13$DEG&LAYERS=bus&BGCOLOR=0x000000" \
    -H "If-None-Match: $ETAG"

diag "requests that brought other servers down"
restarts() {
	curl -s "$URL/metrics/render" | awk '/restarts/ && !/^#/ { print $2 }'
}
BEFORE=$(restarts)
SLD='%3CStyledLayerDescriptor%20version=%221.0.0%22%3E%3CNamedLayer%3E%3CName%3Ebus.routes%3C/Name%3E%3CUserStyle%3E%3CFeatureTypeStyle%3E%3CRule%3E%3CElseFilter/%3E%3C/Rule%3E%3C/FeatureTypeStyle%3E%3C/UserStyle%3E%3C/NamedLayer%3E%3C/StyledLayerDescriptor%3E'
fault 400 OptionNotSupported "$M13$DEG&LAYERS=bus&SLD_BODY=$SLD"
fault 400 OptionNotSupported "$M13$DEG&LAYERS=bus&sld=http://127.0.0.1/x"
fault 400 OptionNotSupported "$M13$DEG&LAYERS=bus&map=/etc/passwd"
fault 400 OptionNotSupported "$M13$DEG&LAYERS=bus&%4d%41%50=../../x"
MANY=$(printf 'bus.routes,%.0s' {1..90})
fault 400 InvalidParameterValue "/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetLegendGraphic&FORMAT=image/png&BBOX=0,45,1,46&LAYER=${MANY%,}"
expect_status 400 "/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetLegendGraphic&FORMAT=image/png&BBOX=0,45,1,46$(printf '&LAYER=bus.routes%.0s' {1..90})"
fault 400 InvalidFormat "${M13/image\/png/application/openlayers}$DEG&LAYERS=bus"
req "/wms?SERVICE=WMS&REQUEST=GetCapabilities" \
    -H 'X-Forwarded-Host: evil"><script>' -H 'Host: evil.test'
nok "no name of a client's in the capabilities" grep -q evil "$BODY"
for v in 'bus%0A' "bus'" 'bus%22%20END%20LAYER' 'bus%5Bx%5D' '%25var%25' \
    '..%2F..%2Fetc' 'bus%27%20OR%201=1--'; do
	fault 404 LayerNotDefined "$M13$DEG&LAYERS=$v"
done
for v in 'nan,0,1,1' '0,0,inf,1' '1e308,0,1.1e308,1' '0,0,0,0' '1,1,0,0' \
    '0,0,1e-300,1' "0,0,1,1);DROP"; do
	fault 400 InvalidParameterValue "$M13&CRS=CRS:84&$S&LAYERS=bus&BBOX=$v"
done
is "$(restarts)" "$BEFORE" "no process of render has died"

diag "clients"
ok "OWSLib reads both versions and gets the same map" /usr/bin/python3 - "$URL/wms" <<'PY'
import sys
try:
    from owslib.wms import WebMapService
except ImportError:
    sys.exit("python3-owslib is not installed")
maps = []
for version in ('1.1.1', '1.3.0'):
    w = WebMapService(sys.argv[1], version=version)
    layer = w['bus.routes']
    assert layer.queryable, version
    assert abs(layer.boundingBoxWGS84[0] - 0.1) < 1e-6, version
    assert 'EPSG:2154' in w['bus'].crsOptions, version
    assert layer.styles['default']['legend'].startswith(sys.argv[1])
    maps.append(w.getmap(layers=['bus'], srs='EPSG:4326',
        bbox=(0, 45, 1, 46), size=(200, 200), format='image/png').read())
assert maps[0] == maps[1], 'maps differ'
PY
ok "GDAL lists the layers" sh -c "gdalinfo 'WMS:$URL/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities' | grep -q 'LAYERS=bus.routes'"
gdal_translate -q -of PNG -outsize 200 200 -projwin 0 46 1 45 \
    "WMS:$URL/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=bus&CRS=CRS:84&BBOX=0,45,1,46&FORMAT=image/png" \
    "$TMP/gdal.png" > "$TMP/gdal.log" 2>&1 || diag "$(cat "$TMP/gdal.log")"
ok "GDAL draws one" test "$($PNG drawn "$TMP/gdal.png")" -gt 500

diag "the database goes away and comes back"
stack_as_user psql -q -X -h "$VAR/run" -U geosocle_owner -d geosocle -c \
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = 'gs_render'" > /dev/null
for i in 1 2 3 4 5 6; do
	req "$M13$DEG&LAYERS=bus&i=$i"
	[ "$STATUS" = 200 ] || break
done
is "$STATUS" 200 "connections that were cut are opened again unseen"
expect_log 'terminating connection|Error executing'

diag "a drawing that kills its process"
stack_restart GS_FAULT=draw.map:3
OK=0 OTHER=0
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	req "$M13$DEG&LAYERS=bus&i=$i"
	case $STATUS in
	200) OK=$((OK + 1)) ;;
	503) ;;
	*) OTHER=$((OTHER + 1)) ;;
	esac
done
ok "others are served ($OK of 12)" test "$OK" -ge 8
is "$OTHER" 0 "and nobody is given half a map"
expect_status 200 "/wms?SERVICE=WMS&REQUEST=GetCapabilities"
expect_log 'child [0-9]+ died|started again|upstream prematurely|signal 9'
done_testing
