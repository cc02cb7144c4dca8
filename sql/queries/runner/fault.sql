-- SPDX-License-Identifier: MIT
-- Attempt $2 of job $1 ended by a fault of ours; $3: the runner died.
-- Again after 2, 4, 8… seconds, give or take a quarter; after a death at once.
SELECT jobs.fault($1::uuid, $2::int, $3::boolean,
    CASE WHEN $3::boolean THEN interval '0' ELSE
        (SELECT power(2, j.faults + 1) * (0.75 + random() / 2)
            FROM jobs.job j WHERE j.id = $1::uuid) * interval '1 second' END)
