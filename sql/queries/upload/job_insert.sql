-- SPDX-License-Identifier: MIT
-- A publication of whoever asks: organisation $1, digest $2, file name $3,
-- parameters $4.
-- Columns: id.
INSERT INTO jobs.job (kind, account_id, organisation_id, digest, file_name,
    params)
VALUES ('publish', auth.me(), $1, $2, $3, $4::jsonb)
RETURNING id
