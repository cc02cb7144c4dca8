#!/bin/bash
# SPDX-License-Identifier: MIT
# Jobs: seen by whom, listed by pages, polled with ETag, cancelled, asked and
# answered; shared fairly; a runner that is stopped or stuck.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
upload_start
gtfs "$TMP/a.zip" 12 2 A
gtfs "$TMP/b.zip" 15 3 B

diag "a job nobody runs yet"
runners STOP
send "$TMP/a.zip" name=un
FIRST=$JOB
expect_json "$API/jobs/$JOB" '.state == "queued" and .progress == 0 and
    .dataset == null and .version == null and .started == null' "${ADMIN[@]}"
ETAG=$(header ETag)
expect_status 304 "$API/jobs/$JOB" "${ADMIN[@]}" -H "If-None-Match: $ETAG"
expect_status 200 "$API/jobs/$JOB" "${ADMIN[@]}" -H "If-None-Match: $ETAG" \
    -H 'Accept-Language: en'
expect_status 401 "$API/jobs/$JOB"
expect_status 404 "$API/jobs/00000000-0000-4000-8000-000000000000" "${ADMIN[@]}"
expect_status 404 "$API/jobs/x" "${ADMIN[@]}"

diag "whose it is"
ctl org create ailleurs > /dev/null
user ann ailleurs producer
ANN=(-H "X-Api-Key: $KEY")
user bea ailleurs producer
BEA=(-H "X-Api-Key: $KEY")
user zoe ailleurs reader
ZOE=(-H "X-Api-Key: $KEY")
expect_status 404 "$API/jobs/$JOB" "${ANN[@]}"
expect_status 404 "$API/jobs/$JOB/cancel" -X POST "${ANN[@]}"
expect_json "$API/jobs" '.total == 0 and .jobs == [] and .next == null' \
    "${ANN[@]}"
req "$API/publications?filename=a.zip&name=ailleurs" "${ANN[@]}" \
    --data-binary "@$TMP/a.zip" -H 'Content-Type: application/octet-stream'
OTHER=$(jq -r .job "$BODY")
expect_status 200 "$API/jobs/$OTHER" "${BEA[@]}"
expect_status 404 "$API/jobs/$OTHER" "${ZOE[@]}"
expect_status 200 "$API/jobs/$OTHER" "${ADMIN[@]}"
expect_status 401 "$API/jobs"

diag "cancelled before it runs"
send "$TMP/b.zip" name=annule
SHA=$(sha256sum < "$TMP/b.zip" | cut -d' ' -f1)
expect_status 202 "$API/jobs/$JOB/cancel" -X POST "${ADMIN[@]}"
expect_json "$API/jobs/$JOB" '.state == "cancelled" and .finished != null' \
    "${ADMIN[@]}"
expect_status 202 "$API/jobs/$JOB/cancel" -X POST "${ADMIN[@]}"
expect_status 303 "$API/jobs/$JOB/cancel" -X POST "${ADMIN[@]}" \
    -H 'Accept: text/html'

diag "lists"
for i in 1 2 3; do
	send "$TMP/a.zip" "name=liste-$i"
done
expect_json "$API/jobs?limit=2" '.total == 6 and (.jobs | length == 2) and
    .jobs[0].name == "liste-3" and .next != null' "${ADMIN[@]}"
ids=$(jq -r '.jobs[].id' "$BODY")
while next=$(jq -er .next "$BODY"); do
	req "$next" "${ADMIN[@]}"
	ids+=" $(jq -r '.jobs[].id' "$BODY")"
done
is "$(tr ' ' '\n' <<< "$ids" | sort -u | wc -l)" 6 "pages hold each job once"
is "$(tr ' ' '\n' <<< "$ids" | wc -l)" 6 "and none twice"
expect_json "$API/jobs?state=cancelled" \
    '.total == 1 and .jobs[0].name == "annule"' "${ADMIN[@]}"
expect_json "$API/jobs?state=queued,cancelled&limit=1" \
    '.total == 6 and (.next | test("state=queued%2Ccancelled"))' "${ADMIN[@]}"
