-- SPDX-License-Identifier: MIT
-- Layers of version $1 of dataset $2, from what job $3 staged.
INSERT INTO catalogue.layer (version_id, dataset_id, name, position, title_fr,
    title_en, table_name, geometry_type, srid, features, extent, columns,
    style)
SELECT $1::bigint, $2::bigint, l.name, l.position, l.title_fr, l.title_en,
    l."table", l.geometry_type, l.srid, l.features, l.extent, l.columns,
    l.style
FROM jobs.job j, jsonb_to_recordset(j.staged -> 'layers') AS l (name text,
    position int, title_fr text, title_en text, "table" text,
    geometry_type text, srid int, features bigint, extent float8[],
    columns jsonb, style jsonb)
WHERE j.id = $3::uuid
