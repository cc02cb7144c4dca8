-- SPDX-License-Identifier: MIT
-- Accounts, organisations (the API Entrepôt's communities), sessions, keys.
CREATE TABLE auth.organisation (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	slug text NOT NULL UNIQUE CHECK (slug ~ '\A[a-z][a-z0-9-]{0,62}\Z'),
	title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
	created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE auth.account (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	login text NOT NULL UNIQUE CHECK (login ~ '\A[a-z0-9][a-z0-9._@-]{0,99}\Z'),
	display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
	password_hash text,		-- Argon2id, PHC string; NULL: no password
	admin boolean NOT NULL DEFAULT false,
	disabled boolean NOT NULL DEFAULT false,
	created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE auth.membership (
	account_id bigint NOT NULL REFERENCES auth.account ON DELETE CASCADE,
	organisation_id bigint NOT NULL REFERENCES auth.organisation
	    ON DELETE CASCADE,
	role text NOT NULL CHECK (role IN ('reader', 'producer', 'manager')),
	PRIMARY KEY (account_id, organisation_id)
);
CREATE INDEX ON auth.membership (organisation_id);

-- Only digests are kept: a dump of the database opens no session.
CREATE TABLE auth.session (
	digest bytea PRIMARY KEY CHECK (length(digest) = 32),
	account_id bigint NOT NULL REFERENCES auth.account ON DELETE CASCADE,
	csrf text NOT NULL,
	created timestamptz NOT NULL DEFAULT now(),
	seen timestamptz NOT NULL DEFAULT now(),
	expires timestamptz NOT NULL
);
CREATE INDEX ON auth.session (account_id);
CREATE INDEX ON auth.session (expires);

CREATE TABLE auth.api_key (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	account_id bigint NOT NULL REFERENCES auth.account ON DELETE CASCADE,
	label text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
	digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
	scope text NOT NULL CHECK (scope IN ('read', 'write')),
	created timestamptz NOT NULL DEFAULT now(),
	expires timestamptz,
	used timestamptz,
	revoked timestamptz
);
CREATE INDEX ON auth.api_key (account_id);

-- Failed sign-ins, for the limit per account and per address.
CREATE TABLE auth.attempt (
	at timestamptz NOT NULL DEFAULT now(),
	login text NOT NULL,
	address inet
);
CREATE INDEX ON auth.attempt (login, at);
CREATE INDEX ON auth.attempt (address, at);

-- The rights of who is asking. SECURITY DEFINER: they see the memberships
-- that row-level security hides.
CREATE FUNCTION auth.am_admin() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT EXISTS (SELECT FROM auth.account
	    WHERE id = auth.me() AND admin AND NOT disabled) $$;
CREATE FUNCTION auth.my_organisations() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT coalesce(array_agg(organisation_id), '{}')
	FROM auth.membership m JOIN auth.account a ON a.id = m.account_id
	WHERE account_id = auth.me() AND NOT a.disabled $$;
CREATE FUNCTION auth.my_productions() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT coalesce(array_agg(organisation_id), '{}')
	FROM auth.membership m JOIN auth.account a ON a.id = m.account_id
	WHERE account_id = auth.me() AND NOT a.disabled
	  AND role IN ('producer', 'manager') $$;

ALTER TABLE auth.organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.account ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.attempt ENABLE ROW LEVEL SECURITY;

-- Names of organisations are public; accounts are seen by themselves and
-- by administrators.
CREATE POLICY seen ON auth.organisation FOR SELECT USING (true);
CREATE POLICY own ON auth.account FOR SELECT
	USING (id = (SELECT auth.me()) OR (SELECT auth.am_admin()));
CREATE POLICY own ON auth.membership FOR SELECT
	USING (account_id = (SELECT auth.me()) OR (SELECT auth.am_admin()));
CREATE POLICY own ON auth.session FOR ALL
	USING (account_id = (SELECT auth.me()));
CREATE POLICY own ON auth.api_key FOR ALL
	USING (account_id = (SELECT auth.me()));

GRANT SELECT (id, slug, title, created) ON auth.organisation
	TO gs_auth, gs_catalogue, gs_upload, gs_render, gs_runner;
GRANT SELECT (id, login, display_name, admin, disabled, created)
	ON auth.account TO gs_auth, gs_catalogue, gs_upload;
GRANT SELECT ON auth.membership TO gs_auth, gs_catalogue, gs_upload;
GRANT SELECT, DELETE ON auth.session TO gs_auth;
GRANT SELECT (id, account_id, label, scope, created, expires, used, revoked),
	INSERT, UPDATE (revoked) ON auth.api_key TO gs_auth;
