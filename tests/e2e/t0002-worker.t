# SPDX-License-Identifier: MIT
# The life of a worker: signals, deaths, the database gone, probes, figures.
# render is the one looked at; all share the loop.
. "$(dirname "$0")/../lib/stack.sh"
. "$TREE/tests/lib/render.sh"
stack_start
render_data
sql geosocle_owner "ALTER ROLE gs_render SET lock_timeout = '60s'"
kill -HUP "$(pid_of render)"	# new connections
sleep 0.3

ITEM=$COLLECTIONS/essai.points/items/1
now_ms() { echo $(( ${EPOCHREALTIME/[.,]/} / 1000 )); }
children() { pgrep -P "$(pid_of "${1:-render}")"; }
has_children() { [ "$(children "$2" | wc -l)" -eq "$1" ]; }
metric() {	# worker, name and labels
	curl -s "$URL/metrics/$1" | awk -v n="$2" 'index($0, n " ") == 1 {
	    print $2 }'
}
# Every request for a layer waits as long as this lock lasts.
lock() {	# seconds
	sql geosocle_owner "BEGIN; LOCK TABLE catalogue.dataset IN ACCESS
	    EXCLUSIVE MODE; SELECT pg_sleep($1); COMMIT" > /dev/null 2>&1 &
	LOCK=$!
	wait_until 2 lock_held
}
lock_held() {
	[ "$(sql geosocle_owner "SELECT count(*) FROM pg_locks WHERE
	    mode = 'AccessExclusiveLock' AND granted AND relation =
	    'catalogue.dataset'::regclass")" = 1 ]
}
slow() {	# a request in the background; its status in TMP/slow
	rm -f "$TMP/slow"
	curl -s -o "$TMP/slow.body" -w '%{http_code} %{exitcode}' --max-time 30 \
	    "$URL$ITEM" > "$TMP/slow" &
	SLOW=$!
	sleep 0.3
}
supervised() { kill -"$1" "$(cut -d' ' -f1 "$VAR/run/supervisor.pid")"; }

expect_status 200 "$ITEM"

# -- what a program says of itself --------------------------------------------
for worker in auth catalogue upload render; do
	ok "$worker --help" "$BUILD/$worker" --help
	ok "$worker --version" "$BUILD/$worker" --version
	like "$("$BUILD/$worker" --routes)" $'\tt[0-9]{4}-' "$worker --routes"
	"$BUILD/$worker" --nonsense > /dev/null 2>&1
	is $? 64 "$worker: an unknown option is a usage error"
done
is "$(stat -c %a "$VAR/run/render.sock")" 660 "the socket is for nginx alone"

# -- a child that dies --------------------------------------------------------
n=$(children | wc -l)
expect_log 'child [0-9]+ died: signal 9'
restarts=$(metric render 'geosocle_restarts_total{worker="render"}')
victim=$(children | head -n 1)
begin=$(now_ms)
kill -KILL "$victim"
while [ -e "/proc/$victim" ] || ! has_children "$n" render; do
	[ $(($(now_ms) - begin)) -lt 5000 ] || break
done
took=$(($(now_ms) - begin))
ok "a dead child is replaced in less than 200 ms ($took ms)" \
    test "$took" -lt 200
is "$(metric render 'geosocle_restarts_total{worker="render"}')" \
    $((restarts + 1)) "the restart is counted"
lock 1
slow
children | xargs kill -KILL
wait "$SLOW" "$LOCK"
is "$(cat "$TMP/slow")" "200 0" "a GET survives the death of its child"
ok "its answer is whole" jq -e '.id' "$TMP/slow.body"

# -- an answer that fails in the middle ---------------------------------------
# Row 1,200 of 1,329 divides by nought: the status has left long before.
sql geosocle_owner "CREATE VIEW data.t_bad AS SELECT id, geom,
    (1 / (1200 - id)) || repeat(' ', 500) AS nom FROM data.t_points;
    GRANT SELECT ON data.t_bad TO gs_render;
    UPDATE catalogue.layer l SET table_name = 't_bad', columns =
    '[{\"name\":\"nom\",\"type\":\"text\",\"title_fr\":\"\",\"title_en\":\"\"}]'
    FROM catalogue.dataset d WHERE d.current_version = l.version_id
    AND d.slug = 'essai' AND l.name = 'points'" > /dev/null
# A version's layers never change, so children remember them.
before=$(children | sort | tr '\n' ' ')
kill -HUP "$(pid_of render)"
renewed() {
	[ -z "$(comm -12 <(tr ' ' '\n' <<< "$before" | sort) \
	    <(children | sort) | grep .)" ] && has_children 4 render
}
ok "children are renewed" wait_until 5 renewed
expect_log 'division by zero|answer cut|stream: database error'
for coding in identity gzip; do
	got=$(curl -s -o "$TMP/cut" -w '%{http_code} %{exitcode}' \
	    -H "Accept-Encoding: $coding" \
	    "$URL$COLLECTIONS/essai.points/items?limit=1329&f=json")
	like "$got" '^[0-9]{3} [1-9]' "an answer cut in the middle is seen ($coding)"
	[ "$coding" = gzip ] ||
		ok "after many bytes" test "$(wc -c < "$TMP/cut")" -gt 100000
done
expect_status 200 "$ITEM"

