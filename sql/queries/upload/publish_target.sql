-- SPDX-License-Identifier: MIT
-- The dataset of name $1, hidden ones too. No row: the name is free.
-- Columns: organisation, its slug, readable, writable.
SELECT organisation, organisation_slug, readable, writable
FROM catalogue.publish_target($1)
