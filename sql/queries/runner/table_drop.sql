-- SPDX-License-Identifier: MIT
SELECT data.drop_table($1)
