-- SPDX-License-Identifier: MIT
-- Those whose remains can go.
-- Columns: version, number, slug, layers (JSON), tables (JSON).
SELECT version, number, slug, array_to_json(layers), array_to_json(tables)
FROM catalogue.withdrawn($1::bigint, $2::bigint * interval '1 second')
