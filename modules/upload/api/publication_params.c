/* SPDX-License-Identifier: MIT */
/* publication_params.c: checking the fields; see publication_params.h. */
#include "common/base.h"

#include <stddef.h>

#include "upload/api/publication_params.h"

bool
api_title_ok(gs_str s)
{
	size_t characters = 0;

	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] < 0x20)
			return false;
		characters += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	}
	return characters <= 300;
}

static bool
access_ok(gs_str s)
{
	return gs_str_eqc(s, "public") || gs_str_eqc(s, "organisation");
}

/* Letters, digits and a little punctuation; never an option. */
static bool
code_ok(gs_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') ||
		    (i > 0 && c != '\0' && strchr(":._/-", c) != NULL)))
			return false;
	}
	return s.len <= 100;
}

static bool
label_ok(gs_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 0x20)
			return false;
	return s.len <= 200;
}

static bool
any_ok(gs_str s)
{
	return s.len <= 200;
}

static const struct {
	const char	*name;
	size_t		 offset;
	bool		(*ok)(gs_str);
	bool		 answer;	/* for the reader */
	const char	*rule;
} table[] = {
#define FIELD(f)	#f, offsetof(struct api_publication, f)
	{ FIELD(title), api_title_ok, false,
	    "at most 300 characters on one line" },
	{ FIELD(name), gs_slug_ok, false,
	    "letters a-z, digits and single hyphens, first a letter, at most "
	    "63 in all" },
	{ FIELD(organisation), gs_slug_ok, false,
	    "the short name of an organisation" },
	{ FIELD(access), access_ok, false, "public or organisation" },
	{ FIELD(crs), code_ok, true, "a code such as EPSG:2154" },
	{ FIELD(charset), code_ok, true, "a name such as windows-1252" },
	{ FIELD(geometry_columns), label_ok, true,
	    "the names of the columns, as X,Y" },
	{ FIELD(layer), label_ok, true, "the name of a layer of the file" },
	{ FIELD(csrf), any_ok, true, "the token of the form" },
#undef FIELD
};

static gs_str *
field(struct api_publication *p, size_t i)
{
	return (gs_str *)((char *)p + table[i].offset);
}

static enum gs_status
take(struct api_publication *p, const struct gs_kv *kv, bool answers,
    struct gs_err *err)
{
	for (size_t i = 0; i < GS_COUNTOF(table); i++) {
		if (!gs_str_eqc(kv->name, table[i].name) ||
		    (answers && !table[i].answer))
			continue;
		if (kv->value.len == 0)
			return GS_OK;
		if (!table[i].ok(kv->value))
			return gs_fail(err, GS_EINVAL, "%s: expected %s",
			    table[i].name, table[i].rule);
		*field(p, i) = kv->value;
		return GS_OK;
	}
	return gs_fail(err, GS_EINVAL, "%.*s: there is no such field",
	    (int)GS_MIN(kv->name.len, 100), kv->name.ptr);
}

static enum gs_status
take_all(struct api_publication *p, const struct gs_kv *kv, int n,
    bool answers, struct gs_err *err)
{
	enum gs_status st;

	*p = (struct api_publication){ 0 };
	for (int i = 0; i < n; i++)
		if ((st = take(p, &kv[i], answers, err)) != GS_OK)
			return st;
	return GS_OK;
}

enum gs_status
api_publication_params(struct api_publication *p, const struct gs_kv *kv,
    int n, struct gs_err *err)
{
	return take_all(p, kv, n, false, err);
}

enum gs_status
api_answers_params(struct api_publication *p, const struct gs_kv *kv, int n,
    struct gs_err *err)
{
	return take_all(p, kv, n, true, err);
}

char *
api_answers_json(struct gs_arena *a, const struct api_publication *p)
{
	struct api_publication copy = *p;
	struct gs_buf b;
	struct gs_out o;
	struct gs_json j;

	gs_buf_init_arena(&b, a, 16 << 10);
	gs_out_init_buf(&o, &b);
	gs_json_init(&j, &o);
	gs_json_object(&j);
	for (size_t i = 0; i < GS_COUNTOF(table); i++)
		if (table[i].answer && field(&copy, i)->len > 0 &&
		    strcmp(table[i].name, "csrf") != 0)
			gs_json_kstr(&j, table[i].name, *field(&copy, i));
	gs_json_finish(&j);
	return b.ptr;
}
