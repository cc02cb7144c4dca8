#!/bin/bash
# SPDX-License-Identifier: MIT
# The pages in a browser: a throwaway platform, Debian's chromium, and the
# scenarios of this folder (*.test.mjs). TAP on standard output.
#
#	tests/browser/run.sh [NAME...]		only these scenarios
#
# CHROMIUM names another browser program.
. "$(dirname "${BASH_SOURCE[0]}")/../lib/stack.sh"
HERE=$TREE/tests/browser
[ -d "$HERE/node_modules/playwright-core" ] ||
	skip_all "no node_modules in tests/browser (make deps-test)"
command -v "${CHROMIUM:-chromium}" > /dev/null || skip_all "no chromium"

ok "the islands are well typed" "$HERE/node_modules/.bin/tsc" --noEmit \
    -p "$TREE/nginx/portal"
stack_start
make_network() { python3 "$TREE/tests/fixtures/make-network.py" "$@"; }
make_network "$TMP/reseau.zip"
make_network "$TMP/lourd.zip" --padding 400000
make_network "$TMP/troue.zip" --without stops.txt
make_network "$TMP/vieux.zip" --start 2020-01-06
ctl publish "$TMP/vieux.zip" --name reserve --title 'Réseau réservé' \
    --org "$ORG" --access organisation > "$TMP/publish.log" 2>&1 ||
	fail "a dataset to look at: $(cat "$TMP/publish.log")"
ctl publish "$TMP/troue.zip" --org "$ORG" > /dev/null 2>&1
# Coordinates in metres, of a system that the file does not tell.
printf 'nom,x,y\nMairie,652000,6862000\nÉcole,652400,6862300\n' \
    > "$TMP/lieux.csv"
ctl publish "$TMP/lieux.csv" --org "$ORG" > /dev/null 2>&1

export BASE=$URL FILES=$TMP ORG CHROMIUM=${CHROMIUM:-chromium}
export REFUSED=$(sql geosocle_owner \
    "SELECT id FROM jobs.job WHERE state = 'failed' LIMIT 1")
export ASKED=$(sql geosocle_owner \
    "SELECT id FROM jobs.job WHERE state = 'asked' LIMIT 1")
PASSWORD=$(head -n 1 "$VAR/admin-password")
export PASSWORD

# "ok TEXT", "not ok TEXT" and "# TEXT" become assertions of this file.
rc=0
while IFS= read -r line; do
	case $line in
	"ok "*) pass "${line#ok }" ;;
	"not ok "*) fail "${line#not ok }" ;;
	"end "*) rc=${line#end } ;;
	*) diag "$line" ;;
	esac
done < <(timeout 900 node "$HERE/suite.mjs" "$@" 2>&1; echo "end $?")
is "$rc" 0 "every scenario ran to its end"
done_testing
