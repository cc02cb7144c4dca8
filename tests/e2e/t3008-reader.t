#!/bin/bash
# SPDX-License-Identifier: MIT
# A reader that ends without a word, talks nonsense or fails: the publication
# is refused with a reason, its runner goes on, and nothing is left.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
gtfs "$TMP/a.zip" 12 2 A
install -m 755 "$BUILD/reader" "$TMP/reader"
upload_start "GEOSOCLE_READER=$TMP/reader"
publish "$TMP/a.zip" name=avant

# Programs that answer --version like a reader, then behave badly.
for program in true yes ls; do
	install -m 755 "/usr/bin/$program" "$TMP/new"
	mv "$TMP/new" "$TMP/reader"
	send "$TMP/a.zip" "name=$program"
	is "$STATUS" 202 "$program: the file is taken"
	job_ends
	is "$STATE" failed "$program: the publication is refused"
	ok "$program: with a reason in both languages" jq -e '.reasons |
	    length == 1 and (.[0].text_fr | test("abîmé")) and
	    (.[0].text_en | test("damaged"))' "$BODY"
	expect_status 404 "$API/datasets/$program" "${ADMIN[@]}"
done
is "$(sql geosocle_owner 'SELECT max(attempt) FROM jobs.job')" 1 \
    "it is the file's fault: one attempt each"
send "$TMP/a.zip" name=avant
job_ends
expect_json "$API/datasets/avant" '.version == 1'

# Without a sandbox it is ours: the job waits for better times.
runners STOP
send "$TMP/a.zip" name=apres
rm "$TMP/reader"
runners CONT
faulted() { [ "$(sql geosocle_owner "SELECT faults FROM jobs.job
    WHERE id = '$JOB'")" -ge 1 ]; }
expect_log 'sandbox: the reader program is missing'
ok "no reader: a fault of ours" wait_until 15 faulted
install -m 755 "$BUILD/reader" "$TMP/new"
mv "$TMP/new" "$TMP/reader"
job_ends
is "$STATE" succeeded "the job is run again when there is one"
ok "nothing lies about" wait_until 15 clean
diag "$(remains)"
done_testing
