-- SPDX-License-Identifier: MIT
-- Give job $1, which has asked, the answers $2 and queue it again.
-- Columns: id; no row when it is not asking.
UPDATE jobs.job SET state = 'queued', questions = NULL,
    params = jsonb_set(params, '{answers}',
        coalesce(params -> 'answers', '{}') || $2::jsonb),
    not_before = clock_timestamp(), updated = clock_timestamp()
WHERE id = $1::uuid AND state = 'asked'
RETURNING id
