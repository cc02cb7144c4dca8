/* SPDX-License-Identifier: MIT */
/*
 * secret.h: what opens a session or stands for an account.
 *
 * A secret is 256 random bits in base64url, 43 characters; a key has "gs_"
 * before it, so that scanners of leaked text know it. The database keeps the
 * SHA-256 of the text alone: 256 bits need neither salt nor slow hash.
 */
#ifndef AUTH_SECRET_H
#define AUTH_SECRET_H

#include "common/str.h"

#define AUTH_SECRET_LEN	43
#define AUTH_KEY_PREFIX	"gs_"
#define AUTH_KEY_LEN	(AUTH_SECRET_LEN + 3)
#define AUTH_DIGEST	32

/* A fresh secret, NUL-ended. */
void auth_secret_make(char out[AUTH_SECRET_LEN + 1]);
void auth_key_make(char out[AUTH_KEY_LEN + 1]);
void auth_secret_digest(unsigned char out[AUTH_DIGEST], gs_str secret);
/* Could this be a session id, a key? Pure; says nothing of validity. */
bool auth_session_shape(gs_str s);
bool auth_key_shape(gs_str s);

#endif
