/* SPDX-License-Identifier: MIT */
/* user.c: geosoclectl user create, password and list. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <sysexits.h>
#include <unistd.h>

#include "common/secret.h"
#include "geosoclectl/account.h"

#define RANDOM_LEN	24		/* characters, with hyphens */

struct new_user {
	const char	*login, *name, *organisation, *role, *file;
	bool		 admin, from_stdin;
	char		 random[RANDOM_LEN + 1];
	const char	*password;	/* as given, or random */
	char		 hash[GS_PASSWORD_HASH];
	int64_t		 id;
};

/* -- passwords ----------------------------------------------------------- */

/* Five groups of four out of 32 letters and digits that nobody confuses:
 * 100 bits. */
static void
random_password(char out[RANDOM_LEN + 1])
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";

	for (int i = 0; i < RANDOM_LEN; i++)
		out[i] = i % 5 == 4 ? '-' : letters[randombytes_uniform(32)];
	out[RANDOM_LEN] = '\0';
}

/* The first line of standard input. */
static enum gs_status
read_password(struct ctl *ctl, const char **out)
{
	char *line = gs_alloc(ctl->arena, GS_PASSWORD_MAX + 3);
	size_t n;

	if (fgets(line, GS_PASSWORD_MAX + 3, stdin) == NULL)
		line[0] = '\0';
	n = strcspn(line, "\r\n");
	line[n] = '\0';
	if (n < GS_PASSWORD_MIN || n > GS_PASSWORD_MAX ||
	    !gs_utf8_ok(gs_str_of(line)))
		return gs_fail(&ctl->err, GS_EINVAL, ctl_say("mot de passe : "
		    "attendu sur l'entrée standard, %d à %d octets",
		    "password: expected on standard input, %d to %d bytes"),
		    GS_PASSWORD_MIN, GS_PASSWORD_MAX);
	*out = line;
	return GS_OK;
}

static enum gs_status
choose_password(struct ctl *ctl, struct new_user *u)
{
	enum gs_status st;

	if ((st = gs_secret_init(&ctl->err)) != GS_OK)
		return st;
	if (u->from_stdin) {
		if ((st = read_password(ctl, &u->password)) != GS_OK)
			return st;
	} else {
		random_password(u->random);
		u->password = u->random;
	}
	return gs_password_hash(u->hash, gs_str_of(u->password), &ctl->err);
}

/* For the state folder's owner alone. Replaced as a whole: an older file is
 * of an account that was not made. */
