/* SPDX-License-Identifier: MIT */
/*
 * page.h: HTML pages from the embedded templates, in the reader's language.
 *
 * Templates (nginx/portal/templates/ *.html) and strings
 * (nginx/portal/i18n/{fr,en}.json, nested objects with the same keys in
 * both) are embedded in libgeosocle.a. A page starts with {{>head}} and ends
 * with {{>foot}}. The data stack of every page is, outermost first:
 *
 *	t	the strings of the language: {{t.publish.title}}
 *	lang	"fr" or "en"; prefix "" | "/fr" | "/en" for links of ours;
 *		other_lang, other_url: the same page in the other language
 *	platform	title of the platform
 *	account	{login} when signed in, else absent; csrf: token for forms
 *	asset	{name: "/assets/name-HASH.ext"} from WWW/assets/manifest.json
 *	public_url, path
 *
 * and then ${data} of the handler.
 */
#ifndef GS_PAGE_H
#define GS_PAGE_H

#include "common/http.h"
#include "common/json.h"

/* Render template ${name} with ${data} (an object, or NULL) and send it with
 * Content-Length, Content-Language, the CSP of portal pages and Vary; the
 * language of an address with a prefix is kept in cookie gs_lang. The
 * Cache-Control is "private, no-cache" unless the handler set one. */
enum gs_status gs_page(struct gs_req *req, struct gs_res *res, int status,
    const char *name, struct gs_jval *data);
/* String ${dotted} of the request's language; the key itself if missing. */
gs_str gs_text(const struct gs_req *req, const char *dotted);

#endif
