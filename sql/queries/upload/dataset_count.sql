-- SPDX-License-Identifier: MIT
-- How many published datasets whoever asks may see.
-- check-sql: scans catalogue.dataset: counts what may be read
SELECT count(*) FROM catalogue.dataset WHERE current_version IS NOT NULL
