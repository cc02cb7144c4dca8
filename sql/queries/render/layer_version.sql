-- SPDX-License-Identifier: MIT
-- One version of a layer. No row: no such dataset or version for this
-- identity; layer columns NULL: that version has no such layer.
-- $1 slug, $2 layer name, $3 version number
-- columns: see enum in modules/render/layer.c; then columns, style, is it
-- the current version, is it withdrawn
SELECT
	l.id, d.id, v.number, d.slug, l.name, l.title_fr, l.title_en,
	d.title, d.abstract, d.kind, d.access = 'public',
	to_char(v.published AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
	extract(epoch FROM d.modified)::bigint, l.position, l.table_name,
	l.geometry_type, l.srid, l.features,
	l.extent[1], l.extent[2], l.extent[3], l.extent[4],
	l.columns, l.style, v.id = d.current_version, v.withdrawn IS NOT NULL
FROM catalogue.dataset d
JOIN catalogue.version v ON v.dataset_id = d.id AND v.number = $3::int
LEFT JOIN catalogue.layer l ON l.version_id = v.id AND l.name = $2
WHERE d.slug = $1 AND catalogue.may(d.id, 'read')
