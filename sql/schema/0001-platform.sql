-- SPDX-License-Identifier: MIT
-- Schemas, PostGIS, and what row-level security needs to stay fast.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO PUBLIC;
CREATE EXTENSION postgis;

-- Row-level security keeps conditions whose functions might leak from using
-- an index; these two cannot leak, and without them a map of 200,000 rows
-- takes 200 times longer. An upgrade of PostGIS must run them again
-- (geosoclectl migrate does).
ALTER FUNCTION geometry_overlaps(geometry, geometry) LEAKPROOF;
ALTER FUNCTION ts_match_vq(tsvector, tsquery) LEAKPROOF;

CREATE SCHEMA auth;
CREATE SCHEMA store;
CREATE SCHEMA catalogue;
CREATE SCHEMA jobs;
CREATE SCHEMA data;
COMMENT ON SCHEMA data IS 'The datasets'' own tables, made by the job runner;
readable by gs_render and gs_runner only, behind catalogue.may().';

GRANT USAGE ON SCHEMA auth, store, catalogue, jobs
	TO gs_auth, gs_catalogue, gs_upload, gs_render, gs_runner;
GRANT USAGE ON SCHEMA data TO gs_render;
GRANT USAGE, CREATE ON SCHEMA data TO gs_runner;
ALTER DEFAULT PRIVILEGES FOR ROLE gs_runner IN SCHEMA data
	GRANT SELECT ON TABLES TO gs_render;

-- Who is asking: set by each worker at the start of each transaction.
-- NULL is nobody.
CREATE FUNCTION auth.me() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('geosocle.account', true), '')::bigint $$;
