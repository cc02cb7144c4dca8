/* SPDX-License-Identifier: MIT */
/*
 * query.h: the feature engine. A query is a struct; its SQL is composed in
 * sql*.c alone; rows come out one by one; writers turn a row into a format.
 *
 *	request → struct feature_query → sql*.c → rows → geojson.c …
 *
 * Every protocol that gives features fills the same struct, so that filters,
 * reference systems, paging and rights mean the same everywhere. Columns are
 * pointers into the layer's own table of columns: a name of a client that is
 * not there cannot get into a query. Values are parameters of the statement.
 *
 * A layer's tables never change, so the pages of one version always fit
 * together: a cursor is (version, id).
 */
#ifndef RENDER_FEATURE_QUERY_H
#define RENDER_FEATURE_QUERY_H

#include "common/geo.h"
#include "common/http.h"
#include "common/json.h"
#include "render/layer.h"

#define FEATURE_FILTERS_MAX	24
#define FEATURE_PARAMS_MAX	(FEATURE_FILTERS_MAX * 2 + 16)

/* column = low; or, as a range, low <= column < high (<= high when closed),
 * where either end may be open. Values are canonical text of the column's
 * type, checked by values.c. */
struct feature_filter {
	const struct render_column	*column;
	bool				 range, closed;
	gs_str				 low, high;	/* GS_NOSTR: open */
};

enum feature_page { FEATURE_OFFSET, FEATURE_AFTER, FEATURE_BEFORE };

struct feature_query {
	const struct render_layer	*layer;
	const bool			*only;	/* per column; NULL: all */
	bool				 no_geometry;
	const struct gs_crs		*crs;	/* of the geometries given */

	int64_t				 fid;	/* that feature alone; 0: any */
	struct feature_filter		 filters[FEATURE_FILTERS_MAX];
	int				 nfilters;
	bool				 has_bbox; /* features that touch it */
	struct gs_bbox			 bbox;	/* xmin > xmax: over 180° */
	const struct gs_crs		*bbox_crs;

	/* By distance from a point in bbox_crs, then id: FEATURE_OFFSET only. */
	bool				 by_distance;
	double				 x, y;
	/* Else by id. AFTER and BEFORE: ids past ${cursor}; a BEFORE page is
	 * the ${limit} last of these, still in rising order. */
	enum feature_page		 page;
	int64_t				 cursor, offset, limit;
};

/* -- values.c: text of a client to a value of a column's type -------------- */

/* Canonical text of ${in} for ${column}; GS_EINVAL names ${what}, the
 * parameter. Columns of type json cannot be compared. */
enum gs_status feature_value(struct gs_arena *a,
    const struct render_column *column, const char *what, gs_str in,
    gs_str *out, struct gs_err *err) GS_MUST_CHECK;
/* An instant or interval of RFC 3339 dates or times ("..": open) into the
 * bounds of ${f}, whose column is of type date or datetime; with a NULL
 * column only the form is checked. */
enum gs_status feature_interval(struct gs_arena *a, struct feature_filter *f,
    gs_str in, struct gs_err *err) GS_MUST_CHECK;

/* -- area.c: boxes that can be transformed --------------------------------- */

/*
 * The part of ${box} (in ${crs}) that can hold features of ${layer}, as up to
 * two boxes: cut at its extent, so that "the whole world" is never put
 * through a projection that is not made for it; split at the antimeridian;
 * never of zero width. Returns their number; 0: nothing can be there.
 */
int feature_area(const struct render_layer *layer, struct gs_bbox box,
    const struct gs_crs *crs, struct gs_bbox out[2]);
/* Does ${box} surely hold the whole layer? */
bool feature_area_is_all(const struct render_layer *layer, struct gs_bbox box,
    const struct gs_crs *crs);
/* Can geometries of ${layer} be given in ${crs}? (Not a world map in a
 * projection of France.) */
bool feature_crs_ok(const struct render_layer *layer,
    const struct gs_crs *crs);
/* The reference systems that ${layer} is offered in, CRS84 first. */
int feature_crs_list(const struct render_layer *layer,
    const struct gs_crs **out, int max);
/* Must geometries be cut at ±85.06° before they go to EPSG:3857? */
bool feature_beyond_mercator(const struct render_layer *layer);

/* -- sql.c, sql_tile.c: the one place that composes SQL -------------------- */

struct feature_sql {
	struct gs_arena		*arena;
	struct gs_buf		 text;
	struct gs_param		 params[FEATURE_PARAMS_MAX];
	int			 nparams;
};

/* Rows: id, geometry as GeoJSON or NULL, the columns asked in order; and for
 * a BEFORE page the number of rows, which may be limit + 1: then the first
 * row only says that there is an earlier page. Other pages also ask for
 * limit + 1 rows: the last one only says that there is a next page. */
void feature_sql_items(struct feature_sql *s, struct gs_arena *a,
    const struct feature_query *q);
/* One row: the number of features that match, whatever the page. */
void feature_sql_count(struct feature_sql *s, struct gs_arena *a,
    const struct feature_query *q);
/* One row: the tile as bytea. */
void feature_sql_mvt(struct feature_sql *s, struct gs_arena *a,
    const struct render_layer *layer, int z, int64_t x, int64_t y);

/* -- feature.c: running a query -------------------------------------------- */

/* Exact; no statement when nothing is filtered. */
enum gs_status feature_count(struct gs_req *req,
    const struct feature_query *q, int64_t *n) GS_MUST_CHECK;
enum gs_status feature_stream(struct gs_req *req,
    const struct feature_query *q,
    enum gs_status (*row)(void *ctx, const struct gs_rows *r), void *ctx)
    GS_MUST_CHECK;

/* -- text.c: for people -------------------------------------------------- */

/* A value's PostgreSQL text as a page shows it, in the request's language. */
gs_str feature_text(const struct gs_req *req, enum render_type type,
    gs_str text);

/* -- geojson.c: RFC 7946 --------------------------------------------------- */

/* Column of a row of feature_sql_items() that holds the first property. */
#define FEATURE_ROW_PROPERTIES	2

/* One Feature object from row ${i}. ${id_prefix} (or NULL) makes the id a
 * string "prefix.id" and adds the member "layer". */
void feature_geojson(struct gs_json *j, const struct feature_query *q,
    const struct gs_rows *r, int i, const char *id_prefix);
/* Its members alone, inside an object that the caller opened. */
void feature_geojson_members(struct gs_json *j, const struct feature_query *q,
    const struct gs_rows *r, int i, const char *id_prefix);
/* One value of type ${type} from its PostgreSQL text. */
void feature_geojson_value(struct gs_json *j, enum render_type type,
    gs_str text);

#endif
