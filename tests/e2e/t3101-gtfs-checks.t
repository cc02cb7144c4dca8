#!/bin/bash
# SPDX-License-Identifier: MIT
# Each rule of the reader's GTFS table has a fixture, in which it finds one
# fault of that code and severity, and no other error.
. "$(dirname "$0")/../lib/tap.sh"
TREE=$(cd "$(dirname "$0")/../.." && pwd -P)
READER=$(cd "$TREE" && realpath -m "${GEOSOCLE_BUILD:-build/asan}")/reader
TMP=$(mktemp -d /tmp/gs-XXXXXX)
trap 'rm -rf "$TMP"' EXIT
export ASAN_OPTIONS=detect_leaks=0
FIXTURES=$TREE/tests/fixtures

check() {	# code: the report of its fixture, in $TMP/report
	"$FIXTURES/make-gtfs-fault.sh" "$1" "$TMP/feed.zip" &&
	"$READER" --check --today 2026-06-15 --name feed.zip "$TMP/feed.zip" \
	    > "$TMP/report"
}
holds() { jq -e "$@" "$TMP/report" > /dev/null; }
other_errors() {
	jq -r --arg c "$1" '[.report.by_code[] |
	    select(.severity == "error" and .code != $c).code] | join(" ")' \
	    "$TMP/report"
}

check base
is "$(jq -c '[.outcome, .report.by_code]' "$TMP/report")" '["accepted",[]]' \
    "the base feed has nothing to be said about"

"$READER" --rules > "$TMP/rules"
ok "the table has rules" test "$(wc -l < "$TMP/rules")" -gt 80
while IFS=$'\t' read -r code severity; do
	if ! [ -d "$FIXTURES/gtfs/$code" ]; then
		fail "$code has a fixture"
		continue
	fi
	if ! check "$code"; then
		fail "$code: the reader answers"
		continue
	fi
	ok "$code is found, as $severity" holds --arg c "$code" \
	    --arg s "$severity" '[.report.by_code[] | select(.code == $c)] |
	    length == 1 and .[0].severity == $s and .[0].count > 0'
	is "$(other_errors "$code")" "" "$code: no other error"
	ok "$code: both languages, nothing left to fill in" holds \
	    --arg c "$code" '[.report.findings[] | select(.code == $c)] |
	    length > 0 and all(.[]; [.reason_fr, .reason_en, .remedy_fr,
	    .remedy_en] | all(length > 8 and
	    (test("\\{[a-z]*\\}") | not)))'
	outcome=$(jq -r .outcome "$TMP/report")
	case $severity in
	error) is "$outcome" refused "$code blocks" ;;
	*) nok "$code does not block" test "$outcome" = refused ;;
	esac
done < "$TMP/rules"

# A fixture that no rule asks for is dead weight.
for dir in "$FIXTURES"/gtfs/*/; do
	code=$(basename "$dir")
	[ "$code" = base ] || cut -f 1 "$TMP/rules" | grep -qx "$code" ||
		fail "fixture $code belongs to a rule"
done

# Places are named: file, line, field, value.
check stop_unknown
is "$(jq -c '.report.findings[] | [.file, .line, .field, .value]' \
    "$TMP/report")" '["stop_times.txt",15,"stop_id","INCONNU"]' \
    "an orphan is named with its place"
for pair in coordinate_zero:0 coordinate_missing: stop_name_missing: \
    station_with_parent:GARE-A; do
	check "${pair%%:*}"
	is "$(jq -r --arg c "${pair%%:*}" '.report.findings[] |
	    select(.code == $c).value' "$TMP/report" | head -1)" \
	    "${pair#*:}" "${pair%%:*}: the value is the one of the field"
done
"$FIXTURES/make-edges.sh" "$TMP/feed.zip"
"$READER" --check --name feed.zip "$TMP/feed.zip" > "$TMP/report"
is "$(jq -c '[.report.by_code[] | select(.code == "shape_unknown").count]' \
    "$TMP/report")" '[1]' "a missing shape is told once, not for each of its trips"
check feed_expired
is "$(jq -c '.report.findings[] | select(.code == "feed_expired") |
    [.file, .line, .field]' "$TMP/report")" \
    '["feed_info.txt",2,"feed_end_date"]' "the expiry is found where it is declared"
check value_newline
is "$(jq -c '.report.findings[] | [.file, .line]' "$TMP/report")" \
    '["stops.txt",7]' "lines are counted through quoted line breaks"
done_testing
