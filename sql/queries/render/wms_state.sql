-- SPDX-License-Identifier: MIT
-- A digest of the layers that may be read: which they are, of which version,
-- and when their datasets changed.
-- check-sql: scans catalogue.dataset: the digest is of all that may be read
SELECT md5(coalesce(string_agg(
	c.id::text || ' ' || extract(epoch FROM c.modified)::text,
	',' ORDER BY c.id), ''))
FROM catalogue.current_layer c
WHERE c.geometry_type <> 'NONE'
