/* SPDX-License-Identifier: MIT */
/*
 * password.h: passwords checked at a bounded cost.
 *
 * A hash takes a processor for some 30 ms and 19 MiB, so at most
 * AUTH_HASH_SLOTS run at a time on the platform. And one process of this
 * worker stays out of it but for a moment, or a crowd that signs in would
 * keep waiting those who have: what comes on top is told to try again. Slots
 * and seats are locked bytes of one file; the kernel drops the locks of a
 * process that dies. What was right a minute ago is not hashed again, see
 * memo.h.
 */
#ifndef AUTH_PASSWORD_H
#define AUTH_PASSWORD_H

#include "common/http.h"
#include "common/secret.h"

#include "auth/memo.h"

#define AUTH_HASH_SLOTS	2
#define AUTH_LOGIN_MAX	100

struct auth_hasher {
	int	fd;			/* of the lock file */
	int	seats;			/* processes that may check at once */
	struct auth_memo memo;
	char	dummy[GS_PASSWORD_HASH]; /* hash of a password nobody knows */
};

/* Lock file VAR/run/auth.lock. Once per process. */
enum gs_status auth_hasher_init(struct auth_hasher *h, const struct gs_conf *c,
    struct gs_err *err) GS_MUST_CHECK;

/*
 * Is ${password} that of ${login}? GS_OK and its account; GS_EAUTH when it is
 * not, in the same words and the same time for an unknown login, an account
 * without password or disabled, and a wrong password; GS_ETOOMANY after ten
 * failures in fifteen minutes of the login or of the client's address;
 * GS_EBUSY when there is no seat, or no slot came free in time.
 */
enum gs_status auth_password_check(struct gs_req *req,
    struct auth_hasher *h, gs_str login, gs_str password, int64_t *account)
    GS_MUST_CHECK;

#endif
