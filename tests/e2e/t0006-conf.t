# SPDX-License-Identifier: MIT
# A fault in geosocle.conf is named with its line and nothing starts; while
# running, a wrong one changes nothing and a good one is taken over.
. "$(dirname "$0")/../lib/stack.sh"
stack_start
conf=$VAR/etc/geosocle.conf
cp "$conf" "$TMP/good"
lines=$(wc -l < "$conf")

refused() {	# what, regular expression, lines of configuration
	cp "$TMP/good" "$conf"
	printf '%b' "$3" >> "$conf"
	ctl config test > "$TMP/out" 2>&1
	is $? 78 "$1: config test"
	like "$(cat "$TMP/out")" "$2" "$1: $2"
}
refused "an unknown key" "geosocle.conf:$((lines + 2)): .*'colour'" \
    '[common]\ncolour = red\n'
refused "an unknown section" "geosocle.conf:$((lines + 1)): .*'commons'" \
    '[commons]\nhttp_port = 1\n'
refused "an empty section" "geosocle.conf:$((lines + 1))" \
    '[]\n'
refused "no number" "geosocle.conf:$((lines + 2)): .*http_port" \
    '[common]\nhttp_port = eighty\n'
refused "out of bounds" "geosocle.conf:$((lines + 2)): .*from 1 to 256" \
    '[render]\nprocesses = 0\n'
refused "neither key nor section" "geosocle.conf:$((lines + 1)): .*key = value" \
    'hello\n'
refused "given twice" "geosocle.conf:$((lines + 3)): .*twice" \
    '[render]\nprocesses = 2\nprocesses = 2\n'
refused "half a certificate" "tls_key" '[common]\ntls_certificate = /x\n'
refused "an address that is none" "public_url" '[common]\npublic_url = x"y\n'

# -- while it runs ------------------------------------------------------------
refused "a fault while it runs" "colour" '[common]\ncolour = red\n'
ok "reload says nothing to the caller" stack_platform reload
ok "but in the log" wait_until 3 grep -q \
    'level=warn .*configuration kept' "$VAR/log/platform.log"
expect_status 200 /readyz

cp "$TMP/good" "$conf"
printf '[upload]\nmax_bytes = 1000\n' >> "$conf"
ok "reload" stack_platform reload
too_large() {
	req "/api/v1/publications?filename=a.csv" -H "X-Api-Key: $ADMIN_KEY" \
	    --data-binary @<(head -c 2000 /dev/zero)
	[ "$STATUS" = 413 ]
}
ok "a new limit is in force" wait_until 3 too_large

# -- a certificate of the site ------------------------------------------------
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
    -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$TMP/key.pem" -out "$TMP/cert.pem" 2> /dev/null
[ "$(id -u)" -ne 0 ] || chown "$(stat -c %u "$VAR")" "$TMP"/*.pem
printf '[common]\ntls_certificate = %s\ntls_key = %s\n' "$TMP/cert.pem" \
    "$TMP/key.pem" >> "$conf"
ok "reload" stack_platform reload
ours() { curl -sf -o /dev/null --cacert "$TMP/cert.pem" "$HTTPS_URL/healthz"; }
ok "the site's certificate is used" wait_until 3 ours

# -- at the start -------------------------------------------------------------
stack_stop
printf 'hello\n' >> "$conf"
stack_platform start > "$TMP/out" 2>&1
is $? 1 "nothing starts with a fault"
like "$(cat "$TMP/out")" "geosocle.conf:$(wc -l < "$conf"):" "which is named"
ok "nothing was started" test -z "$(pgrep -f "$VAR/")"
for worker in auth catalogue upload render; do
	stack_env "$BUILD/$worker" > "$TMP/out" 2>&1
	is $? 78 "$worker alone does not start either"
	like "$(cat "$TMP/out")" "level=error .*geosocle.conf:[0-9]+:" "and says why"
done
# The environment has its bounds too.
cp "$TMP/good" "$conf"
STACK_ENV=(GEOSOCLE_HTTP_PORT=99999)
stack_platform start > "$TMP/out" 2>&1
is $? 1 "a variable out of bounds"
like "$(cat "$TMP/out")" "GEOSOCLE_HTTP_PORT" "is named"
done_testing
