-- SPDX-License-Identifier: MIT
-- File $3 of version number $2 of dataset $1.
-- Columns: digest (hex), name, media type, public, withdrawn; of a withdrawn
-- version only the last.
SELECT encode(f.digest, 'hex'), f.name, f.media_type, d.access = 'public',
    v.withdrawn IS NOT NULL
FROM catalogue.dataset d
JOIN catalogue.version v ON v.dataset_id = d.id AND v.number = $2::int
LEFT JOIN catalogue.version_file f ON f.version_id = v.id AND f.name = $3
    AND v.withdrawn IS NULL
WHERE d.slug = $1 AND (f.name IS NOT NULL OR v.withdrawn IS NOT NULL)
