-- SPDX-License-Identifier: MIT
-- Organisation (slug $1 or NULL) that whoever asks publishes for.
-- Columns: id.
SELECT catalogue.publish_organisation($1)
