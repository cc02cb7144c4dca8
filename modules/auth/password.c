/* SPDX-License-Identifier: MIT */
/* password.c: is it the password of that login? See password.h. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "auth/db.h"
#include "auth/password.h"

#define WAIT_STEP_MS	10
#define WAIT_STEPS	300		/* 3 s */

static enum gs_status
open_slot(int *fd, const struct gs_conf *c, int i, struct gs_err *err)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/run/auth-hash.%d", c->var, i);
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd < 0)
		return gs_fail(err, GS_EINTERNAL, "%s: %s", path,
		    strerror(errno));
	return GS_OK;
}

enum gs_status
auth_hasher_init(struct auth_hasher *h, const struct gs_conf *c,
    struct gs_err *err)
{
	char unknown[GS_SECRET_LEN + 1];
	enum gs_status st;

	if ((st = gs_secret_init(err)) != GS_OK)
		return st;
	for (int i = 0; i < AUTH_HASH_SLOTS; i++)
		if ((st = open_slot(&h->slot[i], c, i, err)) != GS_OK)
			return st;
	gs_secret_make(unknown);
	return gs_password_hash(h->dummy, gs_str_of(unknown), err);
}

/* A held slot, or -1 after 3 s. */
static int
hold_slot(const struct auth_hasher *h, bool *waited)
{
	const struct timespec step = { 0, WAIT_STEP_MS * 1000000L };

	*waited = false;
	for (int n = 0; n < WAIT_STEPS; n++) {
		for (int i = 0; i < AUTH_HASH_SLOTS; i++)
			if (flock(h->slot[i], LOCK_EX | LOCK_NB) == 0)
				return h->slot[i];
		*waited = true;
		nanosleep(&step, NULL);
	}
	return -1;
}

static enum gs_status
begin(struct gs_req *req, struct auth_db_account *acc, gs_str login)
{
	enum gs_status st = auth_db_sign_in_begin(req, login, acc);

	if (st == GS_OK && acc->blocked)
		st = gs_fail(&req->err, GS_ETOOMANY, "Too many failed sign-ins "
		    "for this account or address: try again in 15 minutes");
	return st;
}

/* In a slot: the slow part, and nothing open in the database meanwhile. */
static bool
matches(const struct auth_hasher *h, const struct auth_db_account *acc,
    gs_str password, char rehashed[GS_PASSWORD_HASH])
{
	const char *hash = acc->hash ? acc->hash : h->dummy;
	bool ok = gs_password_matches(hash, password) && acc->hash != NULL;

	if (!ok || !gs_password_outdated(hash) ||
	    gs_password_hash(rehashed, password, NULL) != GS_OK)
		rehashed[0] = '\0';
	return ok;
}

static enum gs_status
settle(struct gs_req *req, const struct auth_db_account *acc, gs_str login,
    bool ok, const char *rehashed)
{
	enum gs_status st;

	if (ok)
		return auth_db_sign_in_done(req, acc, rehashed);
	if ((st = auth_db_sign_in_failed(req, login)) != GS_OK)
		return st;
	return gs_fail(&req->err, GS_EAUTH,
	    "The login or the password is wrong");
}

enum gs_status
auth_password_check(struct gs_req *req, struct auth_hasher *h, gs_str login,
    gs_str password, int64_t *account)
{
	char rehashed[GS_PASSWORD_HASH];
	struct auth_db_account acc;
	enum gs_status st;
	bool waited, ok;
	int slot;

	if (login.len == 0 || login.len > AUTH_LOGIN_MAX ||
	    password.len == 0 || password.len > GS_PASSWORD_MAX)
		return gs_fail(&req->err, GS_EAUTH,
		    "The login or the password is wrong");
	/* Before the slot, so that a closed door costs nothing; and again
	 * after a wait, in which others may have failed. */
	if ((st = begin(req, &acc, login)) != GS_OK)
		return st;
	if ((slot = hold_slot(h, &waited)) < 0)
		return gs_fail(&req->err, GS_EBUSY,
		    "Too many people are signing in: try again in a moment");
	if (waited && (st = begin(req, &acc, login)) != GS_OK) {
		flock(slot, LOCK_UN);
		return st;
	}
	ok = matches(h, &acc, password, rehashed);
	st = settle(req, &acc, login, ok, rehashed[0] ? rehashed : NULL);
	flock(slot, LOCK_UN);
	*account = acc.id;
	return st;
}
