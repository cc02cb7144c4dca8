# SPDX-License-Identifier: MIT
# A throwaway platform for one test file: own state folder, own ports, the
# sanitized programs. For bash; see tap.sh for the assertions.
#
#	. "$(dirname "$0")/../lib/stack.sh"
#	stack_start				several seconds at most
#	expect_status 200 /healthz		PATH or URL, then curl options
#	expect_json /api/v1/jobs '.total == 0' -H "X-Api-Key: $ADMIN_KEY"
#	done_testing				stops it and looks at its logs
#
# Variables: TREE, TMP (removed at the end), VAR, URL (http://localhost:PORT),
# HTTPS_URL, PORT, HTTPS_PORT, BUILD, ADMIN_KEY (write key of admin), ORG
# (an organisation, "essai", that admin produces for), DATA (folder of real
# data, or "" when it is not there).
#
#	stack_start [NAME=VALUE...]	environment of the platform, for example
#					GS_FAULT=job.read or GEOSOCLE_SAMPLE=yes
#	stack_conf SECTION KEY VALUE	before stack_start: geosocle.conf
#	stack_stop / stack_restart
#	req PATH|URL [curl options]	sets STATUS; files BODY, HEADERS
#	expect_status CODE PATH ...	req, then compares; body stays in BODY
#	expect_json PATH JQ ...		200 and the jq expression is true
#	expect_header NAME REGEX TEXT	of the last answer
#	header NAME			prints it
#	ctl ...				geosoclectl of this instance
#	sql ROLE STATEMENT...		psql, values only
#	pid_of NAME			master of a worker; postgres, nginx...
#	wait_until SECONDS COMMAND...	polls every 50 ms
#	need_data PATH			skip_all unless DATA/PATH is there
#	expect_log REGEX		lines of logs that are no fault here
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/tap.sh"
TREE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
BUILD=$(cd "$TREE" && realpath -m "${GEOSOCLE_BUILD:-build/asan}")
DATA=$(realpath -m "${GEOSOCLE_DATA:-$TREE/../shared/data}")
[ -d "$DATA" ] || DATA=""
TMP=$(mktemp -d /tmp/gs-XXXXXX)
chmod 0711 "$TMP"
BODY=$TMP/body HEADERS=$TMP/headers VAR=$TMP/var
STACK_ENV=() STACK_LOG=() STACK_STARTED=""
unset GEOSOCLE_VAR GEOSOCLE_HTTP_PORT GEOSOCLE_HTTPS_PORT GEOSOCLE_PUBLIC_URL
export GEOSOCLE_BUILD=$BUILD
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0:disable_coredump=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
. "$TREE/tests/lib/stack-private.sh"
trap stack_abandoned EXIT

stack_start() {
	STACK_ENV=("$@")
	stack_sanitized
	stack_ports
	stack_template
	cp -a "$STACK_TEMPLATE" "$VAR"
	[ ! -s "$TMP/conf" ] || cat "$TMP/conf" >> "$VAR/etc/geosocle.conf"
	ADMIN_KEY=$(cat "$VAR/etc/test-key")
	ORG=essai
	stack_up
}

stack_conf() {
	printf '[%s]\n%s = %s\n' "$1" "$2" "$3" >> "$TMP/conf"
}

stack_up() {
	STACK_STARTED=yes
	if ! stack_platform start > "$TMP/start.log" 2>&1; then
		cat "$TMP/start.log" "$VAR"/log/*.log >&2
		fail "the platform starts"
		done_testing
	fi
}
stack_stop() {
	[ -n "$STACK_STARTED" ] || return 0
	stack_platform stop > "$TMP/stop.log" 2>&1 || cat "$TMP/stop.log" >&2
	STACK_STARTED=""
}
stack_restart() { stack_stop; STACK_ENV=("$@"); stack_up; }

req() {
	local where=$1
	shift
	case $where in /*) where=$URL$where ;; esac
	: > "$BODY"
	: > "$HEADERS"
	STATUS=$(curl -s -o "$BODY" -D "$HEADERS" -w '%{http_code}' \
	    --max-time 60 "$@" -- "$where") || STATUS=${STATUS:-000}
}
expect_status() {
	local code=$1
	shift
	req "$@"
	is "$STATUS" "$code" "$code: ${*}"
	[ "$STATUS" = "$code" ] || diag "$(head -c 600 "$BODY")"
}
expect_json() {
	local where=$1 test=$2
	shift 2
	req "$where" "$@"
	if [ "$STATUS" = 200 ] && jq -e "$test" "$BODY" > /dev/null 2>&1; then
		pass "$where: $test"
	else
		fail "$where: $test"
		diag "status $STATUS: $(head -c 1500 "$BODY")"
	fi
}
header() {
	tr -d '\r' < "$HEADERS" | awk -v name="$1:" \
	    'tolower($1) == tolower(name) { sub(/^[^:]*: */, ""); v = $0 }
	    END { print v }'
}
expect_header() { like "$(header "$1")" "$2" "${3:-$1 matches $2}"; }

ctl() { stack_env "$BUILD/geosoclectl" "$@"; }
sql() {
	local role=$1
	shift
	stack_as_user psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$VAR/run" \
	    -U "$role" -d geosocle -c "$*"
}
pid_of() { cut -d' ' -f1 "$VAR/run/$1.pid"; }
wait_until() {
	local i n=$(( $1 * 20 ))
	shift
	for ((i = 0; i < n; i++)); do
		"$@" > /dev/null 2>&1 && return 0
		sleep 0.05
	done
	return 1
}
need_data() { [ -n "$DATA" ] && [ -e "$DATA/$1" ] || skip_all "no data: $1"; }
expect_log() { STACK_LOG+=("$1"); }
