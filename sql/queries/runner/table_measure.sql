-- SPDX-License-Identifier: MIT
-- Layer number $3 staged by attempt $2 of job $1 is table $4, with geometry
-- $5: count it and find its box.
UPDATE jobs.job SET staged = jsonb_set(staged, ARRAY['layers', $3::text],
    (staged -> 'layers' -> $3::int) || jsonb_build_object(
        'features', m.features, 'extent', to_jsonb(m.extent)))
FROM data.measure_table($4, $5::boolean) m
WHERE id = $1::uuid AND attempt = $2::int AND state = 'running'
