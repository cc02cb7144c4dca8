-- SPDX-License-Identifier: MIT
-- Links to drawn tiles that dataset $1 should have.
-- Columns: layer, number, current.
SELECT layer, number, is_current FROM catalogue.tile_links($1)
