/* SPDX-License-Identifier: MIT */
/*
 * links.h: VAR/public/tiles, where nginx finds drawn tiles by itself.
 *
 *	<dataset>.<layer>	-> ../../tiles/<dataset>.<layer>/v<current>
 *	<dataset>.<layer>@<n>	-> ../../tiles/<dataset>.<layer>/v<n>
 *
 * A link is there only while what it shows is public and, for the first
 * form, current. So it is removed just before a commit that changes either,
 * and set after it; the time between, requests go to the worker that draws.
 */
#ifndef UPLOAD_STORE_LINKS_H
#define UPLOAD_STORE_LINKS_H

#include "common/arena.h"
#include "common/conf.h"
#include "common/err.h"
#include "common/str.h"

struct store_link {
	const char	*layer;		/* "reseau-bus.stops" */
	int64_t		 number;	/* of the version */
	bool		 current;
};

/* Remove all links of a dataset. */
enum gs_status store_links_remove(struct gs_arena *a,
    const struct gs_conf *c, gs_str slug, struct gs_err *err) GS_MUST_CHECK;
/* Make the links of a dataset be those of ${want}[n] and no other. */
enum gs_status store_links_set(struct gs_arena *a, const struct gs_conf *c,
    gs_str slug, const struct store_link *want, size_t n, struct gs_err *err)
    GS_MUST_CHECK;
/* Slugs that have a link, each at least once. */
void store_links_each(struct gs_arena *a, const struct gs_conf *c,
    void (*each)(void *ctx, gs_str slug), void *ctx);

#endif
