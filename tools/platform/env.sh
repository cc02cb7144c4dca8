# SPDX-License-Identifier: MIT
# Where the state is, who runs it, and whether that user can reach it all.

say() { printf 'geosocle: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

PG_BIN=${GEOSOCLE_PG_BIN:-/usr/lib/postgresql/15/bin}
NGINX=${GEOSOCLE_NGINX_BIN:-/usr/sbin/nginx}
WORKERS="auth catalogue upload render"
ROLES="geosocle_owner gs_auth gs_catalogue gs_upload gs_render gs_runner"

# Sets TREE, VAR, BUILD (as the caller sees them), RUN_USER, SETPRIV (options)
# and ENTER (a command prefix, see enter_namespace); IN_TREE is the tree as
# the platform's user sees it.
resolve_environment() {
	TREE=$(dirname "$TOOLS")
	VAR=$(realpath -m -- "${GEOSOCLE_VAR:-$TREE/var}")
	BUILD=$(cd "$TREE" && realpath -m -- "${GEOSOCLE_BUILD:-build}")
	ENTER=(env) IN_TREE=$TREE
	check_path "$VAR"
	check_path "$TREE"
	check_path "$BUILD"
	check_socket_length
	resolve_user
	export GEOSOCLE_VAR=$VAR GEOSOCLE_BUILD=$BUILD
}

# These paths are written into the configuration of nginx and PostgreSQL.
check_path() {
	case $1 in
	/) die "the state folder cannot be /" ;;
	*[\'\"\\\$\;\{\}]*|*[[:cntrl:]]*)
		die "a path with quotes, \\, \$, ; or braces will not do: $1" ;;
	esac
}

# sun_path has 108 bytes; PostgreSQL's and the workers' sockets must fit.
check_socket_length() {
	local longest
	longest=$(printf %s "$VAR/run/catalogue.sock" | wc -c)
	[ "$longest" -le 107 ] ||
		die "the state folder's path is $((longest - 107)) bytes too" \
		    "long for a Unix socket ($VAR/run/catalogue.sock, at most" \
		    "107): set GEOSOCLE_VAR to a shorter one"
}

# Nothing runs as root: the owner of the state folder, else www-data.
resolve_user() {
	RUN_USER=$(id -un)
	SETPRIV=(--no-new-privs)
	[ "$(id -u)" -eq 0 ] || return 0
	RUN_USER=www-data
	if [ -d "$VAR" ] && [ "$(stat -c %u "$VAR")" -ne 0 ]; then
		RUN_USER=$(stat -c %U "$VAR")
	fi
	id -u "$RUN_USER" > /dev/null 2>&1 ||
		die "the owner of $VAR ($RUN_USER) is not a user of this machine"
	SETPRIV=(--reuid "$RUN_USER" --regid "$(id -g "$RUN_USER")"
	    --clear-groups --no-new-privs)
}

as_user() { setpriv "${SETPRIV[@]}" -- "$@"; }

# Folders of the state, owned by the platform's user.
prepare_state() {
	local d
	[ -x "$BUILD/geosoclectl" ] ||
		die "$BUILD/geosoclectl is missing: run make first"
	if [ -d "$VAR" ] && [ -n "$(ls -A "$VAR")" ] && [ ! -d "$VAR/pg" ] &&
	    [ ! -e "$VAR/etc/geosocle.conf" ]; then
		die "$VAR holds something else; give an empty or new folder"
	fi
	for d in "" etc run log store body tmp tiles public public/tiles; do
		[ -d "$VAR/$d" ] && continue
		mkdir -p "$VAR/$d"
		[ "$(id -u)" -ne 0 ] || chown "$RUN_USER:" "$VAR/$d"
	done
	if [ "$(id -u)" -eq 0 ]; then
		[ "$(stat -c %u "$VAR")" -ne 0 ] || chown "$RUN_USER:" "$VAR"
	elif [ ! -O "$VAR" ]; then
		die "$VAR belongs to $(stat -c %U "$VAR"): run as that user or root"
	fi
	chmod 0750 "$VAR"
	chmod 0700 "$VAR/run" "$VAR/body" "$VAR/tmp"
	for d in "$VAR"/log/*.log; do
		[ -e "$d" ] && [ "$(stat -c %s "$d")" -gt 67108864 ] &&
			mv "$d" "$d.1"
	done
	: >> "$VAR/log/platform.log"
	[ "$(id -u)" -ne 0 ] || chown "$RUN_USER:" "$VAR/log/platform.log"
	write_site_configuration
	enter_namespace
}

# On first start only: afterwards the file is the site's.
write_site_configuration() {
	local conf=$VAR/etc/geosocle.conf
	[ -e "$conf" ] && return 0
	cat > "$conf" <<-END
	; Configuration of this platform. Every key with its meaning, its bounds
	; and its default: geosoclectl config show. After a change:
	; geosoclectl config test, then tools/platform.sh reload.
	;
	; The ports and the address may also come from the environment
	; (GEOSOCLE_HTTP_PORT, GEOSOCLE_HTTPS_PORT, GEOSOCLE_PUBLIC_URL), which
	; wins over this file.
	[common]
	http_port = ${GEOSOCLE_HTTP_PORT:-8080}
	https_port = ${GEOSOCLE_HTTPS_PORT:-8443}
	; Drawn under the maps of the pages: a layer of the sample data.
	base_layer = pays-du-monde.pays
	END
	if [ -n "${GEOSOCLE_PUBLIC_URL:-}" ]; then
		printf 'public_url = %s\n' "$GEOSOCLE_PUBLIC_URL" >> "$conf"
	fi
	[ "$(id -u)" -ne 0 ] || chown "$RUN_USER:" "$conf"
}

# A tree in a folder closed to the platform's user (root's home, say) is
# shown to it, and to it alone, under another name: a mount namespace.
enter_namespace() {
	local base=/mnt
	if as_user test -r "$TREE/tools/platform.sh" -a -r "$BUILD/geosoclectl" \
	    -a -w "$VAR/run"; then
		return 0
	fi
	[ "$(id -u)" -eq 0 ] || die "$TREE, $BUILD or $VAR cannot be reached"
	case $TREE/,$BUILD/,$VAR/ in */mnt/*) base=/media ;; esac
	unshare -m true 2> /dev/null ||
		die "$RUN_USER cannot reach $TREE, and this machine does not allow" \
		    "a mount namespace: move the tree or open its parent folders"
	ENTER=(unshare -m "$TREE/tools/platform/namespace.sh" "$base"
	    "$TREE" "$BUILD" "$VAR")
	IN_TREE=$base/geosocle
}

check_ports() {
	local port
	[ "${GEOSOCLE_NGINX:-yes}" = no ] && return 0
	for port in $("$BUILD/geosoclectl" config get http_port https_port); do
		if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
			die "port $port is taken: set GEOSOCLE_HTTP_PORT and" \
			    "GEOSOCLE_HTTPS_PORT to free ones"
		fi
	done
}

# Pid files hold "pid start-time": a number alone may be somebody else's now.
start_time() {
	local stat
	{ read -r stat < "/proc/$1/stat"; } 2> /dev/null || return 1
	set -- ${stat##*) }
	[ "$1" != Z ] && printf '%s\n' "${20}"
}
write_pid() {	# name, pid
	printf '%s %s\n' "$2" "$(start_time "$2")" > "$VAR/run/$1.pid.new"
	mv -f "$VAR/run/$1.pid.new" "$VAR/run/$1.pid"
}
pid_of() {
	local pid began
	{ read -r pid began < "$VAR/run/$1.pid"; } 2> /dev/null || return 1
	[ "$(start_time "$pid")" = "$began" ] && printf '%s\n' "$pid"
}
is_alive() { pid_of "$1" > /dev/null; }
