#!/bin/bash
# SPDX-License-Identifier: MIT
# Every page in both languages: which one is chosen, the switch between them,
# numbers and dates as each expects them, no string forgotten.
. "$(dirname "$0")/../lib/stack.sh"
stack_start
PORTAL=$TREE/nginx/portal
has() { like "$(cat "$BODY")" "$1" "$2"; }
hasnt() { nok "$2" grep -qE "$1" "$BODY"; }

# -- the strings ---------------------------------------------------------------

keys() { jq -r '[paths(scalars) | map(tostring) | join(".")] | sort | .[]' "$1"; }
is "$(keys "$PORTAL/i18n/fr.json" | sha256sum)" \
    "$(keys "$PORTAL/i18n/en.json" | sha256sum)" "both files have the same keys"
is "$(jq -r '.. | strings | select(. == "")' "$PORTAL"/i18n/*.json)" "" \
    "no string is empty"
# What the programs ask for by a constant name exists.
for key in $(grep -rhoE 'gs_text\((req|c->req|d->req), *"[a-z_.0-9]+"' \
    "$TREE/modules" | sed 's/.*"\(.*\)"/\1/' | sort -u); do
	ok "string $key exists" jq -e --arg k "$key" \
	    'getpath($k | split(".")) | type == "string"' "$PORTAL/i18n/fr.json"
done
# And what they compose.
for key in job.{queued,running,asked,succeeded,failed,cancelled}{,_text} \
    job.short_{queued,running,asked,succeeded,failed,cancelled} \
    job.step_{verify,read,index,publish,finish} weekdays.d{1..7} months.m{1..12} \
    account.role_{reader,producer,manager} account.key_{read,write} \
    services.{features,wms,tiles,xyz}{,_help} \
    error.s{400,401,403,404,405,406,409,410,413,415,422,429,500,501,502,503,507}; do
	jq -e --arg k "$key" 'getpath($k | split(".")) | type == "string"' \
	    "$PORTAL/i18n/fr.json" > /dev/null || fail "string $key exists"
done
pass "composed names were looked up"

# -- which language --------------------------------------------------------------

expect_status 200 / -H 'Accept-Language: en-GB,en;q=0.9,fr;q=0.1'
has '<html lang="en">' "the reader's language"
expect_header Content-Language '^en$'
expect_header Vary Accept-Language
expect_status 200 / -H 'Accept-Language: de'
has '<html lang="fr">' "French when it is neither"
expect_status 200 /
has '<html lang="fr">' "and when nothing is said"
expect_status 200 /en/ -H 'Accept-Language: fr'
has '<html lang="en">' "the address decides first"
has 'href="/fr/"' "with a link to the other language"
has 'href="/en/publish"' "and links that stay in this one"
expect_status 404 /de/

# -- every page ---------------------------------------------------------------------

python3 "$TREE/tests/fixtures/make-network.py" "$TMP/reseau.zip" \
    --start 2020-01-06
ok "a network is published" ctl publish "$TMP/reseau.zip" --name reseau \
    --title 'Réseau' --org "$ORG"
JOB=$(sql geosocle_owner "SELECT id FROM jobs.job LIMIT 1")
sql geosocle_owner "UPDATE catalogue.layer SET features = 1329
    WHERE name = 'stops'" > /dev/null
req /login --data-urlencode login=admin \
    --data-urlencode "password=$(head -n 1 "$VAR/admin-password")"
SESSION=(-H "Cookie: gs_session=$(header Set-Cookie |
    sed -n 's/^gs_session=\([^;]*\);.*/\1/p')")
for path in / /dataset/reseau '/dataset/reseau?layer=stops&page=2' \
    /dataset/reseau/report /publish '/publish?name=reseau' "/publish/$JOB" \
    /account /login /ogc/features /ogc/features/conformance \
    /ogc/features/collections \
    /ogc/features/collections/reseau.stops \
    /ogc/features/collections/reseau.stops/items \
    /ogc/features/collections/reseau.stops/items/1; do
	for lang in fr en; do
		WHO=("${SESSION[@]}")
		[ "$path" != /login ] || WHO=()
		req "/$lang$path" "${WHO[@]}" -H 'Accept: text/html'
		is "$STATUS" 200 "/$lang$path"
		has "<html lang=\"$lang\">" "$lang: $path"
		hasnt '\{\{|\}\}|>(t|job|home|dataset|gtfs|report|publish|error|account|ogcapi)\.[a-z_]+<' \
		    "$lang: $path has no string left out"
		other=$([ $lang = fr ] && echo en || echo fr)
		LINK=$(grep -oE "href=\"/$other[/\"][^\"]*\"?" "$BODY" | head -n 1 |
		    sed 's/^href="//; s/"$//; s/&amp;/\&/g')
		is "$LINK" "/$other$path" "$lang: $path links to /$other"
	done
done
for lang in fr en; do
	req "/$lang/nothing" -H 'Accept: text/html'
	is "$STATUS" 404 "/$lang/nothing"
	has "<html lang=\"$lang\">" "errors too are in $lang"
done

# -- numbers and dates -----------------------------------------------------------------

expect_status 200 /fr/dataset/reseau
has "Arrêts <span class=\"muted small number\">1$(printf '\u202f')329" \
    "1 329 in French"
has 'le 16 février 2020' "a date in French"
has 'il y a |à l’instant' "an age in French"
has 'ko</span>' "a size in French"
expect_status 200 /en/dataset/reseau
has 'Stops <span class="muted small number">1,329' "1,329 in English"
has '16 February 2020' "a date in English"
has 'ago|just now' "an age in English"
has 'kB</span>' "a size in English"
has 'Monday' "a day in English"
done_testing
