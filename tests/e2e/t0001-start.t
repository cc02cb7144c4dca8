# SPDX-License-Identifier: MIT
# Starting, stopping, starting again; two instances; what a crash leaves.
. "$(dirname "$0")/../lib/stack.sh"
stack_sanitized
stack_ports

now_ms() { echo $(( ${EPOCHREALTIME/[.,]/} / 1000 )); }
running() {	# processes whose environment names this state folder
	local p
	for p in /proc/[0-9]*; do
		grep -qsz "^GEOSOCLE_VAR=$VAR\$" "$p/environ" &&
		    [ "${p#/proc/}" != $$ ] && echo "${p#/proc/}"
	done
}
nothing_runs() { [ -z "$(running)" ]; }
as_root() {	# masters and children of the platform that are root's
	local p
	for p in $(running); do
		[ "$(stat -c %u "/proc/$p" 2> /dev/null)" != 0 ] || echo "$p"
	done
}

# -- the first start of all ---------------------------------------------------
STACK_STARTED=yes
stack_platform start > "$TMP/out" 2>&1
is $? 0 "first start"
like "$(cat "$TMP/out")" "ready at $URL" "it prints its address"
ok "geosocle.conf is written" test -s "$VAR/etc/geosocle.conf"
is "$(stat -c %a "$VAR/admin-password")" 600 "the password is its owner's alone"
password=$(cat "$VAR/admin-password")
like "$(cat "$TMP/out")" "$password" "the password is shown"
nok "the password is in no log" grep -rqF -- "$password" "$VAR/log"
is "$(ctl user list --json | jq -c '[.users[] | select(.admin) | .login]')" \
    '["admin"]' "admin is the administrator"
is "$(as_root)" "" "nothing runs as root"
expect_status 200 /healthz
is "$(cat "$BODY")" ok "nginx answers"
expect_status 200 "$HTTPS_URL/healthz" --cacert "$VAR/etc/tls/certificate.pem"
ok "status is good" ctl status
is "$(ctl status --json | jq -r '.ready')" true "status --json: ready"
is "$(sql geosocle_owner "show fsync")" off "tests alone run without fsync"
is "$(sql geosocle_owner "show listen_addresses")" "" "no TCP to PostgreSQL"
stack_platform start > "$TMP/out" 2>&1
is $? 0 "start when started is no error"
like "$(cat "$TMP/out")" "already running" "and says so"

# -- stop, second start -------------------------------------------------------
stack_platform stop > "$TMP/out" 2>&1
is $? 0 "stop"
ok "stop leaves no process" wait_until 2 nothing_runs
diag "$(running | xargs -r ps -o pid,args -p)"
printf '; my own line\n' >> "$VAR/etc/geosocle.conf"
begin=$(now_ms)
stack_platform start > "$TMP/out" 2>&1
is $? 0 "second start"
took=$(($(now_ms) - begin))
ok "second start in less than 3 s ($took ms)" test "$took" -lt 3000
nok "the password is shown once" grep -q password "$TMP/out"
ok "a site's edit of geosocle.conf stays" grep -q 'my own line' \
    "$VAR/etc/geosocle.conf"

# Ports that came by the environment are found by GEOSOCLE_VAR alone.
is "$(env GEOSOCLE_VAR="$VAR" "$BUILD/geosoclectl" config get http_port)" \
    "$PORT" "geosoclectl finds the port"
# A start that was cut short between making the account and noting it.
stack_platform stop > "$TMP/out" 2>&1
rm "$VAR/etc/.admin" "$VAR/admin-password"
stack_platform start > "$TMP/out" 2>&1
is $? 0 "a start after one that was cut short"
like "$(cat "$TMP/out")" "$(cat "$VAR/admin-password")" "shows a password"
req /login -H "Origin: $URL" -H "Sec-Fetch-Site: same-origin" \
    --data-urlencode login=admin \
    --data-urlencode "password=$(cat "$VAR/admin-password")"
is "$STATUS" 303 "that opens a session"

# -- two instances ------------------------------------------------------------
one=$VAR url=$URL
VAR=$TMP/two PORT2=$PORT
stack_ports
stack_platform start > "$TMP/out" 2>&1
is $? 0 "a second instance beside the first"
expect_status 200 "$URL/healthz"
expect_status 200 "$url/healthz"
stack_platform stop > "$TMP/out" 2>&1
expect_status 200 "$url/healthz"
# Its ports taken, it says which.
PORT=$PORT2
stack_platform start > "$TMP/out" 2>&1
is $? 1 "a port that is taken is an error"
like "$(cat "$TMP/out")" "port $PORT2 is taken" "and is named"
VAR=$one URL=$url PORT=$PORT2

# -- after a crash ------------------------------------------------------------
kill -KILL "$(pid_of supervisor)"
stack_platform stop > "$TMP/out" 2>&1
is $? 0 "stop after the supervisor was killed"
ok "nothing is left" wait_until 2 nothing_runs
stack_platform start > "$TMP/out" 2>&1
kill -KILL "$(pid_of supervisor)"
stack_platform start > "$TMP/out" 2>&1
is $? 0 "start after the supervisor was killed"
expect_status 200 /healthz
stack_platform stop > "$TMP/out" 2>&1
# A pid file that names somebody else's process stops nobody.
sleep 60 & other=$!
echo "$other 1" > "$VAR/run/nginx.pid"
stack_platform stop > "$TMP/out" 2>&1
ok "a stale pid file kills no other process" kill -0 "$other"
kill "$other"
wait "$other" 2> /dev/null

# -- in the foreground --------------------------------------------------------
stack_variables
env --default-signal=INT "${VARIABLES[@]}" "$TREE/tools/platform.sh" run \
    > "$TMP/out" 2>&1 &
run=$!
ok "run: ready" wait_until 30 grep -q 'Ctrl-C stops' "$TMP/out"
expect_status 200 /healthz
kill -INT "$run"
wait "$run"
is $? 130 "run ends on Ctrl-C"
ok "and nothing is left" wait_until 2 nothing_runs
"$TREE/tools/platform.sh" --help > "$TMP/out"
like "$(cat "$TMP/out")" "platform.sh run" "--help"
env "${VARIABLES[@]}" "$TREE/tools/platform.sh" run > "$TMP/out" 2>&1 &
run=$!
ok "run again" wait_until 30 grep -q 'Ctrl-C stops' "$TMP/out"
kill -KILL "$run"
wait "$run" 2> /dev/null
ok "run was killed: nothing is left either" wait_until 10 nothing_runs

# -- what cannot work is said first -------------------------------------------
long=$TMP/$(printf 'x%.0s' {1..100})
VAR=$long stack_platform start > "$TMP/out" 2>&1
is $? 1 "a state folder with too long a path"
like "$(cat "$TMP/out")" "too long for a Unix socket" "is refused with the reason"
nok "before anything is written" test -e "$long"
mkdir "$TMP/else"
touch "$TMP/else/thesis.odt"
VAR=$TMP/else stack_platform start > "$TMP/out" 2>&1
is $? 1 "a folder that holds something else"
like "$(cat "$TMP/out")" "holds something else" "is refused with the reason"
STACK_STARTED=""
done_testing
