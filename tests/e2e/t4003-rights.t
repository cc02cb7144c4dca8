#!/bin/bash
# SPDX-License-Identifier: MIT
# A dataset of an organisation is invisible in every answer to those without
# the right: what they get is, byte for byte, what they would get for a
# dataset that does not exist. All URL forms of all workers, every kind of
# identity, forged headers; then the database roles themselves.
. "$(dirname "$0")/../lib/stack.sh"
stack_start

# -- a restricted dataset, and people -------------------------------------------

# Same length, so that only the names differ between two answers.
HIDDEN=zebre-cache ABSENT=zebre-perdu
MARKS='zebre|Pelage 5512|okapi-7391'
cat > "$TMP/$HIDDEN.geojson" <<'END'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"nom":"okapi-7391","rang":1},"geometry":{"type":"Point","coordinates":[2.35,48.85]}},
{"type":"Feature","properties":{"nom":"okapi-7391 bis","rang":2},"geometry":{"type":"Point","coordinates":[2.36,48.86]}}]}
END
ctl publish "$TMP/$HIDDEN.geojson" --title 'Pelage 5512' --name $HIDDEN \
    --org "$ORG" --access organisation --json > "$TMP/published.json"
is $? 0 "a dataset is published for an organisation"
LAYER=$(jq -r '.layers[0].name' "$TMP/published.json")
FILE=$HIDDEN.geojson
JOB=$(sql geosocle_owner 'SELECT id FROM jobs.job LIMIT 1')
NO_JOB=00000000-0000-4000-8000-000000000000
like "$LAYER" "^$HIDDEN\." "and has a layer"

ctl org create ailleurs > /dev/null
ctl user create ann --organisation "$ORG" --role reader --password-stdin \
    <<< 'ann-password' > /dev/null
ctl user create zoe --organisation ailleurs --password-stdin \
    <<< 'zoe-password' > /dev/null
key_of() { ctl key create --json --user "$@" | jq -r .key; }
ANN=$(key_of ann) ZOE=$(key_of zoe) ZOE_READ=$(key_of zoe --scope read)
REVOKED=$(key_of ann)
sql geosocle_owner "UPDATE auth.api_key SET revoked = now()
    WHERE digest = sha256('$REVOKED')"
session() {
	req /login -d "login=$1" -d "password=$1-password"
	printf 'Cookie: %s' "$(header Set-Cookie | sed 's/;.*//')"
}
ZOE_SESSION=$(session zoe) ANN_SESSION=$(session ann)

# Identity that a client only claims.
FORGED=()
for name in GS-User GS_USER X-Gs-User HTTP_GS_USER Gs-Auth X-Gs-Auth GS_AUTH \
    X-Gs-Scope GS_SCOPE X-Gs-Via GS_VIA X-Gs-Login GS_LOGIN GS_CSRF \
    GS_CREDENTIAL GS_PATH GS_BODY_FILE sec-username sec-roles sec-org \
    X-Remote-User Remote-User REMOTE_USER X-Forwarded-User X-Forwarded-For \
    X-Forwarded-Host X-Real-IP Forwarded X-Original-URL X-Rewrite-URL \
    X-Accel-Redirect X-Http-Method-Override Proxy; do
	case $name in
	*[Uu]ser | *USER) value=1 ;;
	*[Aa]uth | *AUTH) value=ok ;;
	*[Ss]cope | *SCOPE) value=write ;;
	*Via | *VIA) value=session ;;
	*) value=admin ;;
	esac
	FORGED+=(-H "$name: $value")
done

# -- every URL form ---------------------------------------------------------------

