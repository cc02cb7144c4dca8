/* SPDX-License-Identifier: MIT */
/* template_html.c: the contexts of HTML, as far as escaping needs them. */
#include "common/base.h"

#include "common/template_html.h"

/* Kinds of attributes; what is not listed is plain text. */
static const char kind_plain[] = "plain", kind_url[] = "url",
    kind_code[] = "code";

static const struct {
	const char	*name, *kind;
} attributes[] = {
	{ "action", kind_url }, { "background", kind_url },
	{ "cite", kind_url }, { "formaction", kind_url },
	{ "href", kind_url }, { "icon", kind_url },
	{ "longdesc", kind_url }, { "manifest", kind_url },
	{ "ping", kind_url }, { "poster", kind_url }, { "src", kind_url },
	{ "srcset", kind_url }, { "xlink:href", kind_url },
	{ "data", kind_code }, { "srcdoc", kind_code },
	{ "style", kind_code },
};

static const char *const schemes[] = { "http", "https", "mailto" };

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Append to a name, or keep the last bytes of a word. */
static void
append(char word[24], char c, bool keep_last)
{
	size_t n = strlen(word);

	if (n == 23) {
		if (!keep_last)
			return;
		memmove(word, word + 1, 22);
		n = 22;
	}
	word[n] = lower(c);
	word[n + 1] = '\0';
}

static enum gs_status
begin_attr(struct gs_html *h, char c)
{
	h->where = GS_H_ATTR;
	h->attr[0] = '\0';
	append(h->attr, c, false);
	return GS_OK;
}

static enum gs_status
begin_value(struct gs_html *h, enum gs_html_where where, struct gs_err *err)
{
	if (h->attr[0] == 'o' && h->attr[1] == 'n')
		return gs_fail(err, GS_EINVAL,
		    "event handler attribute '%s': use a script file", h->attr);
	h->where = where;
	h->url = GS_U_START;
	h->word[0] = '\0';
	h->attr_kind = kind_plain;
	for (size_t i = 0; i < GS_COUNTOF(attributes); i++)
		if (strcmp(attributes[i].name, h->attr) == 0)
			h->attr_kind = attributes[i].kind;
	return GS_OK;
}

static enum gs_status
end_value(struct gs_html *h)
{
	static const char *const json[] = { "application/json",
	    "application/ld+json" };

	if (strcmp(h->attr, "type") == 0) {
		h->json_script = false;
		for (size_t i = 0; i < GS_COUNTOF(json); i++)
			if (strcmp(h->word, json[i]) == 0)
				h->json_script = true;
	}
	h->where = GS_H_TAG;
	return GS_OK;
}

/* '>' of a tag: what its content is. */
static enum gs_status
end_tag(struct gs_html *h)
{
	h->where = GS_H_TEXT;
	h->word[0] = '\0';
	h->in_string = h->escaped = false;
	if (h->closing)
		return GS_OK;
	if (strcmp(h->name, "script") == 0)
		h->where = h->json_script ? GS_H_JSON : GS_H_SCRIPT;
	else if (strcmp(h->name, "style") == 0)
		h->where = GS_H_STYLE;
	else if (strcmp(h->name, "title") == 0 ||
	    strcmp(h->name, "textarea") == 0)
		h->where = GS_H_RCDATA;
	return GS_OK;
}

static enum gs_status
feed_open(struct gs_html *h, char c)
{
	if (c == '/' && !h->closing) {
		h->closing = true;
	} else if (c == '!' || c == '?') {
		h->where = GS_H_MARKUP;
		h->word[0] = '\0';
	} else if (is_letter(c)) {
		h->where = GS_H_NAME;
		h->name[0] = '\0';
		h->json_script = false;
		append(h->name, c, false);
	} else {
		h->where = GS_H_TEXT;
	}
	return GS_OK;
}

static enum gs_status
feed_markup(struct gs_html *h, char c)
{
	append(h->word, c, true);
	if (strcmp(h->word, "--") == 0) {
		h->where = GS_H_COMMENT;
		h->word[0] = '\0';
	} else if (c == '>') {
		h->where = GS_H_TEXT;
	}
	return GS_OK;
}

static enum gs_status
feed_comment(struct gs_html *h, char c)
{
	append(h->word, c, true);
	if (gs_str_ends(gs_str_of(h->word), "-->"))
		h->where = GS_H_TEXT;
	return GS_OK;
}

