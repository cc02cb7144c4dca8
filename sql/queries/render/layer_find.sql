-- SPDX-License-Identifier: MIT
-- The current version of named layers, those that may be read.
-- $1 text[] slugs, $2 text[] layer names, pairwise
-- columns: see enum in modules/render/layer.c; then columns, style, and the
-- position in the arguments from 1
SELECT
	c.id, c.dataset_id, c.version, c.slug, c.name, c.title_fr, c.title_en,
	c.dataset_title, c.abstract, c.kind, c.access = 'public',
	to_char(c.published AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
	extract(epoch FROM c.modified)::bigint, c.position, c.table_name,
	c.geometry_type, c.srid, c.features,
	c.extent[1], c.extent[2], c.extent[3], c.extent[4],
	c.columns, c.style, n.ord
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS n (slug, name, ord)
JOIN catalogue.current_layer c ON c.slug = n.slug AND c.name = n.name
WHERE catalogue.may(c.dataset_id, 'read')
