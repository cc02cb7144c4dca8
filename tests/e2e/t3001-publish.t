#!/bin/bash
# SPDX-License-Identifier: MIT
# Publishing a file: raw, by form, by a browser; names, organisations,
# rights; what is refused, and that an answer means durable.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
install -m 755 "$BUILD/reader" "$TMP/reader"
stack_conf upload max_bytes 2000000
upload_start "GEOSOCLE_READER=$TMP/reader"
PUB=$API/publications
RAW=(-H 'Content-Type: application/octet-stream')
gtfs "$TMP/réseau bus.zip" 12 2 A
gtfs "$TMP/b.zip" 15 3 B
F="$TMP/réseau bus.zip"

diag "raw body"
expect_status 202 "$PUB?filename=r%C3%A9seau%20bus.zip&title=R%C3%A9seau+de+bus" \
    "${ADMIN[@]}" "${RAW[@]}" --data-binary "@$F"
JOB=$(jq -r .job "$BODY")
is "$(header Location)" "$URL$API/jobs/$JOB" "Location is the job"
is "$(jq -r .url "$BODY")" "$URL$API/jobs/$JOB" "and so is url"
is "$(jq -r .page "$BODY")" "$URL/publish/$JOB" "page shows it to people"
SHA=$(sha256sum < "$F" | cut -d' ' -f1)
ok "the file is in the store under its digest" \
    cmp "$F" "$VAR/store/${SHA:0:2}/${SHA:2:2}/$SHA"
job_ends
is "$STATE" succeeded "the job succeeds"
ok "it says what was published" jq -e '.dataset == "reseau-de-bus" and
    .version == 1 and .file == "réseau bus.zip" and .progress == 1 and
    .step == "finish" and ([.layers[].name] ==
    ["reseau-de-bus.routes", "reseau-de-bus.stops",
    "reseau-de-bus.stop_routes", "reseau-de-bus.services",
    "reseau-de-bus.agencies"]) and .layers[1].features == 12' "$BODY"
ok "with its addresses" jq -e --arg u "$URL" '.urls |
    .page == $u + "/dataset/reseau-de-bus" and
    .download == $u + "/download/reseau-de-bus/latest/r%C3%A9seau%20bus.zip"
    and (.tiles | keys == ["reseau-de-bus.routes", "reseau-de-bus.stops"])' \
    "$BODY"
ok "and its log" jq -e '.log | length >= 4 and all(.message != "")' "$BODY"
expect_json "$API/jobs/$JOB" '.log[0].message == "Verifying the received file"
    and .layers[1].title == "Stops"' "${ADMIN[@]}" -H 'Accept-Language: en'

diag "multipart"
expect_status 202 "$PUB" "${ADMIN[@]}" -F "file=@$TMP/b.zip;filename=C:\\lot\\b.zip" \
    -F title='Deuxième' -F name=deux -F "organisation=$ORG" \
    -F access=organisation -F crs= -F charset=
JOB=$(jq -r .job "$BODY")
job_ends
is "$STATE" succeeded "a form with empty fields publishes"
expect_json "$API/datasets/deux" '.title == "Deuxième" and
    .access == "organisation" and .organisation.name == "essai" and
    .files[0].name == "b.zip"' "${ADMIN[@]}"
expect_status 404 "$API/datasets/deux"

diag "a browser's form"
user ann "$ORG" producer
ANN=$KEY
req /login -d login=ann -d password=ann-password
COOKIE=$(header Set-Cookie | sed 's/;.*//')
CSRF=$(curl -s -H "Cookie: $COOKIE" "$URL/publish" |
    grep -o 'name="csrf" value="[^"]*"' | head -1 | cut -d'"' -f4)
