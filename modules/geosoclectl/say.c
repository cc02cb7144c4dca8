/* SPDX-License-Identifier: MIT */
/* say.c: language, lists and JSON of the commands that use the API. */
#include "common/base.h"

#include <sysexits.h>

#include "common/out.h"
#include "geosoclectl/client.h"

static bool
french(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *v;

	for (size_t i = 0; i < GS_COUNTOF(names); i++)
		if ((v = getenv(names[i])) != NULL && v[0] != '\0')
			return strncmp(v, "fr", 2) == 0;
	return false;
}

const char *
ctl_say(const char *fr, const char *en)
{
	return french() ? fr : en;
}

gs_str
ctl_text(const struct gs_jval *v, const char *name)
{
	char key[64];

	snprintf(key, sizeof(key), "%s_%s", name, french() ? "fr" : "en");
	return gs_jget_str(v, key);
}

void
ctl_put(FILE *f, gs_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		/* U+0080 to U+009F are controls too. */
		bool c1 = c == 0xc2 && i + 1 < s.len &&
		    (unsigned char)s.ptr[i + 1] < 0xa0;

		putc(c < 0x20 || c == 0x7f || c1 ? '?' : c, f);
		i += c1;
	}
}

void
ctl_query(struct gs_buf *b, const char *name, const char *value)
{
	struct gs_out o;

	if (value == NULL)
		return;
	gs_out_init_buf(&o, b);
	gs_puts(&o, strchr(b->ptr, '?') ? "&" : "?");
	gs_puts(&o, name);
	gs_puts(&o, "=");
	gs_put_url(&o, gs_str_of(value));
}

int
ctl_print_json(struct ctl *ctl, const struct gs_jval *v)
{
	struct gs_json j;

	ctl_json_begin(ctl, &j);
	gs_json_value(&j, v);
	return ctl_json_end(ctl, &j);
}

/* "next" is an absolute public link; its path is asked of our own port. */
static const char *
next_path(struct ctl *ctl, const struct gs_jval *page)
{
	gs_str next = gs_jget_str(page, "next");

	if (gs_str_starts(next, ctl->conf->public_url)) {
		size_t n = strlen(ctl->conf->public_url);

		next = (gs_str){ next.ptr + n, next.len - n };
	}
	return next.len ? gs_str_dup(ctl->arena, next) : NULL;
}

enum gs_status
ctl_client_list(struct ctl_client *c, const char *path, const char *name,
    struct gs_jval **all)
{
	struct gs_arena *a = c->ctl->arena;
	struct gs_jval *list = gs_jarray(a);
	struct ctl_answer answer;
	enum gs_status st;

	*all = gs_jobject(a);
	while (path != NULL) {
		const struct gs_jval *m, *next;

		if ((st = ctl_client_call(c, "GET", path, &answer)) != GS_OK)
			return st;
		m = gs_jget(answer.json, name);
		for (m = m ? m->first : NULL; m != NULL; m = next) {
			struct gs_jval *copy = GS_NEW(a, struct gs_jval);

			next = m->next;
			*copy = *m;
			copy->next = NULL;
			gs_jpush(list, copy);
		}
		path = next_path(c->ctl, answer.json);
	}
	gs_jset(a, *all, name, list);
	gs_jset_int(a, *all, "total", (int64_t)list->n);
	return GS_OK;
}
