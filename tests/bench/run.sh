#!/bin/bash
# SPDX-License-Identifier: MIT
# Figures beside those of a peer on this machine, one line each:
#
#	name: ours, peer, ratio
#
# and build/bench.json. A ratio above 1 is better than the peer.
#
#	getmap_N_layers	GetMap of one of N published layers, requests/s; peer:
#			mapserv with a mapfile of N layers, same text, as many
#			processes, connections kept (CLOSE_CONNECTION=DEFER)
#	tile_hit	a tile already drawn, requests/s; peer: the same file
#			by a bare nginx
#	mvt		vector tiles nobody asked for before, requests/s; peer:
#			their SQL alone in pgbench
#	memory		PSS of all workers after all this, MB; peer: 150
#
# Ours and peer take turns, and the median of the turns counts: the machine
# may be busy. BENCH_SECONDS (4) for each turn, BENCH_ONLY a list of names.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
export GEOSOCLE_BUILD=${GEOSOCLE_BUILD:-build} GEOSOCLE_TEST_PLAIN=yes
. "$HERE/../lib/stack.sh"
set -e
SECONDS_EACH=${BENCH_SECONDS:-4}
PROCESSES=4 CONNECTIONS=8
ONLY=" ${BENCH_ONLY:-getmap_1_layer getmap_1000_layers getmap_5000_layers tile_hit mvt memory} "
JSON=$BUILD/bench.json
PEER_PIDS=()

