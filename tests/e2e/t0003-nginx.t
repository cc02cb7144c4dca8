# SPDX-License-Identifier: MIT
# What nginx alone decides: identity, addresses, logs, errors, TLS.
. "$(dirname "$0")/../lib/stack.sh"
stack_start

key=$ADMIN_KEY
bad=gs_$(printf 'x%.0s' {1..43})
me() { req /api/v1/keys "$@"; }

# -- a key in the query string ------------------------------------------------
for query in "apikey=$key" "api_key=x" "X-Api-Key=x" "access_token=$key" \
    "a=1&key=$key" "token=$key"; do
	expect_status 400 "/ogc/features?$query"
done
expect_header content-type application/problem.json
expect_header access-control-allow-origin '^\*$' "that error has CORS"
like "$(cat "$BODY")" "X-Api-Key" "it says what to do instead"
expect_status 200 "/ogc/features?f=json"
expect_status 400 "/nowhere?apikey=$key" -X POST -d x=1

# -- keys and where they go ---------------------------------------------------
expect_status 200 /api/v1/keys -H "X-Api-Key: $key"
expect_status 200 /api/v1/keys -H "Authorization: Bearer $key"
expect_status 200 /api/v1/keys -u "admin:$key"
expect_status 200 "/k/$key/api/v1/keys"
expect_status 401 /api/v1/keys
# A key that is no good is not "nobody".
expect_status 401 "/ogc/features" -H "X-Api-Key: $bad"
expect_status 401 "/k/$bad/ogc/features"
expect_status 401 "/k/$bad/"
expect_status 404 "/k/short/ogc/features"
expect_status 200 "/k/$key/ogc/features?f=json"
like "$(jq -r '.links[].href' "$BODY")" "$URL/k/$key/ogc/features" \
    "links of /k/KEY/ stay under it"
# By its path a key only reads.
expect_status 403 "/k/$key/api/v1/publications?filename=a.csv" --data-binary x
req "/k/$key/metrics"
nok "a worker's counters are not read with a key" grep -q _total "$BODY"
expect_status 404 "/dataset/$key"
expect_status 404 "/k/$key/k/$key/ogc/features"

# -- nothing a client sends is an identity ------------------------------------
admin=$(sql geosocle_owner "SELECT id FROM auth.account WHERE login = 'admin'")
for h in "X-Gs-User: $admin" "GS_USER: $admin" "Gs-User: $admin" \
    "X-Remote-User: admin" "Remote-User: admin" "sec-username: admin" \
    "X-Forwarded-User: admin" "Proxy: http://x/" "HTTP_GS_USER: $admin"; do
	expect_status 401 /api/v1/keys -H "$h" -H "X-Gs-Auth: ok" -H "Gs-Auth: ok"
done
for path in /_auth /_store/x /_tiles/x /_error/503/json /_ready/auth; do
	expect_status 404 "$path"
done
expect_status 404 "/_auth" -H "X-Api-Key: $key"
# Nor where the platform is.
for h in "Host: evil.example" "X-Forwarded-Host: evil.example" \
    "Forwarded: host=evil.example"; do
	for path in /ogc/features?f=json / /login \
	    "/wms?SERVICE=WMS&REQUEST=GetCapabilities"; do
		req "$path" -H "$h"
		nok "$path with $h: not repeated" grep -q evil "$BODY" "$HEADERS"
	done
done

# -- CORS ---------------------------------------------------------------------
for path in /ogc/features /ogc/features/collections/none /wms \
    /api/v1/datasets /download/none/latest/x.zip /tiles/none/0/0/0.png; do
	req "$path" -H "Origin: https://other.example"
	expect_header access-control-allow-origin '^\*$' "CORS: $path ($STATUS)"
	is "$(grep -ci '^access-control-allow-origin' "$HEADERS")" 1 "once: $path"
done
req /login -H "Origin: https://other.example"
is "$(header access-control-allow-origin)" "" "no CORS on pages with a session"
req /ogc/features -X OPTIONS -H "Origin: https://other.example" \
    -H "Access-Control-Request-Method: GET"
like "$STATUS" '^20[04]$' "preflight"
req /tiles/none/0/0/0.png -X OPTIONS -H "Origin: https://other.example" \
    -H "Access-Control-Request-Method: GET"
like "$STATUS" '^20[04]$' "preflight of a tile"