# -- SIGTERM ------------------------------------------------------------------
# The supervisor would start another: it holds still meanwhile.
supervised STOP
lock 2
slow
kill -TERM "$(pid_of render)"
sleep 0.3
curl -s -o /dev/null --max-time 5 -w '%{http_code}' "$URL$ITEM" > "$TMP/code"
is "$(cat "$TMP/code")" 503 "a stopping worker takes no new request"
wait "$SLOW" "$LOCK"
is "$(cat "$TMP/slow")" "200 0" "SIGTERM: the running request is finished"
expect_log 'render ended with status 0: started again'
supervised CONT
ok "render is back" wait_until 5 curl -sf "$URL/readyz/render"

supervised STOP
lock 9
slow
begin=$(now_ms)
kill -TERM "$(pid_of render)"
wait "$SLOW"
took=$(($(now_ms) - begin))
like "$(cat "$TMP/slow")" '^(503 0|[0-9]+ [1-9])' \
    "a request that runs longer than 5 s is cut, and that is seen"
ok "after 5 s ($took ms)" test "$took" -ge 4500 -a "$took" -lt 7500
kill "$LOCK" 2> /dev/null
sql geosocle_owner "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE
    mode = 'AccessExclusiveLock' AND relation = 'catalogue.dataset'::regclass" \
    > /dev/null
wait "$LOCK" 2> /dev/null
expect_log 'ran longer than 5 s: cut|child [0-9]+ died: exit 75'
supervised CONT
ok "render is back again" wait_until 5 curl -sf "$URL/readyz/render"
expect_status 200 "$ITEM"

# -- SIGHUP -------------------------------------------------------------------
printf '[render]\nprocesses = 2\n' >> "$VAR/etc/geosocle.conf"
(while [ ! -e "$TMP/enough" ]; do
	curl -sf -o /dev/null "$URL$ITEM" || echo failed
done) > "$TMP/loop" &
kill -HUP "$(pid_of render)"
ok "SIGHUP: the new number of processes" wait_until 5 has_children 2 render
printf '[render]\nprocesses = many\n' >> "$VAR/etc/geosocle.conf"
expect_log 'reload: .*geosocle.conf.*old configuration stays'
kill -HUP "$(pid_of render)"
sleep 0.5
ok "a wrong configuration changes nothing" has_children 2 render
touch "$TMP/enough"
wait
is "$(sort "$TMP/loop" | uniq -c)" "" "no request failed meanwhile"
sed -i '/^processes = many/d' "$VAR/etc/geosocle.conf"

# -- figures ------------------------------------------------------------------
ok=$(metric render 'geosocle_requests_total{worker="render",status="2xx"}')
for i in 1 2 3 4 5; do
	req "$ITEM"
done
bad=$(metric render 'geosocle_requests_total{worker="render",status="4xx"}')
req "$COLLECTIONS/none"
is "$(metric render 'geosocle_requests_total{worker="render",status="4xx"}')" \
    $((bad + 1)) "a 404 is counted"
# Asking for the figures is a request too.
after=$(metric render 'geosocle_requests_total{worker="render",status="2xx"}')
ok "five requests are counted ($ok, $after)" test $((after - ok)) -ge 5 \
    -a $((after - ok)) -le 8

# -- without its database -----------------------------------------------------
workers=$(for w in auth catalogue upload render; do children $w; done | sort)
supervised STOP
expect_log 'postgres ended with status'
expect_log 'level=error .*worker=(runner|upload) '
kill -INT "$(pid_of postgres)"
database_gone() { ! sql geosocle_owner "SELECT 1"; }
ok "the database stops" wait_until 5 database_gone
for worker in auth catalogue upload render; do
	expect_status 200 "/healthz/$worker"
	expect_status 503 "/readyz/$worker"
done
expect_status 503 /readyz
ok "status says that it is down" test "$(ctl status --json |
    jq -r '.database.state')" = down
for path in "$ITEM" / "/wms?SERVICE=WMS&REQUEST=GetCapabilities" \
    /api/v1/datasets; do
	begin=$(now_ms)
	expect_status 503 "$path"
	expect_header retry-after '^[0-9]+$' "Retry-After: $path"
	ok "in less than a second" test $(($(now_ms) - begin)) -lt 1000
done
supervised CONT
ok "ready again" wait_until 5 curl -sf "$URL/readyz"
expect_status 200 "$ITEM"
is "$(for w in auth catalogue upload render; do children $w; done | sort)" \
    "$workers" "no worker was started again for that"
kill -INT "$(pid_of postgres)"		# at once this time
sleep 0.1
ok "and by itself" wait_until 5 curl -sf "$URL/readyz"
# One of its processes killed, it drops all connections: none is used again.
asked() {
	seq 24 | xargs -P 8 -I{} curl -s -o /dev/null -w '%{http_code}\n' \
	    -H "X-Api-Key: $ADMIN_KEY" "$URL/api/v1/keys?{}" | sort | uniq -c
}
asked > /dev/null
kill -KILL "$(sql geosocle_owner "SELECT pid FROM pg_stat_activity
    WHERE usename = 'gs_auth' LIMIT 1")"
sleep 0.3
ok "it recovers" wait_until 5 sql geosocle_owner "SELECT 1"
is "$(asked | tr -s ' ')" " 24 200" "no request is lost afterwards"

# -- a master that dies -------------------------------------------------------
expect_log 'render ended with status 137: started again'
DEAD=$(pid_of render)
kill -KILL "$DEAD"
another() { [ "$(pid_of render)" != "$DEAD" ]; }
ok "its supervisor starts another" wait_until 5 another
ok "which is soon ready" wait_until 5 curl -sf "$URL/readyz/render"
expect_status 200 "$ITEM"
done_testing
