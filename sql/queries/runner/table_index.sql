-- SPDX-License-Identifier: MIT
SELECT data.index_table($1, $2::boolean)
