#!/bin/bash
# SPDX-License-Identifier: MIT
# Image tiles: drawn once, served from disk, cut so that nothing shows where;
# addresses of versions; who may see; what is kept on disk.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/render.sh"
stack_start
render_data render_draw.sql

PNG="python3 $TREE/tests/lib/png.py"
TILES=$VAR/tiles
mkdir -p "$VAR/public/tiles" 2> /dev/null || true

# What the job runner does when a public layer's version becomes current.
publish_link() {	# LAYER VERSION
	stack_as_user ln -sfn "../../tiles/$1/v$2" "$VAR/public/tiles/$1"
	stack_as_user ln -sfn "../../tiles/$1/v$2" "$VAR/public/tiles/$1@$2"
}
tile() {	# NAME PATH [curl]: 200 and a PNG, kept
	local name=$1
	shift
	req "/tiles/$@"
	is "$STATUS $(header Content-Type)" "200 image/png" "$1"
	cp "$BODY" "$TMP/$name.png"
}
served() { curl -s "$URL/metrics/render" |
    awk '/requests/ && !/^#/ { n += $2 } END { print n + 0 }'; }

diag "a miss, then hits"
tile first bus.routes/8/128/91.png
is "$($PNG size "$TMP/first.png")" "256 256" "a tile is 256 x 256"
ok "it shows the lines" test "$($PNG count "$TMP/first.png" "#009EE0")" -gt 20
is "$($PNG pixel "$TMP/first.png" 0 0)" '#00000000' "the rest is transparent"
expect_header Access-Control-Allow-Origin '^\*$'
expect_header Cache-Control '^no-cache$'
ETAG=$(header ETag)
F=$TILES/bus.routes/v1/8/128/91.png
HELD=
ok "it is kept" cmp "$F" "$TMP/first.png"
is "$(find "$TILES/bus.routes/v1/8" -name '*.png' | wc -l)" 16 \
    "with the 15 tiles drawn together with it"
is "$(find "$TILES" -type f ! -name '*.png' | wc -l)" 0 \
    "and nothing half written"
ok "empty ones are one file" test "$(stat -c %h \
    "$TILES/bus.routes/v1/blank.png")" -gt 5
publish_link bus.routes 1
BEFORE=$(served)
for i in 1 2 3; do
	tile hit bus.routes/8/128/91.png
done
ok "hits are the same tile" cmp "$TMP/hit.png" "$TMP/first.png"
is "$(header ETag)" "$ETAG" "with the same ETag"
expect_header Access-Control-Allow-Origin '^\*$'
expect_header Cache-Control '^no-cache$'
is "$(($(served) - BEFORE))" 1 "and no worker is asked (but for this count)"
expect_status 304 /tiles/bus.routes/8/128/91.png -H "If-None-Match: $ETAG"
rm "$VAR/public/tiles/bus.routes"
expect_status 304 /tiles/bus.routes/8/128/91.png -H "If-None-Match: $ETAG"
expect_status 200 /tiles/bus.routes/8/128/91.png -H 'If-None-Match: "x"'
expect_status 200 /tiles/bus.routes/8/128/91.png -I
expect_header Content-Length '^[1-9]'

diag "addresses of versions"
tile versioned bus.routes@1/8/128/91.png
ok "the same tile" cmp "$TMP/versioned.png" "$TMP/first.png"
expect_header Cache-Control 'immutable'
rm "$VAR/public/tiles/bus.routes@1"
tile versioned bus.routes@1/8/128/91.png
expect_header Cache-Control 'public.*immutable'
tile old essai.points@2/7/64/44.png
tile new essai.points/7/64/44.png
nok "an older version shows what it had" $PNG same "$TMP/old.png" "$TMP/new.png"
expect_status 410 /tiles/essai.points@1/7/64/44.png
expect_status 404 /tiles/essai.points@9/7/64/44.png
is "$(stat -c %Y "$TILES/essai.points/v2/7/64/44.png" \
    "$TILES/essai.points/v3/7/64/44.png" | sort -u | wc -l)" 2 \
    "each version has its own second, hence its own ETags"

