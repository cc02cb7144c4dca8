/* SPDX-License-Identifier: MIT */
/* page.c: what surrounds every page, and the embedded files. */
#include "common/base.h"

#include "common/file.h"
#include "common/log.h"
#include "common/page.h"
#include "common/template.h"

#include "strings.inc"
#include "templates.inc"

#define PAGE_MAX	((size_t)8 << 20)
#define MANIFEST_MAX	((size_t)1 << 20)
#define POLICY \
	"default-src 'self'; img-src 'self' data:; style-src 'self'; " \
	"script-src 'self'; object-src 'none'; base-uri 'none'; " \
	"form-action 'self'; frame-ancestors 'none'"

static const char *const lang_name[] = { [GS_FR] = "fr", [GS_EN] = "en" };

/* What is read once per process, and lives as long. */
static struct gs_arena *
process_arena(void)
{
	static struct gs_arena *arena;

	if (arena == NULL)
		arena = gs_arena_new();
	return arena;
}

static const struct gs_jval *
strings(enum gs_lang lang)
{
	static const struct gs_jval *trees[2];
	struct gs_err err = { 0 };
	struct gs_jval *v;

	if (trees[lang] != NULL)
		return trees[lang];
	trees[lang] = gs_jobject(process_arena());
	for (size_t i = 0; i < gs_strings_count; i++) {
		if (strcmp(gs_strings[i].name, lang_name[lang]) != 0)
			continue;
		if (gs_json_parse(&v, process_arena(), (gs_str){
		    gs_strings[i].text, gs_strings[i].len }, 0, &err) == GS_OK)
			trees[lang] = v;
		else	/* the build's check has read them */
			gs_error("strings %s: %s", lang_name[lang], err.text);
	}
	return trees[lang];
}

static const struct gs_jval *
manifest(const struct gs_conf *c)
{
	static const struct gs_jval *tree;
	struct gs_arena *a = process_arena();
	struct gs_err err = { 0 };
	struct gs_jval *v;
	gs_str text;

	if (tree != NULL)
		return tree;
	if (gs_file_read(gs_printf(a, "%s/assets/manifest.json", c->www),
	    MANIFEST_MAX, a, &text, &err) == GS_OK &&
	    gs_json_parse(&v, a, text, MANIFEST_MAX, &err) == GS_OK)
		return tree = v;
	gs_warn("pages go without assets: %s", err.text);
	return tree = gs_jobject(a);
}

/* A tree that belongs to the process, as a member of a request's tree: the
 * head is copied because a value is in one tree only. */
static void
set_shared(struct gs_arena *a, struct gs_jval *obj, const char *key,
    const struct gs_jval *tree)
{
	struct gs_jval *v = GS_NEW(a, struct gs_jval);

	*v = *tree;
	v->next = NULL;
	gs_jset(a, obj, key, v);
}

/* The same page in the other language, percent-encoded. */
static gs_str
other_url(const struct gs_req *req, enum gs_lang other)
{
	gs_str rest = req->path, part;
	struct gs_buf b;
	struct gs_out o;

	gs_buf_init_arena(&b, req->arena, PAGE_MAX);
	gs_out_init_buf(&o, &b);
	gs_putf(&o, "/%s", lang_name[other]);
	(void)gs_str_split(&rest, '/');		/* before the first slash */
	while (rest.ptr != NULL) {
		part = gs_str_split(&rest, '/');
		gs_puts(&o, "/");
		gs_put_url(&o, part);
	}
	if (req->query_string.len != 0) {
		gs_puts(&o, "?");
		gs_put_str(&o, req->query_string);
	}
	return gs_buf_str(&b);
}

static struct gs_jval *
surroundings(const struct gs_req *req)
{
	enum gs_lang other = req->lang == GS_FR ? GS_EN : GS_FR;
	const struct gs_conf *c = req->conf;
	struct gs_arena *a = req->arena;
	struct gs_jval *v = gs_jobject(a), *account;

	set_shared(a, v, "t", strings(req->lang));
	set_shared(a, v, "asset", manifest(c));
	gs_jset_str(a, v, "lang", gs_str_of(lang_name[req->lang]));
	gs_jset_str(a, v, "prefix", gs_str_of(req->lang_prefix));
	gs_jset_str(a, v, "other_lang", gs_str_of(lang_name[other]));
	gs_jset_str(a, v, "other_url", other_url(req, other));
	gs_jset_str(a, v, "platform", gs_str_of(req->lang == GS_FR ?
	    c->platform_title_fr : c->platform_title_en));
	gs_jset_str(a, v, "public_url", gs_str_of(c->public_url));
	gs_jset_str(a, v, "path", req->path);
	gs_jset_str(a, v, "csrf", req->csrf);
	if (req->account != 0) {
		account = gs_jobject(a);
		gs_jset_str(a, account, "login", req->login);
		gs_jset(a, v, "account", account);
	}
	return v;
}

/* Is there a line "Name: …" among the headers of the answer? */
static bool
has_header(const struct gs_res *res, const char *name)
{
	gs_str rest = gs_buf_str(&res->headers), line;
	size_t n = strlen(name);

	while (rest.ptr != NULL) {
		line = gs_str_split(&rest, '\n');
		if (line.len > n && line.ptr[n] == ':' &&
		    gs_str_ieqc((gs_str){ line.ptr, n }, name))
			return true;
	}
	return false;
}

enum gs_status
gs_page(struct gs_req *req, struct gs_res *res, int status, const char *name,
    struct gs_jval *data)
{
	const struct gs_jval *stack[2] = { surroundings(req), data };
	struct gs_buf b;
	struct gs_out o;

	gs_buf_init_arena(&b, req->arena, PAGE_MAX);
	gs_out_init_buf(&o, &b);
	gs_template_run(&o, gs_templates, gs_templates_count, name, stack,
	    data != NULL ? 2 : 1);
	if (b.failed)
		return gs_fail(&req->err, GS_EINTERNAL,
		    "page %s passes %zu bytes", name, PAGE_MAX);
	gs_res_header(res, "Content-Language", "%s", lang_name[req->lang]);
	gs_res_header(res, "Content-Security-Policy", "%s", POLICY);
	gs_res_header(res, "Vary", "Accept-Language, Cookie");
	/* A language chosen by its address is kept for addresses without. */
	if (req->lang_prefix[0] != '\0' && !gs_str_eqc(gs_req_env(req,
	    "GS_LANG_COOKIE"), lang_name[req->lang]))
		gs_res_header(res, "Set-Cookie", "gs_lang=%s; Path=/; "
		    "Max-Age=31536000; SameSite=Lax", lang_name[req->lang]);
	if (!has_header(res, "Cache-Control"))
		gs_res_header(res, "Cache-Control", "private, no-cache");
	return gs_res_send(res, status, "text/html; charset=utf-8",
	    gs_buf_str(&b));
}

gs_str
gs_text(const struct gs_req *req, const char *dotted)
{
	const struct gs_jval *v = strings(req->lang);
	gs_str rest = gs_str_of(dotted), part;

	while (v != NULL && rest.ptr != NULL) {
		part = gs_str_split(&rest, '.');
		v = gs_jget(v, gs_str_dup(req->arena, part));
	}
	return v != NULL && v->type == GS_JSTRING ? v->text : gs_str_of(dotted);
}
