-- SPDX-License-Identifier: MIT
-- Columns: state of job $1.
SELECT state FROM jobs.job WHERE id = $1::uuid
