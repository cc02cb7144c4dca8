/* SPDX-License-Identifier: MIT */
/*
 * sql_parts.h: what sql.c and sql_tile.c compose SQL with. Private to these
 * files: nothing else of this worker composes SQL.
 *
 * The text is made of constants of these files, of numbers that are ours
 * (srid, decimals) and of identifiers from our own catalogue, quoted by
 * gs_sql_ident(). Every value of a client is a parameter. The table of the
 * layer is always called t.
 */
#ifndef RENDER_FEATURE_SQL_PARTS_H
#define RENDER_FEATURE_SQL_PARTS_H

#include "render/feature/query.h"

void feature_sql_start(struct feature_sql *s, struct gs_arena *a);
void feature_sql_put(struct feature_sql *s, const char *text);
/* Asserts that the text fitted. */
void feature_sql_finish(struct feature_sql *s);

/* The next parameter, written as "$n"; param_int also casts it. */
void feature_sql_param(struct feature_sql *s, struct gs_param p);
void feature_sql_param_int(struct feature_sql *s, int64_t n);
/* t."column" */
void feature_sql_column(struct feature_sql *s, const struct render_column *c);
/* The column as it is given out: times in RFC 3339, UTC. */
void feature_sql_value(struct feature_sql *s, const struct render_column *c);
/* " FROM data."table" t" */
void feature_sql_from(struct feature_sql *s, const struct render_layer *l);
/* Geometry ${expr} of the layer in ${srid}, cut where that projection ends. */
void feature_sql_projected(struct feature_sql *s,
    const struct render_layer *l, int srid, const char *expr);
/* Condition that t.geom touches ${box} of ${crs}: "false", or in brackets. */
void feature_sql_touches(struct feature_sql *s, const struct render_layer *l,
    struct gs_bbox box, const struct gs_crs *crs);

#endif
