-- SPDX-License-Identifier: MIT
-- Attempt $2 of job $1 cannot go on without answers: questions $3, report $4.
UPDATE jobs.job SET state = 'asked', lease_until = NULL,
    questions = $3::jsonb, report = $4::jsonb, step = 'verify', deaths = 0,
    staged = NULL, message = '', updated = clock_timestamp()
WHERE id = $1::uuid AND attempt = $2::int AND state = 'running'
