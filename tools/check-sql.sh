#!/bin/bash
# SPDX-License-Identifier: MIT
# Every statement of sql/queries, prepared and explained as the role of its
# worker: a typo, a dropped column, a missing right or the sequential scan of
# a table that grows fails here and not in service.
#
#	tools/check-sql.sh SOCKET_FOLDER [STATEMENT.sql...]
#	tools/check-sql.sh		on a private cluster of its own
#
# The tree's schema and functions are loaded into a throwaway database of that
# cluster and filled by tests/sql/fill.sql. PREPARE finds what is wrong in the
# text; EXPLAIN EXECUTE also what the role may not do (PREPARE does not look),
# and writes nothing. Plans are generic, as those of a statement that has run
# a few times.
#
# A scan that is meant is allowed by a line of the statement's file:
#	-- check-sql: scans catalogue.dataset: counts them all
# Prints TAP.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# -gt 0 ] || exec bash tests/e2e/t0009-sql.t
socket=$1
shift
if [ $# -eq 0 ]; then
	set -- sql/queries/*/*.sql
fi
large=1000	# rows from which a sequential scan counts

as=()		# as the platform's user, by whom the cluster knows its roles
if [ "$(id -u)" -eq 0 ]; then
	as=(setpriv --reuid "$(stat -c %u "$socket")"
	    --regid "$(stat -c %g "$socket")" --clear-groups --)
fi
db=check_sql_$$
sql() {	# database, role, psql's arguments
	local d=$1 role=$2
	shift 2
	"${as[@]}" psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$socket" \
	    -U "$role" -d "$d" "$@"
}
drop() { sql postgres geosocle_owner -c "DROP DATABASE IF EXISTS $db"; }

fill() {
	drop 2> /dev/null
	sql postgres geosocle_owner -c "CREATE DATABASE $db"
	{ cat sql/roles.sql sql/schema/*.sql
	  # after the migrations, as geosoclectl migrate does
	  cat sql/functions/*.sql tests/sql/fill.sql
	} | sql "$db" geosocle_owner -o /dev/null
}

parameters() {	# file -> NULL, NULL, ...: as many as tools/embed.sh counts
	local n
	n=$(sed 's/--.*//' "$1" | grep -o '\$[0-9][0-9]*' | tr -d '$' |
	    sort -n | tail -n 1) || true
	[ -z "$n" ] || printf '(%s)' \
	    "$(yes NULL | head -n "$n" | paste -sd, -)"
}

explain() {	# role, file -> plan as JSON
	{
		echo 'SET plan_cache_mode = force_generic_plan;'
		echo 'PREPARE q AS'
		cat "$2"
		printf '\n;\nEXPLAIN (FORMAT JSON) EXECUTE q%s;\n' \
		    "$(parameters "$2")"
	} | sql "$db" "$1" 2>&1
}

# Tables that a plan reads from end to end, of those that grow.
scans() {	# plan file, statement file
	local t
	jq -r '.. | objects | select(."Node Type" == "Seq Scan") |
	    ."Relation Name"' "$1" | sort -u | while read -r t; do
		grep -qx "$t" "$tmp/large" || continue
		grep -Eq "^-- check-sql: scans ([a-z_]+\.)?$t: ." "$2" ||
		    echo "$t"
	done
}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"; drop' EXIT
if ! fill > "$tmp/fill" 2>&1; then
	echo "not ok 1 - schema, functions and generated rows load"
	sed 's/^/# /' "$tmp/fill"
	echo 1..1
	exit 1
fi
sql "$db" geosocle_owner -c "SELECT relname FROM pg_class
    WHERE relkind = 'r' AND reltuples >= $large
    AND relnamespace::regnamespace::text IN
	('auth', 'store', 'catalogue', 'jobs')" > "$tmp/large"
n=0 failed=0
result() {	# name, why not
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $n - $1"
	printf '%s\n' "$2" | head -n 8 | sed 's/^/# /'
}

result "every foreign key has an index" "$(sql "$db" geosocle_owner -c "
    SELECT conrelid::regclass, conname FROM pg_constraint c
    WHERE contype = 'f' AND NOT EXISTS (SELECT FROM pg_index i
	WHERE i.indrelid = conrelid AND i.indpred IS NULL
	  AND (i.indkey::int2[])[0:cardinality(conkey) - 1] @> conkey)")"
for file; do
	worker=$(basename "$(dirname "$file")")
	name=$worker/$(basename "$file" .sql)
	why=""
	if ! explain "gs_$worker" "$file" > "$tmp/plan"; then
		why=$(cat "$tmp/plan")
	else
		why=$(scans "$tmp/plan" "$file")
		[ -z "$why" ] || why="sequential scan of ${why//$'\n'/, }"
	fi
	result "$name" "$why"
done
echo "1..$n"
[ "$failed" -eq 0 ]
