/* SPDX-License-Identifier: MIT */
/*
 * user.h: an account that is made, or gets another password.
 */
#ifndef GEOSOCLECTL_USER_H
#define GEOSOCLECTL_USER_H

#include "common/secret.h"
#include "geosoclectl/account.h"

#define USER_RANDOM	24		/* characters of a random password */

struct user {
	const char	*login, *name, *organisation, *role;
	const char	*file;		/* where the password is written */
	bool		 admin, from_stdin;
	char		 random[USER_RANDOM + 1];
	const char	*password;	/* as given, or random */
	char		 hash[GS_PASSWORD_HASH];
	int64_t		 id;
};

/* Read or make up the password; fills password and hash. */
enum gs_status user_choose_password(struct ctl *ctl, struct user *u)
    GS_MUST_CHECK;
/* Into u->file, for its owner alone. Replaced as a whole: an older file is
 * of an account that was not made. */
enum gs_status user_write_password(struct ctl *ctl, const struct user *u)
    GS_MUST_CHECK;
/* What was done, ${said} for people. A random password that no file keeps is
 * shown, this once. */
int user_report(struct ctl *ctl, const struct user *u, const char *said);

#endif
