-- SPDX-License-Identifier: MIT
-- Attempt $2 of job $1 has finished step $3.
UPDATE jobs.job SET step = $3, deaths = 0, updated = clock_timestamp()
WHERE id = $1::uuid AND attempt = $2::int AND state = 'running'
