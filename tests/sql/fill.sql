-- SPDX-License-Identifier: MIT
-- Thousands of generated rows in every table that grows, so that the planner
-- answers check-sql as it would a platform in use. Run as the owner, in a
-- throwaway database (tools/check-sql.sh).
\set datasets 4000

INSERT INTO auth.organisation (slug, title)
SELECT 'org-' || i, 'Organisation ' || i FROM generate_series(1, 300) i;
INSERT INTO auth.account (login, display_name)
SELECT 'user' || i, 'User ' || i FROM generate_series(1, 3000) i;
INSERT INTO auth.membership
SELECT i, 1 + (i + k) % 300, (ARRAY['reader', 'producer', 'manager'])[1 + k]
FROM generate_series(1, 3000) i, generate_series(0, 1) k;
INSERT INTO auth.session (digest, account_id, csrf, expires)
SELECT sha256(('session' || i)::bytea), 1 + i % 3000, 'x',
    now() + i * interval '1 second'
FROM generate_series(1, 5000) i;
INSERT INTO auth.api_key (account_id, label, digest, scope)
SELECT 1 + i % 3000, 'key', sha256(('key' || i)::bytea),
    (ARRAY['read', 'write'])[1 + i % 2]
FROM generate_series(1, 5000) i;
INSERT INTO auth.attempt (at, login, address)
SELECT now() - i * interval '1 second', 'user' || i % 3000,
    ('10.0.' || i / 250 % 250 || '.' || i % 250)::inet
FROM generate_series(1, 10000) i;

INSERT INTO store.file
SELECT sha256(('file' || i)::bytea), i * 1000
FROM generate_series(1, :datasets * 2) i;
INSERT INTO catalogue.dataset (slug, organisation_id, owner_id, title, kind,
    access, modified)
SELECT 'dataset-' || i, 1 + i % 300, 1 + i % 3000, 'Dataset ' || i,
    (ARRAY['gtfs', 'vector'])[1 + i % 2],
    (ARRAY['public', 'organisation'])[1 + (i % 10)::int / 9],
    now() - i * interval '1 minute'
FROM generate_series(1, :datasets) i;
-- Two versions of each, of which the second is served.
INSERT INTO catalogue.version (dataset_id, number, job_id, replaced, extent,
    summary, report)
SELECT d.id, n, gen_random_uuid(), CASE n WHEN 1 THEN now() END,
    '{1,47,2,48}', '{}', '{}'
FROM catalogue.dataset d, generate_series(1, 2) n ORDER BY n, d.id;
UPDATE catalogue.dataset d SET current_version = v.id
FROM catalogue.version v WHERE v.dataset_id = d.id AND v.number = 2;
INSERT INTO catalogue.layer (version_id, dataset_id, name, position, title_fr,
    title_en, table_name, geometry_type, srid, features, extent, columns)
SELECT v.id, v.dataset_id, 'layer' || k, k, 'Couche', 'Layer',
    'p' || v.id || '_' || k, 'POINT', 4326, 100, '{1,47,2,48}', '[]'
FROM catalogue.version v, generate_series(1, 3) k;
INSERT INTO catalogue.version_file
SELECT v.id, 'file.zip', sha256(('file' || v.id)::bytea), 'application/zip'
FROM catalogue.version v;

INSERT INTO jobs.job (kind, state, account_id, organisation_id, digest,
    file_name, params, dataset_id, version_id, created, not_before,
    finished)
SELECT 'publish', CASE WHEN i % 100 = 0 THEN 'queued' ELSE 'succeeded' END,
    1 + i % 3000, 1 + i % 300, sha256(('file' || 1 + i % 4000)::bytea),
    'file.zip', '{}', 1 + i % 4000, 1 + i % 8000,
    now() - i * interval '1 minute', now() - i * interval '1 minute', now()
FROM generate_series(1, 8000) i;
INSERT INTO jobs.log (job_id, level, message)
SELECT id, 'info', 'read' FROM jobs.job, generate_series(1, 4);
INSERT INTO jobs.outbox (kind, dataset_id, done)
SELECT 'tiles', 1 + i % 4000, CASE WHEN i % 100 > 0 THEN now() END
FROM generate_series(1, 8000) i;
ANALYZE;
