-- SPDX-License-Identifier: MIT
-- Job $1, attempt $2, is ours for another minute. A heart that stops between
-- this and its commit keeps the row locked for 5 seconds, no longer.
-- Columns: its cancellation was asked for; no row: no longer ours.
SELECT b.* FROM set_config('idle_in_transaction_session_timeout', '5s', true)
    CROSS JOIN LATERAL jobs.beat($1::uuid, $2::int, interval '60 seconds') b
