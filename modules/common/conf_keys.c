/* SPDX-License-Identifier: MIT */
/* conf_keys.c: every key of geosocle.conf; conf.c reads through this. */
#include "common/base.h"

#include "common/conf.h"

#define AT(field)	offsetof(struct gs_conf, field)
#define TEXT(s, n, f, d, e, h)	{ s, n, GS_CONF_STR, AT(f), d, 0, 0, e, h }
#define PATH(s, n, f, e, h)	{ s, n, GS_CONF_PATH, AT(f), "", 0, 0, e, h }
#define INT(s, n, f, d, lo, hi, e, h) \
	{ s, n, GS_CONF_INT, AT(f), d, lo, hi, e, h }

#define GIB		((int64_t)1 << 30)
#define MONTH		((int64_t)31 * 86400)

static const struct gs_conf_key keys[] = {
INT("common", "http_port", http_port, "8080", 1, 65535, "GEOSOCLE_HTTP_PORT",
    "Port of plain HTTP."),
INT("common", "https_port", https_port, "8443", 1, 65535, "GEOSOCLE_HTTPS_PORT",
    "Port of HTTPS."),
PATH("common", "tls_certificate", tls_certificate, "GEOSOCLE_TLS_CERTIFICATE",
    "PEM file of the certificate with its chain; one made by the platform"
    " itself when empty."),
PATH("common", "tls_key", tls_key, "GEOSOCLE_TLS_KEY",
    "PEM file of its private key."),
TEXT("common", "public_url", public_url, "", "GEOSOCLE_PUBLIC_URL",
    "Address under which readers reach the platform, for every link it gives;"
    " http://localhost:<http_port> when empty."),
TEXT("common", "platform_title_fr", platform_title_fr, "Géosocle", NULL,
    "Name of the platform on French pages."),
TEXT("common", "platform_title_en", platform_title_en, "Géosocle", NULL,
    "Name of the platform on English pages."),
TEXT("common", "base_layer", base_layer, "", NULL,
    "Layer drawn under maps, <dataset>.<layer>; none when empty."),
TEXT("common", "log_level", log_level, "info", "GEOSOCLE_LOG_LEVEL",
    "Least level that is logged: debug, info, warn or error."),
TEXT("common", "db_name", db_name, "geosocle", "GEOSOCLE_DB_NAME",
    "Database."),
PATH("common", "db_host", db_host, "GEOSOCLE_DB_HOST",
    "Folder of PostgreSQL's socket; run/ of the state folder when empty."),
PATH("common", "www", www, "GEOSOCLE_WWW",
    "Folder of the portal's built assets; www beside the programs when empty."),
INT("auth", "processes", auth_processes, "4", 1, 256, NULL,
    "Processes of the auth worker."),
INT("auth", "session_seconds", session_seconds, "43200", 60, MONTH, NULL,
    "Longest life of a sign-in."),
INT("auth", "session_idle_seconds", session_idle_seconds, "1800", 60, MONTH,
    NULL, "A sign-in not used for so long ends."),
INT("catalogue", "processes", catalogue_processes, "3", 1, 256, NULL,
    "Processes of the catalogue worker."),
INT("upload", "processes", upload_processes, "2", 1, 256, NULL,
    "Processes of the upload worker."),
INT("upload", "max_bytes", upload_max_bytes, "21474836480", 1, 1024 * GIB, NULL,
    "Largest file accepted."),
INT("render", "processes", render_processes, "4", 1, 256, NULL,
    "Processes of the render worker."),
PATH("render", "mapfiles", mapfiles, "GEOSOCLE_MAPFILES",
    "Folder of the base map, its fonts and symbols; mapfiles when empty."),
INT("runner", "processes", runner_processes, "2", 1, 256, NULL,
    "Jobs run at the same time."),
PATH("runner", "reader", reader_path, "GEOSOCLE_READER",
    "Program that reads files inside the sandbox; reader beside the others"
    " when empty."),
INT("runner", "retention_versions", retention_versions, "3", 0, 1000,
    "GEOSOCLE_RETENTION_VERSIONS", "Older versions kept of each dataset."),
INT("runner", "retention_seconds", retention_seconds, "3600", 0, 12 * MONTH,
    "GEOSOCLE_RETENTION_SECONDS",
    "A replaced version is kept at least this long."),
};

const struct gs_conf_key *
gs_conf_keys(size_t *n)
{
	*n = GS_COUNTOF(keys);
	return keys;
}
