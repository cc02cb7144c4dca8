# SPDX-License-Identifier: MIT
# Who runs the platform: an ordinary user; as root the owner of the state
# folder, else www-data; a tree that this user cannot reach.
. "$(dirname "$0")/../lib/stack.sh"
stack_sanitized
stack_ports

# Owners of all processes of this state folder.
owners() {
	local p
	for p in /proc/[0-9]*; do
		grep -qsxz "GEOSOCLE_HTTP_PORT=$PORT" "$p/environ" &&
		    grep -qsxzE "GEOSOCLE_VAR=($VAR|/m[a-z]*/geosocle-var)" \
		    "$p/environ" && stat -c %U "$p"
	done 2> /dev/null | sort -u | tr '\n' ' '
}
if [ "$(id -u)" -ne 0 ]; then
	# The other cases need root; this one is all that a user meets.
	STACK_STARTED=yes
	ok "start as $(id -un)" stack_platform start
	is "$(owners)" "$(id -un) " "all runs as that user"
	expect_status 200 /readyz
	ok "stop" stack_platform stop
	STACK_STARTED=""
	done_testing
fi
as() {	# user, command
	setpriv --reuid "$1" --regid "$(id -g "$1")" --clear-groups -- "${@:2}"
}

# -- an ordinary user ---------------------------------------------------------
user=games
VAR=$TMP/of-user
mkdir "$VAR"
chown "$user:" "$VAR"
stack_variables
ok "start as $user" as "$user" env "${VARIABLES[@]}" "$TREE/tools/platform.sh" start
STACK_STARTED=yes
is "$(owners)" "$user " "all runs as that user"
expect_status 200 /readyz
is "$(stat -c %U "$VAR/admin-password")" "$user" "the password is that user's"
ok "geosoclectl as that user" as "$user" env "${VARIABLES[@]}" \
    "$BUILD/geosoclectl" user list
ok "geosoclectl as root" ctl user list
nok "but not as another" as nobody env "${VARIABLES[@]}" \
    "$BUILD/geosoclectl" user list
ok "stop as that user" as "$user" env "${VARIABLES[@]}" \
    "$TREE/tools/platform.sh" stop
# Root takes it over without taking it away.
ok "start as root" stack_platform start
is "$(owners)" "$user " "it runs as the owner of the folder"
expect_status 200 /readyz
ok "stop as root" stack_platform stop

# -- root, in a folder of its own, with a blank in its name -------------------
VAR="$TMP/state folder"
stack_variables
ok "start as root in a new folder" stack_platform start
is "$(owners)" "www-data " "it runs as www-data"
expect_status 200 /readyz
STACK_STARTED=yes
ok "stop" stack_platform stop

# -- a tree that www-data cannot reach ----------------------------------------
mkdir -m 0700 "$TMP/closed"
mkdir "$TMP/closed/tree" "$TMP/closed/build"
VAR=$TMP/closed/var
stack_variables
if unshare -m true 2> /dev/null; then
	cat > "$TMP/closed.sh" <<-'END'
	set -e
	mount --make-rprivate /
	mount --bind "$1" "$3/tree"
	mount --bind "$2" "$3/build"
	export GEOSOCLE_BUILD=$3/build
	"$3/tree/tools/platform.sh" "$4"
	END
	closed() {
		env "${VARIABLES[@]}" unshare -m sh "$TMP/closed.sh" "$TREE" \
		    "$BUILD" "$TMP/closed" "$1"
	}
	nok "www-data cannot see it" as www-data ls "$TMP/closed/tree"
	ok "start from a closed folder" closed start
	is "$(owners)" "www-data " "it runs as www-data all the same"
	expect_status 200 /readyz
	ok "geosoclectl finds it" ctl status
	ok "stop" closed stop
	STACK_STARTED=""
else
	skip "no mount namespace here" "start from a closed folder"
fi
done_testing
