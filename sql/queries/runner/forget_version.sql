-- SPDX-License-Identifier: MIT
-- Rows of withdrawn version $1 go.
-- Columns: digest (hex) of each of its files.
SELECT encode(d, 'hex') FROM catalogue.forget_version($1::bigint) d
