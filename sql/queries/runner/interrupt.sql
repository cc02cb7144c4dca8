-- SPDX-License-Identifier: MIT
-- Cancel the statement that session $1 is running.
SELECT pg_cancel_backend(pid) FROM pg_stat_activity
WHERE application_name = $1 AND usename = current_user AND state = 'active'