# D: the dataset, L: a layer of it, S: its short name, F: its file, J: its job.
FORMS='
/dataset/D
/fr/dataset/D
/en/dataset/D
/dataset/D?layer=S&page=1
/dataset/D/report
/publish/J
/api/v1/datasets/D
/api/v1/datasets/D/report
/api/v1/jobs/J
/download/D/latest/F
/download/D/v1/F
/ogc/features/collections/L
/ogc/features/collections/L?f=html
/ogc/features/collections/L/schema
/ogc/features/collections/L/queryables
/ogc/features/collections/L/items
/ogc/features/collections/L/items?f=html
/ogc/features/collections/L/items?limit=1&offset=1
/ogc/features/collections/L/items?nom=okapi-7391
/ogc/features/collections/L/items/1
/ogc/features/collections/L/items/1?f=html
/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=L&STYLES=&CRS=EPSG:4326&BBOX=48,2,49,3&WIDTH=64&HEIGHT=64&FORMAT=image/png
/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=L&STYLES=&SRS=EPSG:4326&BBOX=2,48,3,49&WIDTH=64&HEIGHT=64&FORMAT=image/png
/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=D&STYLES=&CRS=EPSG:4326&BBOX=48,2,49,3&WIDTH=64&HEIGHT=64&FORMAT=image/png
/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=L&QUERY_LAYERS=L&STYLES=&CRS=EPSG:4326&BBOX=48.84,2.34,48.86,2.36&WIDTH=64&HEIGHT=64&I=32&J=32&FORMAT=image/png&INFO_FORMAT=application/json
/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=L&QUERY_LAYERS=L&STYLES=&CRS=EPSG:4326&BBOX=48.84,2.34,48.86,2.36&WIDTH=64&HEIGHT=64&I=32&J=32&FORMAT=image/png&INFO_FORMAT=text/html
/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=L&QUERY_LAYERS=L&STYLES=&CRS=EPSG:4326&BBOX=48.84,2.34,48.86,2.36&WIDTH=64&HEIGHT=64&I=32&J=32&FORMAT=image/png&INFO_FORMAT=text/plain
/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&LAYER=L&FORMAT=image/png
/tiles/L/tilejson.json
/tiles/L/10/518/352.png
/tiles/L/10/518/352.mvt
/tiles/L@1/10/518/352.png
/tiles/L@1/10/518/352.mvt
'
# Answers that list: the same with and without the dataset, so its marks must
# be nowhere in them.
LISTS='
/
/en/
/account
/publish
/api/v1/datasets
/api/v1/datasets?limit=100
/api/v1/jobs
/ogc/features
/ogc/features?f=html
/ogc/features/api
/ogc/features/api?f=html
/ogc/features/conformance
/ogc/features/collections
/ogc/features/collections?f=html
/wms?SERVICE=WMS&REQUEST=GetCapabilities
/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetCapabilities
'
# Never an address for anybody: internal places of nginx, ways around it.
NOWHERE='
/_auth
/_store/
/_tiles/
/_tiles/L/v1/10/518/352.png
/tiles/L/v1/10/518/352.png
/tiles/../tiles/L/v1/10/518/352.png
/assets/../../tiles/L/v1/10/518/352.png
/assets/..%2f..%2ftiles/L/v1/10/518/352.png
'
form() {	# FORM DATASET JOB -> URL
	sed -e "s|\([/=]\)L\b|\1$2.${LAYER#*.}|g" -e "s|\([/=]\)D\b|\1$2|g" \
	    -e "s|=S\b|=${LAYER#*.}|" -e "s|/F\$|/$2.geojson|" \
	    -e "s|/J\$|/$3|" <<< "$1"
}

# Each address with a variable, of each worker, is in the list above.
for w in catalogue upload render; do
	while IFS=$'\t' read -r methods pattern _; do
		case $methods in *GET*) ;; *) continue ;; esac
		re=$(sed -e 's|\.|\\.|g' -e 's|{[^}]*}|[^/?]+|g' <<< "$pattern")
		ok "$w $pattern is tried" grep -qE "^${re%/}/?([?].*)?\$" \
		    <<< "$FORMS$LISTS"
	done < <("$BUILD/$w" --routes)
done

# -- those with the right see it (so that what follows proves something) ------------

for f in $FORMS; do
	case $f in /publish/J | /api/v1/jobs/J) continue ;; esac
	expect_status 200 "$(form "$f" $HIDDEN "$JOB")" -H "X-Api-Key: $ANN"
done
for f in /publish/J /api/v1/jobs/J; do
	expect_status 200 "$(form "$f" $HIDDEN "$JOB")" \
	    -H "X-Api-Key: $ADMIN_KEY"
done
expect_status 200 "/k/$ANN/api/v1/datasets/$HIDDEN"
expect_status 200 "/dataset/$HIDDEN" -H "$ANN_SESSION"
like "$(cat "$BODY")" 'Pelage 5512' "a session shows it too"
expect_json /api/v1/datasets ".datasets[0].name == \"$HIDDEN\"" \
    -H "X-Api-Key: $ANN"
expect_json "/ogc/features/collections/$LAYER/items" \
    '.features[0].properties.nom == "okapi-7391"' -H "X-Api-Key: $ANN"

# -- those without do not -------------------------------------------------------------

