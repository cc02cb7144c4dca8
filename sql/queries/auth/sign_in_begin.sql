-- SPDX-License-Identifier: MIT
-- The account of login $1, asked from address $2.
-- Columns: blocked, account_id, password_hash; always one row.
SELECT blocked, account_id, password_hash
FROM auth.sign_in_begin($1::text, $2::inet)