diag "addresses that are no tile"
for t in bus.routes/8/256/91.png bus.routes/8/128/-1.png \
    bus.routes/23/1/1.png bus.routes/8/128/91.gif bus.routes/8/0128/91.png \
    bus.routes/8/+128/91.png bus.routes/8/128/91.png.png \
    bus.routes/8/1e2/92.png bus.routes/99999999999/1/1.png \
    bus.absent/8/128/91.png essai.sans/8/128/91.png bus/8/128/91.png; do
	expect_status 404 "/tiles/$t"
	expect_header Content-Type '^application/problem\+json'
	expect_header Access-Control-Allow-Origin '^\*$'
done
expect_status 400 /tiles/..%2f..%2fetc/8/128/91.png
expect_status 204 /tiles/bus.routes/8/128/91.png -X OPTIONS \
    -H 'Origin: https://example.org' -H 'Access-Control-Request-Method: GET'
expect_status 405 /tiles/bus.routes/8/128/91.png -X PUT
tile deep bus.routes/22/2103149/1513100.png

diag "tiles without data fill no disk"
BEFORE=$(find "$TILES" -type f | wc -l)
for x in 0 100 200 255; do
	tile away bus.routes/8/$x/10.png
	is "$($PNG drawn "$TMP/away.png")" 0 "empty"
done
tile nothing vide.rien/3/4/2.png
is "$(find "$TILES" -type f | wc -l)" "$BEFORE" "none was kept"
tile zoom0 monde.pays/0/0/0.png
ok "zoom 0 is one tile of the whole world" test \
    "$($PNG drawn "$TMP/zoom0.png")" -gt 1000
tile zoom1 monde.pays/1/1/0.png

diag "cut so that nothing shows where"
# Four tiles around the corner of four drawings, beside one map of the same
# ground; a stop's name lies across the edge.
read -r X Y BOX <<< "$(python3 - <<'PY'
from math import asinh, pi, radians, tan
z = 11
n = 2 ** z
x = 1028
y = int((1 - asinh(tan(radians(45.5))) / pi) / 2 * n) // 4 * 4
half = 20037508.342789244
side = 2 * half / n
print(x, y, ','.join(repr(v) for v in (-half + (x - 2) * side,
    half - (y + 2) * side, -half + (x + 2) * side, half - (y - 2) * side)))
PY
)"
for dy in -1 0; do
	for dx in -1 0; do
		tile "c$dy$dx" "bus.stops/11/$((X + dx))/$((Y + dy)).png"
	done
done
$PNG join "$TMP"/c-1-1.png "$TMP"/c-10.png "$TMP"/c0-1.png "$TMP"/c00.png 2 \
    "$TMP/joined.png"
req "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=bus.stops&STYLES=&FORMAT=image/png&TRANSPARENT=TRUE&CRS=EPSG:3857&WIDTH=1024&HEIGHT=1024&BBOX=$BOX"
cp "$BODY" "$TMP/whole.png"
$PNG crop "$TMP/whole.png" 256 256 512 512 "$TMP/middle.png"
ok "there is something to cut" test "$($PNG drawn "$TMP/middle.png")" -gt 500
ok "the tiles join as one map" $PNG near "$TMP/joined.png" "$TMP/middle.png" 40

diag "who may see"
expect_status 404 /tiles/prive.points/8/128/88.png
tile mine prive.points/8/128/88.png -H "X-Api-Key: $ADMIN_KEY"
ok "drawn for those who have the right" test \
    "$($PNG drawn "$TMP/mine.png")" -gt 2
