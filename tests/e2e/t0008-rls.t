#!/bin/bash
# SPDX-License-Identifier: MIT
# With no identity, no worker's role sees a restricted row: in any table or
# view of the platform, listed from the database itself.
. "$(dirname "$0")/../lib/stack.sh"
stack_start

ROLES="gs_auth gs_catalogue gs_upload gs_render gs_runner"
owner() { sql geosocle_owner "$@"; }
script() {	# role, statements on standard input; goes on after an error
	stack_as_user psql -X -q -A -t -h "$VAR/run" -U "$1" -d geosocle 2>&1
}
relations() {	# kinds
	owner "SELECT oid::regclass FROM pg_class WHERE relkind = ANY ('{$1}')
	    AND relnamespace::regnamespace::text IN
		('auth', 'store', 'catalogue', 'jobs')
	    ORDER BY oid::regclass::text"
}
script geosocle_owner < "$TREE/tests/sql/restricted.sql" > "$TMP/out"
is "$(cat "$TMP/out")" "" "restricted rows are there"
TABLES=$(relations r,p,f,m) VIEWS=$(relations v)
MEMBER=$(owner "SELECT id FROM auth.account WHERE login = 'membre'")
OTHER=$(owner "SELECT id FROM auth.account WHERE login = 'autre'")

# -- What protects the rows --------------------------------------------------
is "$(owner "SELECT rolname FROM pg_roles WHERE rolname LIKE 'gs\_%'
    AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)")" "" \
    "no worker's role stands above the policies"
is "$(owner "SELECT oid::regclass FROM pg_class WHERE relkind IN ('r', 'p')
    AND NOT relrowsecurity AND relnamespace::regnamespace::text IN
	('auth', 'store', 'catalogue', 'jobs')")" "" \
    "every table has row-level security"
is "$(owner "SELECT oid::regclass FROM pg_class WHERE relkind = 'v'
    AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)
    AND relnamespace::regnamespace::text IN
	('auth', 'store', 'catalogue', 'jobs')")" "" \
    "every view has the rights of who asks"
is "$(owner "SELECT oid::regclass FROM pg_class WHERE relkind IN ('m', 'f')
    AND relnamespace::regnamespace::text IN
	('auth', 'store', 'catalogue', 'jobs')")" "" \
    "no materialized view or foreign table, which have no policies"
is "$(owner "SELECT oid::regprocedure FROM pg_proc WHERE prosecdef
    AND pronamespace::regnamespace::text IN
	('auth', 'store', 'catalogue', 'jobs', 'data', 'public')
    AND probin IS NULL AND NOT EXISTS (SELECT FROM unnest(proconfig) c
	WHERE c LIKE 'search\_path=%')")" "" \
    "every function with the owner's rights fixes its search path"
is "$(owner "SELECT string_agg(oid::regproc::text, ' ' ORDER BY oid::regproc::text)
    FROM pg_proc WHERE prosecdef AND has_function_privilege('public', oid,
	'EXECUTE')
    AND pronamespace::regnamespace::text IN
	('auth', 'store', 'catalogue', 'jobs', 'data')")" \
    "auth.am_admin auth.my_organisations auth.my_productions catalogue.may" \
    "of those, all may call only what policies call"

# -- Nobody ------------------------------------------------------------------
for t in $TABLES; do
	[ "$(owner "SELECT count(*) > 0 FROM $t")" = t ] ||
	    fail "$t holds no row to hide: add one to tests/sql/restricted.sql"
done
counts() {	# role, account -> "relation rows" that are not 0
	{
		[ -z "$2" ] || echo "SET geosocle.account = '$2';"
		for t in $TABLES $VIEWS; do
			echo "SELECT '$t', count(*) FROM $t;"
		done
	} | script "$1" | grep -v ' permission denied for ' |
	    grep -v '|0$' | tr '|\n' ' ,'
}
# Names of organisations are public.
organisations=$(owner 'SELECT count(*) FROM auth.organisation')
for role in $ROLES; do
	for account in "" 0 -1 999999; do
		is "$(counts "$role" "$account")" \
		    "auth.organisation $organisations," \
		    "$role sees no row as ${account:-nobody}"
	done
done
like "$(counts gs_render "1 OR true")" 'invalid input syntax' \
    "an identity that is no number is an error"
is "$(counts gs_catalogue "$OTHER")" \
    "auth.account 1,auth.organisation $organisations," \
    "a stranger sees but the own account"

