/* SPDX-License-Identifier: MIT */
/* publication_params.h: what a publication is asked with. Pure. */
#ifndef UPLOAD_API_PUBLICATION_PARAMS_H
#define UPLOAD_API_PUBLICATION_PARAMS_H

#include "common/http.h"

/* All are valid UTF-8 within their limits; ptr NULL when not given. */
struct api_publication {
	gs_str	title;			/* 1..300 characters */
	gs_str	name;			/* a slug */
	gs_str	organisation;		/* a slug */
	gs_str	access;			/* "public" or "organisation" */
	gs_str	crs, charset, geometry_columns, layer;	/* for the reader */
	gs_str	csrf;
};

/* Of valid UTF-8: one line of at most 300 characters? */
bool api_title_ok(gs_str s);
/* Fields of a form or of a query. An empty value is one not given; an
 * unknown name is GS_EINVAL. */
enum gs_status api_publication_params(struct api_publication *p,
    const struct gs_kv *kv, int n, struct gs_err *err) GS_MUST_CHECK;
/* The same for the answers of a job, of which only those for the reader are
 * taken (and csrf). */
enum gs_status api_answers_params(struct api_publication *p,
    const struct gs_kv *kv, int n, struct gs_err *err) GS_MUST_CHECK;
/* The answers alone, as a JSON object; empty ones left out. */
char *api_answers_json(struct gs_arena *a, const struct api_publication *p);

#endif
