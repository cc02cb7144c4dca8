-- SPDX-License-Identifier: MIT
-- Number of current layers of one dataset. $1 slug
SELECT count(*) FROM catalogue.current_layer c WHERE c.slug = $1
