-- SPDX-License-Identifier: MIT
-- Long work: one row per job, claimed with SKIP LOCKED, kept by a lease that
-- a heartbeat renews (the database's clock), fenced by the attempt number.
CREATE TABLE jobs.job (
	id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	kind text NOT NULL CHECK (kind IN ('publish')),
	state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued',
	    'running', 'asked', 'succeeded', 'failed', 'cancelled')),
	account_id bigint NOT NULL REFERENCES auth.account ON DELETE CASCADE,
	organisation_id bigint NOT NULL REFERENCES auth.organisation,
	digest bytea REFERENCES store.file,
	file_name text NOT NULL,
	params jsonb NOT NULL,		-- title, name, access, crs, charset…
	dataset_id bigint,		-- known once published (no reference:
	version_id bigint,		--   a dataset may be deleted)
	step text NOT NULL DEFAULT '',	-- last step finished
	progress real NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
	message text NOT NULL DEFAULT '',
	staged jsonb,			-- what the read step found; tables made
	report jsonb,			-- findings, as soon as they are known
	questions jsonb,		-- state asked: [{"kind","guesses":[…]}]
	reasons jsonb,			-- state failed: [{"text_fr","text_en"…}]
	cancel boolean NOT NULL DEFAULT false,
	attempt int NOT NULL DEFAULT 0,	-- fencing token; also grows by clean
					-- restarts, so it counts neither:
	faults int NOT NULL DEFAULT 0,	-- attempts ended by a fault of ours
	deaths int NOT NULL DEFAULT 0,	-- of its runner since the last step
	lease_until timestamptz,
	not_before timestamptz NOT NULL DEFAULT now(),
	created timestamptz NOT NULL DEFAULT now(),
	started timestamptz,
	finished timestamptz,
	updated timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_pending ON jobs.job (not_before, created)
	WHERE state IN ('queued', 'running');
CREATE INDEX ON jobs.job (account_id, created DESC);
CREATE INDEX ON jobs.job (organisation_id, created DESC);
CREATE INDEX ON jobs.job (created DESC, id DESC);
CREATE INDEX ON jobs.job (digest);	-- each look at a stored file asks it

CREATE TABLE jobs.log (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	job_id uuid NOT NULL REFERENCES jobs.job ON DELETE CASCADE,
	at timestamptz NOT NULL DEFAULT clock_timestamp(),
	level text NOT NULL CHECK (level IN ('info', 'warn', 'error')),
	message text NOT NULL
);
CREATE INDEX ON jobs.log (job_id, id);

-- What must happen outside the database after a commit: at least once,
-- idempotent, in order per dataset.
CREATE TABLE jobs.outbox (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	kind text NOT NULL CHECK (kind IN ('tiles', 'retire')),
	dataset_id bigint NOT NULL,
	payload jsonb NOT NULL DEFAULT '{}',
	not_before timestamptz NOT NULL DEFAULT now(),
	attempts int NOT NULL DEFAULT 0,
	done timestamptz
);
CREATE INDEX ON jobs.outbox (not_before, id) WHERE done IS NULL;

ALTER TABLE jobs.job ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs.log ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs.outbox ENABLE ROW LEVEL SECURITY;

-- A job is its author's, its organisation's producers' and the
-- administrators'.
CREATE POLICY readable ON jobs.job FOR SELECT USING (
	account_id = (SELECT auth.me())
	OR organisation_id = ANY ((SELECT auth.my_productions())::bigint[])
	OR (SELECT auth.am_admin()));
CREATE POLICY made ON jobs.job FOR INSERT WITH CHECK (
	account_id = (SELECT auth.me())
	AND (organisation_id = ANY ((SELECT auth.my_productions())::bigint[])
	    OR (SELECT auth.am_admin())));
CREATE POLICY changed ON jobs.job FOR UPDATE USING (
	account_id = (SELECT auth.me())
	OR organisation_id = ANY ((SELECT auth.my_productions())::bigint[])
	OR (SELECT auth.am_admin()));
CREATE POLICY readable ON jobs.log FOR SELECT USING (
	EXISTS (SELECT FROM jobs.job j WHERE j.id = job_id));
CREATE POLICY made ON jobs.log FOR INSERT WITH CHECK (
	EXISTS (SELECT FROM jobs.job j WHERE j.id = job_id));
CREATE POLICY made ON jobs.outbox FOR INSERT WITH CHECK (
	catalogue.may(dataset_id, 'write'));
CREATE POLICY queued ON store.file FOR SELECT USING (
	EXISTS (SELECT FROM jobs.job j WHERE j.digest = store.file.digest));

GRANT SELECT ON jobs.job, jobs.log TO gs_catalogue, gs_upload, gs_runner;
GRANT INSERT ON jobs.job TO gs_upload;
GRANT UPDATE (state, params, questions, cancel, updated, finished, not_before,
	message) ON jobs.job TO gs_upload;
GRANT UPDATE ON jobs.job TO gs_runner;
GRANT INSERT ON jobs.log, jobs.outbox TO gs_runner;
