/* SPDX-License-Identifier: MIT */
/* conf.c: read geosocle.conf through the table of conf_keys.c. */
#include "common/base.h"

#include <assert.h>
#include <inttypes.h>
#include <unistd.h>

#include "common/conf.h"
#include "common/file.h"
#include "common/str.h"

#define FILE_MAX	((size_t)256 * 1024)
#define KEYS_MAX	64

struct reading {
	struct gs_conf	*conf;
	struct gs_arena	*arena;
	struct gs_err	*err;
	const char	*path;
	size_t		 line;
	gs_str		 section;
	bool		 seen[KEYS_MAX];	/* in this file, by row */
};

static void *
field(const struct gs_conf *c, const struct gs_conf_key *k)
{
	return (char *)(uintptr_t)c + k->offset;
}

static bool
parse_bool(gs_str s, bool *out)
{
	*out = gs_str_eqc(s, "true") || gs_str_eqc(s, "yes");
	return *out || gs_str_eqc(s, "false") || gs_str_eqc(s, "no");
}

/* Put ${value} where row ${k} says, or write why not into ${why}. */
static bool
set(struct gs_conf *c, const struct gs_conf_key *k, gs_str value,
    struct gs_arena *a, char why[200])
{
	void *to = field(c, k);

	if (!gs_utf8_ok(value) || (value.len != 0 &&
	    memchr(value.ptr, '\n', value.len) != NULL)) {
		snprintf(why, 200, "the value is not one line of UTF-8");
		return false;
	}
	switch (k->type) {
	case GS_CONF_STR:
	case GS_CONF_PATH:
		*(char **)to = gs_str_dup(a, value);
		return true;
	case GS_CONF_INT:
		snprintf(why, 200, "expected a whole number from %" PRId64
		    " to %" PRId64, k->lo, k->hi);
		return gs_str_int_in(value, k->lo, k->hi, to);
	case GS_CONF_BOOL:
		snprintf(why, 200, "expected true or false");
		return parse_bool(value, to);
	}
	return false;
}

static enum gs_status
fail(struct reading *r, const char *what, gs_str which, const char *why)
{
	return gs_fail(r->err, GS_EINVAL, "%s:%zu: %s'%.*s'%s%s", r->path,
	    r->line, what, GS_FMT(which), why[0] != '\0' ? ": " : "",
	    why);
}

static bool
section_known(gs_str name)
{
	const struct gs_conf_key *keys;
	size_t n;

	keys = gs_conf_keys(&n);
	for (size_t i = 0; i < n; i++)
		if (gs_str_eqc(name, keys[i].section))
			return true;
	return false;
}

static enum gs_status
read_key(struct reading *r, gs_str name, gs_str value)
{
	const struct gs_conf_key *keys;
	char why[200];
	size_t n;

	keys = gs_conf_keys(&n);
	assert(n <= KEYS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (!gs_str_eqc(r->section, keys[i].section) ||
		    !gs_str_eqc(name, keys[i].name))
			continue;
		if (r->seen[i])
			return fail(r, "key ", name, "given twice");
		r->seen[i] = true;
		if (!set(r->conf, &keys[i], value, r->arena, why))
			return fail(r, "key ", name, why);
		return GS_OK;
	}
	return fail(r, "unknown key ", name, r->section.len != 0 ? gs_printf(
	    r->arena, "section [%.*s] has no such key", GS_FMT(r->section)) :
	    "it comes before any [section]");
}

static enum gs_status
read_line(struct reading *r, gs_str line)
{
	gs_str name;

	line = gs_str_trim(line);
	if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == ';')
		return GS_OK;
	if (line.ptr[0] == '[') {
		if (line.ptr[line.len - 1] != ']')
			return fail(r, "", line, "expected [section]");
		r->section = gs_str_trim((gs_str){ line.ptr + 1,
		    line.len - 2 });
		if (!section_known(r->section))
			return fail(r, "unknown section ", r->section, "");
		return GS_OK;
	}
	name = gs_str_split(&line, '=');
	if (line.ptr == NULL)
		return fail(r, "", gs_str_trim(name), "expected key = value");
	return read_key(r, gs_str_trim(name), gs_str_trim(line));
}

static enum gs_status
read_file(struct gs_conf *c, const char *path, struct gs_arena *a,
    struct gs_err *err)
{
	struct reading r = { .conf = c, .arena = a, .err = err, .path = path };
	enum gs_status st;
	gs_str text;

	if ((st = gs_file_read(path, FILE_MAX, a, &text, err)) != GS_OK)
		return st;
	while (text.ptr != NULL) {
		r.line++;
		st = read_line(&r, gs_str_split(&text, '\n'));
		if (st != GS_OK)
			return st;
	}
	return GS_OK;
}

static enum gs_status
read_environment(struct gs_conf *c, struct gs_arena *a, struct gs_err *err)
{
	const struct gs_conf_key *keys;
	const char *value;
	char why[200];
	size_t n;

	keys = gs_conf_keys(&n);
	for (size_t i = 0; i < n; i++) {
		if (keys[i].env == NULL || (value = getenv(keys[i].env)) == NULL
		    || value[0] == '\0')
			continue;
		if (!set(c, &keys[i], gs_str_of(value), a, why))
			return gs_fail(err, GS_EINVAL, "environment variable "
			    "%s='%.200s': %s", keys[i].env, value, why);
	}
	return GS_OK;
}

/* http(s)://host[:port][/path], of the bytes that need no escape in a link,
 * a header or a page. */
