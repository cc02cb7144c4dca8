-- SPDX-License-Identifier: MIT
-- Stored files, datasets, their versions and layers.
CREATE TABLE store.file (
	digest bytea PRIMARY KEY CHECK (length(digest) = 32),	-- sha256
	size bigint NOT NULL CHECK (size >= 0),
	created timestamptz NOT NULL DEFAULT now()
);

-- What a person publishes, finds and replaces. Exists from its first
-- publication; invisible to readers until current_version is set.
CREATE TABLE catalogue.dataset (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	slug text NOT NULL UNIQUE CHECK (slug ~ '\A[a-z][a-z0-9-]{0,62}\Z'),
	organisation_id bigint NOT NULL REFERENCES auth.organisation,
	owner_id bigint REFERENCES auth.account ON DELETE SET NULL,
	title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
	abstract text NOT NULL DEFAULT '',
	kind text NOT NULL CHECK (kind IN ('gtfs', 'vector')),
	access text NOT NULL CHECK (access IN ('public', 'organisation')),
	current_version bigint,		-- of catalogue.version
	created timestamptz NOT NULL DEFAULT now(),
	modified timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON catalogue.dataset (organisation_id);
CREATE INDEX ON catalogue.dataset (owner_id);
CREATE INDEX ON catalogue.dataset (current_version);
CREATE INDEX ON catalogue.dataset (modified DESC, id DESC)
	WHERE current_version IS NOT NULL;

CREATE TABLE catalogue.version (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	dataset_id bigint NOT NULL REFERENCES catalogue.dataset ON DELETE CASCADE,
	number int NOT NULL CHECK (number > 0),
	job_id uuid NOT NULL UNIQUE,	-- a publication makes one version
	published timestamptz NOT NULL DEFAULT now(),
	replaced timestamptz,		-- when another became current
	withdrawn timestamptz,		-- tables dropped; row kept as history
	extent float8[4],		-- xmin, ymin, xmax, ymax; degrees, lon first
	summary jsonb NOT NULL,		-- by kind; GTFS: validity, agencies…
	report jsonb NOT NULL,		-- findings of the checks
	UNIQUE (dataset_id, number)
);
ALTER TABLE catalogue.dataset ADD FOREIGN KEY (current_version)
	REFERENCES catalogue.version DEFERRABLE INITIALLY DEFERRED;

-- A layer has one name in every protocol: dataset.slug || '.' || name.
CREATE TABLE catalogue.layer (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	version_id bigint NOT NULL REFERENCES catalogue.version ON DELETE CASCADE,
	dataset_id bigint NOT NULL REFERENCES catalogue.dataset ON DELETE CASCADE,
	name text NOT NULL CHECK (name ~ '\A[a-z][a-z0-9_]{0,62}\Z'),
	position int NOT NULL,		-- drawing order, first at the bottom
	title_fr text NOT NULL,
	title_en text NOT NULL,
	table_name text NOT NULL CHECK (table_name ~ '\A[a-z][a-z0-9_]{0,62}\Z'),
	geometry_type text NOT NULL,	-- NONE POINT MULTIPOINT LINESTRING
					-- MULTILINESTRING POLYGON MULTIPOLYGON
					-- GEOMETRY
	srid int NOT NULL,		-- of column geom; 0 without geometry
	features bigint NOT NULL,
	extent float8[4],		-- as version.extent; NULL when empty
	columns jsonb NOT NULL,		-- [{"name","type","title_fr","title_en"}]
					-- type: text integer number boolean date
					-- datetime json
	style jsonb NOT NULL DEFAULT '{}',
	UNIQUE (version_id, name)
);
CREATE INDEX ON catalogue.layer (dataset_id);
CREATE INDEX ON catalogue.layer (table_name);

CREATE TABLE catalogue.version_file (
	version_id bigint NOT NULL REFERENCES catalogue.version ON DELETE CASCADE,
	name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255
	    AND name !~ '[/\\[:cntrl:]]' AND name !~ '\A\.'),
	digest bytea NOT NULL REFERENCES store.file,
	media_type text NOT NULL,
	PRIMARY KEY (version_id, name)
);
CREATE INDEX ON catalogue.version_file (digest);

