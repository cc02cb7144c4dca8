-- SPDX-License-Identifier: MIT
-- After the commit of job $3: links to tiles of dataset $1 (name $2), and
-- what its older versions leave.
INSERT INTO jobs.outbox (kind, dataset_id, payload) VALUES
    ('tiles', $1::bigint, jsonb_build_object('slug', $2::text,
        'job', $3::text)),
    ('retire', $1::bigint, jsonb_build_object('versions', true))
