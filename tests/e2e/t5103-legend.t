#!/bin/bash
# SPDX-License-Identifier: MIT
# GetLegendGraphic: a symbol, the colours of the data, a whole dataset.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/render.sh"
stack_start
render_data render_draw.sql

PNG="python3 $TREE/tests/lib/png.py"
L="/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&FORMAT=image/png"

legend() {	# NAME URL
	req "$2"
	is "$STATUS $(header Content-Type)" "200 image/png" "${2#"$L"}"
	cp "$BODY" "$TMP/$1.png"
}

legend point "$L&LAYER=bus.stops"
is "$($PNG size "$TMP/point.png")" "24 16" "one symbol"
ok "in the colour of the layer" test \
    "$($PNG count "$TMP/point.png" '#0b5d5e')" -gt 5
legend big "$L&LAYER=essai.zones&WIDTH=60&HEIGHT=40"
is "$($PNG size "$TMP/big.png")" "60 40" "of the size asked for"
ok "a polygon is filled" test "$($PNG count "$TMP/big.png" '#e4efe9')" -gt 1000

legend lines "$L&LAYER=bus.routes"
read -r W H <<< "$($PNG size "$TMP/lines.png")"
ok "the lines of a network are listed, six of them" test "$H" -ge 100 -a \
    "$W" -gt 30
for c in E2001A 009EE0 7AB51D 0b5d5e; do
	ok "colour #$c" test "$($PNG count "$TMP/lines.png" "#$c")" -gt 10
done
legend dataset "$L&LAYER=bus"
read -r W H <<< "$($PNG size "$TMP/dataset.png")"
ok "a dataset: its layers with their titles" test "$W" -gt 60 -a "$H" -gt 30
legend english "$L&LAYER=bus"
legend english "/en$L&LAYER=bus"
nok "in the reader's language" $PNG same "$TMP/dataset.png" "$TMP/english.png"
legend mixed "$L&LAYER=mixte.tout"
ok "a mixed layer: all its symbols" test "$($PNG drawn "$TMP/mixed.png")" -gt 100
legend empty "$L&LAYER=vide.rien"
ok "a layer without features has a symbol" test \
    "$($PNG drawn "$TMP/empty.png")" -gt 5
legend v11 "${L/1.3.0/1.1.1}&LAYER=bus.stops"
ok "version 1.1.1 gives the same" $PNG same "$TMP/v11.png" "$TMP/point.png"
req "${L/image\/png/image/jpeg}&LAYER=bus.stops"
is "$STATUS $(head -c 2 "$BODY" | od -An -tx1)" "200  ff d8" "JPEG"

req "$L&LAYER=bus.routes"
expect_status 304 "$L&LAYER=bus.routes" -H "If-None-Match: $(header ETag)"
expect_header Vary Accept-Language

expect_status 404 "$L&LAYER=bus.absent"
expect_status 404 "$L&LAYER=prive.points"
expect_status 200 "$L&LAYER=prive.points" -H "X-Api-Key: $ADMIN_KEY"
expect_status 400 "$L&LAYER=bus.routes,bus.stops"
expect_status 400 "$L&LAYER=bus.routes&STYLE=blue"
expect_status 400 "$L&LAYER=bus.routes&WIDTH=5000"
expect_status 400 "$L&LAYER=bus.routes&SLD=http://127.0.0.1/"
expect_status 400 "$L"

# A long list ends, and says so.
sql geosocle_owner "INSERT INTO data.d_routes SELECT i, NULL, 'M' || i,
    '#' || lpad(to_hex(i * 4111), 6, '0') FROM generate_series(10, 500) i" \
    > /dev/null
sql geosocle_owner "UPDATE catalogue.layer SET id = DEFAULT
    WHERE table_name = 'd_routes'" > /dev/null
legend long "$L&LAYER=bus.routes"
read -r W H <<< "$($PNG size "$TMP/long.png")"
ok "forty colours at most" test "$H" -lt 1000 -a "$H" -gt 500
done_testing
