-- SPDX-License-Identifier: MIT
-- Whose session has digest $1 (idle after $2 seconds)?
-- Columns: account_id, login, csrf, alive.
SELECT account_id, login, csrf, alive
FROM auth.resolve_session($1::bytea, $2::int)