static bool
url_ok(gs_str url)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]";
	gs_str host;

	if (gs_str_starts(url, "https://"))
		host = (gs_str){ url.ptr + 8, url.len - 8 };
	else if (gs_str_starts(url, "http://"))
		host = (gs_str){ url.ptr + 7, url.len - 7 };
	else
		return false;
	for (size_t i = 0; i < host.len; i++)
		if (strchr(allowed, host.ptr[i]) == NULL)
			return false;
	return host.len != 0 && host.ptr[0] != '/' && host.ptr[0] != ':';
}

static enum gs_status
derive_url(struct gs_conf *c, struct gs_arena *a, struct gs_err *err)
{
	size_t n = strlen(c->public_url);

	if (n == 0)
		c->public_url = gs_printf(a, "http://localhost:%" PRId64,
		    c->http_port);
	while (n != 0 && c->public_url[n - 1] == '/')
		c->public_url[--n] = '\0';
	if (!url_ok(gs_str_of(c->public_url)))
		return gs_fail(err, GS_EINVAL, "public_url '%.200s': expected "
		    "http://host or https://host, without query or blanks",
		    c->public_url);
	c->cookie_secure = gs_str_starts(gs_str_of(c->public_url), "https:");
	return GS_OK;
}

/* "${name}" in the folder of this program. */
static char *
beside(struct gs_arena *a, const char *name)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	if (n < 0)
		return gs_strdup(a, name);
	exe[n] = '\0';
	return gs_printf(a, "%.*s/%s", (int)(strrchr(exe, '/') - exe), exe,
	    name);
}

/* "name" in the folder of the running program, where the build puts all. */
static char *
beside_program(struct gs_arena *a, const char *name)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n < 0)
		return gs_strdup(a, "");
	self[n] = '\0';
	*(strrchr(self, '/') + 1) = '\0';
	return gs_printf(a, "%s%s", self, name);
}

static enum gs_status
derive(struct gs_conf *c, struct gs_arena *a, struct gs_err *err)
{
	static const char *const levels[] = { "debug", "info", "warn", "error" };
	bool known = false;

	if (c->db_host[0] == '\0')
		c->db_host = gs_printf(a, "%s/run", c->var);
	if (c->www[0] == '\0')
		c->www = beside_program(a, "www");
	if (c->reader_path[0] == '\0')
		c->reader_path = beside_program(a, "reader");
	if (c->www[0] == '\0')
		c->www = beside(a, "www");
	if (c->reader_path[0] == '\0')
		c->reader_path = beside(a, "reader");
	if ((c->tls_certificate[0] == '\0') != (c->tls_key[0] == '\0'))
		return gs_fail(err, GS_EINVAL, "tls_certificate and tls_key: "
		    "give both or neither");
	for (size_t i = 0; i < GS_COUNTOF(levels); i++)
		known |= strcmp(c->log_level, levels[i]) == 0;
	if (!known)
		return gs_fail(err, GS_EINVAL, "log_level '%.100s': expected "
		    "debug, info, warn or error", c->log_level);
	return derive_url(c, a, err);
}

static char *
state_folder(struct gs_arena *a)
{
	const char *var = getenv("GEOSOCLE_VAR");
	char *cwd, *path;

	if (var == NULL || var[0] == '\0')
		var = "var";
	if (var[0] == '/')
		return gs_strdup(a, var);
	if ((cwd = getcwd(NULL, 0)) == NULL)
		return gs_strdup(a, var);
	path = gs_printf(a, "%s/%s", cwd, var);
	free(cwd);
	return path;
}

enum gs_status
gs_conf_load(struct gs_conf *c, const char *path, struct gs_arena *a,
    struct gs_err *err)
{
	const struct gs_conf_key *keys;
	enum gs_status st;
	char why[200];
	size_t n;

	memset(c, 0, sizeof(*c));
	c->var = state_folder(a);
	keys = gs_conf_keys(&n);
	for (size_t i = 0; i < n; i++)
		if (!set(c, &keys[i], gs_str_of(keys[i].initial), a, why))
			assert(!"a default is outside its own bounds");
	if (path != NULL && (st = read_file(c, path, a, err)) != GS_OK)
		return st;
	if ((st = read_environment(c, a, err)) != GS_OK)
		return st;
	return derive(c, a, err);
}

enum gs_status
gs_conf_load_instance(struct gs_conf *c, struct gs_arena *a,
    struct gs_err *err)
{
	return gs_conf_load(c, gs_printf(a, "%s/etc/geosocle.conf",
	    state_folder(a)), a, err);
}

static void
print_value(const struct gs_conf *c, const struct gs_conf_key *k, FILE *f)
{
	const void *from = field(c, k);

	switch (k->type) {
	case GS_CONF_STR:
	case GS_CONF_PATH:
		fprintf(f, "%s = %s\n", k->name, *(char *const *)from);
		break;
	case GS_CONF_INT:
		fprintf(f, "%s = %" PRId64 "\n", k->name,
		    *(const int64_t *)from);
		break;
	case GS_CONF_BOOL:
		fprintf(f, "%s = %s\n", k->name,
		    *(const bool *)from ? "true" : "false");
		break;
	}
}

void
gs_conf_print(const struct gs_conf *c, FILE *f)
{
	const struct gs_conf_key *keys;
	const char *section = "";
	size_t n;

	keys = gs_conf_keys(&n);
	fprintf(f, "# State folder: %s\n", c->var);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(section, keys[i].section) != 0) {
			section = keys[i].section;
			fprintf(f, "\n[%s]\n", section);
		}
		fprintf(f, "# %s", keys[i].help);
		if (keys[i].env != NULL)
			fprintf(f, " (environment: %s)", keys[i].env);
		fputc('\n', f);
		print_value(c, &keys[i], f);
	}
}
