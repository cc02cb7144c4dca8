-- SPDX-License-Identifier: MIT
-- Rows of layer $1 (id) after the first $2, at most $3: a JSON object.
SELECT catalogue.layer_rows($1::bigint, $2::bigint, $3::int)
