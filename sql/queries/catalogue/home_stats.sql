-- SPDX-License-Identifier: MIT
-- Figures of the platform, as the asking identity sees it: one JSON object.
-- check-sql: scans catalogue.dataset: its figures are of all of them
SELECT jsonb_build_object(
    'datasets_int', count(*),
    'one_dataset', count(*) = 1,
    'producers_int', count(DISTINCT d.organisation_id),
    'one_producer', count(DISTINCT d.organisation_id) = 1,
    'features_int', coalesce(sum((SELECT sum(l.features)
	FROM catalogue.layer l WHERE l.version_id = d.current_version)), 0))
FROM catalogue.dataset d WHERE d.current_version IS NOT NULL
