/* SPDX-License-Identifier: MIT */
/* user_password.c: passwords of accounts; geosoclectl user password. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sysexits.h>
#include <unistd.h>

#include "geosoclectl/user.h"

/* Five groups of four out of 32 letters and digits that nobody confuses:
 * 100 bits. */
static void
random_password(char out[USER_RANDOM + 1])
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";

	for (int i = 0; i < USER_RANDOM; i++)
		out[i] = i % 5 == 4 ? '-' : letters[randombytes_uniform(32)];
	out[USER_RANDOM] = '\0';
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

enum gs_status
user_choose_password(struct ctl *ctl, struct user *u)
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

enum gs_status
user_write_password(struct ctl *ctl, const struct user *u)
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

int
user_report(struct ctl *ctl, const struct user *u, const char *said)
{
	bool show = !u->from_stdin && u->file == NULL;
	struct gs_json j;

	if (!ctl->json) {
		printf("%s: %s\n", u->login, said);
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

/* A new password ends the sessions made with the old one. */
static enum gs_status
replace_password(struct ctl *ctl, struct user *u)
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
	return u->file ? user_write_password(ctl, u) : GS_OK;
}

int
ctl_user_password(struct ctl *ctl, int argc, char **argv)
{
	struct user u = { 0 };
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
	if ((st = user_choose_password(ctl, &u)) == GS_OK &&
	    (st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, replace_password(ctl, &u));
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	return user_report(ctl, &u, ctl_say("nouveau mot de passe",
	    "new password"));
}
