-- SPDX-License-Identifier: MIT
-- Columns: nothing refers to the stored file of digest $1 (hex) any more.
SELECT store.forget(decode($1, 'hex'))
