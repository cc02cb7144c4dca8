/* SPDX-License-Identifier: MIT */
/*
 * secret.h: what opens a session or stands for an account.
 *
 * A secret is 256 random bits in base64url, 43 characters; a key has "gs_"
 * before it, so that scanners of leaked text know it. The database keeps the
 * SHA-256 of the text alone: 256 bits need neither salt nor slow hash.
 *
 * A password is hashed by Argon2id with OWASP's parameters: 19 MiB, two
 * passes, one lane, in a PHC string. It takes a processor for some 30 ms.
 */
#ifndef GS_SECRET_H
#define GS_SECRET_H

#include "common/err.h"
#include "common/str.h"

#define GS_SECRET_LEN	43
#define GS_KEY_PREFIX	"gs_"
#define GS_KEY_LEN	(GS_SECRET_LEN + 3)
#define GS_DIGEST	32

#define GS_PASSWORD_MIN	8		/* bytes */
#define GS_PASSWORD_MAX	1024
#define GS_PASSWORD_HASH 128		/* with its NUL */

/* Once per process, before all others here. */
enum gs_status gs_secret_init(struct gs_err *err) GS_MUST_CHECK;

/* A fresh secret, or key, NUL-ended. */
void gs_secret_make(char out[GS_SECRET_LEN + 1]);
void gs_key_make(char out[GS_KEY_LEN + 1]);
void gs_secret_digest(unsigned char out[GS_DIGEST], gs_str secret);
/* Could this be a secret, a key? Pure; says nothing of validity. */
bool gs_secret_shape(gs_str s);
bool gs_key_shape(gs_str s);

/* GS_EBUSY when the memory is not there. */
enum gs_status gs_password_hash(char out[GS_PASSWORD_HASH], gs_str password,
    struct gs_err *err) GS_MUST_CHECK;
bool gs_password_matches(const char *hash, gs_str password) GS_MUST_CHECK;
/* Made with other parameters than today's. */
bool gs_password_outdated(const char *hash);

#endif
