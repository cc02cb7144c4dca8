-- SPDX-License-Identifier: MIT
-- Number of current layers that may be read.
-- check-sql: scans catalogue.dataset: counts what may be read
SELECT count(*) FROM catalogue.current_layer
