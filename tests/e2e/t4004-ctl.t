#!/bin/bash
# SPDX-License-Identifier: MIT
# geosoclectl: accounts, organisations, keys; publishing a file and following
# its job; datasets and jobs.
. "$(dirname "$0")/../lib/stack.sh"
stack_start
export LC_ALL=C.UTF-8
# run COMMAND...: sets STATUS, OUT, ERR
run() {
	STATUS=0
	ctl "$@" > "$TMP/out" 2> "$TMP/err" || STATUS=$?
	OUT=$(cat "$TMP/out") ERR=$(cat "$TMP/err")
}
keys() { sql geosocle_owner 'SELECT count(*) FROM auth.api_key'; }

# -- every command ---------------------------------------------------------------

run --help
is "$STATUS" 0 "--help"
mapfile -t COMMANDS < <(sed -nE 's/^  ([a-z]+( [a-z]+)?)  .*/\1/p' <<< "$OUT")
ok "the commands are listed" [ "${#COMMANDS[@]}" -ge 15 ]
for c in "${COMMANDS[@]}"; do
	# shellcheck disable=SC2086
	run $c --help
	like "$STATUS $OUT" "^0 usage: geosoclectl $c" "$c --help"
	# shellcheck disable=SC2086
	run $c --no-such-option
	is "$STATUS" 64 "$c with an unknown option is EX_USAGE"
done

# -- accounts and organisations ----------------------------------------------------

run org create voirie --title 'Voirie & réseaux' --json
is "$(jq -r .title <<< "$OUT")" 'Voirie & réseaux' "org create"
run org create voirie
like "$STATUS $ERR" '^73 .*exists already' "an organisation twice"
run org create 'Voirie!'
is "$STATUS" 65 "a name that is no slug"
run org list --json
is "$(jq -c '[.organisations[].name]' <<< "$OUT")" \
    '["essai","plateforme","voirie"]' "org list"

run user create ann --organisation voirie --role manager
like "$OUT" 'shown this once: ([a-z2-9]{4}-){4}[a-z2-9]{4}$' \
    "a random password is shown"
expect_status 200 /api/v1/keys -u "ann:${OUT##* }"
run user create ann
like "$STATUS $ERR" '^73 .*exists already' "a login twice"
for bad in Ann 'a b' '' ../x "$(printf 'a%.0s' {1..101})"; do
	run user create -- "$bad"
	is "$STATUS" 65 "no login: ${bad:0:10}"
done
run user create bob --organisation nowhere
like "$STATUS $ERR" '^66 .*org create nowhere' "an unknown organisation"
run user create bob --role king --organisation voirie
is "$STATUS" 65 "an unknown role"
is "$(sql geosocle_owner "SELECT count(*) FROM auth.account
    WHERE login = 'bob'")" 0 "what failed left nothing"
run user create bob --password-stdin --json <<< 'short'
is "$STATUS" 65 "a password of five letters"
like "$OUT" '"error"' "and --json says so too"
run user create bob --password-stdin --json <<< 'long enough'
is "$(jq -c '[.login, .admin, has("password")]' <<< "$OUT")" \
    '["bob",false,false]' "a password from standard input is not repeated"
expect_status 200 /api/v1/keys -u 'bob:long enough'
run user create eve --admin --password-file "$TMP/eve" --json
is "$(stat -c %a "$TMP/eve")" 600 "a password file is its owner's"
nok "and the password is not printed" grep -qF "$(cat "$TMP/eve")" \
    "$TMP/out" "$TMP/err"
expect_status 200 /api/v1/keys -u "eve:$(cat "$TMP/eve")"
is "$(sql geosocle_owner "SELECT o.slug || m.role FROM auth.membership m
    JOIN auth.account a ON a.id = account_id
    JOIN auth.organisation o ON o.id = organisation_id
    WHERE login = 'eve'")" plateformemanager \
    "an administrator manages the platform's organisation"
