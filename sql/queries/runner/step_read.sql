-- SPDX-License-Identifier: MIT
-- Attempt $2 of job $1 has read its file: what it staged $3, report $4.
UPDATE jobs.job SET step = 'read', deaths = 0, staged = $3::jsonb,
    report = $4::jsonb, updated = clock_timestamp()
WHERE id = $1::uuid AND attempt = $2::int AND state = 'running'
