/* SPDX-License-Identifier: MIT */
/* fuzz_geo.c: a reference system, and a box in it: "CRS\nBOX". */
#include "fuzz.h"

#include <math.h>

#include "common/geo.h"

FUZZ_TARGET(geo)
{
	gs_str rest = FUZZ_VIEW(data, size), name;
	const struct gs_crs *crs;
	struct gs_bbox b;

	name = gs_str_split(&rest, '\n');
	if ((crs = gs_crs_find(name)) == NULL)
		crs = gs_crs_by_srid(4326);
	for (int how = 0; how < 4; how++) {
		bool wrap = (how & 1) != 0;

		if (!gs_bbox_parse(rest, crs, (how & 2) != 0, wrap, &b))
			continue;
		must(isfinite(b.xmin) && isfinite(b.xmax));
		must(isfinite(b.ymin) && b.ymin <= b.ymax);
		must(b.xmin <= b.xmax || (wrap && crs->degrees));
	}
	return 0;
}
