-- SPDX-License-Identifier: MIT
-- Attempt $2 of job $1 ended by a fault of ours; $3: the runner died.
SELECT jobs.fault($1::uuid, $2::int, $3::boolean)
