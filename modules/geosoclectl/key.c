/* SPDX-License-Identifier: MIT */
/* key.c: geosoclectl key create, list and revoke. */
#include "common/base.h"

#include <inttypes.h>
#include <sysexits.h>

#include "common/secret.h"
#include "geosoclectl/account.h"

#define ISO(column) "to_char(" column " AT TIME ZONE 'UTC', " \
	"'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"

struct new_key {
	const char	*user, *label, *scope, *days;
	char		 key[GS_KEY_LEN + 1];
	int64_t		 id;
	gs_str		 expires;
};

static enum gs_status
check(struct ctl *ctl, const struct new_key *k, int64_t *days)
{
	*days = 0;
	if (k->user == NULL)
		return gs_fail(&ctl->err, GS_EINVAL, ctl_say(
		    "--user LOGIN est nécessaire", "--user LOGIN is needed"));
	if (strcmp(k->scope, "read") != 0 && strcmp(k->scope, "write") != 0)
		return gs_fail(&ctl->err, GS_EINVAL, "--scope: read, write");
	if (k->label[0] == '\0' || strlen(k->label) > 200 ||
	    !gs_utf8_ok(gs_str_of(k->label)))
		return gs_fail(&ctl->err, GS_EINVAL,
		    ctl_say("--label : 1 à 200 octets d'UTF-8",
		    "--label: 1 to 200 bytes of UTF-8"));
	if (k->days != NULL &&
	    !gs_str_int_in(gs_str_of(k->days), 1, 3650, days))
		return gs_fail(&ctl->err, GS_EINVAL, "--expires: 1 - 3650");
	return gs_secret_init(&ctl->err);
}

static enum gs_status
insert(struct ctl *ctl, struct new_key *k, int64_t days)
{
	unsigned char digest[GS_DIGEST];
	struct gs_param p[] = { gs_p_cstr(k->user), gs_p_cstr(k->label),
	    gs_p_bytes(digest, sizeof(digest)), gs_p_cstr(k->scope),
	    days ? gs_p_int(ctl->arena, days) : GS_PNULL };
	struct gs_rows r;
	enum gs_status st;

	gs_key_make(k->key);
	gs_secret_digest(digest, gs_str_of(k->key));
	st = ctl_sql(ctl, "INSERT INTO auth.api_key "
	    "(account_id, label, digest, scope, expires) "
	    "SELECT id, $2::text, $3::bytea, $4::text, "
	    "now() + make_interval(days => $5::int) FROM auth.account "
	    "WHERE login = $1::text AND NOT disabled "
	    "RETURNING id, " ISO("expires"), p, 5, &r);
	if (st != GS_OK)
		return st;
	if (r.n == 0)
		return gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say(
		    "pas de compte « %s » : geosoclectl user list",
		    "no account '%s': see geosoclectl user list"), k->user);
	k->id = gs_row_int(&r, 0, 0);
	k->expires = gs_row_str(&r, 0, 1);
	return GS_OK;
}

