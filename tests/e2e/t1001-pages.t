#!/bin/bash
# SPDX-License-Identifier: MIT
# The catalogue's pages: home, dataset, report, publish, job, account, and
# what they say to those without the right or at a wrong address.
. "$(dirname "$0")/../lib/stack.sh"
stack_start
KEY=(-H "X-Api-Key: $ADMIN_KEY")
FR=(-H 'Accept-Language: fr')
has() { like "$(cat "$BODY")" "$1" "$2"; }
hasnt() { nok "$2" grep -qE "$1" "$BODY"; }

# signin LOGIN PASSWORD: sets SESSION, curl options that carry the cookie.
signin() {
	req /login --data-urlencode "login=$1" --data-urlencode "password=$2"
	SESSION=(-H "Cookie: gs_session=$(header Set-Cookie |
	    sed -n 's/^gs_session=\([^;]*\);.*/\1/p')")
}

# -- an empty platform --------------------------------------------------------

expect_status 200 / "${FR[@]}"
expect_header Content-Type '^text/html; charset=utf-8$'
expect_header Content-Security-Policy "^default-src 'self'"
nok "the policy allows nothing unsafe" grep -qi unsafe "$HEADERS"
has 'Aucun jeu de données' "an empty home says what to do"
has 'href="/publish"' "and where"
hasnt '<style|style="|onclick|javascript:' "no inline style or script"
expect_status 404 '/?page=2'
expect_status 400 '/?page=0'
expect_status 400 '/?page=x'
expect_status 405 / -X POST
expect_status 200 / -I
expect_header Content-Length '^[1-9][0-9]+$' "HEAD tells the length"

# -- assets --------------------------------------------------------------------

MANIFEST=$(curl -s "$URL/assets/manifest.json")
for name in app style font icon map; do
	path=$(jq -r ".$name" <<< "$MANIFEST")
	expect_status 200 "$path"
	expect_header Cache-Control immutable "$name is kept for ever"
done
req "$(jq -r .style <<< "$MANIFEST")" -H 'Accept-Encoding: gzip'
expect_header Content-Encoding '^gzip$'
gz() { curl -s -H 'Accept-Encoding: gzip' "$URL$(jq -r ".$1" <<< "$MANIFEST")" | wc -c; }
ok "the script of every page is below 12 KB" test "$(gz app)" -lt 12288
ok "the style sheet is below 22 KB" test "$(gz style)" -lt 22528
ok "the map is below 110 KB" test "$(gz map)" -lt 112640
ok "the font is below 30 KB" test "$(gz font)" -lt 30720
expect_status 404 /assets/none.js

# -- a network -----------------------------------------------------------------

python3 "$TREE/tests/fixtures/make-network.py" "$TMP/reseau.zip"
ok "a network is published" ctl publish "$TMP/reseau.zip" --name reseau \
    --title 'Réseau <b>&"d’essai"' --org "$ORG"
expect_status 200 / "${FR[@]}"
has 'href="/dataset/reseau"' "home links to it"
has 'Réseau &lt;b&gt;&amp;' "its title is escaped"
hasnt '<b>&' "and nowhere raw"
has 'src="/wms\?[^"]*layers=reseau\.routes&amp;' "with a picture of its lines"
PICTURE=$(grep -o 'src="/wms[^"]*"' "$BODY" | head -n 1 |
    sed 's/^src="//; s/"$//; s/&amp;/\&/g')
expect_status 200 "$PICTURE"
expect_header Content-Type '^image/png$' "the picture is drawn"

