# SPDX-License-Identifier: MIT
# What the tests of upload share; after stack.sh.
#
#	upload_start [NAME=VALUE...]	stack_start, then sets ADMIN, options
#					for req that show the key of admin
#	gtfs OUT [STOPS [ROUTES [TAG]]]	see tests/fixtures/make-gtfs.sh
#	send FILE QUERY [curl options]	raw POST as admin; sets JOB when taken
#	job_state			prints the state of JOB
#	job_ends [SECONDS]		waits for its end; sets STATE; the answer
#					of the API is in BODY
#	publish FILE QUERY		both, and it must succeed
#	user LOGIN ORG ROLE		makes an account; sets KEY, its write key
#	runners SIGNAL			to each runner with its heart
#	remains				prints what lies about: tables without
#					layer, stored files without row, rows
#					without file, links that are not right
API=/api/v1
upload_start() {
	stack_start "$@"
	ADMIN=(-H "X-Api-Key: $ADMIN_KEY")
}
gtfs() { "$TREE/tests/fixtures/make-gtfs.sh" "$@"; }
send() {
	local file=$1 query=$2
	shift 2
	req "$API/publications?filename=$(basename "$file" |
	    jq -Rr @uri)&$query" \
	    "${ADMIN[@]}" -H 'Content-Type: application/octet-stream' \
	    --data-binary "@$file" "$@"
	JOB=$(jq -r '.job // empty' "$BODY" 2> /dev/null)
}
job_state() { sql geosocle_owner "SELECT state FROM jobs.job WHERE id = '$JOB'"; }
job_over() {
	case $(job_state) in queued | running) return 1 ;; esac
}
job_ends() {
	wait_until "${1:-30}" job_over
	req "$API/jobs/$JOB" "${ADMIN[@]}"
	STATE=$(jq -r .state "$BODY")
}
publish() {
	send "$@"
	job_ends
	[ "$STATE" = succeeded ] && return 0
	fail "publication of $1"
	diag "$(jq -c 'del(.report)' "$BODY")"
	return 1
}
user() {
	ctl user create "$1" --organisation "$2" --role "$3" \
	    --password-stdin <<< "$1-password" > /dev/null
	KEY=$(ctl key create --json --user "$1" --scope write | jq -r .key)
}
runners() {
	local pid
	for pid in $(pgrep -P "$(pid_of runner)"); do
		kill "-$1" -- "-$pid"
	done
}
remains() {
	local link
	sql geosocle_owner "
	SELECT 'table ' || relname FROM pg_class c
	WHERE relnamespace = 'data'::regnamespace AND relkind = 'r'
	  AND NOT EXISTS (SELECT FROM catalogue.layer
	      WHERE table_name = c.relname)
	UNION ALL SELECT 'layer ' || table_name FROM catalogue.layer
	WHERE to_regclass('data.' || table_name) IS NULL
	UNION ALL SELECT 'row ' || encode(digest, 'hex') FROM store.file f
	WHERE NOT EXISTS (SELECT FROM catalogue.version_file
	    WHERE digest = f.digest)
	  AND NOT EXISTS (SELECT FROM jobs.job WHERE digest = f.digest)"
	diff <(sql geosocle_owner "SELECT encode(digest, 'hex') FROM store.file" |
	    sort) <(find "$VAR/store" -type f -printf '%f\n' | sort) |
	    sed -n 's/^</no file /p; s/^>/stray /p'
	diff <(sql geosocle_owner "
	    SELECT d.slug || '.' || l.name || s.at || ' ../../tiles/' ||
	        d.slug || '.' || l.name || '/v' || v.number
	    FROM catalogue.dataset d
	    JOIN catalogue.version v ON v.dataset_id = d.id
	    JOIN catalogue.layer l ON l.version_id = v.id,
	    LATERAL (VALUES ('@' || v.number), (CASE WHEN
	        d.current_version = v.id THEN '' END)) s (at)
	    WHERE d.access = 'public' AND v.withdrawn IS NULL
	      AND l.geometry_type <> 'NONE' AND s.at IS NOT NULL" | sort) \
	    <(for link in "$VAR"/public/tiles/*; do
		[ -L "$link" ] &&
		    printf '%s %s\n' "${link##*/}" "$(readlink "$link")"
	    done | sort) | sed -n 's/^</no link /p; s/^>/link /p'
	sql geosocle_owner "SELECT 'outbox ' || kind || ' ' || payload
	    FROM jobs.outbox WHERE done IS NULL AND not_before <
	    now() + interval '2 minutes'"
}
clean() { [ -z "$(remains)" ]; }
