-- SPDX-License-Identifier: MIT
-- Table $1 with geometry $2 in $3 and columns $4.
SELECT data.make_table($1, $2, $3::int, $4::jsonb)
