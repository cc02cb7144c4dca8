-- SPDX-License-Identifier: MIT
-- A page of the current layers of one dataset.
-- $1 offset, $2 limit, $3 slug
-- columns: see enum in modules/render/layer.c
SELECT
	c.id, c.dataset_id, c.version, c.slug, c.name, c.title_fr, c.title_en,
	c.dataset_title, c.abstract, c.kind, c.access = 'public',
	to_char(c.published AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
	extract(epoch FROM c.modified)::bigint, c.position, c.table_name,
	c.geometry_type, c.srid, c.features,
	c.extent[1], c.extent[2], c.extent[3], c.extent[4]
FROM catalogue.current_layer c
WHERE c.slug = $3
ORDER BY c.position, c.id
OFFSET $1::bigint LIMIT $2::bigint
