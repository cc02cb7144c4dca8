-- SPDX-License-Identifier: MIT
-- Attempt $2 of job $1 has published version $4 of dataset $3.
UPDATE jobs.job SET state = 'succeeded', step = 'publish', progress = 1,
    message = '', lease_until = NULL, dataset_id = $3::bigint,
    version_id = $4::bigint, finished = clock_timestamp(),
    updated = clock_timestamp()
WHERE id = $1::uuid AND attempt = $2::int AND state = 'running'
  AND NOT cancel
