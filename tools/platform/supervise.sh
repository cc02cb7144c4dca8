# SPDX-License-Identifier: MIT
# The supervisor: starts the services in order, starts again one that dies,
# and stops all in the reverse order. Runs as the platform's user.
declare -A PID STARTED

# logfmt, as the workers write.
event() {
	printf 'time=%(%Y-%m-%dT%H:%M:%S)T level=%s worker=platform msg="%s"\n' \
	    -1 "$1" "${*:2}"
}

service_command() {	# sets ARGV
	case $1 in
	postgres) ARGV=("$PG_BIN/postgres" -D "$VAR/pg"
	    -c "config_file=$VAR/etc/postgresql.conf")
	    # For throwaway instances of the tests.
	    [ "${GEOSOCLE_PG_FSYNC:-on}" = on ] || ARGV+=(-c fsync=off) ;;
	nginx) ARGV=("$NGINX" -e "$VAR/log/error.log"
	    -c "$VAR/etc/nginx.conf" -g 'daemon off;') ;;
	runner) ARGV=("$BUILD/upload" --jobs) ;;
	*) ARGV=("$BUILD/$1") ;;
	esac
}

# Its own process group: a Ctrl-C at the terminal reaches the supervisor's
# caller alone, and the order of stopping is ours.
spawn() {
	service_command "$1"
	setsid "${ARGV[@]}" < /dev/null >> "$VAR/log/$1.log" 2>&1 \
	    {LOCK}>&- &
	PID[$1]=$!
	STARTED[$1]=$EPOCHREALTIME
	write_pid "$1" "${PID[$1]}"
}

# One that dies at once is given a second, so that a broken build or
# configuration does not spin.
respawn() {
	local lived
	event warn "$1 ended with status $2: started again"
	lived=$(( ${EPOCHREALTIME/[.,]/} - ${STARTED[$1]/[.,]/} ))
	[ "$lived" -gt 1000000 ] || sleep 1
	spawn "$1"
}

services() {
	local w
	echo postgres
	for w in $WORKERS; do
		[ ! -x "$BUILD/$w" ] || echo "$w"
	done
	[ ! -x "$BUILD/upload" ] || echo runner
	[ "${GEOSOCLE_NGINX:-yes}" = no ] || echo nginx
}

# Nothing of the caller's environment but what is named here.
clean_environment() {
	local name
	for name in $(compgen -e); do
		case $name in
		GEOSOCLE_*|GS_*|ASAN_OPTIONS|UBSAN_OPTIONS|LSAN_OPTIONS) ;;
		*) unset "$name" ;;
		esac
	done
	export PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8 HOME=$VAR TZ=UTC
}

fail_start() {
	event error "$*"
	touch "$VAR/run/failed"
	stop_children
	exit 1
}

# The first administrator; the marker stays when the site deletes the file.
# An account without it is one whose start was cut short: another password.
create_admin() {
	local file=$VAR/admin-password rc=0
	[ -e "$VAR/etc/.admin" ] && return 0
	"$BUILD/geosoclectl" user create admin --admin --password-file "$file" \
	    > /dev/null || rc=$?
	[ $rc -ne 73 ] || { rc=0; "$BUILD/geosoclectl" user password admin \
	    --password-file "$file" > /dev/null || rc=$?; }
	[ $rc -eq 0 ] || fail_start "the account admin could not be created"
	touch "$VAR/etc/.admin" "$VAR/run/new-admin"
}

# For geosoclectl: what came by the environment of this start.
write_environment() {
	local name
	for name in GEOSOCLE_HTTP_PORT GEOSOCLE_HTTPS_PORT GEOSOCLE_PUBLIC_URL
	do
		[ -z "${!name:-}" ] || printf '%s=%s\n' "$name" "${!name}"
	done > "$VAR/run/environment"
}

supervise() {
	local s
	umask 027
	clean_environment
	exec {LOCK}> "$VAR/run/lock"
	flock -n "$LOCK" || die "already running in $VAR"
	write_pid supervisor $$
	trap 'stop_children; exit 0' TERM INT
	trap reload HUP
	cd "$TREE"
	event info "starting"
	write_environment
	postgres_init
	postgres_configure
	if [ "${GEOSOCLE_NGINX:-yes}" != no ] || [ -x "$NGINX" ]; then
		nginx_configure || fail_start "the configuration of nginx is wrong"
	fi
	for s in $(services); do
		spawn "$s"
		[ "$s" = postgres ] || continue
		postgres_wait || fail_start "PostgreSQL did not start: see" \
		    "$VAR/log/postgres.log"
		"$BUILD/geosoclectl" migrate || fail_start "migration failed"
		create_admin
	done
	"$BUILD/geosoclectl" status --wait 30 > /dev/null ||
		fail_start "not everything answers: see $VAR/log"
	touch "$VAR/run/ready"
	event info "ready"
	watch
}