/* Between attributes, in a name, or after one. */
static enum gs_status
feed_tag(struct gs_html *h, char c, struct gs_err *err)
{
	bool named = h->where == GS_H_ATTR || h->where == GS_H_AFTER_ATTR;

	if (h->glued && !is_blank(c) && c != '>' && c != '/')
		return gs_fail(err, GS_EINVAL,
		    "a name of HTML cannot be cut by a section");
	h->glued = false;
	if (c == '>')
		return end_tag(h);
	if (is_blank(c)) {
		h->where = named ? GS_H_AFTER_ATTR : GS_H_TAG;
		return GS_OK;
	}
	if (c == '/') {
		h->where = GS_H_TAG;
		return GS_OK;
	}
	if (c == '=' && named) {
		h->where = GS_H_BEFORE_VALUE;
		return GS_OK;
	}
	if (h->where == GS_H_NAME) {
		append(h->name, c, false);
		return GS_OK;
	}
	if (h->where == GS_H_ATTR) {
		append(h->attr, c, false);
		return GS_OK;
	}
	return begin_attr(h, c);
}

/* A scheme may only be one of those that are safe to follow; ${word} is what
 * stands before the colon. */
static bool
scheme_ok(const char *word)
{
	for (size_t i = 0; i < GS_COUNTOF(schemes); i++)
		if (strcmp(word, schemes[i]) == 0)
			return true;
	return false;
}

static void
feed_url(struct gs_html *h, char c)
{
	if (h->url == GS_U_QUERY || h->url == GS_U_BAD)
		return;
	if (c == '?' || c == '&' || c == '#')
		h->url = GS_U_QUERY;
	else if (c == ':' && strchr(h->word, '/') == NULL)
		h->url = scheme_ok(h->word) ? GS_U_PATH : GS_U_BAD;
	else if (!is_blank(c))
		h->url = GS_U_PATH;
}

static enum gs_status
feed_value(struct gs_html *h, char c, struct gs_err *err)
{
	if ((h->where == GS_H_DOUBLE && c == '"') ||
	    (h->where == GS_H_SINGLE && c == '\'') ||
	    (h->where == GS_H_UNQUOTED && is_blank(c)))
		return end_value(h);
	if (h->where == GS_H_UNQUOTED && c == '>') {
		(void)end_value(h);
		return end_tag(h);
	}
	if (h->attr_kind == kind_url) {
		feed_url(h, c);
		if (h->url == GS_U_BAD && strchr(h->word, '{') != NULL)
			return gs_fail(err, GS_EINVAL,
			    "a tag stands where attribute '%s' has its scheme",
			    h->attr);
	}
	append(h->word, c, false);
	return GS_OK;
}

static enum gs_status
feed_before_value(struct gs_html *h, char c, struct gs_err *err)
{
	enum gs_status st;

	if (is_blank(c))
		return GS_OK;
	if (c == '"')
		return begin_value(h, GS_H_DOUBLE, err);
	if (c == '\'')
		return begin_value(h, GS_H_SINGLE, err);
	if (c == '>')
		return end_tag(h);
	if ((st = begin_value(h, GS_H_UNQUOTED, err)) != GS_OK)
		return st;
	return feed_value(h, c, err);
}

/* Content that ends at its closing tag alone. */
static enum gs_status
feed_content(struct gs_html *h, char c)
{
	size_t n = strlen(h->name), w;

	if (h->where == GS_H_JSON) {
		if (c == '"' && !h->escaped)
			h->in_string = !h->in_string;
		h->escaped = c == '\\' && !h->escaped;
	}
	append(h->word, c, true);
	w = strlen(h->word);
	if (w >= n + 2 && strcmp(h->word + w - n, h->name) == 0 &&
	    h->word[w - n - 1] == '/' && h->word[w - n - 2] == '<') {
		h->where = GS_H_NAME;
		h->closing = true;
	}
	return GS_OK;
}

static enum gs_status
feed(struct gs_html *h, char c, struct gs_err *err)
{
	switch (h->where) {
	case GS_H_TEXT:
		if (c == '<') {
			h->where = GS_H_OPEN;
			h->closing = false;
		}
		return GS_OK;
	case GS_H_OPEN:
		return feed_open(h, c);
	case GS_H_MARKUP:
		return feed_markup(h, c);
	case GS_H_COMMENT:
		return feed_comment(h, c);
	case GS_H_NAME:
	case GS_H_TAG:
	case GS_H_ATTR:
	case GS_H_AFTER_ATTR:
		return feed_tag(h, c, err);
	case GS_H_BEFORE_VALUE:
		return feed_before_value(h, c, err);
	case GS_H_DOUBLE:
	case GS_H_SINGLE:
	case GS_H_UNQUOTED:
		return feed_value(h, c, err);
	case GS_H_RCDATA:
	case GS_H_JSON:
	case GS_H_SCRIPT:
	case GS_H_STYLE:
		return feed_content(h, c);
	}
	return GS_OK;
}