static enum gs_status
write_password(struct ctl *ctl, const struct new_user *u)
{
	int fd;
	bool ok;

	(void)unlink(u->file);
	fd = open(u->file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return gs_fail(&ctl->err, GS_EINVAL, "%s: %s", u->file,
		    strerror(errno));
	ok = dprintf(fd, "%s\n", u->password) > 0 && fsync(fd) == 0;
	if (close(fd) != 0 || !ok)
		return gs_fail(&ctl->err, GS_ENOSPACE, "%s: %s", u->file,
		    strerror(errno));
	return GS_OK;
}

/* -- create -------------------------------------------------------------- */

static enum gs_status
check(struct ctl *ctl, struct new_user *u)
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
insert_account(struct ctl *ctl, struct new_user *u)
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
create(struct ctl *ctl, struct new_user *u)
{
	enum gs_status st;

	if ((st = check(ctl, u)) != GS_OK ||
	    (st = choose_password(ctl, u)) != GS_OK ||
	    (st = ctl_begin(ctl)) != GS_OK)
		return st;
	st = insert_account(ctl, u);
	if (st == GS_OK && u->admin)
		st = join_platform(ctl, u->id);
	if (st == GS_OK && u->organisation != NULL)
		st = join(ctl, u->id, u->organisation, u->role);
	if (st == GS_OK && u->file != NULL)
		st = write_password(ctl, u);
	return ctl_end(ctl, st);
}

/* A random password that no file keeps is shown, this once. */
static int
report(struct ctl *ctl, const struct new_user *u)
{
	bool show = !u->from_stdin && u->file == NULL;
	struct gs_json j;

	if (!ctl->json) {
		printf(ctl_say("compte « %s » créé\n",
		    "account '%s' created\n"), u->login);
		if (show)
			printf(ctl_say("mot de passe, montré cette seule "
			    "fois : %s\n", "password, shown this once: %s\n"),
			    u->password);
		return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kint(&j, "id", u->id);
	gs_json_kcstr(&j, "login", u->login);
	gs_json_kbool(&j, "admin", u->admin);
	if (show)
		gs_json_kcstr(&j, "password", u->password);
	return ctl_json_end(ctl, &j);
}

int
ctl_user_create(struct ctl *ctl, int argc, char **argv)
{
	struct new_user u = { .role = "producer" };
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
	return st == GS_OK ? report(ctl, &u) : ctl_fail(ctl, st);
}

/* -- password, list ------------------------------------------------------ */

/* A new password ends the sessions made with the old one. */
static enum gs_status
replace_password(struct ctl *ctl, struct new_user *u)
{
	struct gs_param p[] = { gs_p_cstr(u->login), gs_p_cstr(u->hash) };
	struct gs_rows r;
	enum gs_status st = ctl_sql(ctl, "WITH a AS (UPDATE auth.account "
	    "SET password_hash = $2::text WHERE login = $1::text "
	    "RETURNING id, admin), s AS (DELETE FROM auth.session "
	    "USING a WHERE account_id = a.id), t AS (DELETE FROM auth.attempt "
	    "WHERE login = $1::text) SELECT id, admin FROM a", p, 2, &r);

	if (st != GS_OK)
		return st;
	if (r.n == 0)
		return gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say(
		    "pas de compte « %s »", "no account '%s'"), u->login);
	u->id = gs_row_int(&r, 0, 0);
	u->admin = gs_row_bool(&r, 0, 1);
	return u->file ? write_password(ctl, u) : GS_OK;
}

int
ctl_user_password(struct ctl *ctl, int argc, char **argv)
{
	struct new_user u = { 0 };
	const struct ctl_opt opts[] = {
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
	if ((st = choose_password(ctl, &u)) == GS_OK &&
	    (st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, replace_password(ctl, &u));
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (ctl->json)
		return report(ctl, &u);
	printf(ctl_say("nouveau mot de passe de « %s »%s%s\n",
	    "new password of '%s'%s%s\n"), u.login,
	    u.from_stdin || u.file ? "" : ": ",
	    u.from_stdin || u.file ? "" : u.password);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

static void
list_json(struct ctl *ctl, const struct gs_rows *r, struct gs_json *j)
{
	ctl_json_begin(ctl, j);
	gs_json_object(j);
	gs_json_key(j, "users");
	gs_json_array(j);
	for (int i = 0; i < r->n; i++) {
		gs_json_object(j);
		gs_json_kint(j, "id", gs_row_int(r, i, 0));
		gs_json_kstr(j, "login", gs_row_str(r, i, 1));
		gs_json_kstr(j, "name", gs_row_str(r, i, 2));
		gs_json_kbool(j, "admin", gs_row_bool(r, i, 3));
		gs_json_kbool(j, "disabled", gs_row_bool(r, i, 4));
		gs_json_kraw(j, "organisations", gs_row_str(r, i, 5));
		gs_json_end(j);
	}
}

int
ctl_user_list(struct ctl *ctl, int argc, char **argv)
{
	enum gs_status st;
	struct gs_rows r;
	struct gs_json j;
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 0, 0)) >= 0)
		return rc;
	if ((st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, ctl_sql(ctl, "SELECT a.id, login, "
		    "display_name, admin, disabled, "
		    "coalesce(json_object_agg(o.slug, m.role) "
		    "FILTER (WHERE o.slug IS NOT NULL), '{}'), "
		    "coalesce(string_agg(o.slug || ' (' || m.role || ')', "
		    "', ' ORDER BY o.slug), '') "
		    "FROM auth.account a "
		    "LEFT JOIN auth.membership m ON m.account_id = a.id "
		    "LEFT JOIN auth.organisation o "
		    "ON o.id = m.organisation_id "
		    "GROUP BY a.id ORDER BY login", NULL, 0, &r));
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (ctl->json) {
		list_json(ctl, &r, &j);
		return ctl_json_end(ctl, &j);
	}
	for (int i = 0; i < r.n; i++)
		printf("%-20.*s %-6s %.*s\n", GS_FMT(gs_row_str(&r, i, 1)),
		    gs_row_bool(&r, i, 4) ? "-" :
		    gs_row_bool(&r, i, 3) ? "admin" : "",
		    GS_FMT(gs_row_str(&r, i, 6)));
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}
