/* SPDX-License-Identifier: MIT */
/* common.h: what the operations of /api/v1 share. */
#ifndef UPLOAD_API_COMMON_H
#define UPLOAD_API_COMMON_H

#include "common/http.h"
#include "common/json.h"

/* A JSON answer being written; sent whole, so that its length is known. */
struct api_answer {
	struct gs_buf	buf;
	struct gs_out	out;
	struct gs_json	json;
};

/* The object is open after begin and closed by send. */
struct gs_json *api_begin(struct api_answer *a, struct gs_req *req);
enum gs_status api_send(struct api_answer *a, struct gs_res *res, int status);

/* "/download/reseau-bus/latest/gtfs.zip" and the like: ${parts} ended by
 * NULL, each percent-encoded, after public_url. */
char *api_url(const struct gs_req *req, const char *const *parts);
/* Member "urls" of dataset ${slug}: its page, services and first file
 * (ptr NULL: none). ${layers} as in catalogue.published. */
void api_urls(struct gs_json *j, const struct gs_req *req, gs_str slug,
    const struct gs_jval *layers, gs_str file);
/* Member "layers", with full names and titles in the request's language. */
void api_layers(struct gs_json *j, const struct gs_req *req, gs_str slug,
    const struct gs_jval *layers);
/* A uuid as PostgreSQL writes it; anything else is no such ${what}. */
enum gs_status api_uuid(struct gs_req *req, gs_str *id) GS_MUST_CHECK;

/* Page of a list: limit 1..100 (20), after "<number>.<id>" or the start. */
struct api_page {
	int64_t	limit;
	gs_str	micros;		/* decimal */
	gs_str	id;
};
enum gs_status api_page(struct api_page *p, struct gs_req *req,
    const char *last_id) GS_MUST_CHECK;
/* Members "total" and "next"; ${more}: there is a page after the row of
 * ${micros} and ${id}. */
void api_page_end(struct gs_json *j, struct gs_req *req, int64_t total,
    bool more, const char *after);

/* Body of an unsafe request, JSON object or form, as text pairs (JSON null:
 * left out); the csrf token is checked when a session asks. */
enum gs_status api_fields(struct gs_req *req, struct gs_kv **kv, int *n)
    GS_MUST_CHECK;
/* Does the client want a page rather than JSON? */
bool api_wants_page(const struct gs_req *req);

#endif
