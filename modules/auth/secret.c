/* SPDX-License-Identifier: MIT */
/* secret.c: random secrets and their digests; see secret.h. */
#include "common/base.h"

#include <sodium.h>

#include "auth/secret.h"

void
auth_secret_make(char out[AUTH_SECRET_LEN + 1])
{
	unsigned char bits[32];

	randombytes_buf(bits, sizeof(bits));
	sodium_bin2base64(out, AUTH_SECRET_LEN + 1, bits, sizeof(bits),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bits, sizeof(bits));
}

void
auth_key_make(char out[AUTH_KEY_LEN + 1])
{
	memcpy(out, AUTH_KEY_PREFIX, 3);
	auth_secret_make(out + 3);
}

void
auth_secret_digest(unsigned char out[AUTH_DIGEST], gs_str secret)
{
	crypto_hash_sha256(out, (const unsigned char *)secret.ptr, secret.len);
}

bool
auth_session_shape(gs_str s)
{
	if (s.len != AUTH_SECRET_LEN)
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
auth_key_shape(gs_str s)
{
	return s.len == AUTH_KEY_LEN && gs_str_starts(s, AUTH_KEY_PREFIX) &&
	    auth_session_shape((gs_str){ s.ptr + 3, s.len - 3 });
}
