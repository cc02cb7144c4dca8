-- SPDX-License-Identifier: MIT
-- The datasets changed last: $1 language, $2 how many, $3 how many skipped.
-- One JSON array. Layers without geometry are told when there is nothing else.
SELECT coalesce(jsonb_agg(jsonb_build_object(
    'slug', d.slug, 'title', d.title, 'producer', o.title,
    'modified', v.published,
    'modified_ago', extract(epoch FROM now() - v.published)::bigint,
    'is_gtfs', d.kind = 'gtfs',
    'restricted', d.access <> 'public',
    'extent', v.extent,
    'layers', (SELECT jsonb_agg(jsonb_build_object(
	'full_name', d.slug || '.' || l.name,
	'layer_title', CASE $1::text WHEN 'fr' THEN l.title_fr
	    ELSE l.title_en END,
	'features', l.features, 'features_int', l.features,
	'name', l.name, 'geometry_type', l.geometry_type) ORDER BY l.position)
	FROM catalogue.layer l WHERE l.version_id = v.id
	AND (l.geometry_type <> 'NONE' OR v.extent IS NULL)))
    ORDER BY d.modified DESC, d.id DESC), '[]')
FROM (SELECT * FROM catalogue.dataset WHERE current_version IS NOT NULL
    ORDER BY modified DESC, id DESC LIMIT $2::bigint OFFSET $3::bigint) d
JOIN catalogue.version v ON v.id = d.current_version
JOIN auth.organisation o ON o.id = d.organisation_id