# mapserv takes SIGTERM as "after the next request".
mapserv_stop() {
	[ ${#PEER_PIDS[@]} -eq 0 ] || kill -KILL "${PEER_PIDS[@]}" || true
	PEER_PIDS=()
}
finish() {
	trap - EXIT
	mapserv_stop
	[ ! -s "$TMP/peer.pid" ] || kill "$(cat "$TMP/peer.pid")" || true
	stack_stop
	rm -rf "$TMP"
}
trap finish EXIT
die() { echo "bench: $*" >&2; exit 1; }

need() {
	command -v "$1" > /dev/null || die "$1 is missing (apt install $2)"
}
need wrk wrk
need spawn-fcgi spawn-fcgi
need pgbench postgresql-15
MAPSERV=/usr/lib/cgi-bin/mapserv
[ -x "$MAPSERV" ] || die "mapserv is missing (apt install cgi-mapserver)"

median() { sort -n | awk '{ v[NR] = $1 } END {
    print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# Requests a second, or death when one of them failed.
load() {	# wrk arguments
	local out
	out=$(wrk -t1 "-c${C:-$CONNECTIONS}" "-d${D:-$SECONDS_EACH}s" \
	    --timeout 60s "$@")
	awk '/^RATE/ { if ($4 > 0) exit 1; print $2; ok = 1 }
	    END { exit !ok }' <<< "$out" || die "requests failed: $out"
}
turns() {	# N OURS PEER: functions; sets RATE_OURS, RATE_PEER
	local i
	: > "$TMP/ours" > "$TMP/peer"
	for ((i = 0; i < $1; i++)); do
		"$2" >> "$TMP/ours"
		"$3" >> "$TMP/peer"
	done
	RATE_OURS=$(median < "$TMP/ours")
	RATE_PEER=$(median < "$TMP/peer")
}
RESULTS=()
result() {	# NAME OURS PEER UNIT [lower is better]
	local ratio
	ratio=$(awk -v a="$2" -v b="$3" -v low="${5:-}" \
	    'BEGIN { printf "%.2f", low ? b / a : a / b }')
	printf '%s: %s, %s, %s\n' "$1" "$2" "$3" "$ratio"
	RESULTS+=("$(printf '"%s": {"ours": %s, "peer": %s, "ratio": %s, "unit": "%s"}' \
	    "$1" "$2" "$3" "$ratio" "$4")")
}
wanted() { [[ $ONLY == *" $1 "* ]]; }

make -s -C "$TREE" "O=$BUILD" "$BUILD/bench-tool"
TOOL=$BUILD/bench-tool

# -- ours and the peer -------------------------------------------------------

stack_conf render processes $PROCESSES
stack_start
stack_port
PEER=http://127.0.0.1:$FREE_PORT
mkdir -p "$TMP/static"
sed -e "s,@TMP@,$TMP,g" -e "s,@PORT@,$FREE_PORT,g" "$HERE/peer.conf.in" \
    > "$TMP/peer.conf"
chown -R --reference="$VAR" "$TMP/static"
chmod 0777 "$TMP"
/usr/sbin/nginx -e "$TMP/peer-error.log" -c "$TMP/peer.conf"
CONNINFO="host=$VAR/run dbname=geosocle user=gs_render"

publish() {	# N layers in all
	stack_as_user psql -X -q -v n="$1" -h "$VAR/run" -U geosocle_owner \
	    -d geosocle < "$HERE/data.sql" > /dev/null
}
mapserv_start() {	# MAPFILE
	printf 'CONFIG\nENV\nMS_MAPFILE "%s"\nEND\nEND\n' "$1" > "$TMP/ms.conf"
	rm -f "$TMP/mapserv.sock"
	mapserv_stop
	MAPSERVER_CONFIG_FILE=$TMP/ms.conf stack_as_user spawn-fcgi \
	    -s "$TMP/mapserv.sock" -M 0777 -F "$PROCESSES" -P "$TMP/ms.pid" \
	    -- "$MAPSERV" > /dev/null
	mapfile -t PEER_PIDS < "$TMP/ms.pid"
}

# -- maps --------------------------------------------------------------------

N=1
getmap_ours() { load -s "$HERE/getmap.lua" "$URL" -- /wms 'bench-%d.l' "$N"; }
getmap_peer() { load -s "$HERE/getmap.lua" "$PEER" -- /mapserv 'l%d' "$N"; }

# Both draw, and as much: otherwise the figures mean nothing.
same_map() {
	local ours theirs q="SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&STYLES=&CRS=EPSG:4326&BBOX=45.2,0.2,45.25,0.25&WIDTH=256&HEIGHT=256&FORMAT=image/png&TRANSPARENT=TRUE"
	curl -sf -o "$TMP/a.png" "$URL/wms?$q&LAYERS=bench-1.l" ||
	    die "GetMap of ours failed"
	curl -sf -o "$TMP/b.png" "$PEER/mapserv?$q&LAYERS=l1" ||
	    die "GetMap of the peer failed: $(cat "$TMP/peer-error.log")"
	# MapServer's lie half a pixel further up and left: their pixels
	# are not the same, but as many.
	ours=$(python3 "$HERE/../lib/png.py" drawn "$TMP/a.png")
	theirs=$(python3 "$HERE/../lib/png.py" drawn "$TMP/b.png")
	[ "$ours" -gt 500 ] || die "our map is blank"
	[ $((ours * 100)) -gt $((theirs * 95)) ] &&
	    [ $((theirs * 100)) -gt $((ours * 95)) ] ||
	    die "the maps differ: $ours and $theirs pixels are drawn"
}
for N in 1 1000 5000; do
	name=getmap_${N}_layers
	[ "$N" != 1 ] || name=getmap_1_layer
	wanted "$name" || continue
	publish "$N"
	"$TOOL" mapfile "$CONNINFO" "$TREE/mapfiles" "$N" > "$TMP/bench.map"
	mapserv_start "$TMP/bench.map"
	same_map
	D=1 getmap_ours > /dev/null
	D=1 getmap_peer > /dev/null
	turns 3 getmap_ours getmap_peer
	result "$name" "$RATE_OURS" "$RATE_PEER" requests/s
done

# -- tiles -------------------------------------------------------------------

publish 1
hit_ours() { C=32 load -s "$HERE/path.lua" "$URL/tiles/bench-1.l/11/1026/730.png"; }
hit_peer() { C=32 load -s "$HERE/path.lua" "$PEER/tile.png"; }
if wanted tile_hit; then
	curl -sf -o "$TMP/static/tile.png" "$URL/tiles/bench-1.l/11/1026/730.png" ||
	    die "the tile is not drawn"
	# What the job runner does after a publication.
	stack_as_user mkdir -p "$VAR/public/tiles"
	stack_as_user ln -sfn ../../tiles/bench-1.l/v1 "$VAR/public/tiles/bench-1.l"
	turns 5 hit_ours hit_peer
	rm "$VAR/public/tiles/bench-1.l"
	result tile_hit "$RATE_OURS" "$RATE_PEER" requests/s
fi

# At zoom 12 the data is 11 x 16 tiles of about a hundred lines, and each of
# 200 layers has its own: a turn takes tiles that none has asked for.
Z=12 X0=2048 Y0=1456 COLS=11 ROWS=16 TURN=11000
mvt_ours() {
	load -H 'Accept-Encoding: gzip' -s "$HERE/tiles.lua" "$URL" -- \
	    $Z $X0 $Y0 $COLS $ROWS "$(cat "$TMP/at")"
	echo $(($(cat "$TMP/at") + TURN)) > "$TMP/at"
}
mvt_peer() {
	stack_as_user pgbench -n -M extended -c "$CONNECTIONS" -j 1 \
	    -T "$SECONDS_EACH" -h "$VAR/run" -U gs_render "${SCRIPTS[@]}" \
	    geosocle 2> /dev/null | awk '/^tps/ { printf "%.1f\n", $3 }'
}
if wanted mvt; then
	publish 200
	echo 0 > "$TMP/at"
	SCRIPTS=()
	for ((i = 0; i < COLS * ROWS; i += 2)); do
		"$TOOL" mvt $Z $((X0 + i % COLS)) $((Y0 + i / COLS)) \
		    > "$TMP/mvt$i.sql"
		SCRIPTS+=(-f "$TMP/mvt$i.sql")
	done
	turns 3 mvt_ours mvt_peer
	result mvt "$RATE_OURS" "$RATE_PEER" requests/s
fi

# -- memory ------------------------------------------------------------------

if wanted memory; then
	kb=0
	for w in auth catalogue upload render runner; do
		[ -s "$VAR/run/$w.pid" ] || continue
		master=$(pid_of "$w")
		for p in $master $(pgrep -P "$master" || true); do
			kb=$((kb + $(awk '/^Pss:/ { print $2 }' \
			    "/proc/$p/smaps_rollup")))
		done
	done
	result memory "$(awk -v k=$kb 'BEGIN { printf "%.1f", k / 1024 }')" \
	    150 MB lower
fi

{
	printf '{\n'
	printf '  %s' "${RESULTS[0]}"
	[ ${#RESULTS[@]} -lt 2 ] || printf ',\n  %s' "${RESULTS[@]:1}"
	printf '\n}\n'
} > "$JSON"
