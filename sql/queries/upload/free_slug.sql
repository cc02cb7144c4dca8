-- SPDX-License-Identifier: MIT
-- $1, or the first of $1-2, $1-3… that is free.
-- Columns: slug.
SELECT catalogue.free_slug($1, NULL)
