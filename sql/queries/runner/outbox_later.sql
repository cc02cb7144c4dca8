-- SPDX-License-Identifier: MIT
-- Row $1 again after $2 seconds.
SELECT jobs.outbox_later($1::bigint, $2::float8 * interval '1 second')
