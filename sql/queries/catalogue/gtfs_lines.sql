-- SPDX-License-Identifier: MIT
-- Lines of a network: $1 layer "routes" (id), $2 how many; a JSON array.
SELECT catalogue.gtfs_lines($1::bigint, $2::int)
