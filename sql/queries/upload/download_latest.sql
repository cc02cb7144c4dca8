-- SPDX-License-Identifier: MIT
-- File $2 of the current version of dataset $1, also under a name that an
-- earlier version had when there is only one.
-- Columns: digest (hex), name, media type, public.
SELECT encode(f.digest, 'hex'), f.name, f.media_type, d.access = 'public'
FROM catalogue.dataset d
JOIN catalogue.version_file f ON f.version_id = d.current_version
WHERE d.slug = $1 AND (f.name = $2 OR catalogue.was_called(d.id, $2))
ORDER BY f.name = $2 DESC, f.name LIMIT 1