enum gs_status
gs_html_feed(struct gs_html *h, gs_str text, size_t *at, struct gs_err *err)
{
	enum gs_status st = GS_OK;

	for (*at = 0; *at < text.len; ++*at)
		if ((st = feed(h, text.ptr[*at], err)) != GS_OK)
			break;
	return st;
}

/* Why no value may stand at ${where}. */
static const char *
refusal(enum gs_html_where where)
{
	switch (where) {
	case GS_H_BEFORE_VALUE:
	case GS_H_UNQUOTED:
		return "a tag in an attribute without quotes";
	case GS_H_COMMENT:
	case GS_H_MARKUP:
		return "a tag in an HTML comment or declaration";
	case GS_H_SCRIPT:
		return "a tag in <script>: use a script file and a data block";
	case GS_H_STYLE:
		return "a tag in <style>: use a style file";
	default:
		return "a tag among the names of an HTML element";
	}
}

static enum gs_status
attribute_value(struct gs_html *h, enum gs_escape *esc, struct gs_err *err)
{
	static const enum gs_escape by_url[] = {
		[GS_U_START] = GS_ESC_URL, [GS_U_PATH] = GS_ESC_URL_PATH,
		[GS_U_QUERY] = GS_ESC_URL_QUERY,
	};

	if (h->attr_kind == kind_code || (strcmp(h->name, "script") == 0 &&
	    strcmp(h->attr, "type") == 0))
		return gs_fail(err, GS_EINVAL,
		    "a tag in attribute '%s', whose value is code", h->attr);
	if (h->attr_kind == kind_plain) {
		*esc = GS_ESC_HTML;
		return GS_OK;
	}
	if (h->url == GS_U_BAD)
		return gs_fail(err, GS_EINVAL, "a tag in attribute '%s' after "
		    "a scheme that is not http, https or mailto", h->attr);
	*esc = by_url[h->url];
	if (h->url == GS_U_START)	/* a colon after it would end a scheme */
		append(h->word, '{', false);
	return GS_OK;
}

enum gs_status
gs_html_value(struct gs_html *h, enum gs_escape *esc, struct gs_err *err)
{
	switch (h->where) {
	case GS_H_TEXT:
	case GS_H_RCDATA:
		*esc = GS_ESC_HTML;
		return GS_OK;
	case GS_H_DOUBLE:
	case GS_H_SINGLE:
		return attribute_value(h, esc, err);
	case GS_H_JSON:
		if (h->in_string)
			return gs_fail(err, GS_EINVAL, "a tag inside a string "
			    "of JSON: it writes its own quotes");
		*esc = GS_ESC_JSON;
		return GS_OK;
	default:
		return gs_fail(err, GS_EINVAL, "%s", refusal(h->where));
	}
}

enum gs_status
gs_html_boundary(struct gs_html *h, struct gs_err *err)
{
	switch (h->where) {
	case GS_H_NAME:
	case GS_H_ATTR:
	case GS_H_AFTER_ATTR:
		h->glued = h->where != GS_H_AFTER_ATTR;
		h->where = GS_H_TAG;
		return GS_OK;
	case GS_H_TEXT:
	case GS_H_RCDATA:
	case GS_H_TAG:
	case GS_H_DOUBLE:
	case GS_H_SINGLE:
	case GS_H_JSON:
		return GS_OK;
	default:
		return gs_fail(err, GS_EINVAL, "%s", refusal(h->where));
	}
}

enum gs_status
gs_html_join(struct gs_html *h, const struct gs_html *before,
    struct gs_err *err)
{
	bool in_tag = h->where == GS_H_TAG || h->where == GS_H_DOUBLE ||
	    h->where == GS_H_SINGLE;

	if (h->where != before->where || h->in_string != before->in_string ||
	    (in_tag && strcmp(h->name, before->name) != 0) ||
	    (in_tag && h->closing != before->closing))
		return gs_fail(err, GS_EINVAL, "the section ends in another "
		    "part of HTML than it begins");
	h->glued |= before->glued;
	h->json_script &= before->json_script;
	if (before->url == GS_U_BAD || h->url == GS_U_BAD)
		h->url = GS_U_BAD;
	else
		h->url = GS_MIN(h->url, before->url);
	return GS_OK;
}
