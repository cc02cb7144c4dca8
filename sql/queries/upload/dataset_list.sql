-- SPDX-License-Identifier: MIT
-- Published datasets, last modified first: modified before ($1 microseconds,
-- $2 id), at most $3.
-- Columns: see enum in modules/upload/api/dataset.c.
SELECT id, slug, title, abstract, kind, access, organisation,
    organisation_title, version_id, version, catalogue.iso(published),
    catalogue.iso(created), catalogue.iso(modified), extent, layers, files,
    (extract(epoch FROM modified) * 1000000)::bigint
FROM catalogue.published
WHERE (modified, id) < (timestamptz 'epoch'
    + $1::bigint * interval '1 microsecond', $2::bigint)
ORDER BY modified DESC, id DESC LIMIT $3::int
