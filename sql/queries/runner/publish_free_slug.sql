-- SPDX-License-Identifier: MIT
-- A free name like $1 for job $2.
SELECT catalogue.free_slug($1, $2::uuid)
