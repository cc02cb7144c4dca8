#!/bin/bash
# SPDX-License-Identifier: MIT
# Signing in and out: the page, the session and its cookie, forged forms,
# guessed passwords.
. "$(dirname "$0")/../lib/stack.sh"
stack_start
PASSWORD='correct horse é'
ctl user create ann --organisation "$ORG" --password-stdin <<< "$PASSWORD" \
    > /dev/null

# signin LOGIN PASSWORD [curl options]: sets STATUS, COOKIE (value) and CSRF.
signin() {
	local login=$1 password=$2
	shift 2
	req /login --data-urlencode "login=$login" \
	    --data-urlencode "password=$password" "$@"
	COOKIE=$(header Set-Cookie | sed -n 's/^gs_session=\([^;]*\);.*/\1/p')
	CSRF=$(sql geosocle_owner "SELECT csrf FROM auth.session
	    ORDER BY created DESC LIMIT 1")
}
forget() { sql geosocle_owner "DELETE FROM auth.attempt"; }
with() { printf 'Cookie: gs_session=%s' "$1"; }

# -- the page ----------------------------------------------------------------

expect_status 200 /login -H 'Accept-Language: fr'
expect_header Content-Type '^text/html'
expect_header Cache-Control '^no-store$'
like "$(cat "$BODY")" '<html lang="fr">' "French by default"
like "$(cat "$BODY")" 'action="/login"' "the form posts to /login"
expect_status 200 '/en/login?next=/dataset/x'
like "$(cat "$BODY")" '<html lang="en">' "English under /en"
like "$(cat "$BODY")" 'name="next" value="/dataset/x"' "next is kept"
expect_status 200 '/login?next=https://evil.example/'
like "$(cat "$BODY")" 'name="next" value="/"' "next to another site is not"
expect_status 200 '/login?next=%22%3E%3Cscript%3E'
nok "next cannot break out of its attribute" grep -q '"><script>' "$BODY"
expect_status 200 /login -I
expect_status 405 /login -X PUT
expect_header Allow POST
expect_status 404 /_auth
expect_status 415 /login -H 'Content-Type: application/json' -d '{}'

# -- a right and a wrong password ----------------------------------------------

signin ann wrong
is "$STATUS" 401 "a wrong password is refused"
is "$COOKIE" "" "and gives no session"
expect_header WWW-Authenticate Cookie
sed 's/value="ann"//' "$BODY" > "$TMP/wrong"
signin bob wrong
is "$STATUS" 401 "an unknown login is refused"
sed 's/value="bob"//' "$BODY" > "$TMP/unknown"
ok "in the same words" diff "$TMP/wrong" "$TMP/unknown"
signin '<b>' x
nok "a typed login is escaped" grep -q '<b>' "$BODY"
signin "" ""
is "$STATUS" 401 "an empty form is refused"
signin ann "$(head -c 2000 /dev/zero | tr '\0' x)"
is "$STATUS" 401 "a password of 2000 bytes is refused"

signin ' ANN ' "$PASSWORD"
is "$STATUS" 303 "the right password signs in"
expect_header Location '^/$'
like "$(header Set-Cookie)" \
    '^gs_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200$' \
    "the cookie's attributes on http"
FIRST=$COOKIE
expect_status 200 /api/v1/keys -H "$(with "$FIRST")"
expect_status 303 /en/login -H "$(with "$FIRST")"
expect_header Location '^/en/$' "who is signed in need not do it again"
for next in /dataset/x //evil.example '/\evil' https://evil.example /login \
    'javascript:alert(1)' $'/a\r\nX-Evil: 1'; do
	signin ann "$PASSWORD" --data-urlencode "next=$next"
	wanted=/
	[ "$next" = /dataset/x ] && wanted=$next
	is "$(header Location)" "$wanted" "after sign-in, next=${next@Q}"
done
is "$(header X-Evil)" "" "no header is injected"

# -- the session -----------------------------------------------------------------

PRESET=AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD123
signin ann "$PASSWORD" -H "$(with $PRESET)"
nok "a session prepared by somebody else is not taken over" \
    [ "$COOKIE" = $PRESET ]
expect_status 401 /api/v1/keys -H "$(with $PRESET)"
SECOND=$COOKIE
signin ann "$PASSWORD" -H "$(with "$SECOND")"
expect_status 401 /api/v1/keys -H "$(with "$SECOND")"
expect_status 200 /api/v1/keys -H "$(with "$COOKIE")"
digest=$(printf %s "$COOKIE" | sha256sum | cut -d' ' -f1)
is "$(sql geosocle_owner "SELECT count(*) FROM auth.session
    WHERE digest = '\\x$digest'")" 1 "the database holds its SHA-256"

set_session() { sql geosocle_owner "UPDATE auth.session SET $1
    WHERE digest = '\\x$digest'"; }
set_session "seen = now() - interval '59 seconds'"
req /api/v1/keys -H "$(with "$COOKIE")"
is "$(sql geosocle_owner "SELECT seen < now() - interval '50 seconds'
    FROM auth.session WHERE digest = '\\x$digest'")" t \
    "the last use is not written within a minute"
set_session "seen = now() - interval '2 minutes'"
req /api/v1/keys -H "$(with "$COOKIE")"
is "$(sql geosocle_owner "SELECT seen > now() - interval '10 seconds'
    FROM auth.session WHERE digest = '\\x$digest'")" t \
    "but after one it is"
set_session "seen = now() - interval '31 minutes'"
expect_status 401 /api/v1/keys -H "$(with "$COOKIE")"
set_session "seen = now(), expires = now() - interval '1 second'"
expect_status 401 /api/v1/keys -H "$(with "$COOKIE")"
expect_status 200 /login -H "$(with "$COOKIE")"
set_session "expires = now() + interval '1 hour'"
expect_status 200 /api/v1/keys -H "$(with "$COOKIE")"

sql geosocle_owner "UPDATE auth.account SET disabled = true
    WHERE login = 'ann'"
expect_status 401 /api/v1/keys -H "$(with "$COOKIE")"
signin ann "$PASSWORD"
is "$STATUS" 401 "a disabled account does not sign in"
sql geosocle_owner "UPDATE auth.account SET disabled = false
    WHERE login = 'ann'"
forget

# -- forms of other sites ---------------------------------------------------------

signin ann "$PASSWORD" -H 'Sec-Fetch-Site: cross-site'
is "$STATUS" 403 "sign-in: a form of another site is refused"
signin ann "$PASSWORD" -H 'Sec-Fetch-Site: same-site'
is "$STATUS" 403 "sign-in: one of a neighbour too"
signin ann "$PASSWORD" -H 'Origin: https://evil.example'
is "$STATUS" 403 "sign-in: without Sec-Fetch-Site, Origin tells"
like "$(cat "$BODY")" "$URL" "and the page says where to sign in"
signin ann "$PASSWORD" -H 'Sec-Fetch-Site: same-origin' \
    -H "Origin: $URL"
is "$STATUS" 303 "sign-in: the platform's own form is taken"

expect_status 403 /logout -H "$(with "$COOKIE")" -d csrf=
expect_status 403 /logout -H "$(with "$COOKIE")" -d csrf=wrong
expect_status 403 /logout -H "$(with "$COOKIE")" -d "csrf=$CSRF" \
    -H 'Sec-Fetch-Site: cross-site'
expect_status 405 /logout -H "$(with "$COOKIE")"
expect_status 200 /api/v1/keys -H "$(with "$COOKIE")"
expect_status 303 /logout -H "$(with "$COOKIE")" -d "csrf=$CSRF" \
    -H 'Sec-Fetch-Site: same-origin'
like "$(header Set-Cookie)" '^gs_session=; .*Max-Age=0$' \
    "signing out takes the cookie back"
expect_status 401 /api/v1/keys -H "$(with "$COOKIE")"
is "$(sql geosocle_owner "SELECT count(*) FROM auth.session
    WHERE csrf = '$CSRF'")" 0 "and ends the session"
expect_status 303 /logout -d csrf=
# Signing out ended this one only.
expect_status 200 /api/v1/keys -H "$(with "$FIRST")"

# -- login and password with each request -------------------------------------------

expect_status 200 /api/v1/keys -u "ann:$PASSWORD"
expect_status 200 /api/v1/keys -u "ann:$PASSWORD"
expect_status 401 /api/v1/keys -u ann:wrong
expect_status 401 /api/v1/keys -u "nobody:$PASSWORD"
sql geosocle_owner "UPDATE auth.account SET disabled = true
    WHERE login = 'ann'"
expect_status 401 /api/v1/keys -u "ann:$PASSWORD"
sql geosocle_owner "UPDATE auth.account SET disabled = false
    WHERE login = 'ann'"
forget
ctl user password ann --password-stdin <<< 'another one' > /dev/null
expect_status 401 /api/v1/keys -H "$(with "$FIRST")"
expect_status 401 /api/v1/keys -u "ann:$PASSWORD"
expect_status 200 /api/v1/keys -u "ann:another one"
PASSWORD='another one'

# A hash made with other parameters is replaced at the next sign-in.
sql geosocle_owner "UPDATE auth.account SET password_hash =
    '\$argon2id\$v=19\$m=8192,t=1,p=1\$NJvo9hcarKliwedEthn72g\$WoQFveHR2XEVmYbxwZcWTUQ8tRX4LdFstZ/RaVwlA3E'
    WHERE login = 'ann'"
signin ann "$PASSWORD"
is "$STATUS" 303 "an older hash signs in"
like "$(sql geosocle_owner "SELECT password_hash FROM auth.account
    WHERE login = 'ann'")" '^\$argon2id\$v=19\$m=19456,t=2,p=1\$' \
    "and is made anew"

# -- guessing -----------------------------------------------------------------------

forget
codes=
for i in 1 2 3 4 5 6 7 8 9 10; do
	signin ann "guess $i"
	codes+="$STATUS "
done
is "$codes" "$(printf '401 %.0s' {1..10})" "ten guesses are looked at"
signin ann "$PASSWORD"
is "$STATUS" 429 "the next one is not, right or wrong"
expect_header Retry-After '^900$'
signin "nobody at all" x
is "$STATUS" 429 "nor another login from that address"
expect_status 401 /api/v1/keys -u "ann:$PASSWORD"
sql geosocle_owner "UPDATE auth.attempt SET at = at - interval '16 minutes'"
signin ann "$PASSWORD"
is "$STATUS" 303 "a quarter of an hour later it is"
is "$(sql geosocle_owner "SELECT count(*) FROM auth.attempt
    WHERE login = 'ann'")" 0 "and the account starts afresh"
sql geosocle_owner "INSERT INTO auth.attempt (login, address)
    SELECT 'ann', ('192.0.2.' || n)::inet FROM generate_series(1, 10) n"
signin ann "$PASSWORD"
is "$STATUS" 429 "ten addresses that guess at one account count together"
forget

# -- many at once ---------------------------------------------------------------------

signin ann "$PASSWORD"
for i in {1..20}; do
	curl -s -o /dev/null -w '%{http_code}\n' "$URL/login" -d login=bob$i \
	    -d password=x >> "$TMP/crowd" &
	crowd+=($!)
done
req /api/v1/keys -H "$(with "$COOKIE")" --max-time 5
is "$STATUS" 200 "who is signed in is served while a crowd signs in"
wait "${crowd[@]}"
is "$(grep -cvxE '401|429|503' "$TMP/crowd")" 0 \
    "each of the crowd is told 401, 429 or to try again"
forget

# -- behind https -----------------------------------------------------------------------

stack_restart GEOSOCLE_PUBLIC_URL="$HTTPS_URL"
signin ann "$PASSWORD" -H "Origin: $HTTPS_URL"
like "$(header Set-Cookie)" \
    '^__Host-gs_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$' \
    "the cookie's attributes on https"
COOKIE=$(header Set-Cookie | sed 's/;.*//')
expect_status 200 "$HTTPS_URL/api/v1/keys" -k -H "Cookie: $COOKIE"
expect_status 401 "$HTTPS_URL/api/v1/keys" -k \
    -H "Cookie: ${COOKIE#__Host-}"

done_testing
