-- SPDX-License-Identifier: MIT
-- Job $1, attempt $2: progress $3, message $4.
UPDATE jobs.job SET progress = $3::real, message = $4,
    updated = clock_timestamp()
WHERE id = $1::uuid AND attempt = $2::int AND state = 'running'
