-- SPDX-License-Identifier: MIT
-- Publication $1 (uuid) in language $2: one JSON object, or no row.
SELECT json_build_object(
    'id', j.id, 'state', j.state, 'step', j.step, 'file', j.file_name,
    'percent', round(j.progress * 100), 'message', jobs.text(j.message, $2),
    'stopping', j.cancel AND j.state IN ('queued', 'running'),
    'created', j.created,
    'created_ago', extract(epoch FROM now() - j.created)::bigint,
    'replaces', (SELECT d.slug FROM catalogue.dataset d
	WHERE d.slug = j.wanted AND d.current_version IS NOT NULL),
    'reasons', (SELECT json_agg(json_build_object('text',
	coalesce(r ->> ('text_' || $2::text), r ->> 'text_fr')))
	FROM jsonb_array_elements(j.reasons) r),
    'questions', j.questions, 'found', j.report,
    'dataset', (SELECT d.slug FROM catalogue.dataset d
	WHERE d.id = j.dataset_id),
    'layers', (SELECT json_agg(json_build_object(
	'layer_title', CASE $2::text WHEN 'fr' THEN l.title_fr
	    ELSE l.title_en END,
	'features_int', l.features) ORDER BY l.position)
	FROM catalogue.layer l WHERE l.version_id = j.version_id))
-- OFFSET 0 is a barrier: ->> might leak, so beside row-level security it
-- would keep the slugs from their index.
FROM (SELECT *, params ->> 'name' AS wanted FROM jobs.job
    WHERE id = $1::uuid OFFSET 0) j
