/* SPDX-License-Identifier: MIT */
/*
 * conf.h: geosocle.conf, an INI file read through tables.
 *
 * A key is a row: section, name, type, where it goes, default, bounds, help.
 * An unknown section or key, a value out of bounds, a line that is neither
 * comment, section nor key = value is an error "FILE:LINE: …" and nothing
 * starts. The help column is the manual ("geosoclectl config show").
 *
 * Every program reads $GEOSOCLE_VAR/etc/geosocle.conf; each row may also be
 * overridden by the environment variable named in ${env}.
 */
#ifndef GS_CONF_H
#define GS_CONF_H

#include "common/arena.h"
#include "common/err.h"

enum gs_conf_type { GS_CONF_STR, GS_CONF_INT, GS_CONF_BOOL, GS_CONF_PATH };

struct gs_conf_key {
	const char		*section, *name;
	enum gs_conf_type	 type;
	size_t			 offset;	/* into the struct: char *,
						   int64_t or bool */
	const char		*initial;	/* default, as text */
	int64_t			 lo, hi;	/* for GS_CONF_INT */
	const char		*env;		/* or NULL */
	const char		*help;
};

/* What all programs know. Rows in conf.c, [common] and one per worker. */
struct gs_conf {
	char	*var;			/* state folder, absolute */
	char	*public_url;		/* no trailing slash */
	char	*platform_title_fr, *platform_title_en;
	char	*base_layer;		/* layer drawn under maps, or "" */
	int64_t	 http_port, https_port;
	char	*tls_certificate, *tls_key;	/* PEM files, or "": our own */
	char	*log_level;
	char	*db_name;
	char	*db_host;		/* socket folder; default VAR/run */
	int64_t	 auth_processes, catalogue_processes, upload_processes,
		 render_processes, runner_processes;
	int64_t	 upload_max_bytes;
	int64_t	 retention_versions;	/* older versions kept per dataset */
	int64_t	 retention_seconds;	/* and at least this long */
	int64_t	 session_seconds, session_idle_seconds;
	bool	 cookie_secure;		/* derived: public_url is https */
	char	*reader_path;		/* sandboxed reader program */
	char	*www;			/* folder of built portal assets */
	char	*mapfiles;		/* folder of the base map, its fonts and
					   symbols; "mapfiles" when empty */
};

/* Read ${path} (NULL: defaults and environment alone) into ${c}; strings
 * live in ${a}. */
enum gs_status gs_conf_load(struct gs_conf *c, const char *path,
    struct gs_arena *a, struct gs_err *err) GS_MUST_CHECK;
/* $GEOSOCLE_VAR (else "var") made absolute, then its etc/geosocle.conf. */
enum gs_status gs_conf_load_instance(struct gs_conf *c, struct gs_arena *a,
    struct gs_err *err) GS_MUST_CHECK;
/* Effective configuration with the help of each key, to ${f}. */
void gs_conf_print(const struct gs_conf *c, FILE *f);
const struct gs_conf_key *gs_conf_keys(size_t *n);

#endif
