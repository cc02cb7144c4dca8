#!/bin/bash
# SPDX-License-Identifier: MIT
# Rows of data.* for the dataset page: the only door of the catalogue to the
# datasets' own tables, behind catalogue.may().
. "$(dirname "$0")/../lib/stack.sh"
stack_start
sql geosocle_owner "$(cat "$TREE/tests/fixtures/render.sql")" > /dev/null
KEY=(-H "X-Api-Key: $ADMIN_KEY")
has() { like "$(cat "$BODY")" "$1" "$2"; }
hasnt() { nok "$2" grep -qE "$1" "$BODY"; }
id_of() {	# DATASET LAYER
	sql geosocle_owner "SELECT l.id FROM catalogue.layer l
	    JOIN catalogue.dataset d ON d.current_version = l.version_id
	    WHERE d.slug = '$1' AND l.name = '$2'"
}
rows() { sql gs_catalogue "SELECT catalogue.layer_rows($1)"; }
POINTS=$(id_of essai points) SECRET=$(id_of prive points) SANS=$(id_of essai sans)

# -- the function ----------------------------------------------------------------

nok "the catalogue has no right on data.*" sql gs_catalogue \
    "SELECT count(*) FROM data.t_points"
is "$(rows "$POINTS, 0, 20" | jq '.rows | length')" 20 "a page of rows"
is "$(rows "$POINTS, 0, 20" | jq .total)" 1329 "and the total"
is "$(rows "$POINTS, 1320, 20" | jq -c '[.rows[].entier]')" \
    '[1321,1322,1323,1324,1325,1326,1327,1328,1329]' "the last page"
is "$(rows "$POINTS, 5000, 20" | jq -c .rows)" '[]' "a page beyond is empty"
is "$(rows "$POINTS, -5, 2" | jq '.rows | length')" 2 "a negative start is 0"
is "$(rows "$POINTS, 0, 100000" | jq '.rows | length')" 200 "at most 200 rows"
is "$(rows "$SANS, 0, 3" | jq -c '[.rows[].service]')" '["S1","S2","S3"]' \
    "a layer without geometry"
is "$(rows "$POINTS, 0, 1" | jq -c '.rows[0] | keys_unsorted')" \
    "$(sql geosocle_owner "SELECT json_agg(c ->> 'name') FROM
	catalogue.layer l, jsonb_array_elements(l.columns) c
	WHERE l.id = $POINTS" | jq -c .)" "columns in their order, whatever their name"
is "$(rows "$SECRET, 0, 20")" "" "a restricted layer is nothing to anyone"
is "$(rows "0, 0, 20")" "" "as one that does not exist"
is "$(sql gs_catalogue "SET geosocle.account = '1';
    SELECT catalogue.layer_rows($SECRET, 0, 20)" |
    jq '.rows | length')" 5 "it is there for its organisation"
is "$(sql gs_catalogue "SET geosocle.account = '999';
    SELECT catalogue.layer_rows($SECRET, 0, 20)")" "" \
    "and not for another account"
for role in gs_auth gs_upload gs_render gs_runner; do
	nok "$role may not call it" sql $role \
	    "SELECT catalogue.layer_rows($POINTS, 0, 1)"
done
nok "the lookup behind it is nobody's" sql gs_catalogue \
    "SELECT catalogue.layer_source($POINTS)"
is "$(sql gs_catalogue "SELECT catalogue.gtfs_lines($SECRET, 5)")" "" \
    "lines of a network obey the same right"

# -- the table ---------------------------------------------------------------------

expect_status 200 '/fr/dataset/essai?layer=points'
has 'objets 1 à 20 sur 1.{1,3}329' "the page says which rows"
has '&lt;script&gt;alert\(&quot;é &amp; ü&quot;\)&lt;/script&gt;' "markup is text"
hasnt '<script>alert' "and nothing else"
has '>oui<' "yes and no in words"
has '>1 janvier 2026<|>2 janvier 2026<' "dates in words"
has '>0,125<' "a decimal comma"
has '>NaN<' "a number that is none"
has '\{&quot;i&quot;:1,' "JSON as text"
has '<th scope="col"[^>]*>a&quot;b</th>' "a column without title has its name"
expect_status 200 '/fr/dataset/essai?layer=points&page=67'
has 'objets 1.{1,3}321 à 1.{1,3}329' "the last page"
hasnt 'rel="next"' "has no next one"
expect_status 200 '/fr/dataset/essai?layer=sans'
has '>S12<' "a layer without geometry has its table"
expect_status 404 '/dataset/essai?layer=t_points'
expect_status 404 "/dataset/essai?layer=points%27"
expect_status 404 '/dataset/prive?layer=points'
expect_status 200 '/dataset/prive?layer=points' "${KEY[@]}"
has '>secret<' "the restricted rows for who may"
sql geosocle_owner "DELETE FROM catalogue.layer l USING catalogue.dataset d
    WHERE d.id = l.dataset_id AND d.slug = 'monde'" > /dev/null
expect_status 200 /dataset/monde
expect_status 404 '/dataset/monde?layer=pays'
expect_status 200 /
done_testing
