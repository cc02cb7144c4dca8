/* SPDX-License-Identifier: MIT */
/* secret.c: random secrets, their digests, passwords; see secret.h. */
#include "common/base.h"

#include <sodium.h>

#include "common/secret.h"

#define PASSES		2
#define MEMORY		((size_t)19 << 20)

_Static_assert(GS_PASSWORD_HASH >= crypto_pwhash_STRBYTES, "hash too short");

enum gs_status
gs_secret_init(struct gs_err *err)
{
	if (sodium_init() < 0)
		return gs_fail(err, GS_EINTERNAL, "libsodium does not start");
	return GS_OK;
}

void
gs_secret_make(char out[GS_SECRET_LEN + 1])
{
	unsigned char bits[32];

	randombytes_buf(bits, sizeof(bits));
	sodium_bin2base64(out, GS_SECRET_LEN + 1, bits, sizeof(bits),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bits, sizeof(bits));
}

void
gs_key_make(char out[GS_KEY_LEN + 1])
{
	memcpy(out, GS_KEY_PREFIX, sizeof(GS_KEY_PREFIX) - 1);
	gs_secret_make(out + sizeof(GS_KEY_PREFIX) - 1);
}

void
gs_secret_digest(unsigned char out[GS_DIGEST], gs_str secret)
{
	crypto_hash_sha256(out, (const unsigned char *)secret.ptr, secret.len);
}

bool
gs_secret_shape(gs_str s)
{
	if (s.len != GS_SECRET_LEN)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return true;
}

bool
gs_key_shape(gs_str s)
{
	return s.len == GS_KEY_LEN && gs_str_starts(s, GS_KEY_PREFIX) &&
	    gs_secret_shape((gs_str){ s.ptr + 3, s.len - 3 });
}

enum gs_status
gs_password_hash(char out[GS_PASSWORD_HASH], gs_str password,
    struct gs_err *err)
{
	if (crypto_pwhash_str(out, password.ptr, password.len, PASSES,
	    MEMORY) != 0)
		return gs_fail(err, GS_EBUSY, "No memory to hash a password");
	return GS_OK;
}

bool
gs_password_matches(const char *hash, gs_str password)
{
	return crypto_pwhash_str_verify(hash, password.ptr,
	    password.len) == 0;
}

bool
gs_password_outdated(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, PASSES, MEMORY) != 0;
}