expect_status 200 /dataset/reseau "${FR[@]}"
hasnt '<style|style="|onclick|javascript:|<script>' "no inline style or script"
has 'Publié par <strong>' "the producer"
has '>Ouvert à tous<' "the access"
has 'aria-label="1"' "a line's badge is named"
has 'fill="#FFE000"' "in its own colour"
hasnt 'fill="#FFFFFF">2<' "white on yellow is not kept"
has 'toutes les 20 min' "the frequency"
has '05:30 – 01:10 \(le lendemain\)' "a last departure after midnight"
has 'Départs par heure, 5 h : ' "the strip is told in words"
has 'Samedi</th><td class="right">' "trips by day of the week"
has 'Horaires valables du <strong>' "the validity"
hasnt 'ne sont plus valables' "which is not over"
has '/download/reseau/latest/reseau.zip' "the original file"
has 'collections/reseau\.stops/items\?f=json' "GeoJSON of each layer"
has '/tiles/reseau\.routes/tilejson\.json' "tiles"
has '/ogc/features/collections/reseau\.services' "layers without geometry too"
hasnt '/tiles/reseau\.services' "which have no tiles"
has '"full_name":"reseau\.stops"' "what the map needs"
for link in $(grep -oE 'href="/(download|ogc)[^"]*"' "$BODY" |
    sed 's/^href="//; s/"$//; s/&amp;/\&/g' | sort -u); do
	expect_status 200 "$link"
done

expect_status 200 '/dataset/reseau?layer=stops' "${FR[@]}"
has 'objets 1 à 20 sur 24' "the table of another layer"
has 'Gare 1' "has its rows"
has 'href="/dataset/reseau\?layer=stops&amp;page=2#table"' "and a next page"
expect_status 200 '/dataset/reseau?layer=stops&page=2' "${FR[@]}"
has 'objets 21 à 24 sur 24' "the last page"
expect_status 200 '/dataset/reseau?layer=stops&page=9' "${FR[@]}"
has 'Cette page n’existe pas' "a page beyond says so"
expect_status 404 '/dataset/reseau?layer=none'
expect_status 400 '/dataset/reseau?page=-1'
expect_status 404 /dataset/none "${FR[@]}"
has 'Cette page n’existe pas' "in words"
expect_status 404 '/dataset/%27%3B--'
expect_status 404 /nothing/here

# A second version, expired.
python3 "$TREE/tests/fixtures/make-network.py" "$TMP/reseau.zip" \
    --start 2020-01-06
ok "a second version" ctl publish "$TMP/reseau.zip" --name reseau
expect_status 200 /dataset/reseau "${FR[@]}"
has 'ne sont plus valables : ils s’arrêtaient le 16 février 2020' "an expired feed is told"
has '/download/reseau/v1/reseau.zip' "the version before is offered"
expect_status 200 /download/reseau/v1/reseau.zip

# -- the report ------------------------------------------------------------------

expect_status 200 /dataset/reseau/report "${FR[@]}"
has 'class="finding warning"' "warnings"
has 'Que faire' "with a remedy"
has 'href="/api/v1/datasets/reseau/report"' "the same as JSON"
expect_json /api/v1/datasets/reseau/report '.warnings >= 1'
expect_status 404 /dataset/none/report

# -- a restricted dataset ----------------------------------------------------------

ok "a restricted dataset" ctl publish "$TMP/reseau.zip" --name reserve \
    --title Réservé --org "$ORG" --access organisation
for path in /dataset/reserve /dataset/reserve/report; do
	expect_status 404 "$path"
	expect_status 404 "$path" -H 'GS-User: 1' -H 'X-Gs-User: 1' \
	    -H 'X-Gs-Auth: ok'
	expect_status 200 "$path" "${KEY[@]}"
done
req /
hasnt reserve "home does not show it"
expect_status 200 / "${KEY[@]}"
has 'href="/dataset/reserve"' "but to its organisation"
expect_status 200 /dataset/reserve "${KEY[@]}" "${FR[@]}"
has 'Accès réservé' "with a badge"

# -- publishing -----------------------------------------------------------------------

