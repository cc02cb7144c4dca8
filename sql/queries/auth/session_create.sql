-- SPDX-License-Identifier: MIT
-- Session of account $1: digest $2, form token $3, life $4 seconds.
SELECT auth.create_session($1::bigint, $2::bytea, $3::text, $4::int)