run user password bob --password-stdin <<< 'quite another'
expect_status 401 /api/v1/keys -u 'bob:long enough'
expect_status 200 /api/v1/keys -u 'bob:quite another'
run user password nobody
is "$STATUS" 66 "a password for nobody"
run user list --json
is "$(jq -c '.users[] | select(.login == "ann") | .organisations' \
    <<< "$OUT")" '{"voirie":"manager"}' "user list"

# -- keys ---------------------------------------------------------------------------

run key create --user ann --json --label 'my script' --scope read --expires 3
KEY=$(jq -r .key <<< "$OUT") ID=$(jq -r .id <<< "$OUT")
is "$(jq -c '[.user, .label, .scope]' <<< "$OUT")" \
    '["ann","my script","read"]' "key create"
expect_status 200 /api/v1/keys -H "X-Api-Key: $KEY"
run key create --user ann
expect_status 200 /api/v1/keys -H "X-Api-Key: $OUT"
run key create
is "$STATUS" 65 "a key of nobody"
run key create --user nobody
is "$STATUS" 66 "a key of somebody unknown"
for bad in --scope=all --expires=0 --expires=x --label=; do
	run key create --user ann "$bad"
	is "$STATUS" 65 "key create $bad"
done
run key list --user ann --json
is "$(jq -c '[.keys[].label]' <<< "$OUT")" '["my script","geosoclectl"]' \
    "key list"
nok "no key is shown again" grep -q gs_ "$TMP/out"
run key revoke "$ID"
expect_status 401 /api/v1/keys -H "X-Api-Key: $KEY"
run key revoke 99999
is "$STATUS" 66 "an unknown key"
run key revoke x
is "$STATUS" 65 "no number of a key"

# -- language --------------------------------------------------------------------------

STACK_ENV=(LC_ALL=fr_FR.UTF-8)
run key revoke 99999
like "$ERR" 'pas de clé' "French where the user's language is French"
STACK_ENV=(LC_ALL=de_DE.UTF-8)
run key revoke 99999
like "$ERR" 'no key' "English elsewhere"
STACK_ENV=()

# -- publishing ----------------------------------------------------------------------------

cat > "$TMP/points.geojson" <<'END'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"nom":"un"},"geometry":{"type":"Point","coordinates":[2.35,48.85]}},
{"type":"Feature","properties":{"nom":"deux"},"geometry":{"type":"Point","coordinates":[2.36,48.86]}}]}
END
printf 'nom;x;y\nun;652000;6862000\ndeux;652100;6862100\n' > "$TMP/lambert.csv"
printf 'no data at all\n' > "$TMP/refused.zip"
: > "$TMP/empty.geojson"
BEFORE=$(keys)

run publish "$TMP/points.geojson" --title 'Été & points' --name points \
    --org "$ORG" --json
is "$STATUS" 0 "publish"
is "$(jq -c '[.dataset, .version]' <<< "$OUT")" '["points",1]' \
    "dataset and version are told"
is "$(jq -c '.layers[0].features' <<< "$OUT")" 2 "and the layers"
is "$(jq -c 'keys' <<< "$OUT")" \
    '["dataset","layers","report","urls","version"]' "and nothing else"
is "$(jq -c '.report.errors' <<< "$OUT")" 0 "and the report"
req "$(jq -r .urls.page <<< "$OUT")"
is "$STATUS" 200 "its page is there"
is "$ERR" "" "nothing on standard error, which is no terminal"
run publish "$TMP/points.geojson" --name points
like "$STATUS $OUT" '^0 points, version 2' "the next version, in words"
is "$(keys)" "$BEFORE" "its keys are gone"
script -qec "env GEOSOCLE_VAR=$VAR GEOSOCLE_HTTP_PORT=$PORT \
    $BUILD/geosoclectl publish $TMP/points.geojson --name points" \
    /dev/null > "$TMP/out" 2>&1 < /dev/null
ok "a bar on a terminal" grep -q '\[#' "$TMP/out"

