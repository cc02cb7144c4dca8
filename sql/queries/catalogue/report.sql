-- SPDX-License-Identifier: MIT
-- Check report of the current version of dataset $1 (slug): one JSON object.
SELECT json_build_object('slug', d.slug, 'dataset_title', d.title,
    'found', v.report)
FROM catalogue.dataset d JOIN catalogue.version v ON v.id = d.current_version
WHERE d.slug = $1::text
