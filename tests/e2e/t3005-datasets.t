#!/bin/bash
# SPDX-License-Identifier: MIT
# Datasets: list and pages, one, its report; change and delete; old versions
# go after their time, and what nothing refers to with them.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
stack_conf runner retention_versions 1
stack_conf runner retention_seconds 5
upload_start
gtfs "$TMP/a.zip" 12 2 A
gtfs "$TMP/b.zip" 15 3 B
gtfs "$TMP/c.zip" 18 4 C
JSON=(-H 'Content-Type: application/json')
file_of() {
	local sha
	sha=$(sha256sum < "$1" | cut -d' ' -f1)
	printf %s "$VAR/store/${sha:0:2}/${sha:2:2}/$sha"
}

diag "lists"
expect_json "$API/datasets" '.datasets == [] and .total == 0 and .next == null'
for name in un deux trois; do
	publish "$TMP/a.zip" "name=$name"
done
publish "$TMP/a.zip" name=cache\&access=organisation
expect_json "$API/datasets" '.total == 3 and
    [.datasets[].name] == ["trois", "deux", "un"]'
expect_json "$API/datasets" '.total == 4' "${ADMIN[@]}"
expect_json "$API/datasets?limit=2" '.total == 3 and (.datasets | length == 2)'
expect_json "$(jq -r .next "$BODY")" \
    '[.datasets[].name] == ["un"] and .next == null'
for bad in limit=0 limit=101 after=1 after=x.y after=1.-1; do
	expect_status 400 "$API/datasets?$bad"
done

diag "one"
expect_json "$API/datasets/un" ".name == \"un\" and .kind == \"gtfs\" and
    .access == \"public\" and .version == 1 and (.extent | length == 4) and
    .summary.stops == 12 and .versions == [{version: 1,
    published: .published, replaced: null, withdrawn: null}] and
    .files[0].sha256 == \"$(sha256sum < "$TMP/a.zip" | cut -d' ' -f1)\" and
    .files[0].size == $(stat -c %s "$TMP/a.zip") and
    .urls.page == \"$URL/dataset/un\""
ETAG=$(header ETag)
expect_status 304 "$API/datasets/un" -H "If-None-Match: $ETAG"
for path in /ogc/features /wms; do
	like "$(jq -r '.urls[]|strings' "$BODY"; req "$API/datasets/un"
	    jq -r '.urls[]|strings' "$BODY")" "$URL$path" "$path is named"
done
while read -r address; do
	expect_status 200 "$address"
done < <(jq -r '.urls | .page, .download, .tiles[]' "$BODY")
expect_json "$API/datasets/un/report" '.errors == 0 and
    (.findings | type == "array")'
expect_status 304 "$API/datasets/un/report" -H "If-None-Match: $(header ETag)"
for path in rien cache rien/report cache/report; do
	expect_status 404 "$API/datasets/$path"
	is "$(jq -r .detail "$BODY")" 'There is no dataset of this name' \
	    "$path: hidden and absent are one"
done

diag "change"
expect_status 401 "$API/datasets/un" -X PATCH "${JSON[@]}" -d '{"title": "x"}'
user ann "$ORG" reader
expect_status 403 "$API/datasets/un" -X PATCH "${JSON[@]}" -d '{"title": "x"}' \
    -H "X-Api-Key: $KEY"
expect_status 404 "$API/datasets/cache" -X PATCH "${JSON[@]}" \
    -d '{"title": "x"}' -H "X-Api-Key: $(ctl user create ext \
    --password-stdin <<< ext-password > /dev/null
    ctl key create --user ext --scope write --json | jq -r .key)"
expect_status 200 "$API/datasets/un" -X PATCH "${JSON[@]}" "${ADMIN[@]}" \
    -d '{"title": "Réseau <b>", "abstract": "Deux\nlignes"}'
expect_json "$API/datasets/un" '.title == "Réseau <b>" and
    .abstract == "Deux\nlignes" and .access == "public"'
nok "its ETag has changed" test "$(header ETag)" = "$ETAG"
LONG=$(printf 'é%.0s' {1..300})
expect_status 200 "$API/datasets/deux" -X PATCH "${JSON[@]}" "${ADMIN[@]}" \
    -d "{\"title\": \"$LONG\"}"
