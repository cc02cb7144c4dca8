-- SPDX-License-Identifier: MIT
-- The next version of dataset $1, from what job $2 staged.
-- Columns: id, number.
INSERT INTO catalogue.version (dataset_id, number, job_id, extent, summary,
    report)
SELECT d.id,
    coalesce((SELECT max(v.number) + 1 FROM catalogue.version v
        WHERE v.dataset_id = d.id), catalogue.first_number(d.slug)),
    j.id,
    (SELECT ARRAY[min((l -> 'extent' ->> 0)::float8),
            min((l -> 'extent' ->> 1)::float8),
            max((l -> 'extent' ->> 2)::float8),
            max((l -> 'extent' ->> 3)::float8)]
        FROM jsonb_array_elements(j.staged -> 'layers') l
        WHERE l -> 'extent' <> 'null'
        HAVING count(*) > 0),
    coalesce(j.staged -> 'summary', '{}'), coalesce(j.report, '{}')
FROM catalogue.dataset d, jobs.job j
WHERE d.id = $1::bigint AND j.id = $2::uuid
RETURNING id, number
