#!/bin/bash
# SPDX-License-Identifier: MIT
# A whole private platform: PostgreSQL, nginx, the workers, the job runner.
#
#   tools/platform.sh run      foreground; Ctrl-C stops everything
#   tools/platform.sh start    background; returns when all answer
#   tools/platform.sh stop     stops everything, also what a crash left
#   tools/platform.sh reload   configuration re-read, no request lost
#   tools/platform.sh status   see geosoclectl status
#
# Environment: GEOSOCLE_VAR (state, default var), GEOSOCLE_HTTP_PORT (8080),
# GEOSOCLE_HTTPS_PORT (8443), GEOSOCLE_PUBLIC_URL, GEOSOCLE_BUILD (programs,
# default build), GEOSOCLE_SAMPLE=no (no sample data on first start),
# GEOSOCLE_NGINX=no (the site's own nginx serves; see nginx/examples).
#
# As root everything runs as an ordinary user (env.sh says which); as an
# ordinary user, as that user.
set -euo pipefail
TOOLS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$TOOLS/platform/env.sh"
. "$TOOLS/platform/postgres.sh"
. "$TOOLS/platform/nginx.sh"
. "$TOOLS/platform/supervise.sh"

usage() {
	sed -n '3,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
}

# Start the supervisor as the platform's user and wait until all answers.
# $1: "attached" ends it together with this process.
launch() {
	local pdeath=()
	if is_alive supervisor; then
		say "already running in $VAR"
		return 3
	fi
	prepare_state
	rm -f "$VAR/run/environment"
	"$BUILD/geosoclectl" config test > /dev/null || return 1
	stop_leftovers
	check_ports
	rm -f "$VAR/run/ready" "$VAR/run/failed"
	[ "$1" = attached ] && pdeath=(--pdeathsig TERM)
	setsid "${ENTER[@]}" setpriv "${pdeath[@]}" "${SETPRIV[@]}" -- \
	    "$IN_TREE/tools/platform.sh" supervise \
	    < /dev/null >> "$VAR/log/platform.log" 2>&1 &
	SUPERVISOR=$!
	wait_ready
}

wait_ready() {
	local i
	for ((i = 0; i < 3000; i++)); do
		[ -e "$VAR/run/ready" ] && return 0
		if [ -e "$VAR/run/failed" ] || ! kill -0 "$SUPERVISOR" 2> /dev/null
		then
			say "did not start; the last lines of $VAR/log:"
			tail -q -n 8 "$VAR/log/platform.log" >&2
			return 1
		fi
		sleep 0.02
	done
	say "not ready after 60 s; see $VAR/log"
	return 1
}

announce() {
	local url
	url=$("$BUILD/geosoclectl" config get public_url)
	say "ready at $url"
	if [ -e "$VAR/run/new-admin" ]; then
		say "sign in as admin, password $(cat "$VAR/admin-password")" \
		    "(shown once; kept in $VAR/admin-password)"
		rm -f "$VAR/run/new-admin"
	fi
}

# The same way as anybody's file: through the API, once.
load_samples() {
	local load=$TREE/tools/sample-data/load.sh
	if [ "${GEOSOCLE_SAMPLE:-yes}" = no ] || [ -e "$VAR/etc/.sampled" ] ||
	    [ ! -x "$load" ]; then
		return 0
	fi
	say "loading the sample data (once)"
	if GEOSOCLE_VAR=$VAR GEOSOCLE_BUILD=$BUILD "$load" \
	    >> "$VAR/log/sample-data.log" 2>&1; then
		touch "$VAR/etc/.sampled"
		say "sample data loaded"
	else
		say "sample data not loaded: see $VAR/log/sample-data.log"
	fi
}

cmd_run() {
	local rc=0
	trap 'stop_all; exit 130' INT
	trap 'stop_all; exit 143' TERM HUP
	launch attached || rc=$?
	if [ $rc -ne 0 ]; then
		[ $rc -eq 3 ] || stop_all
		exit 1
	fi
	announce
	load_samples
	say "Ctrl-C stops everything"
	wait "$SUPERVISOR" || rc=$?
	stop_all
	exit "$rc"
}

cmd_start() {
	local rc=0
	launch detached || rc=$?
	[ $rc -eq 3 ] && return 0
	if [ $rc -ne 0 ]; then
		stop_all
		exit 1
	fi
	disown "$SUPERVISOR"
	announce
	load_samples
}

cmd_stop() {
	if [ ! -d "$VAR/run" ]; then
		say "nothing runs in $VAR"
		return 0
	fi
	stop_all
	say "stopped"
}

cmd_reload() {
	is_alive supervisor || die "not running in $VAR"
	kill -HUP "$(pid_of supervisor)"
}

cmd_status() {
	[ -d "$VAR" ] || die "no platform in $VAR"
	exec "$BUILD/geosoclectl" status "$@"
}

command=${1:-}
[ $# -gt 0 ] && shift
case $command in
run|start|stop|reload|status)
	resolve_environment
	"cmd_$command" "$@" ;;
supervise)
	resolve_environment
	supervise ;;
-h|--help|help)
	usage ;;
*)
	usage >&2
	exit 64 ;;
esac