# -- The same rows, with the right -------------------------------------------
sees() {	# role, table, rows
	is "$(sql "$1" "SET geosocle.account = '$MEMBER';
	    SELECT count(*) FROM $2")" "$3" "as a member, $1 sees $2"
}
sees gs_render catalogue.current_layer 1
sees gs_catalogue catalogue.dataset 1
sees gs_upload catalogue.version_file 1
sees gs_upload store.file 2
sees gs_upload jobs.job 1
sees gs_runner jobs.log 1
sees gs_auth auth.session 1
sees gs_auth auth.api_key 1
is "$(sql gs_render "SET geosocle.account = '$MEMBER';
    RESET geosocle.account; SELECT count(*) FROM catalogue.dataset")" 0 \
    "and no more once the identity is gone"
is "$(owner "UPDATE auth.account SET disabled = true WHERE id = $MEMBER")" "" \
    "the member is disabled"
is "$(sql gs_render "SET geosocle.account = '$MEMBER';
    SELECT count(*) FROM catalogue.dataset")" 0 "and sees nothing"

# -- A public dataset beside -------------------------------------------------
script geosocle_owner > "$TMP/out" <<'SQL'
INSERT INTO store.file VALUES (sha256('open'), 6);
INSERT INTO catalogue.dataset (slug, organisation_id, title, kind, access)
SELECT 'ouvert', id, 'Ouvert', 'vector', 'public'
FROM auth.organisation WHERE slug = 'reserve' RETURNING id AS dataset \gset
INSERT INTO catalogue.version (dataset_id, number, job_id, summary, report)
VALUES (:dataset, 1, gen_random_uuid(), '{}', '{}')
RETURNING id AS version \gset
INSERT INTO catalogue.layer (version_id, dataset_id, name, position, title_fr,
    title_en, table_name, geometry_type, srid, features, columns)
VALUES (:version, :dataset, 'points', 1, 'Points', 'Points',
    'p000000000000_2', 'POINT', 4326, 1, '[]');
INSERT INTO catalogue.version_file
VALUES (:version, 'open.zip', sha256('open'), 'application/zip');
SQL
is "$(cat "$TMP/out")" "" "a public dataset is there, not published yet"
for role in gs_catalogue gs_upload gs_render gs_runner; do
	is "$(counts "$role" "")" "auth.organisation $organisations," \
	    "$role sees nothing of it before it is published"
done
owner "UPDATE catalogue.dataset d SET current_version = v.id
    FROM catalogue.version v WHERE v.dataset_id = d.id AND slug = 'ouvert'"
served="catalogue.dataset 1,catalogue.layer 1,catalogue.version 1,"
served+="catalogue.version_file 1,"
for role in $ROLES; do
	got=$(counts "$role" "" | tr , '\n' | grep -v auth.organisation)
	is "$(grep -v ' 1$' <<< "$got")" "" "$role then sees one row at most"
	[ "$role" = gs_auth ] && served_here="" || served_here=$served
	is "$(grep -E 'dataset|layer |version' <<< "$got" |
	    grep -v current_layer | tr '\n' ,)" "$served_here" \
	    "$role sees the row of each table it reads"
done
is "$(sql gs_render 'SELECT full_name FROM catalogue.current_layer')" \
    ouvert.points "and it is the public one"
is "$(sql gs_upload "SELECT encode(digest, 'hex') = encode(sha256('open'),
    'hex') FROM store.file")" t "also among the stored files"

# -- The datasets' own tables ------------------------------------------------
sql gs_runner 'CREATE TABLE data.p000000000000_1 (id bigint);
    INSERT INTO data.p000000000000_1 VALUES (1)'
for role in $ROLES; do
	got=$(echo 'SELECT count(*) FROM data.p000000000000_1' | script "$role")
	case $role in
	gs_render | gs_runner) is "$got" 1 "$role reads data.*" ;;
	*) like "$got" 'permission denied' "$role does not read data.*" ;;
	esac
done
for statement in 'INSERT INTO data.p000000000000_1 VALUES (2)' \
    'DROP TABLE data.p000000000000_1' 'CREATE TABLE data.x (id bigint)'; do
	like "$(echo "$statement" | script gs_render)" \
	    'permission denied|must be owner' \
	    "gs_render does not change data.*: ${statement%% *}"
done
done_testing
