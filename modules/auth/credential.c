/* SPDX-License-Identifier: MIT */
/* credential.c: reading GS_CREDENTIAL; see credential.h. */
#include "common/base.h"

#include <sodium.h>

#include "common/secret.h"

#include "auth/credential.h"

#define FIELDS		4
#define BASIC_MAX	4096		/* bytes of base64 */

/* Text after "${scheme} " (RFC 9110: one or more blanks), or GS_NOSTR. */
static gs_str
after_scheme(gs_str s, const char *scheme)
{
	size_t n = strlen(scheme);

	if (s.len <= n || s.ptr[n] != ' ' ||
	    !gs_str_ieqc((gs_str){ s.ptr, n }, scheme))
		return GS_NOSTR;
	return gs_str_trim((gs_str){ s.ptr + n, s.len - n });
}

static void
key(struct auth_credential *c, gs_str s)
{
	c->kind = gs_key_shape(s) ? AUTH_KEY : AUTH_BAD;
	c->secret = s;
}

/* login:password in base64, or anything:key. */
static void
basic(struct auth_credential *c, gs_str s, struct gs_arena *a)
{
	unsigned char *bin;
	gs_str pair, login;
	size_t n;

	if (s.len == 0 || s.len > BASIC_MAX)
		return;
	bin = gs_alloc(a, s.len);
	if (sodium_base642bin(bin, s.len, s.ptr, s.len, NULL, &n, NULL,
	    sodium_base64_VARIANT_ORIGINAL) != 0)
		return;
	pair = (gs_str){ (char *)bin, n };
	login = gs_str_split(&pair, ':');
	if (pair.ptr == NULL || pair.len == 0 || !gs_utf8_ok(login) ||
	    !gs_utf8_ok(pair))
		return;
	c->basic = true;
	if (gs_key_shape(pair)) {
		key(c, pair);
		return;
	}
	c->kind = AUTH_PASSWORD;
	c->login = login;
	c->secret = pair;
}

static void
authorization(struct auth_credential *c, gs_str s, struct gs_arena *a)
{
	gs_str rest;

	if ((rest = after_scheme(s, "Basic")).ptr != NULL)
		basic(c, rest, a);
	else if ((rest = after_scheme(s, "Bearer")).ptr != NULL)
		key(c, rest);
}

void
auth_credential_parse(struct auth_credential *c, gs_str raw,
    struct gs_arena *a)
{
	gs_str f[FIELDS], rest = raw;
	int n = 0;

	*c = (struct auth_credential){ .kind = AUTH_BAD };
	while (rest.ptr != NULL && n < FIELDS)
		f[n++] = gs_str_split(&rest, '|');
	if (raw.len == 0)
		c->kind = AUTH_NONE;
	if (n != FIELDS || rest.ptr != NULL)
		return;
	if (f[3].len > 0) {
		key(c, f[3]);
		c->read_only = true;
	} else if (f[0].len > 0) {
		authorization(c, f[0], a);
	} else if (f[1].len > 0) {
		key(c, f[1]);
	} else if (f[2].len > 0) {
		c->kind = gs_secret_shape(f[2]) ? AUTH_SESSION : AUTH_BAD;
		c->stale = c->kind == AUTH_BAD;
		c->secret = f[2];
	} else {
		c->kind = AUTH_NONE;
	}
}

gs_str
auth_login_fold(struct gs_arena *a, gs_str login)
{
	char *p;

	login = gs_str_trim(login);
	p = gs_str_dup(a, login);
	for (size_t i = 0; i < login.len; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (gs_str){ p, login.len };
}

bool
auth_next_ok(gs_str next)
{
	if (next.len == 0 || next.len > 2000 || next.ptr[0] != '/' ||
	    (next.len > 1 && next.ptr[1] == '/'))
		return false;
	for (size_t i = 0; i < next.len; i++)
		if ((unsigned char)next.ptr[i] <= ' ' ||
		    next.ptr[i] == 0x7f || next.ptr[i] == '\\')
			return false;
	return gs_utf8_ok(next);
}
