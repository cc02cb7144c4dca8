-- SPDX-License-Identifier: MIT
-- Whose key has digest $1?
-- Columns: account_id, login, scope, alive.
SELECT account_id, login, scope, alive FROM auth.resolve_key($1::bytea)
