/* SPDX-License-Identifier: MIT */
/* memo.c: passwords just found right; see memo.h. */
#include "common/base.h"

#include <sodium.h>

#include "auth/memo.h"

void
auth_memo_init(struct auth_memo *m)
{
	*m = (struct auth_memo){ 0 };
	randombytes_buf(m->key, sizeof(m->key));
}

/* The hash is NUL-ended in front, so the two parts cannot be confused. */
static void
tag_of(const struct auth_memo *m, const char *hash, gs_str password,
    unsigned char tag[32])
{
	crypto_generichash_state s;

	crypto_generichash_init(&s, m->key, sizeof(m->key), 32);
	crypto_generichash_update(&s, (const unsigned char *)hash,
	    strlen(hash) + 1);
	crypto_generichash_update(&s, (const unsigned char *)password.ptr,
	    password.len);
	crypto_generichash_final(&s, tag, 32);
}

bool
auth_memo_has(const struct auth_memo *m, const char *hash, gs_str password,
    time_t now)
{
	unsigned char tag[32];

	tag_of(m, hash, password, tag);
	for (int i = 0; i < AUTH_MEMO_ENTRIES; i++)
		if (m->entry[i].until > now &&
		    sodium_memcmp(m->entry[i].tag, tag, sizeof(tag)) == 0)
			return true;
	return false;
}

void
auth_memo_put(struct auth_memo *m, const char *hash, gs_str password,
    time_t now)
{
	unsigned i = m->next;

	m->next = (i + 1) % AUTH_MEMO_ENTRIES;
	tag_of(m, hash, password, m->entry[i].tag);
	m->entry[i].until = now + AUTH_MEMO_SECONDS;
}
