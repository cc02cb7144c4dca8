-- SPDX-License-Identifier: MIT
-- Dataset $1 (slug) in language $2: one JSON object, or no row when absent
-- or invisible. "map" is what src/map.ts reads.
SELECT json_build_object(
    'slug', d.slug, 'title', d.title, 'abstract', d.abstract,
    'producer', o.title,
    'is_gtfs', d.kind = 'gtfs', 'restricted', d.access <> 'public',
    'may_write', catalogue.may(d.id, 'write'),
    'created_date', d.created, 'modified', v.published,
    'modified_date', v.published,
    'modified_ago', extract(epoch FROM now() - v.published)::bigint,
    'version', v.number, 'version_id', v.id, 'extent', v.extent,
    'report', json_build_object(
	'errors', v.report -> 'errors', 'errors_int', v.report -> 'errors',
	'warnings', v.report -> 'warnings',
	'warnings_int', v.report -> 'warnings',
	'infos', v.report -> 'infos', 'infos_int', v.report -> 'infos'),
    'summary', (v.summary - 'days' - 'files'),
    'layers', (SELECT json_agg(json_build_object(
	'id', l.id, 'name', l.name, 'full_name', d.slug || '.' || l.name,
	'layer_title', CASE $2::text WHEN 'fr' THEN l.title_fr
	    ELSE l.title_en END,
	'geometry_type', l.geometry_type, 'features', l.features,
	'features_int', l.features, 'columns', l.columns) ORDER BY l.position)
	FROM catalogue.layer l WHERE l.version_id = v.id),
    'files', (SELECT json_agg(json_build_object('name', f.name,
	'size_size', s.size) ORDER BY f.name)
	FROM catalogue.version_file f JOIN store.file s USING (digest)
	WHERE f.version_id = v.id),
    'map', json_build_object('extent', v.extent,
	'layers', (SELECT json_agg(json_build_object(
	    'full_name', d.slug || '.' || l.name,
	    'layer_title', CASE $2::text WHEN 'fr' THEN l.title_fr
		ELSE l.title_en END,
	    'url', '/tiles/' || d.slug || '.' || l.name || '@' || v.number
		|| '/{z}/{x}/{y}.mvt',
	    'style', l.style,
	    'columns', (SELECT json_agg(json_build_object(
		'name', c.value -> 'name',
		'title', CASE $2::text WHEN 'fr' THEN c.value ->> 'title_fr'
		    ELSE c.value ->> 'title_en' END) ORDER BY c.ordinality)
		FROM jsonb_array_elements(l.columns) WITH ORDINALITY AS c
		WHERE c.value ->> 'type' <> 'json'))
	    ORDER BY l.position)
	    FROM catalogue.layer l
	    WHERE l.version_id = v.id AND l.geometry_type <> 'NONE')))
FROM catalogue.dataset d
JOIN catalogue.version v ON v.id = d.current_version
JOIN auth.organisation o ON o.id = d.organisation_id
WHERE d.slug = $1::text
