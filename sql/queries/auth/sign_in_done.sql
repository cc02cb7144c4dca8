-- SPDX-License-Identifier: MIT
-- A right password of account $1: hash $2 becomes $3, unless NULL.
SELECT auth.sign_in_done($1::bigint, $2::text, $3::text)