for bad in limit=0 limit=101 limit=x state=mort after=x after=1.2 after=-1.$JOB; do
	expect_status 400 "$API/jobs?$bad" "${ADMIN[@]}"
	like "$(jq -r .detail "$BODY")" "^${bad%%=*}: " "names the parameter"
done

diag "they run"
runners CONT
JOB=$OTHER
job_ends
is "$STATE" succeeded "one publishes"
published() { [ "$(curl -s -o /dev/null -w '%{http_code}' \
    "$URL$API/datasets/$1")" = 200 ]; }
for name in un liste-1 liste-2 liste-3; do
	ok "$name is published" wait_until 30 published "$name"
done
expect_status 409 "$API/jobs/$FIRST/cancel" -X POST "${ADMIN[@]}"
like "$(jq -r .detail "$BODY")" 'ended' "too late to cancel"
ok "the cancelled file is gone from the store" wait_until 10 \
    test ! -e "$VAR/store/${SHA:0:2}/${SHA:2:2}/$SHA"
ok "and nothing lies about" wait_until 10 clean
diag "$(remains)"

# A lock in the way of the step "publish", for some seconds.
hold() {
	sql geosocle_owner "BEGIN; LOCK TABLE catalogue.version IN EXCLUSIVE
	    MODE; SELECT pg_sleep($1); COMMIT" > /dev/null 2>&1 &
	HOLDER=$!
	wait_until 5 held
}
held() { [ "$(sql geosocle_owner "SELECT count(*) FROM pg_locks WHERE
    relation = 'catalogue.version'::regclass AND mode = 'ExclusiveLock'
    AND granted")" = 1 ]; }
# The session of this very job waits: others (the outbox) may do so too.
at_publish() { [ "$(sql geosocle_owner "SELECT count(*) FROM pg_locks
    JOIN pg_stat_activity USING (pid)
    WHERE relation = 'catalogue.version'::regclass AND NOT granted
      AND application_name LIKE 'runner $JOB%'")" != 0 ]; }
release() {
	sql geosocle_owner "SELECT pg_terminate_backend(pid) FROM pg_locks
	    WHERE relation = 'catalogue.version'::regclass
	      AND mode = 'ExclusiveLock' AND granted" > /dev/null 2>&1
	wait "$HOLDER" 2> /dev/null
}

diag "cancelled while it runs"
hold 20
send "$TMP/b.zip" name=coupe
ok "the job waits in its last step" wait_until 10 at_publish
expect_status 202 "$API/jobs/$JOB/cancel" -X POST "${ADMIN[@]}"
is "$(jq -r .state "$BODY")" running "it is told so"
job_ends 5
is "$STATE" cancelled "and stops, while its statement waits"
release
ok "its tables and its file are gone" wait_until 10 clean
diag "$(remains)"
expect_status 404 "$API/datasets/coupe"

diag "the runner is told to stop"
hold 20
send "$TMP/b.zip" name=repris
ok "the job waits" wait_until 10 at_publish
kill -HUP "$(pid_of runner)"
requeued() { [ "$(sql geosocle_owner "SELECT attempt FROM jobs.job WHERE
    id = '$JOB'")" -ge 2 ]; }
ok "it is handed back and taken again" wait_until 10 requeued
release
job_ends
is "$STATE" succeeded "and publishes"
is "$(sql geosocle_owner "SELECT faults || ' ' || deaths FROM jobs.job WHERE
    id = '$JOB'")" "0 0" "which counts as no fault"

diag "a runner that is stuck past its lease"
hold 30
send "$TMP/b.zip" name=fige
ok "the job waits" wait_until 10 at_publish
runners STOP
sql geosocle_owner "UPDATE jobs.job SET lease_until = now() - interval '1 s'
    WHERE id = '$JOB'"