int
ctl_key_create(struct ctl *ctl, int argc, char **argv)
{
	struct new_key k = { .label = "geosoclectl", .scope = "write" };
	const struct ctl_opt opts[] = {
		{ "--user", "LOGIN", &k.user, NULL, "owner of the key" },
		{ "--label", "TEXT", &k.label, NULL, "what it is for" },
		{ "--scope", "SCOPE", &k.scope, NULL,
		    "read or write (default)" },
		{ "--expires", "DAYS", &k.days, NULL,
		    "end after so many days; default: no end" },
		{ 0 }
	};
	struct gs_json j;
	enum gs_status st;
	int64_t days;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 0, 0)) >= 0)
		return rc;
	if ((st = check(ctl, &k, &days)) == GS_OK &&
	    (st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, insert(ctl, &k, days));
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (!ctl->json) {
		puts(k.key);
		return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kint(&j, "id", k.id);
	gs_json_kcstr(&j, "key", k.key);
	gs_json_kcstr(&j, "user", k.user);
	gs_json_kcstr(&j, "label", k.label);
	gs_json_kcstr(&j, "scope", k.scope);
	gs_json_kstr(&j, "expires", k.expires);
	return ctl_json_end(ctl, &j);
}

static void
list_json(const struct gs_rows *r, struct gs_json *j)
{
	gs_json_object(j);
	gs_json_key(j, "keys");
	gs_json_array(j);
	for (int i = 0; i < r->n; i++) {
		gs_json_object(j);
		gs_json_kint(j, "id", gs_row_int(r, i, 0));
		gs_json_kstr(j, "user", gs_row_str(r, i, 1));
		gs_json_kstr(j, "label", gs_row_str(r, i, 2));
		gs_json_kstr(j, "scope", gs_row_str(r, i, 3));
		gs_json_kstr(j, "created", gs_row_str(r, i, 4));
		gs_json_kstr(j, "expires", gs_row_str(r, i, 5));
		gs_json_kstr(j, "used", gs_row_str(r, i, 6));
		gs_json_end(j);
	}
}

int
ctl_key_list(struct ctl *ctl, int argc, char **argv)
{
	const char *user = NULL;
	const struct ctl_opt opts[] = {
		{ "--user", "LOGIN", &user, NULL, "only this account's" },
		{ 0 }
	};
	struct gs_param p[1];
	enum gs_status st;
	struct gs_rows r;
	struct gs_json j;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 0, 0)) >= 0)
		return rc;
	p[0] = gs_p_cstr(user);
	if ((st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, ctl_sql(ctl, "SELECT k.id, a.login, "
		    "k.label, k.scope, " ISO("k.created") ", "
		    ISO("k.expires") ", " ISO("k.used")
		    " FROM auth.api_key k JOIN auth.account a "
		    "ON a.id = k.account_id WHERE k.revoked IS NULL "
		    "AND ($1::text IS NULL OR a.login = $1) ORDER BY k.id",
		    p, 1, &r));
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (ctl->json) {
		ctl_json_begin(ctl, &j);
		list_json(&r, &j);
		return ctl_json_end(ctl, &j);
	}
	for (int i = 0; i < r.n; i++)
		printf("%-6" PRId64 " %-16.*s %-5.*s %-20.*s %.*s\n",
		    gs_row_int(&r, i, 0), GS_FMT(gs_row_str(&r, i, 1)),
		    GS_FMT(gs_row_str(&r, i, 3)),
		    GS_FMT(gs_row_str(&r, i, 5)),
		    GS_FMT(gs_row_str(&r, i, 2)));
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

int
ctl_key_revoke(struct ctl *ctl, int argc, char **argv)
{
	struct gs_param p[1];
	enum gs_status st;
	struct gs_rows r = { 0 };
	struct gs_json j;
	int64_t id = 0;
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 1, 1)) >= 0)
		return rc;
	if (!gs_str_int_in(gs_str_of(argv[0]), 1, INT64_MAX, &id)) {
		st = gs_fail(&ctl->err, GS_EINVAL, ctl_say("« %s » : attendu "
		    "le numéro d'une clé, voir geosoclectl key list",
		    "'%s': expected the number of a key, see geosoclectl key "
		    "list"), argv[0]);
		return ctl_fail(ctl, st);
	}
	p[0] = gs_p_int(ctl->arena, id);
	if ((st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, ctl_sql(ctl, "UPDATE auth.api_key SET "
		    "revoked = coalesce(revoked, now()) WHERE id = $1::bigint",
		    p, 1, &r));
	if (st == GS_OK && r.affected == 0)
		st = gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say("pas de clé %s",
		    "no key %s"), argv[0]);
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (!ctl->json) {
		printf(ctl_say("clé %s révoquée\n", "key %s revoked\n"),
		    argv[0]);
		return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kint(&j, "id", id);
	gs_json_kbool(&j, "revoked", true);
	return ctl_json_end(ctl, &j);
}
