-- SPDX-License-Identifier: MIT
-- One restricted row in each table, for tests/e2e/t0008-rls.t. A new table
-- needs one here. Run as the owner. Nothing in it is work for the runner.
INSERT INTO auth.organisation (slug, title)
VALUES ('reserve', 'Réservé') RETURNING id AS org \gset
INSERT INTO auth.account (login, display_name)
VALUES ('membre', 'Membre') RETURNING id AS account \gset
INSERT INTO auth.account (login, display_name) VALUES ('autre', 'Autre');
INSERT INTO auth.membership VALUES (:account, :org, 'producer');
INSERT INTO auth.session (digest, account_id, csrf, expires)
VALUES (sha256('session'), :account, 'x', now() + interval '1 hour');
INSERT INTO auth.api_key (account_id, label, digest, scope)
VALUES (:account, 'clé', sha256('key'), 'write');
INSERT INTO auth.attempt (login, address) VALUES ('membre', '10.0.0.1');

INSERT INTO store.file VALUES (sha256('secret'), 6), (sha256('sent'), 6);
INSERT INTO catalogue.dataset (slug, organisation_id, owner_id, title, kind,
    access)
VALUES ('secret', :org, :account, 'Secret', 'vector', 'organisation')
RETURNING id AS dataset \gset
INSERT INTO catalogue.version (dataset_id, number, job_id, extent, summary,
    report)
VALUES (:dataset, 1, gen_random_uuid(), '{1,47,2,48}', '{}', '{}')
RETURNING id AS version \gset
UPDATE catalogue.dataset SET current_version = :version WHERE id = :dataset;
INSERT INTO catalogue.layer (version_id, dataset_id, name, position, title_fr,
    title_en, table_name, geometry_type, srid, features, extent, columns)
VALUES (:version, :dataset, 'points', 1, 'Points', 'Points',
    'p000000000000_1', 'POINT', 4326, 1, '{1,47,2,48}', '[]');
INSERT INTO catalogue.version_file
VALUES (:version, 'secret.zip', sha256('secret'), 'application/zip');

INSERT INTO jobs.job (kind, state, account_id, organisation_id, digest,
    file_name, params)
VALUES ('publish', 'succeeded', :account, :org, sha256('sent'), 'x.zip', '{}')
RETURNING id AS job \gset
INSERT INTO jobs.log (job_id, level, message) VALUES (:'job', 'info', 'x');
INSERT INTO jobs.outbox (kind, dataset_id, not_before)
VALUES ('tiles', :dataset, 'infinity');