# One of the two runners has it; the other goes on.
STUCK=$(sql geosocle_owner "SELECT pid FROM pg_stat_activity
    WHERE application_name LIKE 'runner $JOB%'")
ok "its session is known by name" test -n "$STUCK"
for group in $(pgrep -P "$(pid_of runner)"); do
	pgrep -P "$group" > /dev/null || kill -CONT -- "-$group"
done
ok "another takes it" wait_until 10 requeued
release
job_ends
is "$STATE" succeeded "and publishes"
runners CONT
sleep 1
expect_json "$API/datasets/fige" '.version == 1 and (.versions | length == 1)'
is "$(sql geosocle_owner "SELECT state || ' ' || attempt FROM jobs.job WHERE
    id = '$JOB'")" "succeeded 2" "the late one changed nothing"

diag "questions"
runners STOP
send "$TMP/a.zip" name=question
sql geosocle_owner "UPDATE jobs.job SET state = 'asked', questions =
    '[{\"kind\": \"crs\", \"text_fr\": \"?\", \"text_en\": \"?\",
    \"guesses\": []}]' WHERE id = '$JOB'"
runners CONT
expect_json "$API/jobs/$JOB" '.questions[0].kind == "crs"' "${ADMIN[@]}"
ANSWER=(-X POST "${ADMIN[@]}" -H 'Content-Type: application/json')
expect_status 400 "$API/jobs/$JOB/answers" "${ANSWER[@]}" -d '{"crs": "a b"}'
expect_status 400 "$API/jobs/$JOB/answers" "${ANSWER[@]}" -d '{"title": "x"}'
expect_status 400 "$API/jobs/$JOB/answers" "${ANSWER[@]}" -d '{"crs": 1}'
expect_status 400 "$API/jobs/$JOB/answers" "${ANSWER[@]}" -d '[1'
expect_status 404 "$API/jobs/$JOB/answers" -X POST "${ZOE[@]}" \
    -d 'crs=EPSG:2154'
expect_status 202 "$API/jobs/$JOB/answers" "${ANSWER[@]}" \
    -d '{"crs": "EPSG:2154", "charset": null}'
job_ends
is "$STATE" succeeded "an answered job runs"
is "$(sql geosocle_owner "SELECT params -> 'answers' FROM jobs.job WHERE
    id = '$JOB'")" '{"crs": "EPSG:2154"}' "with the answers"
expect_status 409 "$API/jobs/$JOB/answers" "${ADMIN[@]}" -d 'crs=EPSG:2154'
runners STOP
send "$TMP/b.zip" name=abandon
sql geosocle_owner "UPDATE jobs.job SET state = 'asked', questions = '[]'
    WHERE id = '$JOB'"
runners CONT
expect_status 202 "$API/jobs/$JOB/cancel" -X POST "${ADMIN[@]}"
sql geosocle_owner "UPDATE jobs.job SET updated = now() - interval '31 days'
    WHERE state = 'asked'"
ok "an abandoned question leaves nothing" wait_until 10 clean
diag "$(remains)"

diag "fair between organisations"
runners STOP
for i in 1 2 3 4 5 6; do
	send "$TMP/a.zip" "name=beaucoup-$i"
done
req "$API/publications?filename=a.zip&name=peu" "${ANN[@]}" \
    --data-binary "@$TMP/a.zip" -H 'Content-Type: application/octet-stream'
FEW=$(jq -r .job "$BODY")
runners CONT
JOB=$FEW
job_ends
is "$STATE" succeeded "the job of the other organisation ends"
later=$(sql geosocle_owner "SELECT count(*) FROM jobs.job WHERE
    params ->> 'name' LIKE 'beaucoup-%' AND started > (SELECT started
    FROM jobs.job WHERE id = '$FEW')")
ok "before most of those sent earlier ($later of 6)" test "$later" -ge 3

diag "the order of one dataset"
runners STOP
send "$TMP/a.zip" name=ordre
send "$TMP/b.zip" name=ordre
LAST=$JOB
runners CONT
job_ends
is "$(jq -r .version "$BODY")" 2 "the file sent last is the last version"
done_testing