watch() {
	local pid status s
	while :; do
		status=0
		wait -n -p pid "${PID[@]}" || status=$?
		[ -n "${pid:-}" ] || continue	# a signal, handled
		for s in "${!PID[@]}"; do
			[ "${PID[$s]}" != "$pid" ] || respawn "$s" "$status"
		done
	done
}

reload() {
	local s
	event info "reloading"
	if ! "$BUILD/geosoclectl" config test; then
		event warn "configuration kept: the new one is wrong"
		return 0
	fi
	if ! nginx_configure; then
		event warn "nginx keeps its configuration: the new one is wrong"
	elif [ -n "${PID[nginx]:-}" ]; then
		kill -HUP "${PID[nginx]}"
	fi
	for s in "${!PID[@]}"; do
		case $s in postgres|nginx) continue ;; esac
		kill -HUP "${PID[$s]}" 2> /dev/null || true
	done
}

# Requests that run are finished by nginx and the workers, then the database.
stop_children() {
	local s
	trap '' TERM INT HUP
	event info "stopping"
	for s in nginx $WORKERS runner; do
		[ -n "${PID[$s]:-}" ] || continue
		if [ "$s" = nginx ]; then
			kill -QUIT "${PID[$s]}" 2> /dev/null || true
		else
			kill -TERM "${PID[$s]}" 2> /dev/null || true
		fi
	done
	for s in $WORKERS runner; do
		end_child "$s" 120 KILL
	done
	# Connections kept alive would hold nginx up to their timeout.
	[ -z "${PID[nginx]:-}" ] || kill -TERM "${PID[nginx]}" 2> /dev/null || true
	end_child nginx 50 KILL
	[ -z "${PID[postgres]:-}" ] || kill -INT "${PID[postgres]}" \
	    2> /dev/null || true
	end_child postgres 200 QUIT
	rm -f "$VAR/run/ready" "$VAR/run/environment"
	event info "stopped"
}

end_child() {	# name, tenths of a second, last resort
	local i pid=${PID[$1]:-}
	[ -n "$pid" ] || return 0
	for ((i = 0; i < $2 * 5; i++)); do
		kill -0 "$pid" 2> /dev/null || break
		sleep 0.02
	done
	if kill -0 "$pid" 2> /dev/null; then
		event warn "$1 does not end: killed"
		kill -s "$3" -- "-$pid" 2> /dev/null || true
	fi
	wait "$pid" 2> /dev/null || true
	rm -f "$VAR/run/$1.pid"
	unset "PID[$1]"
}

# -- from outside -----------------------------------------------------------

stop_all() {
	local i pid
	trap '' INT TERM HUP
	if pid=$(pid_of supervisor); then
		kill -TERM "$pid" 2> /dev/null || true
		for ((i = 0; i < 2000; i++)); do
			is_alive supervisor || break
			sleep 0.02
		done
		is_alive supervisor && kill -KILL "$pid" 2> /dev/null
	fi
	stop_leftovers
	rm -f "$VAR/run/ready" "$VAR/run/supervisor.pid"
}

# What a supervisor that was killed left behind.
stop_leftovers() {
	local s pid i found=""
	for s in nginx $WORKERS runner postgres; do
		pid=$(pid_of "$s") || continue
		found="$found $s"
		if [ "$s" = postgres ]; then
			kill -INT "$pid" 2> /dev/null || true
		else
			kill -TERM "$pid" 2> /dev/null || true
		fi
	done
	[ -n "$found" ] || return 0
	say "stopping what was left running:$found"
	for s in nginx $WORKERS runner postgres; do
		for ((i = 0; i < 500; i++)); do
			is_alive "$s" || break
			sleep 0.02
		done
		if pid=$(pid_of "$s"); then
			kill -KILL -- "-$pid" 2> /dev/null || true
		fi
		rm -f "$VAR/run/$s.pid"
	done
}
