-- SPDX-License-Identifier: MIT
-- Columns: report of the current version of dataset $1, its id.
SELECT v.report, v.id FROM catalogue.dataset d
JOIN catalogue.version v ON v.id = d.current_version
WHERE d.slug = $1