expect_status 200 /publish "${FR[@]}"
has 'href="/login\?next=%2Fpublish"' "the form asks to sign in first"
hasnt 'type="file"' "and is not there"
expect_status 200 '/publish?name=reseau'
has 'next=%2Fpublish%3Fname%3Dreseau"' "and comes back where it was"
signin admin "$(head -n 1 "$VAR/admin-password")"
expect_status 200 /publish "${SESSION[@]}" "${FR[@]}"
has 'type="file"' "signed in, the form"
has "<option value=\"$ORG\">" "with one's organisations"
CSRF=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
ok "and a token" test -n "$CSRF"
expect_status 200 '/publish?name=reseau' "${SESSION[@]}" "${FR[@]}"
has 'name="name" value="reseau"' "a new version of a dataset"
expect_status 404 '/publish?name=none' "${SESSION[@]}"
expect_status 404 '/publish?name=%22%3E' "${SESSION[@]}"
ctl user create lecteur --password-stdin <<< 'correct horse' > /dev/null
ADMIN=("${SESSION[@]}")
signin lecteur 'correct horse'
expect_status 200 /publish "${SESSION[@]}" "${FR[@]}"
has 'ne peut pas encore publier' "an account without organisation"
expect_status 200 '/publish?name=reseau' "${SESSION[@]}" "${FR[@]}"
has 'ne pouvez pas remplacer' "nor replace what is not one's own"
expect_status 404 '/publish?name=reserve' "${SESSION[@]}"

# -- jobs --------------------------------------------------------------------------------

req /api/v1/publications "${ADMIN[@]}" -H 'Accept: text/html' \
    -F "csrf=$CSRF" -F "organisation=$ORG" -F name=par-page -F title= \
    -F access=public -F crs= -F charset= -F geometry_columns= \
    -F "file=@$TMP/reseau.zip;filename=réseau été.zip"
is "$STATUS" 303 "the form's answer is a page"
JOB=$(header Location | sed 's,.*/publish/,/publish/,')
like "$JOB" '^/publish/[0-9a-f-]{36}$' "that of the publication"
expect_status 303 "$JOB"
expect_header Location '/login\?next=%2Fpublish%2F' "for who signs in"
expect_status 404 "$JOB" "${SESSION[@]}"
published() { req "$JOB" "${ADMIN[@]}" "${FR[@]}" && grep -q 'C’est publié' "$BODY"; }
ok "it is published" wait_until 30 published
has 'href="/dataset/par-page"' "and linked"
has 'réseau été.zip' "under the file's name"
hasnt 'http-equiv="refresh"' "and the page does not reload any more"
expect_status 404 /publish/00000000-0000-4000-8000-000000000000 "${ADMIN[@]}"
expect_status 404 /publish/x "${ADMIN[@]}"

python3 "$TREE/tests/fixtures/make-network.py" "$TMP/troue.zip" \
    --without stops.txt
nok "a broken network is refused" ctl publish "$TMP/troue.zip" --org "$ORG"
REFUSED=$(sql geosocle_owner "SELECT id FROM jobs.job WHERE state = 'failed'")
expect_status 200 "/publish/$REFUSED" "${ADMIN[@]}" "${FR[@]}"
has 'n’a pas été publié' "its page says so"
has 'stops.txt' "and why"
has 'class="finding error"' "with the report"
has 'href="/publish"' "and the way back"

# Each state of a job has its page.
state() {	# STATE QUESTIONS
	sql geosocle_owner "INSERT INTO jobs.job (kind, state, account_id,
	    organisation_id, file_name, params, step, progress, message,
	    questions, not_before)
	    SELECT 'publish', '$1', a.id, o.id, 'un <i>fichier.csv', '{}',
		'verify', 0.4, '{\"fr\": \"Lecture <b>\", \"en\": \"Reading\"}',
		$2, now() + interval '1 day'
	    FROM auth.account a, auth.organisation o
	    WHERE a.login = 'admin' AND o.slug = '$ORG' RETURNING id"
}
ID=$(state queued NULL)
expect_status 200 "/publish/$ID" "${ADMIN[@]}" "${FR[@]}"
has '<noscript><meta http-equiv="refresh" content="2"></noscript>' \
    "a waiting job reloads without a script"
