/* SPDX-License-Identifier: MIT */
/*
 * layer.h: from a name in a request to a layer that its sender may read.
 *
 * The only door of this worker to the datasets' tables: catalogue.may() is
 * asked here, in the request's own transaction, and a layer that it refuses
 * is as absent as one that does not exist. What is read per request: rights,
 * current version, titles of the dataset. What is kept per process: the
 * parsed columns and style of a layer id, which never change (a publication
 * makes new layers).
 *
 * A layer's full name is "<dataset slug>.<layer>"; "@<version>" after it
 * names one version, which answers as long as it is kept (else GS_EGONE).
 */
#ifndef RENDER_LAYER_H
#define RENDER_LAYER_H

#include "common/geo.h"
#include "common/http.h"
#include "common/json.h"

enum render_type { RENDER_TEXT, RENDER_INTEGER, RENDER_NUMBER, RENDER_BOOLEAN,
    RENDER_DATE, RENDER_DATETIME, RENDER_JSON, RENDER_TYPE__COUNT };

struct render_column {
	const char		*name;		/* in the table; at most 63 bytes */
	const char		*title_fr, *title_en;
	enum render_type	 type;
};

enum render_geometry { RENDER_NONE, RENDER_POINT, RENDER_LINE, RENDER_POLYGON,
    RENDER_ANY };

struct render_layer {
	int64_t			 id;		/* of a layer of one version */
	int64_t			 dataset_id;
	int64_t			 version;	/* number, from 1 */
	bool			 current;	/* that version is the current */
	const char		*full_name;	/* "reseau-bus.stops" */
	const char		*slug, *name;
	const char		*title_fr, *title_en;
	const char		*dataset_title, *abstract;
	const char		*kind;		/* "gtfs", "vector" */
	bool			 is_public;	/* else its organisation's */
	const char		*published;	/* RFC 3339, UTC */
	int64_t			 modified;	/* of the dataset; Unix seconds */
	int			 position;	/* drawing order in the dataset */

	const char		*table;		/* in schema data; columns id,
						   geom and those below */
	enum render_geometry	 geometry;
	const char		*geometry_type;	/* "MULTILINESTRING", "NONE"… */
	int			 srid;		/* of geom; 0 without */
	int64_t			 features;
	bool			 has_extent;
	struct gs_bbox		 extent;	/* degrees, longitude first */

	/* NULL in lists. */
	const struct render_column *columns;
	int			 ncolumns;
	const struct gs_jval	*style;		/* an object */
};

/* Kept by a process. */
struct render_layer_cache;
struct render_layer_cache *render_layer_cache_new(void);

/*
 * The layer that ${name} ("name" or "name@version") means to this request.
 * GS_ENOTFOUND names it; GS_EGONE when that version is no longer kept.
 */
enum gs_status render_layer_find(struct gs_req *req, gs_str name,
    const struct render_layer **layer) GS_MUST_CHECK;
/* The current version of each of ${names}, in their order, by one statement.
 * One that is absent makes GS_ENOTFOUND with its name in err, and its index
 * in ${*bad} unless NULL. */
enum gs_status render_layer_find_all(struct gs_req *req, const gs_str *names,
    int n, const struct render_layer ***layers, int *bad) GS_MUST_CHECK;
/* Version ${version} of a layer. */
enum gs_status render_layer_find_version(struct gs_req *req, gs_str name,
    int64_t version, const struct render_layer **layer) GS_MUST_CHECK;
/* All current layers that may be read, by slug and position, without columns
 * and style; of one dataset unless ${slug} is GS_NOSTR; from ${offset}, at
 * most ${limit}. ${*total} counts them all; NULL: not asked. */
enum gs_status render_layer_list(struct gs_req *req, gs_str slug,
    int64_t offset, int64_t limit, const struct render_layer ***layers,
    int *n, int64_t *total) GS_MUST_CHECK;
/* Columns and style of layers that a list gave. */
enum gs_status render_layer_load(struct gs_req *req,
    const struct render_layer **layers, int n) GS_MUST_CHECK;

/* Column of that exact name, else NULL. */
const struct render_column *render_layer_column(const struct render_layer *l,
    gs_str name);
/* Title in the request's language: the dataset's, then the layer's when it
 * says more ("Réseau de bus - Arrêts"). */
const char *render_layer_title(const struct gs_req *req,
    const struct render_layer *l);

/* -- pure, for tests ----------------------------------------------------- */

/* "a-b.stops@12" → slug, name, version (0: current). false when it cannot
 * be a layer's name. */
bool render_layer_name_parse(gs_str text, gs_str *slug, gs_str *name,
    int64_t *version) GS_MUST_CHECK;
/* catalogue.layer.columns → array; GS_EINTERNAL on what it cannot be. */
enum gs_status render_layer_columns_parse(struct gs_arena *a, gs_str json,
    const struct render_column **columns, int *n, struct gs_err *err)
    GS_MUST_CHECK;
enum render_geometry render_geometry_of(gs_str geometry_type);

#endif
