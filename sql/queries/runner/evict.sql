-- SPDX-License-Identifier: MIT
-- End what is left of earlier attempts of a job: sessions called like $1.
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name LIKE $1 AND pid <> pg_backend_pid()
  AND usename = current_user
