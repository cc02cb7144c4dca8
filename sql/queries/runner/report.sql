-- SPDX-License-Identifier: MIT
-- Attempt $2 of job $1 has found this about its file: report $3.
UPDATE jobs.job SET report = $3::jsonb, updated = clock_timestamp()
WHERE id = $1::uuid AND attempt = $2::int AND state = 'running'
