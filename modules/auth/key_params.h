/* SPDX-License-Identifier: MIT */
/*
 * key_params.h: what a new key shall be. Pure.
 *
 * A JSON object or a form with the same members: label (1 to 200 characters,
 * default "API"), scope ("read", the default, or "write"), expires_days (1 to
 * 3650; none: the key does not end), csrf (for sessions).
 */
#ifndef AUTH_KEY_PARAMS_H
#define AUTH_KEY_PARAMS_H

#include "common/http.h"

struct auth_key_params {
	gs_str	label, scope, csrf;
	int64_t	days;			/* 0: no end */
};

enum gs_status auth_key_params_json(struct auth_key_params *p,
    struct gs_arena *a, gs_str body, struct gs_err *err) GS_MUST_CHECK;
enum gs_status auth_key_params_form(struct auth_key_params *p,
    const struct gs_kv *form, int n, struct gs_err *err) GS_MUST_CHECK;

#endif
