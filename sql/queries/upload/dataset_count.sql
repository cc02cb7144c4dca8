-- SPDX-License-Identifier: MIT
-- How many published datasets whoever asks may see.
SELECT count(*) FROM catalogue.dataset WHERE current_version IS NOT NULL
