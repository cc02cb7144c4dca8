/* SPDX-License-Identifier: MIT */
/* password.c: is it the password of that login? See password.h. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "auth/db.h"
#include "auth/password.h"

#define STEP_MS		10
#define SLOT_STEPS	300		/* 3 s */
#define SEAT_STEPS	20		/* 0.2 s */
#define SLOT_AT		0		/* bytes of the lock file */
#define SEAT_AT		100

enum gs_status
auth_hasher_init(struct auth_hasher *h, const struct gs_conf *c,
    struct gs_err *err)
{
	char unknown[GS_SECRET_LEN + 1], path[4096];
	enum gs_status st;

	if ((st = gs_secret_init(err)) != GS_OK)
		return st;
	snprintf(path, sizeof(path), "%s/run/auth.lock", c->var);
	h->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (h->fd < 0)
		return gs_fail(err, GS_EINTERNAL, "%s: %s", path,
		    strerror(errno));
	h->seats = (int)GS_MAX(c->auth_processes - 1, 1);
	auth_memo_init(&h->memo);
	gs_secret_make(unknown);
	return gs_password_hash(h->dummy, gs_str_of(unknown), err);
}

static bool
lock(int fd, int type, int at)
{
	struct flock l = { .l_type = (short)type, .l_whence = SEEK_SET,
	    .l_start = at, .l_len = 1 };

	return fcntl(fd, F_OFD_SETLK, &l) == 0;
}

/* One of the ${n} bytes from ${first}, locked; -1 when none comes free.
 * ${*steps} is how long to wait for it, and then how long was left. */
static int
take(int fd, int first, int n, int *steps)
{
	const struct timespec step = { 0, STEP_MS * 1000000L };

	for (;; --*steps) {
		for (int i = 0; i < n; i++)
			if (lock(fd, F_WRLCK, first + i))
				return first + i;
		if (*steps == 0)
			return -1;
		nanosleep(&step, NULL);
	}
}

static time_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static enum gs_status
busy(struct gs_req *req)
{
	return gs_fail(&req->err, GS_EBUSY,
	    "Too many people are signing in: try again in a moment");
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

/* With a seat. */
static enum gs_status
check(struct gs_req *req, struct auth_hasher *h, gs_str login,
    gs_str password, struct auth_db_account *acc)
{
	char rehashed[GS_PASSWORD_HASH] = "";
	int steps = SLOT_STEPS;
	int slot = take(h->fd, SLOT_AT, AUTH_HASH_SLOTS, &steps);
	enum gs_status st = GS_OK;
	bool ok;

	if (slot < 0)
		return busy(req);
	/* Others may have failed during the wait. */
	if (steps < SLOT_STEPS)
		st = begin(req, acc, login);
	if (st == GS_OK) {
		ok = matches(h, acc, password, rehashed);
		st = settle(req, acc, login, ok, rehashed[0] ? rehashed :
		    NULL);
	}
	lock(h->fd, F_UNLCK, slot);
	if (st == GS_OK && !rehashed[0])
		auth_memo_put(&h->memo, acc->hash, password, now());
	return st;
}

enum gs_status
auth_password_check(struct gs_req *req, struct auth_hasher *h, gs_str login,
    gs_str password, int64_t *account)
{
	struct auth_db_account acc;
	int seat, steps = SEAT_STEPS;
	enum gs_status st;

	if (login.len == 0 || login.len > AUTH_LOGIN_MAX ||
	    password.len == 0 || password.len > GS_PASSWORD_MAX)
		return gs_fail(&req->err, GS_EAUTH,
		    "The login or the password is wrong");
	/* First, so that a closed door costs nothing. */
	if ((st = begin(req, &acc, login)) != GS_OK)
		return st;
	if (acc.hash == NULL ||
	    !auth_memo_has(&h->memo, acc.hash, password, now())) {
		if ((seat = take(h->fd, SEAT_AT, h->seats, &steps)) < 0)
			return busy(req);
		st = check(req, h, login, password, &acc);
		lock(h->fd, F_UNLCK, seat);
	}
	*account = acc.id;
	return st;
}
