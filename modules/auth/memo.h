/* SPDX-License-Identifier: MIT */
/*
 * memo.h: passwords that this process has just found right.
 *
 * A program that shows login and password with each request would pay for a
 * hash each time. What is kept is only that this stored hash and this
 * password fit, as a tag under a key that never leaves the process, for a
 * minute; who holds the hash and whether they may sign in is read again every
 * time, so a changed password or a disabled account is obeyed at once.
 */
#ifndef AUTH_MEMO_H
#define AUTH_MEMO_H

#include "common/str.h"

#define AUTH_MEMO_ENTRIES	32
#define AUTH_MEMO_SECONDS	60

struct auth_memo {
	unsigned char	 key[32];
	unsigned	 next;		/* entry to be overwritten */
	struct {
		unsigned char	tag[32];
		time_t		until;	/* CLOCK_MONOTONIC; 0: empty */
	} entry[AUTH_MEMO_ENTRIES];
};

void auth_memo_init(struct auth_memo *m);
/* ${now} is of CLOCK_MONOTONIC. */
bool auth_memo_has(const struct auth_memo *m, const char *hash,
    gs_str password, time_t now);
void auth_memo_put(struct auth_memo *m, const char *hash, gs_str password,
    time_t now);

#endif