run publish "$TMP/refused.zip"
is "$STATUS" 1 "a file that is refused"
is "$OUT" "" "nothing on standard output"
ok "the reasons are told, with a remedy" grep -q ' -> ' "$TMP/err"
run publish "$TMP/refused.zip" --json
is "$STATUS $(jq -r .state <<< "$OUT")" "1 failed" "with --json as well"
run publish "$TMP/lambert.csv" --geometry-columns x,y
is "$STATUS" 65 "a question left open is EX_DATAERR"
like "$ERR" '--crs EPSG:2154' "with guesses, as options to give"
run publish "$TMP/lambert.csv" --geometry-columns x,y --json
is "$(jq -r '.questions[0].guesses[0].value' <<< "$OUT")" EPSG:2154 \
    "the likeliest first"
run publish "$TMP/lambert.csv" --geometry-columns x,y --crs EPSG:2154 \
    --name sols --access organisation
is "$STATUS" 0 "answered by options"

for bad in "$TMP/none.zip" "$TMP/empty.geojson" "$TMP" /dev/null; do
	run publish "$bad"
	is "$STATUS" 66 "no input: ${bad##*/}"
done
run publish "$TMP/points.geojson" --user nobody
is "$STATUS" 77 "nobody publishes nothing"
run publish "$TMP/points.geojson" --user bob
is "$STATUS" 77 "nor does one without organisation"
run publish "$TMP/points.geojson" --access secret
like "$STATUS $ERR" '^65 .*access' "what the API refuses is told"
is "$(keys)" "$BEFORE" "no key is left by all that"

# -- datasets and jobs ----------------------------------------------------------------------

run dataset list --json
is "$(jq -c '[.datasets[].name] | sort' <<< "$OUT")" '["points","sols"]' \
    "dataset list"
run dataset list --user bob --json
is "$(jq -c '[.datasets[].name]' <<< "$OUT")" '["points"]' \
    "as somebody else sees it"
run dataset show points --json
is "$(jq -c '[.name, .version, .title]' <<< "$OUT")" \
    '["points",3,"Été & points"]' "dataset show"
run dataset show points
like "$OUT" 'points\.' "in words, with its layers"
run dataset show 'no such'
is "$STATUS" 66 "a name that is none"
run dataset show sols --user bob
is "$STATUS" 66 "what one may not see does not exist"
run dataset delete points --user bob
like "$STATUS" '^(66|77)$' "nor may one delete it"
run dataset delete sols
is "$STATUS" 0 "dataset delete"
run dataset show sols
is "$STATUS" 66 "and it is gone"

run job list --json
JOB=$(jq -r '.jobs[0].id' <<< "$OUT")
ok "job list" [ "$(jq '.jobs | length' <<< "$OUT")" -ge 5 ]
run job list --state succeeded --json
is "$(jq -c '[.jobs[].state] | unique' <<< "$OUT")" '["succeeded"]' \
    "job list --state"
run job list --state nonsense
is "$STATUS" 65 "an unknown state"
run job show "$JOB" --json
is "$(jq -r .id <<< "$OUT")" "$JOB" "job show"
run job show "$JOB" --user bob
is "$STATUS" 66 "not to others"
run job show 'x/../y'
is "$STATUS" 66 "an id that is none"
run job list --state asked --json
ASKED=$(jq -r '.jobs[0].id' <<< "$OUT")
run job cancel "$ASKED"
is "$STATUS" 0 "job cancel"
run job show "$ASKED" --json
is "$(jq -r .state <<< "$OUT")" cancelled "and it is"

# -- without the platform --------------------------------------------------------------------

stack_stop
for c in "publish $TMP/points.geojson" 'dataset list' 'job list' 'user list' \
    'key list'; do
	# shellcheck disable=SC2086
	run $c
	is "$STATUS" 69 "$c: EX_UNAVAILABLE"
done
GEOSOCLE_VAR=$TMP/nowhere "$BUILD/geosoclectl" user list > /dev/null 2>&1
like $? '^(69|78)$' "no instance there"

done_testing
