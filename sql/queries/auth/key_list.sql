-- SPDX-License-Identifier: MIT
-- Keys of whoever asks, newest first; the revoked ones are history.
-- Columns: id, label, scope, created, expires, used.
SELECT id, label, scope,
    to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    to_char(expires AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    to_char(used AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
FROM auth.api_key WHERE revoked IS NULL ORDER BY id DESC