has 'Vous pouvez fermer cette page' "and can be left"
has '<progress max="100" value="40"' "with its progress"
has 'Lecture &lt;b&gt;' "the message is escaped"
has 'un &lt;i&gt;fichier.csv' "and the name"
has "action=\"/api/v1/jobs/$ID/cancel\"" "and can be cancelled"
req "/api/v1/jobs/$ID/cancel" "${ADMIN[@]}" -H 'Accept: text/html' \
    --data-urlencode "csrf=$CSRF"
is "$STATUS" 303 "by the form"
expect_status 200 "/publish/$ID" "${ADMIN[@]}" "${FR[@]}"
has 'Publication annulée' "which is told"
ID=$(state asked "'[{\"kind\": \"crs\", \"text_fr\": \"Quel système ?\",
    \"text_en\": \"Which system?\", \"guesses\": [{\"value\": \"EPSG:2154\",
    \"label_fr\": \"Lambert-93\", \"label_en\": \"Lambert-93\", \"score\": 1},
    {\"value\": \"EPSG:3857\", \"label_fr\": \"Web\", \"label_en\": \"Web\",
    \"score\": 0.5}]}]'")
expect_status 200 "/publish/$ID" "${ADMIN[@]}" "${FR[@]}"
has 'Quel système \?' "a question"
has 'name="crs" value="EPSG:2154" checked' "with the best guess chosen"
has 'name="crs" value="EPSG:3857"' "and the others"
has "action=\"/api/v1/jobs/$ID/answers\"" "in a form"
req "/api/v1/jobs/$ID/answers" "${ADMIN[@]}" -H 'Accept: text/html' \
    --data-urlencode "csrf=$CSRF" -d crs=EPSG:2154 -d crs=
is "$STATUS" 303 "that can be sent"
is "$(sql geosocle_owner "SELECT state FROM jobs.job WHERE id = '$ID'")" \
    queued "and goes on"

# -- the account ------------------------------------------------------------------------

expect_status 303 /account
expect_status 200 /account "${ADMIN[@]}" "${FR[@]}"
expect_header Cache-Control no-store
has 'href="/dataset/reserve"' "one's datasets"
has 'href="/publish\?name=reseau"' "and their next version"
has "href=\"/publish/$REFUSED\"" "one's publications"
has 'action="/api/v1/keys"' "one's keys"
expect_status 200 /account "${SESSION[@]}" "${FR[@]}"
hasnt 'dataset/reseau"' "nobody else's"
req /api/v1/keys "${SESSION[@]}" -H 'Accept: text/html' -d label=QGIS \
    -d scope=read --data-urlencode "csrf=$(sed -n \
    's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)"
is "$STATUS" 201 "a key by the form"
NEW=$(grep -oE 'data-copy="[^"]*"' "$BODY" | head -n 1 | sed 's/.*="//; s/"//')
expect_status 200 /account "${SESSION[@]}" "${FR[@]}"
has 'QGIS' "is in the list"
hasnt "$NEW" "but never shown again"

# -- a database that is away ------------------------------------------------------------

sql geosocle_owner "ALTER DATABASE geosocle CONNECTION LIMIT 0" > /dev/null
sql geosocle_owner "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename LIKE 'gs_%'" > /dev/null
req / "${FR[@]}" -H 'Accept: text/html'
is "$STATUS" 503 "without its database a page says to come back"
expect_header Retry-After '^[0-9]+$'
has 'revient dans un instant' "in words"
sql geosocle_owner "ALTER DATABASE geosocle CONNECTION LIMIT -1" > /dev/null
back() { req / && [ "$STATUS" = 200 ]; }
ok "and it comes back" wait_until 10 back
expect_log 'too many connections|terminating connection|connection (lost|to server)|database is away|server closed'
done_testing
