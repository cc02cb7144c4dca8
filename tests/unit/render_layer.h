/* SPDX-License-Identifier: MIT */
/* render_layer.h: layers made by hand for the unit tests of render. */
#ifndef TEST_RENDER_LAYER_H
#define TEST_RENDER_LAYER_H

#include "render/layer.h"

/* 63 bytes, the most that PostgreSQL keeps of a name. */
#define LONG_NAME \
	"c23456789012345678901234567890123456789012345678901234567890123"

static const struct render_column test_columns[] = {
	{ "nom", "Nom", "Name", RENDER_TEXT },
	{ "a\"b", "a\"b", "a\"b", RENDER_TEXT },
	{ "a'b", "a'b", "a'b", RENDER_TEXT },
	{ "é", "é", "é", RENDER_TEXT },
	{ LONG_NAME, "Long", "Long", RENDER_TEXT },
	{ "entier", "Entier", "Integer", RENDER_INTEGER },
	{ "nombre", "Nombre", "Number", RENDER_NUMBER },
	{ "ouvert", "Ouvert", "Open", RENDER_BOOLEAN },
	{ "jour", "Jour", "Day", RENDER_DATE },
	{ "instant", "Instant", "Time", RENDER_DATETIME },
	{ "details", "Détails", "Details", RENDER_JSON },
	{ "limit", "Limite", "Limit", RENDER_TEXT },
	{ "fid", "fid", "fid", RENDER_TEXT },
};

/* Points of EPSG:4326 between 0 and 2 east, 47 and 49 north. */
static inline struct render_layer
test_layer(void)
{
	return (struct render_layer){ .id = 42, .version = 3,
	    .current = true, .full_name = "essai.points", .slug = "essai",
	    .name = "points", .title_fr = "Points", .title_en = "Points",
	    .dataset_title = "Essai", .abstract = "", .kind = "vector",
	    .table = "t_points", .geometry = RENDER_POINT,
	    .geometry_type = "POINT", .srid = 4326, .features = 1329,
	    .has_extent = true, .extent = { 0, 47, 2, 49 },
	    .columns = test_columns,
	    .ncolumns = (int)GS_COUNTOF(test_columns) };
}

#endif
