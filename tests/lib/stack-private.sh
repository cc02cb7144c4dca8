# SPDX-License-Identifier: MIT
# What stack.sh does not show: the prepared state that each test copies, free
# ports, and the last look at the logs.

stack_variables() {	# sets VARIABLES
	VARIABLES=(GEOSOCLE_VAR="$VAR" GEOSOCLE_SAMPLE=no GEOSOCLE_PG_FSYNC=off
	    GEOSOCLE_HTTP_PORT="$PORT" GEOSOCLE_HTTPS_PORT="$HTTPS_PORT"
	    "${STACK_ENV[@]}")
}
stack_env() { stack_variables; env "${VARIABLES[@]}" "$@"; }
stack_platform() { stack_env "$TREE/tools/platform.sh" "$@"; }

# As the platform's user (peer authentication).
stack_as_user() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid "$(stat -c %u "$VAR")" \
		    --regid "$(stat -c %g "$VAR")" --clear-groups -- "$@"
	else
		"$@"
	fi
}

# Below the range that the kernel gives to clients; a lock keeps two tests
# from choosing the same one.
stack_port() {	# sets FREE_PORT
	local p fd
	mkdir -p "$BUILD/ports"
	while :; do
		p=$((20000 + RANDOM % 12000))
		exec {fd}> "$BUILD/ports/$p"
		if flock -n "$fd" &&
		    ! (exec 3<> "/dev/tcp/127.0.0.1/$p") 2> /dev/null; then
			FREE_PORT=$p
			return
		fi
		exec {fd}>&-
	done
}
stack_ports() {
	stack_port; PORT=$FREE_PORT
	stack_port; HTTPS_PORT=$FREE_PORT
	URL=http://localhost:$PORT
	HTTPS_URL=https://localhost:$HTTPS_PORT
}

# The suite proves nothing about memory when a program slips in without.
stack_sanitized() {
	local p
	[ "${GEOSOCLE_TEST_PLAIN:-no}" = no ] || return 0
	for p in geosoclectl auth catalogue upload render reader; do
		if [ -e "$TREE/modules/$p/main.c" ] &&
		    ! grep -q __asan_init "$BUILD/$p" 2> /dev/null; then
			fail "$BUILD/$p is built with AddressSanitizer"
			done_testing
		fi
	done
}

# Migrated, with admin, an organisation and a key; made once per version of
# the schema and of geosoclectl.
stack_template() {
	local sum lock var=$VAR
	sum=$(cat "$TREE"/sql/roles.sql "$TREE"/sql/schema/*.sql \
	    "$TREE"/sql/functions/*.sql "$BUILD/geosoclectl" \
	    "$TREE"/tools/platform/*.sh | sha256sum | cut -c1-16)
	STACK_TEMPLATE=$BUILD/stack-$sum
	[ -d "$STACK_TEMPLATE" ] && return 0
	exec {lock}> "$BUILD/stack.lock"
	flock "$lock"
	if [ ! -d "$STACK_TEMPLATE" ]; then
		VAR=$TMP/template
		stack_make_template > "$TMP/template.log" 2>&1 || {
			cat "$TMP/template.log" "$VAR"/log/*.log >&2
			fail "a state folder is prepared"
			done_testing
		}
		rm -rf "$BUILD"/stack-????????????????
		cp -a "$VAR" "$STACK_TEMPLATE.new"
		mv "$STACK_TEMPLATE.new" "$STACK_TEMPLATE"
		rm -rf "$VAR"
		VAR=$var
	fi
	exec {lock}>&-
}
stack_make_template() {
	stack_platform start || return 1
	ctl org create essai --title Essai &&
	ctl key create --user admin --scope write --json > "$TMP/key.json" &&
	jq -er .key "$TMP/key.json" > "$VAR/etc/test-key"
	local rc=$?
	stack_platform stop
	rm -f "$VAR"/log/* "$VAR"/run/*
	# The tests' own ports come from the environment.
	sed -i '/_port = /d' "$VAR/etc/geosocle.conf"
	return $rc
}

# Lines that no test announced. stdin -> stdout
stack_unexpected() {
	local text re
	text=$(cat)
	for re in "${STACK_LOG[@]}"; do
		text=$(grep -Ev -- "$re" <<< "$text")
	done
	[ -z "$text" ] || head -n 20 <<< "$text"
}
stack_logs() { cat "$VAR"/log/*.log 2> /dev/null; }
stack_inspect() {
	local found
	[ -d "$VAR/log" ] || return 0
	stack_stop
	found=$(stack_logs | grep -aE 'level=error|\[(alert|emerg)\]|PANIC:' |
	    grep -avE 'Sanitizer|runtime error' | stack_unexpected)
	is "$found" "" "no unexpected error in the logs"
	found=$(stack_logs | grep -aE 'Sanitizer|runtime error' | head -n 5)
	is "$found" "" "no sanitizer message in the logs"
	found=$(stack_logs | grep -aE 'started again|child [0-9]+ died' |
	    stack_unexpected)
	is "$found" "" "no process was started again"
	found=$(find "$VAR" -name 'core*' -type f ! -path '*/pg/*' | head -n 3)
	is "$found" "" "no core file"
}
TAP_AT_END+=(stack_inspect stack_keep_logs)

stack_keep_logs() {
	local keep=$BUILD/logs/$(basename "${BASH_SOURCE[-1]}" .t)
	rm -rf "$keep"
	[ "$TAP_FAILED" -gt 0 ] && [ -d "$VAR/log" ] || return 0
	mkdir -p "$keep"
	cp "$VAR"/log/* "$keep/"
	diag "logs kept in ${keep#"$TREE"/}"
}

# Also when the test ends before done_testing.
stack_abandoned() {
	local rc=$?
	stack_stop
	if [ -z "$TAP_DONE" ]; then
		fail "the test ends with done_testing"
		stack_keep_logs
	fi
	rm -rf "$TMP"
	return $rc
}
