-- SPDX-License-Identifier: MIT
-- What job $1, which failed or was cancelled, leaves.
-- Columns: digest (hex), name of the dataset, tables (JSON).
SELECT encode(digest, 'hex'), name, array_to_json(tables)
FROM jobs.leftovers($1::uuid)
