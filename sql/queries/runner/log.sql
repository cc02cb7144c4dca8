-- SPDX-License-Identifier: MIT
-- A line about job $1: level $2, message $3.
INSERT INTO jobs.log (job_id, level, message) VALUES ($1::uuid, $2, $3)
