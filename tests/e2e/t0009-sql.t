#!/bin/bash
# SPDX-License-Identifier: MIT
# Each statement of the workers, prepared and explained as its worker's role;
# and that the check itself sees what it is for.
. "$(dirname "$0")/../lib/stack.sh"
stack_start

check() { "$TREE/tools/check-sql.sh" "$VAR/run" "$@"; }

while read -r line; do
	case $line in
	"ok "*) pass "${line#* - }" ;;
	"not ok "*) fail "${line#* - }" ;;
	"#"*) diag "${line#\# }" ;;
	esac
done < <(check)

# -- The check on statements that are wrong ----------------------------------
mkdir -p "$TMP/render" "$TMP/upload"
statement() {	# worker/name, text
	printf '%s\n' "$2" > "$TMP/$1.sql"
}
statement render/typo 'SELECT slgu FROM catalogue.dataset WHERE id = $1'
statement render/grant 'SELECT digest FROM auth.api_key WHERE id = $1'
statement render/write 'UPDATE catalogue.dataset SET title = $1 WHERE id = $2'
statement render/scan 'SELECT id FROM catalogue.layer WHERE title_fr = $1'
statement render/optional 'SELECT id FROM catalogue.dataset
    WHERE $1::text IS NULL OR slug = $1'
statement upload/fine 'SELECT id FROM catalogue.dataset WHERE slug = $1'
statement upload/meant '-- check-sql: scans catalogue.layer: a test of the check
-- check-sql: scans catalogue.dataset: its policy does
SELECT id FROM catalogue.layer WHERE title_fr = $1'
check "$TMP"/render/*.sql "$TMP"/upload/*.sql > "$TMP/out"
seen() { grep -A2 "$1" "$TMP/out" | tr '\n' ' '; }
like "$(seen render/typo)" '^not ok .*column "slgu" does not exist' \
    "a typo is seen"
like "$(seen render/grant)" '^not ok .*permission denied' \
    "a missing right to read is seen"
like "$(seen render/write)" '^not ok .*permission denied' \
    "a missing right to write is seen"
like "$(seen render/scan)" '^not ok .*sequential scan of dataset, layer' \
    "a sequential scan is seen"
like "$(seen render/optional)" '^not ok .*sequential scan of dataset' \
    "a parameter that may be NULL is seen to scan"
like "$(seen upload/fine)" '^ok ' "a statement without fault passes"
like "$(seen upload/meant)" '^ok ' "a scan that is meant passes"
is "$(sql geosocle_owner "SELECT count(*) FROM pg_database
    WHERE datname LIKE 'check_sql_%'")" 0 "no throwaway database is left"
done_testing
