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

done_testing
