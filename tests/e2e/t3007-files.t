#!/bin/bash
# SPDX-License-Identifier: MIT
# Real files: every good GTFS is published in less than ten seconds with the
# counts its description gives; every bad one meets what is expected of it,
# says why in both languages, and leaves nothing when it is refused.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
need_data manifest.json
upload_start

# -- good ---------------------------------------------------------------------

facts() { jq -c --arg f "gtfs/$1" '.[$f].faits' "$DATA/manifest.json"; }
for file in "$DATA"/gtfs/*.zip; do
	name=$(basename "$file")
	slug=$(basename "$file" .zip | tr _ -)
	begun=$(date +%s%N)
	publish "$file" "name=$slug"
	ms=$(( ($(date +%s%N) - begun) / 1000000 ))
	is "$STATE" succeeded "$name is published"
	ok "in less than 10 s ($ms ms)" test "$ms" -lt 10000
	ok "with the counts of its description" jq -e \
	    --argjson f "$(facts "$name")" --arg s "$slug" '
	    (.layers | map({key: .name, value: .features}) | from_entries) as $l
	    | $l[$s + ".stops"] == $f.stops and $l[$s + ".routes"] == $f.routes
	    and $l[$s + ".agencies"] == $f.agency' "$BODY"
	diag "$(jq -c '[.layers[] | {(.name): .features}] | add' "$BODY")"
	expect_json "$API/datasets/$slug" ".summary as \$s |
	    $(facts "$name") as \$f | \$s.trips == \$f.trips
	    and \$s.stop_times == \$f.stop_times
	    and \$s.stops == \$f.stops and \$s.routes == \$f.routes
	    and ((\$f.files | index(\"feed_info.txt\")) != null
	        or [\$s.valid_from, \$s.valid_to] == (\$f.validite
	        | map(\"\(.[0:4])-\(.[4:6])-\(.[6:8])\")))"
	expect_json "$API/datasets/$slug" ".extent as \$e |
	    $(facts "$name").bbox as \$b | \$b == null or
	    (\$e[0] <= \$b[0] + 1e-4 and \$e[1] <= \$b[1] + 1e-4
	    and \$e[2] >= \$b[2] - 1e-4 and \$e[3] >= \$b[3] - 1e-4)"
	expect_json "/ogc/features/collections/$slug.stops/items?limit=1" \
	    ".numberMatched == $(facts "$name" | jq .stops)"
	req "/download/$slug/latest/$name"
	ok "the file comes back as it was" cmp "$file" "$BODY"
done

# -- bad ----------------------------------------------------------------------

# What the platform said: accepted, warned, refused or asked.
outcome() {
	jq -r 'if .state == "succeeded" then
	    (if .report.warnings > 0 then "warned" else "accepted" end)
	    elif .state == "failed" then "refused" else .state end' "$BODY"
}
judge() {
	local file=$1 name wanted got
	name=$(basename "$file")
	wanted=$(jq -c --arg f "$name" '.[$f].outcome' "$DATA/bad/expected.json")
	# A format not taken yet is refused plainly.
	case $name in *.kml) wanted=$(jq -c '. + ["refused"]' <<< "$wanted") ;; esac
	send "$file" "name=mauvais-$((++N))"
	if [ "$STATUS" = 202 ]; then
		job_ends 90
		got=$(outcome)
	else
		got=refused
		like "$STATUS" '^4' "$name is refused at the door ($STATUS)"
	fi
	ok "$name: $got, one of $wanted" \
	    jq -en --argjson w "$wanted" --arg g "$got" '$w | index($g)'
	case $got in
	refused) [ "$STATUS" != 200 ] || ok "$name: with reasons in both languages" \
	    jq -e '.reasons | length > 0 and
	    all(.text_fr != "" and .text_en != "")' "$BODY" ;;
	warned) ok "$name: each warning says where and why" jq -e '.report |
	    .findings | length > 0 and all(.code != "" and .reason_fr != ""
	    and .reason_en != "" and .remedy_fr != "" and .remedy_en != "")' \
	    "$BODY" ;;
	asked) ok "$name: with ranked guesses" jq -e '.questions | length > 0 and
	    all(.kind != "" and (.guesses | type == "array"))' "$BODY"
	    answer=$(jq -c '[.questions[] | {(.kind): .guesses[0].value}] | add' \
		"$BODY")
	    expect_status 202 "$API/jobs/$JOB/answers" "${ADMIN[@]}" \
		-H 'Content-Type: application/json' -d "$answer"
	    job_ends 90
	    is "$STATE" succeeded "$name: answered by the first guess, $answer" ;;
	esac
}
N=0
for file in "$DATA"/bad/*; do
	[ "$(basename "$file")" = expected.json ] || judge "$file"
done
ok "nothing lies about" wait_until 20 clean
diag "$(remains)"
is "$(sql geosocle_owner "SELECT count(*) FROM catalogue.dataset
    WHERE current_version IS NULL")" 0 "no dataset without a version"
done_testing
