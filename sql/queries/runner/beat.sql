-- SPDX-License-Identifier: MIT
-- Job $1, attempt $2, is ours for another minute.
-- Columns: its cancellation was asked for; no row: no longer ours.
SELECT * FROM jobs.beat($1::uuid, $2::int, interval '60 seconds')