WEB=(-H "Cookie: $COOKIE" -H 'Accept: text/html,*/*;q=0.8')
ok "the page has a token" test -n "$CSRF"
expect_status 403 "$PUB" "${WEB[@]}" -F "file=@$TMP/b.zip" -F name=web
like "$(header Content-Type)" '^text/html' "a refusal is a page"
expect_status 403 "$PUB" "${WEB[@]}" -F "file=@$TMP/b.zip" -F name=web \
    -F csrf=0123456789
expect_status 403 "$PUB" "${WEB[@]}" -F "file=@$TMP/b.zip" -F name=web \
    -F "csrf=$CSRF" -H 'Sec-Fetch-Site: cross-site'
expect_status 403 "$PUB?filename=b.zip&name=web" "${WEB[@]}" "${RAW[@]}" \
    --data-binary "@$TMP/b.zip"
expect_status 303 "$PUB" "${WEB[@]}" -F "file=@$TMP/b.zip" -F name=web \
    -F "csrf=$CSRF" -H 'Sec-Fetch-Site: same-origin'
like "$(header Location)" '/publish/[0-9a-f-]{36}$' "it goes to the job's page"
JOB=$(header Location | grep -o '[^/]*$')
job_ends
is "$STATE" succeeded "and publishes"

diag "the next version"
send "$TMP/b.zip" name=reseau-de-bus
is "$STATUS" 202 "the name of a dataset replaces it"
job_ends
ok "by version 2" jq -e '.version == 2 and .dataset == "reseau-de-bus"' "$BODY"
expect_json "$API/datasets/reseau-de-bus" '.version == 2 and
    .title == "Réseau de bus" and (.versions | length == 2) and
    .versions[1].replaced != null and .layers[1].features == 15'
send "$F" "title=R%C3%A9seau%20de%20bus"
job_ends
is "$(jq -r .dataset "$BODY")" reseau-de-bus-2 \
    "a title without a name never replaces"

diag "who may"
expect_status 401 "$PUB?filename=a.zip" "${RAW[@]}" --data-binary "@$F"
like "$(header WWW-Authenticate)" . "401 says how"
READ=$(ctl key create --user ann --scope read --json | jq -r .key)
expect_status 403 "$PUB?filename=a.zip" -H "X-Api-Key: $READ" "${RAW[@]}" \
    --data-binary "@$F"
expect_status 403 "$PUB?filename=a.zip" "${RAW[@]}" --data-binary "@$F" \
    -H "X-Api-Key: $(ctl user create nul --password-stdin <<< nul-password \
    > /dev/null; ctl key create --user nul --scope write --json | jq -r .key)"
like "$(jq -r .detail "$BODY")" 'organisation' "without organisation: says so"
ctl org create ailleurs > /dev/null
user zoe ailleurs producer
ZOE=(-H "X-Api-Key: $KEY")
expect_status 403 "$PUB?filename=a.zip&name=reseau-de-bus" "${ZOE[@]}" \
    "${RAW[@]}" --data-binary "@$F"
expect_status 409 "$PUB?filename=a.zip&name=deux" "${ZOE[@]}" "${RAW[@]}" \
    --data-binary "@$F"
expect_status 403 "$PUB?filename=a.zip&organisation=$ORG" "${ZOE[@]}" \
    "${RAW[@]}" --data-binary "@$F"
expect_status 409 "$PUB?filename=a.zip&organisation=ailleurs&name=deux" \
    "${ADMIN[@]}" "${RAW[@]}" --data-binary "@$F"
user red ailleurs reader
expect_status 403 "$PUB?filename=a.zip&name=deux" -H "X-Api-Key: $KEY" \
    "${RAW[@]}" --data-binary "@$F"
HIDDEN=$(jq -r .detail "$BODY")
expect_status 403 "$PUB?filename=a.zip&name=libre" -H "X-Api-Key: $KEY" \
    "${RAW[@]}" --data-binary "@$F"
is "$(jq -r .detail "$BODY")" "$HIDDEN" "who cannot publish learns no name"
expect_status 403 "$PUB?filename=a.zip" -H "X-Api-Key: $KEY" "${RAW[@]}" \
    --data-binary "@$F"

