/* SPDX-License-Identifier: MIT */
/*
 * json.h: a streaming JSON writer over gs_out, and a bounded strict reader.
 *
 * Writer: keeps a stack of scopes; a key in an array, a value without a key
 * in an object or a missing end are programming errors (assert).
 * gs_json_finish() closes what is open. Text is emitted through yajl_gen.
 *
 *	struct gs_json j;
 *	gs_json_init(&j, out);
 *	gs_json_object(&j);
 *	gs_json_kstr(&j, "type", GS_STR("FeatureCollection"));
 *	gs_json_key(&j, "features"); gs_json_array(&j);
 *	...
 *	gs_json_finish(&j);
 *
 * Call gs_json_finish() on every path: it frees what yajl holds.
 *
 * Reader: yajl with depth <= 64 and size <= 1 MiB by default; no comments,
 * no trailing garbage, valid UTF-8, paired surrogates, no NUL in a string,
 * finite numbers, duplicate keys refused. The tree lives in the arena.
 */
#ifndef GS_JSON_H
#define GS_JSON_H

#include "common/arena.h"
#include "common/err.h"
#include "common/out.h"
#include "common/str.h"

#define GS_JSON_DEPTH	64	/* of what is read */
#define GS_JSON_WRITE_DEPTH (2 * GS_JSON_DEPTH - 2)	/* around a tree read */

struct gs_json {
	struct gs_out	*out;
	void		*gen;		/* yajl_gen */
	int		 depth;
	char		 scope[GS_JSON_WRITE_DEPTH];	/* '{' or '[' */
	bool		 want_value;	/* a key was written */
};

void gs_json_init(struct gs_json *j, struct gs_out *out);
void gs_json_finish(struct gs_json *j);		/* closes scopes, frees gen */
void gs_json_object(struct gs_json *j);
void gs_json_array(struct gs_json *j);
void gs_json_end(struct gs_json *j);		/* innermost scope */
void gs_json_key(struct gs_json *j, const char *key);
void gs_json_str(struct gs_json *j, gs_str s);	/* GS_NOSTR writes null */
void gs_json_int(struct gs_json *j, int64_t n);
void gs_json_double(struct gs_json *j, double d); /* shortest that reads back;
						     not finite writes null */
void gs_json_bool(struct gs_json *j, bool b);
void gs_json_null(struct gs_json *j);
/* ${s} is a complete JSON value already (from PostgreSQL): written as is. */
void gs_json_raw(struct gs_json *j, gs_str s);
/* key + value */
void gs_json_kstr(struct gs_json *j, const char *key, gs_str s);
void gs_json_kcstr(struct gs_json *j, const char *key, const char *s);
void gs_json_kint(struct gs_json *j, const char *key, int64_t n);
void gs_json_kdouble(struct gs_json *j, const char *key, double d);
void gs_json_kbool(struct gs_json *j, const char *key, bool b);
void gs_json_kraw(struct gs_json *j, const char *key, gs_str s);

enum gs_json_type { GS_JNULL, GS_JBOOL, GS_JNUMBER, GS_JSTRING, GS_JARRAY,
    GS_JOBJECT };

struct gs_jval {
	enum gs_json_type	 type;
	bool			 b;
	double			 number;
	gs_str			 text;	/* string, or a number as written;
					   NUL-ended */
	gs_str			 key;	/* when it is a member of an object */
	size_t			 n;	/* elements or members */
	struct gs_jval		*first;	/* of n, linked by next */
	struct gs_jval		*last;
	struct gs_jval		*next;
};

/* Parse ${text}; GS_EINVAL with the place, GS_ETOOLARGE past a limit.
 * ${max} 0 means 1 MiB. */
enum gs_status gs_json_parse(struct gs_jval **v, struct gs_arena *a,
    gs_str text, size_t max, struct gs_err *err) GS_MUST_CHECK;
/* Member ${key} of an object, else NULL (also when ${v} is NULL). */
const struct gs_jval *gs_jget(const struct gs_jval *v, const char *key);
/* Member ${key} as text: string or number, else GS_NOSTR. */
gs_str gs_jget_str(const struct gs_jval *v, const char *key);
bool gs_jget_int(const struct gs_jval *v, const char *key, int64_t *out);
bool gs_jget_double(const struct gs_jval *v, const char *key, double *out);
bool gs_jget_bool(const struct gs_jval *v, const char *key);

/* Building a tree by hand, for templates: members are appended; a key that
 * is there already, or a value that is in a tree already, asserts. */
struct gs_jval *gs_jobject(struct gs_arena *a);
struct gs_jval *gs_jarray(struct gs_arena *a);
void gs_jset(struct gs_arena *a, struct gs_jval *obj, const char *key,
    struct gs_jval *v);
void gs_jset_str(struct gs_arena *a, struct gs_jval *obj, const char *key,
    gs_str s);
void gs_jset_int(struct gs_arena *a, struct gs_jval *obj, const char *key,
    int64_t n);
void gs_jset_bool(struct gs_arena *a, struct gs_jval *obj, const char *key,
    bool b);
void gs_jpush(struct gs_jval *arr, struct gs_jval *v);
/* Write a tree. */
void gs_json_value(struct gs_json *j, const struct gs_jval *v);

#endif
