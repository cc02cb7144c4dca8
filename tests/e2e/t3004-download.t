#!/bin/bash
# SPDX-License-Identifier: MIT
# The original file at its stable address: whole, by ranges, HEAD, unchanged,
# under its name, of the latest version or one before; to whom it is open.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
upload_start
gtfs "$TMP/a.zip" 12 2 A
gtfs "$TMP/b.zip" 15 3 B
cp "$TMP/a.zip" "$TMP/été \"2026\" 100%.zip"
publish "$TMP/été \"2026\" 100%.zip" name=reseau
LATEST=$(jq -r .urls.download "$BODY")
like "$LATEST" "^$URL/download/reseau/latest/" "the job gives the address"
SHA=$(sha256sum < "$TMP/a.zip" | cut -d' ' -f1)
SIZE=$(stat -c %s "$TMP/a.zip")

diag "whole"
expect_status 200 "$LATEST"
ok "byte for byte" cmp "$TMP/a.zip" "$BODY"
is "$(header ETag)" "\"$SHA\"" "its ETag is its digest"
is "$(header Content-Type)" application/zip "its type"
is "$(header Content-Length)" "$SIZE" "its length"
is "$(header Accept-Ranges)" bytes "ranges are announced"
like "$(header Last-Modified)" GMT "its date"
is "$(header Content-Disposition)" \
    "attachment; filename=\"_t_ _2026_ 100_.zip\"; filename*=UTF-8''%C3%A9t%C3%A9%20%222026%22%20100%25.zip" \
    "its name, for old and new browsers"
is "$(header Access-Control-Allow-Origin)" '*' "open to any origin"
is "$(header X-Content-Type-Options)" nosniff "never taken for a page"
like "$(header Content-Security-Policy)" sandbox "nor run as one"
DATE=$(header Last-Modified)

diag "HEAD"
req "$LATEST" -I
is "$STATUS" 200 "HEAD"
is "$(header Content-Length)" "$SIZE" "says the length"
is "$(header ETag)" "\"$SHA\"" "and the ETag"

diag "ranges"
expect_status 206 "$LATEST" -r 100-199
is "$(header Content-Range)" "bytes 100-199/$SIZE" "a range"
ok "of the right bytes" cmp "$BODY" <(tail -c +101 "$TMP/a.zip" | head -c 100)
expect_status 206 "$LATEST" -r -50
ok "the last bytes" cmp "$BODY" <(tail -c 50 "$TMP/a.zip")
expect_status 416 "$LATEST" -r "$SIZE-"
expect_status 206 "$LATEST" -r 0-9 -H "If-Range: \"$SHA\""
expect_status 200 "$LATEST" -r 0-9 -H 'If-Range: "other"'

diag "unchanged"
expect_status 304 "$LATEST" -H "If-None-Match: \"$SHA\""
expect_status 304 "$LATEST" -H "If-None-Match: W/\"x\", W/\"$SHA\""
expect_status 200 "$LATEST" -H 'If-None-Match: "x"'
expect_status 304 "$LATEST" -H "If-Modified-Since: $DATE"

diag "versions"
publish "$TMP/b.zip" name=reseau
is "$(jq -r .urls.download "$BODY")" "$URL/download/reseau/latest/b.zip" \
    "another file has another name"
expect_status 200 /download/reseau/latest/b.zip
ok "the new one" cmp "$TMP/b.zip" "$BODY"
expect_status 200 "$LATEST"
ok "the address given before leads to the latest too" cmp "$TMP/b.zip" "$BODY"
like "$(header Content-Disposition)" 'filename="b.zip"' "under its own name"
expect_status 200 /download/reseau/v2/b.zip
expect_status 200 "${LATEST/latest/v1}"
ok "version 1 stays as it was" cmp "$TMP/a.zip" "$BODY"
expect_status 404 /download/reseau/v1/b.zip
expect_status 404 /download/reseau/v3/b.zip
publish "$TMP/b.zip" name=double
is "$(find "$VAR/store" -type f | wc -l)" 2 "the same content is kept once"

diag "what is not there"
for path in reseau/latest/c.zip reseau/v0/b.zip reseau/v01x/b.zip \
    reseau/v99999999999/b.zip reseau/last/b.zip rien/latest/b.zip \
    reseau/latest/..%2fb.zip reseau/latest/%2e%2e%2fb.zip \
    reseau/latest/b.zip%00 reseau/latest reseau/latest/b.zip/; do
	req "/download/$path" --path-as-is
	like "$STATUS" '^40[04]$' "$path: $STATUS"
done
expect_status 404 /download/reseau/latest/c.zip
is "$(header Content-Type)" application/problem+json "404 in JSON"
is "$(header Access-Control-Allow-Origin)" '*' "open to any origin too"
expect_status 404 /download/reseau/latest/c.zip -H 'Accept: text/html'
like "$(header Content-Type)" '^text/html' "or a page"
expect_status 405 /download/reseau/latest/b.zip -X POST
SHA=$(sha256sum < "$TMP/b.zip" | cut -d' ' -f1)
expect_status 404 "/_store/${SHA:0:2}/${SHA:2:2}/$SHA"

diag "a restricted dataset"
expect_status 200 "$API/datasets/double" "${ADMIN[@]}" -X PATCH \
    -H 'Content-Type: application/json' -d '{"access": "organisation"}'
expect_status 404 /download/double/latest/b.zip
expect_status 404 /download/double/v1/b.zip -H "If-None-Match: \"$SHA\""
expect_status 200 /download/double/latest/b.zip "${ADMIN[@]}"
like "$(header Cache-Control)" private "is not for shared caches"
expect_status 206 "/k/$ADMIN_KEY/download/double/latest/b.zip" -r 0-9
done_testing
