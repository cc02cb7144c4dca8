-- SPDX-License-Identifier: MIT
-- Key of whoever asks: label $1, digest $2, scope $3, $4 days (NULL: no end).
-- No row when the account holds 100 valid keys already.
-- Columns: id, created, expires.
INSERT INTO auth.api_key (account_id, label, digest, scope, expires)
SELECT auth.me(), $1::text, $2::bytea, $3::text,
    now() + make_interval(days => $4::int)
WHERE (SELECT count(*) FROM auth.api_key WHERE revoked IS NULL
    AND coalesce(expires > now(), true)) < 100
RETURNING id,
    to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    to_char(expires AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
