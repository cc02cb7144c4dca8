-- SPDX-License-Identifier: MIT
-- Revoke key $1 of whoever asks; again is the same.
UPDATE auth.api_key SET revoked = coalesce(revoked, now())
WHERE id = $1::bigint
