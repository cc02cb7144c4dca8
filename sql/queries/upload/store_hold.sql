-- SPDX-License-Identifier: MIT
-- Keep the stored file of digest $1 until the end of the transaction.
SELECT store.hold($1)
