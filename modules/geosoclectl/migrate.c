/* SPDX-License-Identifier: MIT */
/*
 * migrate.c: geosoclectl migrate. Forward only.
 *
 * Each file of sql/schema runs once, in its own transaction, and is recorded
 * with its sha256; a recorded file that has changed since, or that this
 * program does not know, is an error and nothing runs. sql/roles.sql before
 * them and sql/functions after them run every time: they may be repeated.
 */
#include "common/base.h"

#include <sodium.h>
#include <sysexits.h>

#include "common/str.h"
#include "common/template.h"
#include "geosoclectl/commands.h"
#include "geosoclectl/pg.h"

/* Embedded by tools/embed.sh; see the Makefile. */
#include "migrations.inc"

/* Two programs that migrate at once wait for each other. */
#define LOCK	"SELECT pg_advisory_lock(7368)"

static const char record[] =
	"CREATE TABLE IF NOT EXISTS public.geosocle_migration (\n"
	"	name text PRIMARY KEY,\n"
	"	sha256 text NOT NULL,\n"
	"	applied timestamptz NOT NULL DEFAULT now())";

/* Only the platform's roles come in; only the runner makes temporary
 * tables. */
static const char doors[] =
	"DO $$ BEGIN\n"
	"EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC',\n"
	"    current_database());\n"
	"EXECUTE format('GRANT CONNECT ON DATABASE %I TO gs_auth,\n"
	"    gs_catalogue, gs_upload, gs_render, gs_runner',\n"
	"    current_database());\n"
	"EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO gs_runner',\n"
	"    current_database());\n"
	"END $$";

/* Lost by an upgrade of PostGIS or PostgreSQL; see sql/schema/0001. */
static const char leakproof[] =
	"ALTER FUNCTION geometry_overlaps(geometry, geometry) LEAKPROOF;\n"
	"ALTER FUNCTION ts_match_vq(tsvector, tsquery) LEAKPROOF";

struct migration {
	struct ctl	*ctl;
	struct ctl_pg	*pg;
	const char	*applied[GS_COUNTOF(gs_sql_schema)];
	size_t		 napplied;
};

static char *
digest(struct gs_arena *a, const char *text)
{
	unsigned char bin[crypto_hash_sha256_BYTES];
	char *hex = gs_alloc(a, sizeof(bin) * 2 + 1);

	crypto_hash_sha256(bin, (const unsigned char *)text, strlen(text));
	gs_hex(hex, bin, sizeof(bin));
	return hex;
}

static enum gs_status
create_database(struct ctl *ctl)
{
	const char *name = ctl->conf->db_name, *found;
	struct ctl_pg *pg;
	struct gs_buf sql;
	enum gs_status st;

	if ((st = ctl_pg_open(&pg, ctl, "postgres")) != GS_OK ||
	    (st = ctl_pg_value(pg, &found, "SELECT 1 FROM pg_database "
	    "WHERE datname = $1", &name, 1, &ctl->err)) != GS_OK ||
	    found != NULL)
		return st;
	gs_buf_init_arena(&sql, ctl->arena, 256);
	gs_buf_puts(&sql, "CREATE DATABASE ");
	gs_sql_ident(&sql, gs_str_of(name));
	gs_buf_puts(&sql, " TEMPLATE template0 ENCODING 'UTF8'");
	return ctl_pg_run(pg, "create database", sql.ptr, &ctl->err);
}

/* A record without a file here: the database is of a newer version. */
static enum gs_status
refuse_newer(struct migration *m)
{
	const char *last = gs_sql_schema[gs_sql_schema_count - 1].name, *newer;
	enum gs_status st = ctl_pg_value(m->pg, &newer, "SELECT name "
	    "FROM public.geosocle_migration WHERE name > $1 ORDER BY name "
	    "LIMIT 1", &last, 1, &m->ctl->err);

	if (st == GS_OK && newer != NULL)
		return gs_fail(&m->ctl->err, GS_ECONFLICT, "the database was "
		    "migrated by a newer version (%s): install that version",
		    newer);
	return st;
}

