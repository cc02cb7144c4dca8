#!/bin/bash
# SPDX-License-Identifier: MIT
# The runner is killed after each step of the table: every case ends in the
# same published version, and nothing lies about. Then the same while the
# version replaces another, in the middle of a step, and for ever.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
grep -q __asan_init "$BUILD/upload" || skip_all "needs the fault points"
upload_start
expect_log 'runner [0-9]+ died: signal 9'
gtfs "$TMP/a.zip" 12 2 A
gtfs "$TMP/b.zip" 30 4 B
STEPS=$("$BUILD/upload" --steps)
is "$(tr '\n' ' ' <<< "$STEPS")" 'verify read index publish finish ' \
    "--steps prints the table"

# What a version is, whatever its numbers: layers, columns, rows, file,
# indexes, report.
fingerprint() {
	local table
	sql geosocle_owner "SELECT v.number, v.extent, v.summary, v.report,
	    l.name, l.position, l.geometry_type, l.srid, l.features, l.extent,
	    l.columns, l.style, f.name, encode(f.digest, 'hex')
	FROM catalogue.dataset d JOIN catalogue.version v
	    ON v.id = d.current_version
	JOIN catalogue.layer l ON l.version_id = v.id
	JOIN catalogue.version_file f ON f.version_id = v.id
	WHERE d.slug = '$1' ORDER BY l.name"
	for table in $(sql geosocle_owner "SELECT table_name
	    FROM catalogue.current_layer WHERE slug = '$1' ORDER BY name"); do
		sql geosocle_owner "SELECT md5(string_agg(t::text, '' ORDER BY
		    id)) FROM data.$table t"
		sql geosocle_owner "SELECT regexp_replace(indexdef,
		    'p[0-9a-f]{12}_', '', 'g') FROM pg_indexes
		    WHERE tablename = '$table' ORDER BY 1"
		sql geosocle_owner "SELECT reltuples FROM pg_class
		    WHERE oid = 'data.$table'::regclass"
	done
}
deaths() { grep -c 'died: signal 9' "$VAR/log/runner.log"; }
finished() { [ "$(sql geosocle_owner "SELECT step FROM jobs.job
    WHERE id = '$JOB'")" = finish ]; }

publish "$TMP/a.zip" name=temoin
ONE=$(fingerprint temoin)
publish "$TMP/b.zip" name=temoin
TWO=$(fingerprint temoin)
nok "two versions differ" test "$ONE" = "$TWO"

for step in $STEPS; do
	diag "killed after $step"
	stack_restart "GS_FAULT=job.$step"
	: > "$VAR/log/runner.log"
	publish "$TMP/a.zip" "name=$step"
	is "$STATE" succeeded "$step: the job succeeds"
	is "$(fingerprint "$step")" "$ONE" "$step: the version is the same"
	publish "$TMP/b.zip" "name=$step"
	is "$(fingerprint "$step")" "$TWO" "$step: and so is its replacement"
	is "$(deaths)" 2 "$step: the runner was killed once each time"
	ok "$step: the job comes to its end" wait_until 10 finished
	ok "$step: nothing lies about" wait_until 15 clean
	diag "$(remains)"
done

diag "killed between removing links and committing"
stack_restart "GS_FAULT=job.publish.unlinked"
: > "$VAR/log/runner.log"
send "$TMP/a.zip" name=verify
job_ends
is "$STATE" failed "a job that kills its runner twice in one step is given up"
like "$(jq -r '.reasons[0].text_fr' "$BODY")" 'deux fois' "and says so"
is "$(deaths)" 2 "after two deaths"
is "$(fingerprint verify)" "$TWO" "the version before is untouched"
ok "with its links, and without remains" wait_until 15 clean
diag "$(remains)"
send "$TMP/a.zip" name=jamais
job_ends
is "$STATE" failed "the same for a first publication"
expect_status 404 "$API/datasets/jamais" "${ADMIN[@]}"
ok "which leaves nothing" wait_until 15 clean
diag "$(remains)"

diag "the whole platform is killed while a job runs"
stack_restart "GS_FAULT=job.index"
: > "$VAR/log/runner.log"
runners STOP
send "$TMP/a.zip" name=panne
runners CONT
killed() { [ "$(deaths)" -ge 1 ]; }
ok "the runner dies" wait_until 20 killed
stack_restart
job_ends 90
is "$STATE" succeeded "after a new start the job ends"
is "$(fingerprint panne)" "$ONE" "in the same version"
ok "without remains" wait_until 15 clean
diag "$(remains)"

diag "links are repaired at start"
stack_stop
rm "$VAR"/public/tiles/temoin.*
ln -s ../../tiles/temoin.stops/v1 "$VAR/public/tiles/temoin.stops"
ln -s ../../tiles/perdu.stops/v1 "$VAR/public/tiles/perdu.stops"
stack_up
ok "wrong, missing and stray ones" wait_until 15 clean
diag "$(remains)"
done_testing
