-- SPDX-License-Identifier: MIT
-- The dataset of name $1, hidden ones too. No row: the name is free.
-- Columns: id, readable, writable.
SELECT dataset, readable, writable FROM catalogue.publish_target($1)
