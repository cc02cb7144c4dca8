-- SPDX-License-Identifier: MIT
-- Columns and style of layers that a list gave. $1 bigint[] ids
SELECT l.id, l.columns, l.style
FROM catalogue.layer l
WHERE l.id = ANY ($1::bigint[])
