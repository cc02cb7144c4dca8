# SPDX-License-Identifier: MIT
# geosoclectl: commands, options, exit statuses; migrate, config, status.
. "$(dirname "$0")/../lib/stack.sh"
stack_start

status_of() {	# expected exit status, command...
	local want=$1
	shift
	"$@" > "$TMP/out" 2> "$TMP/err"
	is $? "$want" "status $want: ${*#*/}"
}

# -- every command ------------------------------------------------------------
commands=$(ctl --help | sed -n 's/^  \([a-z]*\( [a-z]*\)\{0,1\}\)  .*/\1/p' | sed 's/ *$//')
for c in "user create" "key create" publish "dataset list" "dataset show" \
    "dataset delete" "job list" "job show" "job cancel" migrate \
    "config test" status; do
	ok "$c is listed" grep -qx "$c" <<< "$commands"
done
while read -r c; do
	# shellcheck disable=SC2086
	status_of 0 ctl $c --help < /dev/null
	ok "$c --help speaks of --json" grep -q -- --json "$TMP/out"
	status_of 64 ctl $c --nonsense < /dev/null
	ok "$c: usage goes to standard error" test ! -s "$TMP/out" -a -s "$TMP/err"
done <<< "$commands"
status_of 64 ctl
status_of 64 ctl dance
status_of 64 ctl user dance
status_of 64 ctl status --wait
status_of 64 ctl status --wait=soon
status_of 64 ctl config get
status_of 0 ctl --version

# -- finding the instance -----------------------------------------------------
GEOSOCLE_VAR=$TMP/none status_of 78 env -u GEOSOCLE_VAR GEOSOCLE_VAR="$TMP/none" \
    "$BUILD/geosoclectl" status
like "$(cat "$TMP/err")" "$TMP/none/etc/geosocle.conf" "it names what it misses"
(cd "$TMP" && env GEOSOCLE_HTTP_PORT="$PORT" "$BUILD/geosoclectl" status \
    > "$TMP/out" 2>&1)
is $? 0 "without GEOSOCLE_VAR: var of the working folder"

# -- status -------------------------------------------------------------------
status_of 0 ctl status
for part in auth catalogue render upload runner database nginx jobs; do
	ok "status lists $part" grep -q "^$part " "$TMP/out"
done
status_of 0 ctl status --json
is "$(jq -r '[.workers[].state, .database.state, .nginx.state] | unique[]' \
    "$TMP/out")" ready "all is ready"
is "$(jq -r .public_url "$TMP/out")" "$URL" "with the public address"
like "$(jq -r .schema "$TMP/out")" '^[0-9]{4}-' "and the schema's version"
is "$(jq -r '.jobs | type' "$TMP/out")" object "and jobs by state"

# -- migrate ------------------------------------------------------------------
status_of 0 ctl migrate --json
is "$(jq -c .applied "$TMP/out")" "[]" "nothing is applied twice"
n=$(ls "$TREE"/sql/schema/*.sql | wc -l)
is "$(sql geosocle_owner "SELECT count(*) FROM geosocle_migration
    WHERE sha256 ~ '^[0-9a-f]{64}\$'")" "$n" "each file is recorded"
is "$(sql geosocle_owner "SELECT bool_and(proleakproof) FROM pg_proc
    WHERE proname IN ('geometry_overlaps', 'ts_match_vq')
      AND pronargs = 2 AND NOT (proargtypes::regtype[]::text[] && '{geography}')
      AND proname || proargtypes::regtype[]::text IN (
	'geometry_overlaps[0:1]={geometry,geometry}',
	'ts_match_vq[0:1]={tsvector,tsquery}')")" t "the leakproof marks are set"
sql geosocle_owner "ALTER FUNCTION ts_match_vq(tsvector, tsquery) NOT LEAKPROOF"
ctl migrate
is "$(sql geosocle_owner "SELECT proleakproof FROM pg_proc
    WHERE oid = 'ts_match_vq(tsvector,tsquery)'::regprocedure")" t \
    "and set again after an upgrade lost them"
sql geosocle_owner "UPDATE geosocle_migration SET sha256 = repeat('0', 64)
    WHERE name = '0002-auth'"
status_of 73 ctl migrate
like "$(cat "$TMP/err")" "0002-auth.sql has changed" "an applied file that changed"
sql geosocle_owner "DELETE FROM geosocle_migration WHERE name = '0002-auth'"
status_of 70 ctl migrate
like "$(cat "$TMP/err")" 'sql/schema/0002-auth.sql: .*already exists' \
    "a file that fails is named"
is "$(sql geosocle_owner "SELECT count(*) FROM geosocle_migration
    WHERE name = '0002-auth'")" 0 "and leaves nothing behind"
sql geosocle_owner "INSERT INTO geosocle_migration
    VALUES ('9999-future', repeat('0', 64))"
status_of 73 ctl migrate
like "$(cat "$TMP/err")" "newer version .9999-future" "a newer database is refused"

# -- roles --------------------------------------------------------------------
for role in gs_auth gs_catalogue gs_upload gs_render gs_runner; do
	is "$(sql geosocle_owner "SELECT rolcanlogin AND NOT rolsuper AND NOT
	    rolbypassrls AND NOT rolcreaterole AND NOT rolcreatedb
	    FROM pg_roles WHERE rolname = '$role'")" t "$role has no power"
done
is "$(sql geosocle_owner "SELECT string_agg(c.oid::regclass::text, ' ')
    FROM pg_class c WHERE relkind = 'r' AND NOT relrowsecurity
      AND relnamespace::regnamespace::text IN
	('auth', 'catalogue', 'store', 'jobs')")" "" \
    "every table has row-level security"

# -- config -------------------------------------------------------------------
status_of 0 ctl config get http_port public_url upload.max_bytes
is "$(head -n 2 "$TMP/out")" "$PORT
$URL" "config get: one value per line"
status_of 0 ctl config get render.processes --json
is "$(jq -r '.processes | type' "$TMP/out")" number "and in JSON"
status_of 65 ctl config get processes
like "$(cat "$TMP/err")" "several sections" "a key of several sections"
status_of 65 ctl config get colour
status_of 0 ctl config show
ok "each key has its help" test "$(grep -c '^#' "$TMP/out")" -gt \
    "$(grep -c ' = ' "$TMP/out")"
status_of 0 ctl config show --json
is "$(jq -r '.render.processes | type' "$TMP/out")" number "config show --json"
status_of 0 ctl config test
status_of 0 ctl config test --json
is "$(jq -r .good "$TMP/out")" true "config test --json"

# -- when it does not run -----------------------------------------------------
stack_stop
status_of 69 ctl status
status_of 69 ctl status --json
is "$(jq -r .ready "$TMP/out")" false "not ready"
status_of 69 ctl migrate
done_testing