expect_header Cache-Control '^private, no-cache$'
ETAG=$(header ETag)
ok "and kept" test -s "$TILES/prive.points/v1/8/128/88.png"
expect_status 404 /tiles/prive.points/8/128/88.png
expect_status 404 /tiles/prive.points/8/128/88.png -H "If-None-Match: $ETAG"
expect_status 404 /tiles/prive.points@1/8/128/88.png
expect_status 404 /_tiles/prive.points/v1/8/128/88.png
expect_status 404 /tiles/../tiles/prive.points/8/128/88.png --path-as-is
expect_status 304 /tiles/prive.points/8/128/88.png -H "If-None-Match: $ETAG" \
    -H "X-Api-Key: $ADMIN_KEY"
tile key "prive.points@1/8/128/88.png" -H "X-Api-Key: $ADMIN_KEY"
expect_header Cache-Control '^private, no-cache$'
req /tiles/prive.points/8/128/88.mvt -H "X-Api-Key: $ADMIN_KEY"
head -c 20000000 /dev/urandom | gzip > "$TMP/large.gz"
LARGE=$TILES/prive.points/v1/8/128/88.mvt.gz
cat "$TMP/large.gz" > "$LARGE"
(for f in "$VAR"/run/tiles.*.lock; do
	exec {fd}< "$f"
	flock "$fd"
done; sleep 3) &
sleep 0.5
expect_status 200 /tiles/prive.points/8/128/88.mvt -H "X-Api-Key: $ADMIN_KEY" \
    -H "Accept-Encoding: gzip" --max-time 2
ok "what is kept is not drawn again, however large, nor waited for" \
    cmp "$BODY" "$TMP/large.gz"
wait $!
sql geosocle_owner "UPDATE catalogue.dataset SET access = 'organisation'
    WHERE slug = 'bus'" > /dev/null
expect_status 404 /tiles/bus.routes/8/128/91.png
sql geosocle_owner "UPDATE catalogue.dataset SET access = 'public'
    WHERE slug = 'bus'" > /dev/null
expect_status 200 /tiles/bus.routes/8/128/91.png

diag "a process waits for another's drawing, but not for ever"
for lock in "$VAR"/run/tiles.*.lock; do
	exec {fd}> "$lock"
	flock -n "$fd"
	HELD+=" $fd"
done
rm "$F"
SECONDS=0
expect_status 503 /tiles/bus.routes/8/128/91.png
expect_header Retry-After '^[0-9]+$'
ok "after a few seconds" test "$SECONDS" -lt 6
for fd in $HELD; do exec {fd}>&-; done
expect_status 200 /tiles/bus.routes/8/128/91.png

diag "concurrent misses of one drawing are drawn once"
stack_as_user psql -X -q -h "$VAR/run" -U geosocle_owner -d geosocle \
    > /dev/null <<'SQL' &
BEGIN;
LOCK TABLE data.d_routes IN ACCESS EXCLUSIVE MODE;
SELECT pg_sleep(1.5);
COMMIT;
SQL
HOLDER=$!
wait_until 5 sh -c "[ \"\$(setpriv --reuid $(stat -c %u "$VAR") --regid $(stat -c %g "$VAR") --clear-groups psql -X -q -A -t -h $VAR/run -U geosocle_owner -d geosocle -c \"SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'data.d_routes'::regclass AND granted\")\" = 1 ]"
PIDS=()
for i in 0 1 2 3; do
	curl -s -o /dev/null -w '%{http_code}\n' --max-time 20 \
	    "$URL/tiles/bus.routes/10/$((512 + i))/365.png" > "$TMP/code$i" &
	PIDS+=($!)
done
sleep 0.6
is "$(sql geosocle_owner "SELECT count(*) FROM pg_stat_activity
    WHERE usename = 'gs_render' AND wait_event_type = 'Lock'")" 1 \
    "four requests, one of them draws"
wait "$HOLDER" "${PIDS[@]}"
is "$(cat "$TMP"/code? | sort | uniq -c | tr -s ' ')" " 4 200" "all get theirs"

diag "a full disk"
D=$TILES/essai.lignes
stack_as_user mkdir -p "$D"
rm -rf "$D/v3"
: > "$D/v3"	# no folder can be made here
tile nodisk essai.lignes/8/128/88.png
expect_log 'tiles of essai.lignes'
done_testing
