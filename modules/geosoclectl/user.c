/* SPDX-License-Identifier: MIT */
/* user.c: geosoclectl user create. */
#include "common/base.h"

#include "geosoclectl/user.h"

static enum gs_status
check(struct ctl *ctl, struct user *u)
{
	static const char *const roles[] = { "reader", "producer", "manager" };
	bool known = false;

	for (size_t i = 0; i < GS_COUNTOF(roles); i++)
		known |= strcmp(u->role, roles[i]) == 0;
	if (!known)
		return gs_fail(&ctl->err, GS_EINVAL,
		    "--role: reader, producer, manager");
	if (u->login[0] == '\0' || strlen(u->login) > 100 ||
	    strspn(u->login, "abcdefghijklmnopqrstuvwxyz0123456789._@-") !=
	    strlen(u->login) || strchr("._@-", u->login[0]) != NULL)
		return gs_fail(&ctl->err, GS_EINVAL, ctl_say("« %s » : un "
		    "identifiant a des lettres a-z, des chiffres et . _ @ -, "
		    "100 au plus", "'%s': a login has letters a-z, digits and "
		    ". _ @ -, at most 100"), u->login);
	if (!gs_utf8_ok(gs_str_of(u->name)) || u->name[0] == '\0' ||
	    strlen(u->name) > 200)
		return gs_fail(&ctl->err, GS_EINVAL,
		    ctl_say("--name : 1 à 200 octets d'UTF-8",
		    "--name: 1 to 200 bytes of UTF-8"));
	return GS_OK;
}

static enum gs_status
insert_account(struct ctl *ctl, struct user *u)
{
	struct gs_param p[] = { gs_p_cstr(u->login), gs_p_cstr(u->name),
	    gs_p_cstr(u->hash), gs_p_bool(u->admin) };
	struct gs_rows r;
	enum gs_status st = ctl_sql(ctl, "INSERT INTO auth.account "
	    "(login, display_name, password_hash, admin) "
	    "VALUES ($1::text, $2::text, $3::text, $4::boolean) "
	    "ON CONFLICT (login) DO NOTHING RETURNING id", p, 4, &r);

	if (st != GS_OK)
		return st;
	if (r.n == 0)
		return gs_fail(&ctl->err, GS_ECONFLICT, ctl_say(
		    "le compte « %s » existe déjà ; pour un autre mot de "
		    "passe : geosoclectl user password %s",
		    "account '%s' exists already; for another password: "
		    "geosoclectl user password %s"), u->login, u->login);
	u->id = gs_row_int(&r, 0, 0);
	return GS_OK;
}

static enum gs_status
join(struct ctl *ctl, int64_t account, const char *organisation,
    const char *role)
{
	struct gs_param p[] = { gs_p_int(ctl->arena, account),
	    gs_p_cstr(organisation), gs_p_cstr(role) };
	struct gs_rows r;
	enum gs_status st = ctl_sql(ctl, "INSERT INTO auth.membership "
	    "SELECT $1::bigint, id, $3::text FROM auth.organisation "
	    "WHERE slug = $2::text "
	    "ON CONFLICT (account_id, organisation_id) "
	    "DO UPDATE SET role = EXCLUDED.role", p, 3, &r);

	if (st == GS_OK && r.affected == 0)
		st = gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say(
		    "pas d'organisation « %s » : geosoclectl org create %s "
		    "--title …", "no organisation '%s': geosoclectl org "
		    "create %s --title ..."), organisation, organisation);
	return st;
}

/* An administrator manages the platform's own organisation, which is there
 * from the first one on. */
static enum gs_status
join_platform(struct ctl *ctl, int64_t account)
{
	enum gs_status st = ctl_sql(ctl, "INSERT INTO auth.organisation "
	    "(slug, title) VALUES ('plateforme', 'Plateforme') "
	    "ON CONFLICT (slug) DO NOTHING", NULL, 0, NULL);

	return st == GS_OK ? join(ctl, account, "plateforme", "manager") : st;
}

static enum gs_status
create(struct ctl *ctl, struct user *u)
{
	enum gs_status st;

	if ((st = check(ctl, u)) != GS_OK ||
	    (st = user_choose_password(ctl, u)) != GS_OK ||
	    (st = ctl_begin(ctl)) != GS_OK)
		return st;
	st = insert_account(ctl, u);
	if (st == GS_OK && u->admin)
		st = join_platform(ctl, u->id);
	if (st == GS_OK && u->organisation != NULL)
		st = join(ctl, u->id, u->organisation, u->role);
	if (st == GS_OK && u->file != NULL)
		st = user_write_password(ctl, u);
	return ctl_end(ctl, st);
}

int
ctl_user_create(struct ctl *ctl, int argc, char **argv)
{
	struct user u = { .role = "producer" };
	const struct ctl_opt opts[] = {
		{ "--admin", NULL, NULL, &u.admin,
		    "administrator of the platform" },
		{ "--name", "NAME", &u.name, NULL,
		    "name shown to others; default: the login" },
		{ "--organisation", "SLUG", &u.organisation, NULL,
		    "organisation to belong to" },
		{ "--role", "ROLE", &u.role, NULL,
		    "reader, producer (default) or manager in it" },
		{ "--password-stdin", NULL, NULL, &u.from_stdin,
		    "password: first line of standard input" },
		{ "--password-file", "FILE", &u.file, NULL,
		    "write the password there, mode 0600, not to the output" },
		{ 0 }
	};
	enum gs_status st;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 1, 1)) >= 0)
		return rc;
	u.login = argv[0];
	if (u.name == NULL)
		u.name = u.login;
	st = create(ctl, &u);
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	return user_report(ctl, &u, ctl_say("compte créé",
	    "account created"));
}