-- The only answer to "may this person do that with this dataset?".
-- right: 'read' or 'write'. Called by row-level security, by render before
-- it touches data.*, by the runner before it publishes.
CREATE FUNCTION catalogue.may(dataset bigint, asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT EXISTS (SELECT FROM catalogue.dataset d
	    WHERE d.id = dataset AND CASE asked
		WHEN 'read' THEN
		    d.access = 'public' AND d.current_version IS NOT NULL
		    OR d.organisation_id = ANY (auth.my_organisations())
		    OR auth.am_admin()
		WHEN 'write' THEN
		    d.organisation_id = ANY (auth.my_productions())
		    OR auth.am_admin()
		ELSE false END) $$;

ALTER TABLE store.file ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue.dataset ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue.version ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue.layer ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue.version_file ENABLE ROW LEVEL SECURITY;

-- Written out, not through may(): plain columns and InitPlans, so that the
-- cost of a query does not grow by a function call per row.
CREATE POLICY readable ON catalogue.dataset FOR SELECT USING (
	access = 'public' AND current_version IS NOT NULL
	OR organisation_id = ANY ((SELECT auth.my_organisations())::bigint[])
	OR (SELECT auth.am_admin()));
CREATE POLICY made ON catalogue.dataset FOR INSERT WITH CHECK (
	organisation_id = ANY ((SELECT auth.my_productions())::bigint[])
	OR (SELECT auth.am_admin()));
CREATE POLICY changed ON catalogue.dataset FOR UPDATE USING (
	organisation_id = ANY ((SELECT auth.my_productions())::bigint[])
	OR (SELECT auth.am_admin()));
CREATE POLICY removed ON catalogue.dataset FOR DELETE USING (
	organisation_id = ANY ((SELECT auth.my_productions())::bigint[])
	OR (SELECT auth.am_admin()));

-- Versions, layers and files are as visible as their dataset: the
-- sub-select obeys the policies of catalogue.dataset.
CREATE POLICY readable ON catalogue.version FOR SELECT USING (
	EXISTS (SELECT FROM catalogue.dataset d WHERE d.id = dataset_id));
CREATE POLICY readable ON catalogue.layer FOR SELECT USING (
	EXISTS (SELECT FROM catalogue.dataset d WHERE d.id = dataset_id));
CREATE POLICY readable ON catalogue.version_file FOR SELECT USING (
	EXISTS (SELECT FROM catalogue.version v WHERE v.id = version_id));
CREATE POLICY written ON catalogue.version FOR ALL TO gs_runner
	USING (catalogue.may(dataset_id, 'write'));
CREATE POLICY written ON catalogue.layer FOR ALL TO gs_runner
	USING (catalogue.may(dataset_id, 'write'));
CREATE POLICY written ON catalogue.version_file FOR ALL TO gs_runner
	USING (EXISTS (SELECT FROM catalogue.version v WHERE v.id = version_id
	    AND catalogue.may(v.dataset_id, 'write')));
-- A stored file is seen through what refers to it (0004 adds jobs).
CREATE POLICY readable ON store.file FOR SELECT USING (
	EXISTS (SELECT FROM catalogue.version_file f
	    WHERE f.digest = store.file.digest));
CREATE POLICY made ON store.file FOR INSERT
	WITH CHECK ((SELECT auth.me()) IS NOT NULL);

GRANT SELECT ON catalogue.dataset, catalogue.version, catalogue.layer,
	catalogue.version_file TO gs_catalogue, gs_upload, gs_render, gs_runner;
GRANT INSERT, UPDATE, DELETE ON catalogue.dataset TO gs_runner;
GRANT INSERT, UPDATE, DELETE ON catalogue.version, catalogue.layer,
	catalogue.version_file TO gs_runner;
-- Not to render, which never looks at stored files, and could not: their
-- policy looks at jobs, which it may not read.
GRANT SELECT ON store.file TO gs_catalogue, gs_upload, gs_runner;
GRANT INSERT ON store.file TO gs_upload;

-- What is served now: one row per layer of each current version that the
-- asking identity may read (security_invoker: its policies apply).
CREATE VIEW catalogue.current_layer WITH (security_invoker = true) AS
	SELECT l.id, d.slug || '.' || l.name AS full_name, l.name, l.position,
	    l.title_fr, l.title_en, l.table_name, l.geometry_type, l.srid,
	    l.features, l.extent, l.columns, l.style,
	    d.id AS dataset_id, d.slug, d.title AS dataset_title, d.abstract,
	    d.kind, d.access, d.modified, d.organisation_id,
	    v.id AS version_id, v.number AS version, v.published
	FROM catalogue.dataset d
	JOIN catalogue.version v ON v.id = d.current_version
	JOIN catalogue.layer l ON l.version_id = v.id;
GRANT SELECT ON catalogue.current_layer
	TO gs_catalogue, gs_upload, gs_render, gs_runner;