static enum gs_status
schema_file(struct migration *m, const struct gs_template_source *f)
{
	const char *values[] = { f->name, digest(m->ctl->arena, f->text) };
	struct gs_err *err = &m->ctl->err;
	const char *was, *what;
	enum gs_status st;

	if ((st = ctl_pg_value(m->pg, &was, "SELECT sha256 FROM "
	    "public.geosocle_migration WHERE name = $1", values, 1, err)) !=
	    GS_OK)
		return st;
	if (was != NULL && strcmp(was, values[1]) == 0)
		return GS_OK;
	if (was != NULL)
		return gs_fail(err, GS_ECONFLICT, "sql/schema/%s.sql has "
		    "changed since it was applied: undo the change and write a "
		    "new file", f->name);
	what = gs_printf(m->ctl->arena, "sql/schema/%s.sql", f->name);
	if ((st = ctl_pg_run(m->pg, what, "BEGIN", err)) != GS_OK ||
	    (st = ctl_pg_run(m->pg, what, f->text, err)) != GS_OK ||
	    (st = ctl_pg_value(m->pg, &was, "INSERT INTO "
	    "public.geosocle_migration VALUES ($1, $2)", values, 2, err)) !=
	    GS_OK ||
	    (st = ctl_pg_run(m->pg, what, "COMMIT", err)) != GS_OK)
		return st;
	m->applied[m->napplied++] = f->name;
	return GS_OK;
}

static enum gs_status
functions(struct migration *m)
{
	struct gs_err *err = &m->ctl->err;
	enum gs_status st = ctl_pg_run(m->pg, "functions", "BEGIN", err);

	for (size_t i = 0; st == GS_OK && i < gs_sql_functions_count; i++)
		st = ctl_pg_run(m->pg, gs_printf(m->ctl->arena,
		    "sql/functions/%s.sql", gs_sql_functions[i].name),
		    gs_sql_functions[i].text, err);
	if (st == GS_OK)
		st = ctl_pg_run(m->pg, "leakproof", leakproof, err);
	if (st == GS_OK)
		st = ctl_pg_run(m->pg, "functions", "COMMIT", err);
	return st;
}

static enum gs_status
migrate(struct migration *m)
{
	struct gs_err *err = &m->ctl->err;
	enum gs_status st;

	if ((st = create_database(m->ctl)) != GS_OK ||
	    (st = ctl_pg_open(&m->pg, m->ctl, m->ctl->conf->db_name)) !=
	    GS_OK ||
	    (st = ctl_pg_run(m->pg, "lock", LOCK, err)) != GS_OK ||
	    (st = ctl_pg_run(m->pg, "record", record, err)) != GS_OK ||
	    (st = refuse_newer(m)) != GS_OK ||
	    (st = ctl_pg_run(m->pg, "sql/roles.sql", gs_sql_roles[0].text,
	    err)) != GS_OK ||
	    (st = ctl_pg_run(m->pg, "rights", doors, err)) != GS_OK)
		return st;
	for (size_t i = 0; st == GS_OK && i < gs_sql_schema_count; i++)
		st = schema_file(m, &gs_sql_schema[i]);
	return st == GS_OK ? functions(m) : st;
}

int
ctl_migrate(struct ctl *ctl, int argc, char **argv)
{
	struct migration m = { .ctl = ctl };
	struct gs_json j;
	enum gs_status st;
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 0, 0)) >= 0)
		return rc;
	if (sodium_init() < 0)
		return EX_SOFTWARE;
	if ((st = migrate(&m)) != GS_OK)
		return ctl_fail(ctl, st);
	if (!ctl->json) {
		for (size_t i = 0; i < m.napplied; i++)
			printf("applied %s\n", m.applied[i]);
		return EX_OK;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kcstr(&j, "schema",
	    gs_sql_schema[gs_sql_schema_count - 1].name);
	gs_json_key(&j, "applied");
	gs_json_array(&j);
	for (size_t i = 0; i < m.napplied; i++)
		gs_json_str(&j, gs_str_of(m.applied[i]));
	return ctl_json_end(ctl, &j);
}
