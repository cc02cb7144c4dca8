-- SPDX-License-Identifier: MIT
-- Published dataset $1.
-- Columns: those of dataset_list, then summary and versions.
SELECT p.id, p.slug, p.title, p.abstract, p.kind, p.access, p.organisation,
    p.organisation_title, p.version_id, p.version, catalogue.iso(p.published),
    catalogue.iso(p.created), catalogue.iso(p.modified), p.extent, p.layers,
    p.files, (extract(epoch FROM p.modified) * 1000000)::bigint,
    (SELECT v.summary FROM catalogue.version v WHERE v.id = p.version_id),
    (SELECT json_agg(json_build_object('version', v.number,
            'published', catalogue.iso(v.published),
            'replaced', catalogue.iso(v.replaced),
            'withdrawn', catalogue.iso(v.withdrawn)) ORDER BY v.number DESC)
        FROM catalogue.version v WHERE v.dataset_id = p.id)
FROM catalogue.published p WHERE p.slug = $1
