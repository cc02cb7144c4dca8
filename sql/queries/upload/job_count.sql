-- SPDX-License-Identifier: MIT
-- How many jobs in states $1 whoever asks may see.
-- check-sql: scans jobs.job: counts what may be read
SELECT count(*) FROM jobs.job WHERE state = ANY ($1::text[])
