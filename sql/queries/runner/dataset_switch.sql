-- SPDX-License-Identifier: MIT
-- From now on dataset $1 is version $2, of kind $3; title $4 and access $5
-- when given.
UPDATE catalogue.dataset SET current_version = $2::bigint, kind = $3,
    title = coalesce($4, title), access = coalesce($5, access),
    modified = clock_timestamp()
WHERE id = $1::bigint
