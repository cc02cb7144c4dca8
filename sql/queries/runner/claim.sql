-- SPDX-License-Identifier: MIT
-- The next job, ours for a minute.
-- Columns: job, account, attempt, step, digest (hex), size, file name,
-- params, staged.
SELECT job, account, attempt, step, digest, size, file_name, params, staged
FROM jobs.claim(interval '60 seconds')