for bad in '{}' '{"title": ""}' '{"access": "x"}' '{"name": "x"}' '[]' '{' \
    '{"title": 1}' "{\"title\": \"x$LONG\"}" '{"title": "a\nb"}'; do
	expect_status 400 "$API/datasets/un" -X PATCH "${JSON[@]}" \
	    "${ADMIN[@]}" -d "$bad"
done
ok "links to its tiles are there" test -L "$VAR/public/tiles/un.stops"
expect_status 200 "$API/datasets/un" -X PATCH "${JSON[@]}" "${ADMIN[@]}" \
    -d '{"access": "organisation"}'
is "$(find "$VAR/public/tiles" -name 'un.*' | wc -l)" 0 \
    "restricted: no link is left when the answer comes"
expect_status 404 "$API/datasets/un"
expect_status 404 /tiles/un.stops/tilejson.json
expect_status 200 "$API/datasets/un" -X PATCH "${JSON[@]}" "${ADMIN[@]}" \
    -d '{"access": "public"}'
ok "public again: the links come back" wait_until 10 \
    test -L "$VAR/public/tiles/un.stops"
req /login -d login=ann -d password=ann-password
expect_status 403 "$API/datasets/un" -X PATCH "${JSON[@]}" \
    -H "Cookie: $(header Set-Cookie | sed 's/;.*//')" -d '{"title": "x"}'

diag "old versions"
publish "$TMP/b.zip" name=deux
publish "$TMP/c.zip" name=deux
T=$(sql geosocle_owner "SELECT table_name FROM catalogue.layer l
    JOIN catalogue.version v ON v.id = l.version_id
    JOIN catalogue.dataset d ON d.id = v.dataset_id
    WHERE d.slug = 'deux' AND v.number = 1 AND l.name = 'stops'")
expect_status 200 /download/deux/v1/a.zip
withdrawn() { req "$API/datasets/deux"
	jq -e '.versions[2].withdrawn != null' "$BODY"; }
ok "version 1 is withdrawn after its time" wait_until 20 withdrawn
ok "version 2 is kept" jq -e '.versions[1].withdrawn == null' "$BODY"
expect_status 410 /download/deux/v1/a.zip
expect_status 200 /download/deux/v2/b.zip
gone() { [ -z "$(sql geosocle_owner "SELECT to_regclass('data.$T')")" ]; }
ok "its tables go" wait_until 20 gone
ok "its file stays: others refer to it" test -e "$(file_of "$TMP/a.zip")"
ok "no other link, table or file lies about" wait_until 20 clean
diag "$(remains)"

diag "delete"
stack_as_user mkdir -p "$VAR/tiles/deux.stops/v2/0"
stack_as_user touch "$VAR/tiles/deux.stops/v2/0/0.png"
expect_status 401 "$API/datasets/deux" -X DELETE
expect_status 403 "$API/datasets/deux" -X DELETE -H "X-Api-Key: $KEY"
expect_status 404 "$API/datasets/rien" -X DELETE "${ADMIN[@]}"
expect_status 204 "$API/datasets/deux" -X DELETE "${ADMIN[@]}"
expect_status 404 "$API/datasets/deux" "${ADMIN[@]}"
expect_status 404 /download/deux/latest/c.zip
expect_status 404 "$API/datasets/deux" -X DELETE "${ADMIN[@]}"
is "$(find "$VAR/public/tiles" -name 'deux.*' | wc -l)" 0 "no link is left"
ok "nor, soon after, a table" wait_until 20 clean
diag "$(remains)"
ok "a file" test ! -e "$(file_of "$TMP/b.zip")" -a \
    ! -e "$(file_of "$TMP/c.zip")"
ok "a tile" test ! -e "$VAR/tiles/deux.stops/v2"
ok "what others refer to stays" test -e "$(file_of "$TMP/a.zip")"
expect_json "$API/jobs/$JOB" '.state == "succeeded" and .dataset == null' \
    "${ADMIN[@]}"
publish "$TMP/b.zip" name=deux
is "$(jq -r .version "$BODY")" 4 "its name made again: numbers go on"
done_testing