# -- compression --------------------------------------------------------------
req /ogc/features/api?f=json -H "Accept-Encoding: gzip"
expect_header content-encoding gzip "JSON is compressed"
etag=$(header etag)
if [ -n "$etag" ]; then
	expect_status 304 /ogc/features/api?f=json -H "Accept-Encoding: gzip" \
	    -H "If-None-Match: $etag"
fi

# -- unknown addresses --------------------------------------------------------
expect_status 404 /nowhere
expect_status 404 /fr/nowhere
expect_status 404 /api/v2/nothing
expect_status 404 /assets/none-0000.css
expect_status 400 /../../etc/passwd --path-as-is
expect_status 400 /tiles/../../etc/passwd --path-as-is
expect_status 404 /tiles/../etc/passwd --path-as-is
expect_status 400 '/assets/..%2f..%2f..%2fetc/passwd'
expect_status 405 / -X DELETE
expect_status 405 /tiles/none/0/0/0.png -X DELETE
expect_status 413 /api/v1/keys -H "X-Api-Key: $key" \
    --data-binary @<(head -c 2000000 /dev/zero)
expect_header content-type application/problem.json

# -- large files --------------------------------------------------------------
head -c 3000000 /dev/zero > "$TMP/large.zip"
large() {
	expect_status "$1" "/api/v1/publications?filename=large.zip" \
	    -H "Content-Type: application/octet-stream" \
	    --data-binary "@$TMP/large.zip" "${@:2}"
}
large 202 -H "X-Api-Key: $key"
large 401
expect_header content-type application/problem.json
mv "$VAR/run/upload.sock" "$VAR/run/upload.away"
large 503 -H "X-Api-Key: $key"
expect_header content-type application/problem.json
mv "$VAR/run/upload.away" "$VAR/run/upload.sock"

# -- probes -------------------------------------------------------------------
for worker in auth catalogue upload render; do
	expect_status 200 "/healthz/$worker"
	expect_status 200 "/readyz/$worker"
	expect_status 200 "/metrics/$worker"
	is "$(tail -n 1 "$BODY")" "# EOF" "OpenMetrics of $worker"
done
expect_status 200 /readyz
expect_status 200 /metrics
nok "no counters at /fr/metrics" grep -q geosocle_requests "$BODY"
expect_status 200 /robots.txt

# -- TLS ----------------------------------------------------------------------
cert=$VAR/etc/tls/certificate.pem
expect_status 200 "$HTTPS_URL/ogc/features?f=json" --cacert "$cert"
expect_status 000 "$HTTPS_URL/healthz" --cacert "$cert" --tls-max 1.1
is "$(stat -c %a "$VAR/etc/tls/key.pem")" 600 "the private key is its owner's"
nok "no HSTS while the public address is http" grep -qi strict-transport "$HEADERS"
nok "the version of nginx is not told" grep -qi 'server: nginx/' "$HEADERS"

# -- the key is in no log -----------------------------------------------------
sleep 0.2
nok "no key in any log" grep -rqF -- "${key#gs_}" "$VAR/log"
nok "nor the one that is no good" grep -rqF -- "$bad" "$VAR/log"
ok "its requests are logged without it" grep -q 'uri="/k/-/ogc/features' \
    "$VAR/log/access.log"
ok "lines have the request's id" grep -qE \
    "req=$(header x-request-id).* uri=" "$VAR/log/access.log"

# -- https as the public address ----------------------------------------------
stack_restart GEOSOCLE_PUBLIC_URL="https://localhost:$HTTPS_PORT"
expect_status 200 "$HTTPS_URL/ogc/features?f=json" --cacert "$cert"
expect_header strict-transport-security 'max-age'
is "$(jq -r '.links[0].href' "$BODY" | cut -d/ -f1-3)" "$HTTPS_URL" \
    "links are https"
req "$HTTPS_URL/login" --cacert "$cert"
jar=$TMP/jar
req "$HTTPS_URL/login" --cacert "$cert" -c "$jar" \
    -H "Origin: $HTTPS_URL" -H "Sec-Fetch-Site: same-origin" \
    --data-urlencode login=admin \
    --data-urlencode "password=$(cat "$VAR/admin-password")"
is "$STATUS" 303 "signing in over https"
ok "the cookie is bound to the host" grep -q '__Host-gs_session' "$jar"
expect_status 200 "$HTTPS_URL/api/v1/keys" --cacert "$cert" -b "$jar"
session=$(awk '/__Host-gs_session/ { print $7 }' "$jar")
expect_status 401 "$HTTPS_URL/api/v1/keys" --cacert "$cert" \
    -H "Cookie: gs_session=$session"
done_testing