diag "what is refused at the door"
expect_status 400 "$PUB" "${ADMIN[@]}" "${RAW[@]}" --data-binary "@$F"
like "$(jq -r .detail "$BODY")" filename "a raw body needs a name"
is "$(header Content-Type)" application/problem+json "errors are RFC 9457"
: > "$TMP/empty.zip"
send "$TMP/empty.zip" name=vide
is "$STATUS" 400 "an empty file"
like "$(jq -r .detail "$BODY")" 'empty' "says that it is empty"
expect_status 400 "$PUB" "${ADMIN[@]}" -F "file=@$TMP/empty.zip" -F name=vide
for bad in name=Majuscule name=a_b name=-a name=a--b access=secret \
    crs=%22 crs=--x titel=x title=a%0Ab; do
	send "$F" "$bad"
	is "$STATUS" 400 "$bad"
	like "$(jq -r .detail "$BODY")" "^${bad%%=*}: " "names the field"
done
send "$F" "name=a&name=b"
is "$STATUS" 400 "a name given twice"
head -c 2000001 /dev/zero > "$TMP/big.zip"
send "$TMP/big.zip" name=gros
is "$STATUS" 413 "one byte too many"
expect_status 413 "$PUB" "${ADMIN[@]}" -F "file=@$TMP/big.zip" -F name=gros
expect_status 400 "$PUB" "${ADMIN[@]}" -F name=sans
like "$(jq -r .detail "$BODY")" '^file: ' "a form without file"
expect_status 400 "$PUB" "${ADMIN[@]}" -F "file=@$F" -F "file=@$TMP/b.zip"
expect_status 415 "$PUB" "${ADMIN[@]}" -d name=x
# curl calls any body a form unless told otherwise.
expect_status 202 "$PUB?filename=a.zip&name=sans-type&title=Mon+réseau" \
    "${ADMIN[@]}" --data-binary "@$F"
expect_status 400 "$PUB" "${ADMIN[@]}" -H 'Content-Type: multipart/form-data' \
    --data-binary "@$F"
expect_status 400 "$PUB" "${ADMIN[@]}" --data-binary "@$F" \
    -H 'Content-Type: multipart/form-data; boundary=xyz'
printf -- '--xyz\r\nContent-Disposition: form-data; name="title"\r\n\r\na\0b\r\n--xyz--\r\n' \
    > "$TMP/nul"
expect_status 400 "$PUB" "${ADMIN[@]}" --data-binary "@$TMP/nul" \
    -H 'Content-Type: multipart/form-data; boundary=xyz'
like "$(jq -r .detail "$BODY")" '^title: ' "a value with a NUL is not cut there"
expect_status 405 "$PUB" "${ADMIN[@]}"
like "$(header Allow)" POST "405 says which"
expect_status 204 "$PUB" -X OPTIONS -H 'Origin: https://ailleurs.example' \
    -H 'Access-Control-Request-Method: POST'
is "$(header Access-Control-Allow-Origin)" '*' "any origin, with a key"

diag "nothing lies about"
ok "no file without a row, no row without a file" wait_until 10 clean
diag "$(remains)"
is "$(find "$VAR/body" "$VAR/store/tmp" -type f | wc -l)" 0 \
    "no temporary file"

diag "no sandbox, no reading"
rm "$TMP/reader"
kill -HUP "$(pid_of upload)"
not_ready() { [ "$(curl -s -o /dev/null -w '%{http_code}' \
    "$URL/readyz/upload")" = 503 ]; }
ok "/readyz/upload turns to 503" wait_until 10 not_ready
expect_status 503 /readyz/upload
like "$(cat "$BODY")" 'sandbox' "and says why"
send "$F" name=non
is "$STATUS" 503 "a publication is refused"
like "$(jq -r .detail "$BODY")" 'read safely' "and says why"
done_testing
