#!/bin/bash
# SPDX-License-Identifier: MIT
# API keys: the ways to show one, what it may do, its life, and that it is
# nowhere to be read afterwards.
. "$(dirname "$0")/../lib/stack.sh"
stack_start
ctl user create ann --password-stdin <<< 'ann-password' > /dev/null
ctl user create bob --password-stdin <<< 'bob-password' > /dev/null
key_of() { ctl key create --json --user "$@" | jq -r .key; }
WRITE=$(key_of ann --label script)
READ=$(key_of ann --scope read --label reader)
BOB=$(key_of bob)
id_of() { printf %s "$1" | sha256sum | cut -d' ' -f1 | { read -r d
    sql geosocle_owner "SELECT id FROM auth.api_key
        WHERE digest = '\\x$d'"; }; }
set_key() { sql geosocle_owner "UPDATE auth.api_key SET $2
    WHERE id = $(id_of "$1")"; }

# -- ways to show a key ---------------------------------------------------------

like "$WRITE" '^gs_[A-Za-z0-9_-]{43}$' "a key has its form"
expect_status 401 /api/v1/keys
expect_header WWW-Authenticate 'Basic|Bearer'
for way in "X-Api-Key: $WRITE" "Authorization: Bearer $WRITE" \
    "Authorization: bearer $WRITE"; do
	expect_json /api/v1/keys '.keys | length == 2' -H "$way"
done
expect_json /api/v1/keys '.keys | length == 2' -u "apikey:$WRITE"
expect_json /api/v1/keys '.keys | length == 2' -u "anything:$WRITE"
expect_json "/k/$WRITE/api/v1/keys" '.keys | length == 2'

WRONG=gs_AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD123
for way in "X-Api-Key: $WRONG" "Authorization: Bearer $WRONG" \
    "Authorization: Bearer ${WRITE}x" "Authorization: Bearer ${WRITE%?}" \
    "X-Api-Key: ${WRITE^^}" "X-Api-Key: ' OR 1=1" "Authorization: Basic @@" \
    "Authorization: Negotiate abc" "Authorization: Bearer a|b" \
    "X-Api-Key: $WRITE|$WRITE"; do
	expect_status 401 /api/v1/keys -H "$way"
	expect_header Content-Type '^application/problem\+json$'
done
expect_status 401 /api/v1/keys -u "apikey:$WRONG"
expect_status 401 "/k/$WRONG/api/v1/keys"
expect_status 404 /k/short/api/v1/keys
# A wrong key is told so also where nobody needs one.
expect_status 401 /login -H "X-Api-Key: $WRONG"
# What is shown on purpose is not replaced by what comes along.
expect_status 401 /api/v1/keys -H "Authorization: Bearer $WRONG" \
    -H "X-Api-Key: $WRITE"

# -- what a key may do ------------------------------------------------------------

expect_status 403 "/api/v1/keys/$(id_of "$WRITE")" -X DELETE \
    -H "X-Api-Key: $READ"
expect_status 403 "/k/$WRITE/api/v1/keys/$(id_of "$READ")" -X DELETE
expect_status 403 /api/v1/keys -H "X-Api-Key: $WRITE" \
    -H 'Content-Type: application/json' -d '{}'
like "$(cat "$BODY")" 'sign in' "a key cannot make keys"
expect_status 404 "/api/v1/keys/$(id_of "$BOB")" -X DELETE \
    -H "X-Api-Key: $WRITE"
expect_status 404 /api/v1/keys/0 -X DELETE -H "X-Api-Key: $WRITE"
expect_status 404 /api/v1/keys/x -X DELETE -H "X-Api-Key: $WRITE"
expect_status 200 /api/v1/keys -H "X-Api-Key: $BOB"
is "$(jq '.keys | length' "$BODY")" 1 "each account sees its own keys"
expect_status 403 "/api/v1/keys/$(id_of "$READ")" -X DELETE \
    -u "apikey:$WRITE" -H 'Sec-Fetch-Site: cross-site'
like "$(cat "$BODY")" 'another site' \
    "Basic, which browsers repeat, is refused from another site"

# -- making one over the API ------------------------------------------------------

make() {
	req /api/v1/keys -u ann:ann-password \
	    -H 'Content-Type: application/json' -d "$1"
}
make '{"label":"Été <b>","scope":"write","expires_days":2}'
is "$STATUS" 201 "a key is made"
MADE=$(jq -r .key "$BODY")
expect_header Cache-Control '^no-store$'
is "$(jq -r '[.label, .scope] | join(" ")' "$BODY")" 'Été <b> write' \
    "with its label and scope"
expect_json /api/v1/keys '.keys[0].label == "Été <b>"' -H "X-Api-Key: $MADE"
expect_json /api/v1/keys '(.keys[0].expires | fromdateiso8601) - now > 172000' \
    -H "X-Api-Key: $MADE"
expect_json /api/v1/keys '.keys[0] | has("key") | not' -H "X-Api-Key: $MADE"
for body in '' '[]' '{"scope":"admin"}' '{"expires_days":0}' \
    '{"expires_days":1e9}' '{"label":"a\u0000b"}' '{"nonsense":1}' \
    '{"label":"'"$(head -c 900 /dev/zero | tr '\0' x)"'"}'; do
	make "$body"
	is "$STATUS" 400 "refused: ${body:0:40}"
done
make "{\"label\":\"$(head -c 20000 /dev/zero | tr '\0' x)\"}"
is "$STATUS" 413 "a body of 20 kB is refused"
make '{}'
is "$(jq -r .scope "$BODY")" read "nothing said: it reads only"

# -- with the forms of the account page ---------------------------------------------

req /login -d login=ann -d password=ann-password
COOKIE="Cookie: $(header Set-Cookie | sed 's/;.*//')"
CSRF=$(sql geosocle_owner 'SELECT csrf FROM auth.session
    ORDER BY created DESC LIMIT 1')
BROWSER=(-H "$COOKIE" -H 'Accept: text/html,*/*;q=0.8'
    -H 'Sec-Fetch-Site: same-origin')
expect_status 403 /api/v1/keys "${BROWSER[@]}" -d label=x
expect_status 403 /api/v1/keys "${BROWSER[@]}" -d label=x -d csrf=wrong
expect_status 403 /api/v1/keys -H "$COOKIE" -d label=x -d "csrf=$CSRF" \
    -H 'Sec-Fetch-Site: cross-site'
expect_status 403 /api/v1/keys -H "$COOKIE" -d label=x -d "csrf=$CSRF" \
    -H 'Origin: https://evil.example'
expect_status 201 /api/v1/keys "${BROWSER[@]}" \
    --data-urlencode 'label=<script>alert(1)</script>' -d scope=read \
    -d expires_days= -d "csrf=$CSRF"
expect_header Content-Type '^text/html'
expect_header Cache-Control '^no-store$'
FORM=$(grep -oE 'gs_[A-Za-z0-9_-]{43}' "$BODY" | head -n 1)
nok "the label is escaped" grep -q '<script>alert' "$BODY"
expect_status 200 /api/v1/keys -H "X-Api-Key: $FORM"
expect_status 403 "/api/v1/keys/$(id_of "$FORM")/revoke" "${BROWSER[@]}" -d x=1
expect_status 405 "/api/v1/keys/$(id_of "$FORM")/revoke" "${BROWSER[@]}"
expect_status 303 "/api/v1/keys/$(id_of "$FORM")/revoke" "${BROWSER[@]}" \
    -d "csrf=$CSRF"
expect_header Location '^/account$'
expect_status 401 /api/v1/keys -H "X-Api-Key: $FORM"
expect_status 415 "/api/v1/keys/$(id_of "$MADE")" -X DELETE -H "$COOKIE"
expect_status 204 "/api/v1/keys/$(id_of "$MADE")" -X DELETE -H "$COOKIE" \
    -d "csrf=$CSRF"
expect_status 401 /api/v1/keys -H "X-Api-Key: $MADE"

# -- its life ---------------------------------------------------------------------

is "$(sql geosocle_owner "SELECT used > now() - interval '1 minute'
    FROM auth.api_key WHERE id = $(id_of "$WRITE")")" t \
    "the last use is written"
set_key "$WRITE" "used = now() - interval '50 seconds'"
req /api/v1/keys -H "X-Api-Key: $WRITE"
is "$(sql geosocle_owner "SELECT used < now() - interval '40 seconds'
    FROM auth.api_key WHERE id = $(id_of "$WRITE")")" t \
    "at most once a minute"
set_key "$WRITE" "expires = now() - interval '1 second'"
expect_status 401 /api/v1/keys -H "X-Api-Key: $WRITE"
like "$(jq -r .detail "$BODY")" 'expired' "an expired key is told so"
expect_status 401 "/k/$WRITE/api/v1/keys"
set_key "$WRITE" "expires = now() + interval '1 day'"
expect_status 200 /api/v1/keys -H "X-Api-Key: $WRITE"
expect_status 204 "/api/v1/keys/$(id_of "$WRITE")" -X DELETE \
    -H "X-Api-Key: $WRITE"
expect_status 401 /api/v1/keys -H "X-Api-Key: $WRITE"
expect_json /api/v1/keys '[.keys[].label] | index("script") == null' \
    -H "X-Api-Key: $READ"
sql geosocle_owner "UPDATE auth.account SET disabled = true
    WHERE login = 'bob'"
expect_status 401 /api/v1/keys -H "X-Api-Key: $BOB"
sql geosocle_owner "UPDATE auth.account SET disabled = false
    WHERE login = 'bob'"
sql geosocle_owner "INSERT INTO auth.api_key (account_id, label, digest, scope)
    SELECT id, 'many', sha256(n::text::bytea), 'read'
    FROM auth.account, generate_series(1, 100) n WHERE login = 'ann'"
make '{}'
is "$STATUS" 409 "an account holds a hundred keys at most"

# -- where it cannot be read ----------------------------------------------------------

for query in "api_key=$READ" "apikey=$READ" "access_token=$READ" \
    "token=$READ" "x-api-key=abc"; do
	expect_status 400 "/api/v1/keys?$query"
done
expect_status 200 "/k/$READ/api/v1/keys"
expect_status 404 "/k/$READ/nothing-here.html"
ok "the database can be dumped" stack_as_user sh -c "exec pg_dump \
    -h '$VAR/run' -U geosocle_owner geosocle > '$VAR/tmp/dump.sql'"
sleep 0.2
for secret in "$WRITE" "$READ" "$BOB" "$MADE" "$FORM" ann-password \
    "$(cut -d= -f2 <<< "$COOKIE")"; do
	nok "${secret:0:6}… is not in the database" \
	    grep -qF -- "$secret" "$VAR/tmp/dump.sql"
	nok "${secret:0:6}… is in no log" grep -rqF -- "$secret" "$VAR/log"
done
ok "the dump is whole" grep -q 'COPY auth.api_key' "$VAR/tmp/dump.sql"

done_testing
