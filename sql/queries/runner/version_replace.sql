-- SPDX-License-Identifier: MIT
-- The current version of dataset $1 is about to be replaced.
UPDATE catalogue.version v SET replaced = clock_timestamp()
FROM catalogue.dataset d
WHERE d.id = $1::bigint AND v.id = d.current_version
