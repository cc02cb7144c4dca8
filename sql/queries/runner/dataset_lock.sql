-- SPDX-License-Identifier: MIT
-- Dataset $1, until the end of the transaction. No row: not ours to change.
SELECT id FROM catalogue.dataset WHERE id = $1::bigint FOR UPDATE
