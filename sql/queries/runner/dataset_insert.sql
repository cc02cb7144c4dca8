-- SPDX-License-Identifier: MIT
-- A new dataset of name $2, made by job $1: its title $3, kind $4, access $5
-- (NULL: public).
-- Columns: id.
INSERT INTO catalogue.dataset (slug, organisation_id, owner_id, title, kind,
    access)
SELECT $2, j.organisation_id, j.account_id, $3, $4, coalesce($5, 'public')
FROM jobs.job j WHERE j.id = $1::uuid
RETURNING id