# Everything of an answer but what tells one request from another.
plain() {
	sed -i -E -e 's/\r$//' -e '/^([Dd]ate|[Xx]-[Rr]equest-[Ii]d):/d' \
	    -e "s/$HIDDEN|$ABSENT/NAME/g; s/$JOB|$NO_JOB/JOB/g" \
	    -e 's/\<[0-9a-f]{32}\>/ID/g' "$@"
}
# One client asks all of it; answers with their headers, a file each.
ask_all() {	# FOLDER PREFIX curl options
	local dir=$1 prefix=$2 f n=0
	shift 2
	mkdir -p "$dir"/{hidden,absent,list}
	for f in $FORMS; do
		n=$((n + 1))
		printf 'url="%s"\noutput="%s"\n' \
		    "$URL$prefix$(form "$f" $HIDDEN "$JOB")" "$dir/hidden/$n" \
		    "$URL$prefix$(form "$f" $ABSENT $NO_JOB)" "$dir/absent/$n"
	done > "$dir/curlrc"
	for f in $LISTS; do
		n=$((n + 1))
		printf 'url="%s"\noutput="%s"\n' "$URL$prefix$f" "$dir/list/$n"
	done >> "$dir/curlrc"
	curl -s -i --max-time 60 "$@" -K "$dir/curlrc"
}
unseen() {	# WHO, PREFIX of the path, curl options
	local who=$1 dir=$TMP/asked
	shift
	rm -rf "$dir"
	ask_all "$dir" "$@"
	is "$(grep -la ^HTTP/ "$dir"/*/* | wc -l)" \
	    "$(grep -c ^url "$dir/curlrc")" "$who: each address answers"
	is "$(grep -laE 'Pelage 5512|okapi-7391' "$dir"/hidden/*)" "" "$who: no mark of it"
	plain "$dir"/hidden/* "$dir"/absent/*
	ok "$who: as if it did not exist" diff -ra "$dir/hidden" "$dir/absent"
	is "$(grep -La '^HTTP/1.1 [34]' "$dir"/hidden/*)" "" "$who: not served"
	is "$(grep -laE "$MARKS" "$dir"/list/*)" "" "$who: in no list"
	is "$(grep -LaE '^HTTP/1.1 (2|303|401)' "$dir"/list/*)" "" \
	    "$who: lists are answered"
}
everybody() {
	unseen "nobody" ""
	unseen "nobody, with forged headers" "" "${FORGED[@]}"
	unseen "another organisation's key" "" -H "X-Api-Key: $ZOE"
	unseen "another organisation's key in the path" "/k/$ZOE_READ"
	unseen "another organisation's session" "" -H "$ZOE_SESSION"
	unseen "another organisation's key, with forged headers" "" \
	    -H "X-Api-Key: $ZOE" "${FORGED[@]}"
	unseen "a cookie that is none" "" \
	    -H 'Cookie: gs_session=AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD123'
}
everybody
for f in $NOWHERE; do
	for who in "X-None: 1" "X-Api-Key: $ZOE"; do
		req "$(form "$f" $HIDDEN "$JOB")" --path-as-is -H "$who"
		like "$STATUS" '^40[04]$' "$f is no address"
	done
done
ask_all "$TMP/revoked" "" -H "X-Api-Key: $REVOKED"
is "$(grep -La '^HTTP/1.1 401' "$TMP"/revoked/{hidden,list}/*)" "" \
    "a revoked key is 401 everywhere"

# -- nor do they touch it ----------------------------------------------------------------

WRITES='
PATCH /api/v1/datasets/D
DELETE /api/v1/datasets/D
POST /api/v1/jobs/J/cancel
POST /api/v1/jobs/J/answers
'
write() {	# "METHOD FORM" DATASET JOB curl options; normalised BODY
	local method=${1%% *} f=${1#* } d=$2 j=$3
	shift 3
	f=$(sed -e "s|/D\$|/$d|" -e "s|/J/|/$j/|" <<< "$f")
	req "$f" -X "$method" -H 'Content-Type: application/json' \
	    -d '{"title":"x"}' "$@"
	plain "$BODY"
}
while read -r w; do
	[ -n "$w" ] || continue
	write "$w" $HIDDEN "$JOB" -H "X-Api-Key: $ZOE"
	got="$STATUS $(cat "$BODY")"
	like "$STATUS" '^4' "$w by another organisation is refused"
	write "$w" $ABSENT $NO_JOB -H "X-Api-Key: $ZOE"
	is "$got" "$STATUS $(cat "$BODY")" "$w: as if it did not exist"
	write "$w" $HIDDEN "$JOB" "${FORGED[@]}"
	is "$STATUS" 401 "$w by nobody, with forged headers"
	write "$w" $HIDDEN "$JOB" -H "$ANN_SESSION"
	like "$STATUS" '^40[34]$' "$w by a reader's session without its token"
done <<< "$WRITES"
for w in 'PATCH /api/v1/datasets/D' 'DELETE /api/v1/datasets/D'; do
	write "$w" $HIDDEN "$JOB" -H "X-Api-Key: $ANN"
	is "$STATUS" 403 "$w by a reader"
done
ctl publish "$TMP/$HIDDEN.geojson" --name $HIDDEN --user zoe \
    > /dev/null 2>&1
nok "another organisation publishes no version of it" [ $? -eq 0 ]
ctl publish "$TMP/$HIDDEN.geojson" --name $HIDDEN --user ann \
    > /dev/null 2>&1
nok "nor does a reader" [ $? -eq 0 ]
expect_json "/api/v1/datasets/$HIDDEN" '.version == 1' -H "X-Api-Key: $ANN"
expect_json "/api/v1/datasets/$HIDDEN" '.title == "Pelage 5512"' \
    -H "X-Api-Key: $ANN"

# -- a right that changes is obeyed by the next request ---------------------------------------

sql geosocle_owner "DELETE FROM auth.membership USING auth.account a
    WHERE a.id = account_id AND login = 'ann'"
unseen "a member who left" "" -H "X-Api-Key: $ANN"
sql geosocle_owner "INSERT INTO auth.membership
    SELECT a.id, o.id, 'reader' FROM auth.account a, auth.organisation o
    WHERE login = 'ann' AND slug = '$ORG'"
expect_status 200 "/dataset/$HIDDEN" -H "X-Api-Key: $ANN"

change() {
	req "/api/v1/datasets/$HIDDEN" -X PATCH \
	    -H 'Content-Type: application/json' -d "{\"access\":\"$1\"}" \
	    -H "X-Api-Key: $ADMIN_KEY"
	is "$STATUS" 200 "access becomes $1"
}
change public
for f in $FORMS; do
	case $f in /publish/J | /api/v1/jobs/J) continue ;; esac
	expect_status 200 "$(form "$f" $HIDDEN "$JOB")"
done
change organisation
unseen "nobody, after it was public" ""
unseen "another organisation, after it was public" "" -H "X-Api-Key: $ZOE"

# -- the roles of the database ---------------------------------------------------------------

# Without identity a role sees no row of any table, but what is public by
# design: names of organisations, reference systems, and PostGIS's lists of
# what the role may read. data.* is behind catalogue.may(), for render and the
# runner alone.
sql geosocle_owner "UPDATE auth.session SET seen = now()"
readable() {	# ROLE -> tables, one per line
	sql geosocle_owner "SELECT format('%I.%I', nspname, relname)
	    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
	    WHERE relkind IN ('r', 'v', 'm', 'p', 'f')
	      AND nspname !~ '^pg_' AND nspname <> 'information_schema'
	      AND has_schema_privilege('$1', n.oid, 'USAGE')
	      AND has_any_column_privilege('$1', c.oid, 'SELECT')
	    ORDER BY 1"
}
for role in gs_auth gs_catalogue gs_upload gs_render gs_runner; do
	for table in $(readable $role); do
		case $table in
		data.*)
			like $role '^gs_(render|runner)$' "$role: $table"
			continue ;;
		auth.organisation | public.spatial_ref_sys | \
		    public.geometry_columns | public.geography_columns)
			continue ;;
		esac
		is "$(sql $role "SELECT count(*) FROM $table" 2>&1)" 0 \
		    "$role sees no row of $table"
	done
done
is "$(sql gs_render "BEGIN; SET LOCAL geosocle.account = '$(sql \
    geosocle_owner "SELECT id FROM auth.account WHERE login = 'ann'")';
    SELECT count(DISTINCT slug) FROM catalogue.current_layer; COMMIT")" 1 \
    "with an identity it sees what is its own"
# Tables that no role but the owner may read, and row-level security on all.
is "$(sql geosocle_owner "SELECT string_agg(c.oid::regclass::text, ' ')
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind = 'r' AND NOT relrowsecurity AND nspname IN ('auth',
        'catalogue', 'store', 'jobs')
      AND EXISTS (SELECT FROM unnest(ARRAY['gs_auth', 'gs_catalogue',
        'gs_upload', 'gs_render', 'gs_runner']) r
        WHERE has_any_column_privilege(r, c.oid, 'SELECT'))")" "" \
    "no readable table is without row-level security"
# The doors of auth are closed to the other roles.
for role in gs_catalogue gs_upload gs_render gs_runner; do
	for f in "resolve_key('\\x00')" "resolve_session('\\x00', 1)" \
	    "sign_in_begin('admin', NULL)" "sign_in_failed('admin', NULL)" \
	    "sign_in_done(1, '', '')" "create_session(1, '\\x00', '', 1)" \
	    "sweep()"; do
		nok "$role may not call auth.${f%%(*}" sql $role \
		    "SELECT * FROM auth.$f"
	done
done
for role in gs_auth gs_catalogue gs_upload gs_render gs_runner; do
	nok "$role may not read digests of keys" sql $role \
	    "SELECT digest FROM auth.api_key"
	nok "$role may not read password hashes" sql $role \
	    "SELECT password_hash FROM auth.account"
done

done_testing
