-- SPDX-License-Identifier: MIT
-- Versions of dataset $1 (slug), newest first, in language $2: a JSON array.
SELECT coalesce(json_agg(json_build_object(
    'number', v.number, 'published_date', v.published,
    'is_current', v.id = d.current_version,
    'gone', v.withdrawn IS NOT NULL,
    'contents', (SELECT json_agg(json_build_object(
	'layer_title', CASE $2::text WHEN 'fr' THEN l.title_fr
	    ELSE l.title_en END,
	'features_int', l.features) ORDER BY l.position)
	FROM catalogue.layer l WHERE l.version_id = v.id),
    'version_files', (SELECT json_agg(json_build_object('name', f.name,
	'size_size', s.size) ORDER BY f.name)
	FROM catalogue.version_file f JOIN store.file s USING (digest)
	WHERE f.version_id = v.id)) ORDER BY v.number DESC), '[]')
FROM catalogue.dataset d JOIN LATERAL (
    SELECT * FROM catalogue.version WHERE dataset_id = d.id
    ORDER BY number DESC LIMIT 50) v ON true
WHERE d.slug = $1::text
