-- SPDX-License-Identifier: MIT
-- Job $1, attempt $2, ends as $3 with the reasons $4.
-- Columns: it was still ours.
SELECT jobs.give_up($1::uuid, $2::int, $3, $4::jsonb)
